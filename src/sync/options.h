/* The command line of meclis-sync. */
#ifndef SYNC_OPTIONS_H
#define SYNC_OPTIONS_H

#include <stdbool.h>

#include "base/err.h"
#include "sync/command.h"
#include "sync/config.h"

/* What stands behind a command. */
enum operand {
    OPERAND_NONE,
    OPERAND_URL, /* or the configuration's */
    OPERAND_FOLDER,
    OPERAND_EITHER, /* or the configuration's address */
};

struct command {
    const char *name;
    command_run *run;
    bool locks;
    bool takes_release; /* and so needs --trust, and makes the state folder */
    enum operand operand;
};

/* Texts point into argv, or into `config`: it must stay where it is. */
struct options {
    const struct command *command;
    const char *state, *trust;
    const char *operand;     /* behind the command, or the configuration's address; or NULL */
    const char *config_path; /* or NULL */
    bool json, help;
    bool timer; /* nobody waits for it: after failures, ask no earlier than is due */
    struct sync_config config;
};

/* Reads the configuration too. After --help alone `help` is set and `command` is not. ERR_USAGE;
 * ERR_MISSING: there is no such configuration. */
enum err_code sync_options_parse(int argc, char **argv, struct options *ret,
                                 struct err *err) CHECKED;

#endif
