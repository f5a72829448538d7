#include "publish/options.h"

#include <stdlib.h>
#include <string.h>

static enum err_code wrong(const char *command, const char *what, const char *argument,
                           struct err *err) {
    return err_set(err, ERR_USAGE, "%s: %s %.80s; see meclis-publish help %s", command, what,
                   argument, command);
}

/* The option that the argument names; *ret_value: what follows its '=', NULL for none. */
static const struct option_spec *find(const struct option_spec *specs, size_t count,
                                      const char *argument, const char **ret_value) {
    size_t length = strcspn(argument, "=");
    for (size_t i = 0; i < count; i++)
        if (strlen(specs[i].name) == length && memcmp(specs[i].name, argument, length) == 0) {
            *ret_value = argument[length] ? argument + length + 1 : NULL;
            return &specs[i];
        }
    return NULL;
}

/* The option at argv[*at]; moves *at to its last argument. */
static enum err_code take(const struct option_spec *specs, size_t count, int argc, char **argv,
                          int *at, struct err *err) {
    const char *argument = argv[*at], *value = NULL;
    const struct option_spec *spec = find(specs, count, argument, &value);
    if (!spec)
        return wrong(argv[0], "there is no option", argument, err);
    if (spec->flag && value)
        return wrong(argv[0], "no value belongs to", spec->name, err);
    if (spec->flag) {
        *spec->flag = true;
        return ERR_OK;
    }
    /* `--library --json` lacks a name; one that does begin so can follow the '=' */
    if (!value && *at + 1 < argc && strncmp(argv[*at + 1], "--", 2) != 0)
        value = argv[++*at];
    if (!value || !*value)
        return wrong(argv[0], "a value is missing behind", spec->name, err);
    if (*spec->text)
        return wrong(argv[0], "given twice:", spec->name, err);
    *spec->text = value;
    return ERR_OK;
}

enum err_code options_parse(const struct option_spec *specs, size_t count, int argc, char **argv,
                            int *ret_rest, struct err *err) {
    int rest = 0;
    bool options = true;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            enum err_code code = take(specs, count, argc, argv, &i, err);
            if (code != ERR_OK)
                return code;
        } else {
            argv[++rest] = argv[i];
        }
    }
    *ret_rest = rest;
    return ERR_OK;
}

enum err_code options_require(const char *command, const char *name, const char *value,
                              struct err *err) {
    return value ? ERR_OK : wrong(command, "this option is needed:", name, err);
}

enum err_code options_count(const char *command, int rest, int min, int max, const char *what,
                            struct err *err) {
    if (rest < min)
        return wrong(command, "missing:", what, err);
    return rest <= max ? ERR_OK : wrong(command, "too many arguments for", what, err);
}

enum err_code options_integer(const char *name, const char *text, int min, int max, int *ret,
                              struct err *err) {
    size_t digits = strspn(text, "0123456789");
    long value = digits && digits < 10 && !text[digits] ? strtol(text, NULL, 10) : -1;
    if (value < min || value > max)
        return err_set(err, ERR_USAGE, "%s %.40s: not a number from %d to %d", name, text, min,
                       max);
    *ret = (int)value;
    return ERR_OK;
}

enum err_code options_decision(const char *command, const char *text, int *ret_year,
                               int *ret_number, struct err *err) {
    size_t first = strspn(text, "0123456789");
    size_t second = text[first] == '/' ? strspn(text + first + 1, "0123456789") : 0;
    if (first != 4 || second < 1 || second > 5 || text[first + 1 + second])
        return err_set(err, ERR_USAGE, "%s: %.40s is not YEAR/NUMBER, such as 2015/255", command,
                       text);
    *ret_year = atoi(text);
    *ret_number = atoi(text + first + 1);
    return ERR_OK;
}
