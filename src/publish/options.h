/* A command's arguments: `--name VALUE` (which does not begin with `--`) or `--name=VALUE`,
 * `--name` alone for a flag, and what is left. `--` ends the options. */
#ifndef PUBLISH_OPTIONS_H
#define PUBLISH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Exactly one of the two targets. */
struct option_spec {
    const char *name;  /* "--library" */
    const char **text; /* points into argv afterwards; never an empty text */
    bool *flag;
};

/* Moves what is no option, in its order, to argv[1] and up; *ret_rest says how many they are.
 * ERR_USAGE names the argument that is wrong and the command's help. */
enum err_code options_parse(const struct option_spec *specs, size_t count, int argc, char **argv,
                            int *ret_rest, struct err *err) CHECKED;

/* ERR_USAGE unless the option was given. */
enum err_code options_require(const char *command, const char *name, const char *value,
                              struct err *err) CHECKED;
/* ERR_USAGE unless between `min` and `max` arguments are left. `what` names them: "PATH…". */
enum err_code options_count(const char *command, int rest, int min, int max, const char *what,
                            struct err *err) CHECKED;
/* A whole decimal number between min and max. */
enum err_code options_integer(const char *name, const char *text, int min, int max, int *ret,
                              struct err *err) CHECKED;

#endif
