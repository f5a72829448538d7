/* The commands of meclis-publish. Each parses its own arguments and returns what becomes the exit
 * code; an error text in err is printed once by main. */
#ifndef PUBLISH_COMMAND_H
#define PUBLISH_COMMAND_H

#include "base/clock.h"
#include "base/err.h"

/* What main hands to a command. */
struct command_context {
    struct clock clock;
};

/* argv[0] is the command's own name. A failure whose text is empty was said already. */
typedef enum err_code command_run(const struct command_context *context, int argc, char **argv,
                                  struct err *err);

command_run command_import, command_list, command_show, command_search;
command_run command_set, command_retract, command_export;
command_run command_keygen, command_release, command_verify, command_rotate;
command_run command_backup, command_restore;

#endif
