#include "publish/options.h"

#include <stdlib.h>
#include <string.h>

static enum err_code wrong(const char *command, const char *what, const char *argument,
                           struct err *err) {
    return err_set(err, ERR_USAGE, "%s: %s %.80s; see meclis-publish help %s", command, what,
                   argument, command);
}

/* All that a command knows. */
struct options {
    const struct option_spec *specs;
    size_t count;
    struct option_list *const *lists;
    size_t list_count;
};

static bool is_named(const char *argument, const char *name) {
    size_t length = strcspn(argument, "=");
    return strlen(name) == length && memcmp(name, argument, length) == 0;
}

static const struct option_spec *find(const struct options *options, const char *argument) {
    for (size_t i = 0; i < options->count; i++)
        if (is_named(argument, options->specs[i].name))
            return &options->specs[i];
    return NULL;
}

static struct option_list *find_list(const struct options *options, const char *argument) {
    for (size_t i = 0; i < options->list_count; i++)
        if (is_named(argument, options->lists[i]->name))
            return options->lists[i];
    return NULL;
}

/* What stands behind the '=' or in the next argument; moves *at there. */
static enum err_code take_value(const char *name, int argc, char **argv, int *at, const char **ret,
                                struct err *err) {
    const char *value = strchr(argv[*at], '=');
    if (value)
        value++;
    else if (*at + 1 < argc && strncmp(argv[*at + 1], "--", 2) != 0)
        value = argv[++*at]; /* `--library --json` lacks a name; one like that follows the '=' */
    if (!value || !*value)
        return wrong(argv[0], "a value is missing behind", name, err);
    *ret = value;
    return ERR_OK;
}

static enum err_code take_item(struct option_list *list, int argc, char **argv, int *at,
                               struct err *err) {
    if (list->count == OPTION_LIST_MAX)
        return wrong(argv[0], "given too often:", list->name, err);
    enum err_code code = take_value(list->name, argc, argv, at, &list->items[list->count], err);
    list->count += code == ERR_OK;
    return code;
}

/* The option at argv[*at]; moves *at to its last argument. */
static enum err_code take(const struct options *options, int argc, char **argv, int *at,
                          struct err *err) {
    const char *argument = argv[*at];
    const struct option_spec *spec = find(options, argument);
    struct option_list *list = find_list(options, argument);
    if (list)
        return take_item(list, argc, argv, at, err);
    if (!spec)
        return wrong(argv[0], "there is no option", argument, err);
    if (spec->flag && strchr(argument, '='))
        return wrong(argv[0], "no value belongs to", spec->name, err);
    if (spec->flag) {
        *spec->flag = true;
        return ERR_OK;
    }
    const char *value = NULL;
    enum err_code code = take_value(spec->name, argc, argv, at, &value, err);
    if (code == ERR_OK && *spec->text)
        code = wrong(argv[0], "given twice:", spec->name, err);
    if (code == ERR_OK)
        *spec->text = value;
    return code;
}

enum err_code options_parse_lists(const struct option_spec *specs, size_t count,
                                  struct option_list *const *lists, size_t list_count, int argc,
                                  char **argv, int *ret_rest, struct err *err) {
    const struct options known = {specs, count, lists, list_count};
    bool options = true;
    int rest = 0;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            enum err_code code = take(&known, argc, argv, &i, err);
            if (code != ERR_OK)
                return code;
        } else {
            argv[++rest] = argv[i];
        }
    }
    *ret_rest = rest;
    return ERR_OK;
}

enum err_code options_parse(const struct option_spec *specs, size_t count, int argc, char **argv,
                            int *ret_rest, struct err *err) {
    return options_parse_lists(specs, count, NULL, 0, argc, argv, ret_rest, err);
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
