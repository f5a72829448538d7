#include "sync/options.h"

#include <getopt.h>
#include <string.h>

static const struct command commands[] = {
    {"update", command_update, true, true, OPERAND_EITHER},
    {"fetch", command_receive, true, true, OPERAND_URL},
    {"copy", command_receive, true, true, OPERAND_FOLDER},
    {"apply", command_apply, true, true, OPERAND_NONE},
    {"status", command_status, false, false, OPERAND_NONE},
    {"back", command_back, true, false, OPERAND_NONE},
    {"check", command_check, true, false, OPERAND_NONE},
};

static enum err_code wrong_usage(struct err *err, const char *what) {
    return err_set(err, ERR_USAGE, "%s; see meclis-sync --help", what);
}

static enum err_code read_words(int argc, char **argv, struct options *ret,
                                const char **ret_command, struct err *err) {
    static const struct option known[] = {{"state", required_argument, NULL, 's'},
                                          {"trust", required_argument, NULL, 't'},
                                          {"config", required_argument, NULL, 'c'},
                                          {"timer", no_argument, NULL, 'T'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, 'h'},
                                          {0}};
    struct options options = {.config = sync_config_default()};
    opterr = 0;
    for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (letter == 's')
            options.state = optarg;
        else if (letter == 't')
            options.trust = optarg;
        else if (letter == 'c')
            options.config_path = optarg;
        else if (letter == 'T')
            options.timer = true;
        else if (letter == 'j')
            options.json = true;
        else if (letter == 'h')
            options.help = true;
        else
            return err_set(err, ERR_USAGE,
                           "%s: not an option, or its value is missing; see meclis-sync --help",
                           argv[optind - 1]);
    }
    if (argc - optind > 2)
        return wrong_usage(err, "too many words behind the command");
    options.operand = argc - optind == 2 ? argv[optind + 1] : NULL;
    *ret = options;
    *ret_command = optind < argc ? argv[optind] : NULL;
    return ERR_OK;
}

static enum err_code check_operand(const struct command *command, const char *operand,
                                   struct err *err) {
    const char *wrong = NULL;
    bool url = operand && command_is_url(operand);
    if (command->operand == OPERAND_NONE && operand)
        wrong = "takes nothing behind it";
    else if (command->operand == OPERAND_FOLDER && (!operand || url))
        wrong = "needs the folder of a release";
    else if (command->operand == OPERAND_URL && !url)
        wrong = "needs an address, or `url` under [update] in the file given with --config";
    else if (command->operand == OPERAND_EITHER && !operand)
        wrong = "needs the folder or the address of a release; or `url` under [update] in the file "
                "given with --config";
    return wrong ? err_set(err, ERR_USAGE, "%s %s; see meclis-sync --help", command->name, wrong)
                 : ERR_OK;
}

static enum err_code find_command(const struct options *options, const char *name,
                                  const struct command **ret, struct err *err) {
    if (!name)
        return wrong_usage(err, "which command? update, fetch, copy, apply, status, back or check");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *command = &commands[i];
        if (strcmp(name, command->name) != 0)
            continue;
        if (!options->state || !*options->state)
            return wrong_usage(err, "--state DIR is missing");
        if (command->takes_release && (!options->trust || !*options->trust))
            return wrong_usage(err, "--trust DIR is missing: the folder that keygen wrote");
        *ret = command;
        return ERR_OK;
    }
    return err_set(err, ERR_USAGE, "%s: not a command; see meclis-sync --help", name);
}

/* The configuration, and the address in it where the command has none of its own. */
static enum err_code complete(struct options *options, struct err *err) {
    const struct command *command = options->command;
    enum err_code code = ERR_OK;
    if (options->config_path)
        code = sync_config_read(options->config_path, &options->config, err);
    bool wants_url = command->operand == OPERAND_URL || command->operand == OPERAND_EITHER;
    if (!options->operand && wants_url && *options->config.url)
        options->operand = options->config.url;
    return code == ERR_OK ? check_operand(command, options->operand, err) : code;
}

enum err_code sync_options_parse(int argc, char **argv, struct options *ret, struct err *err) {
    const char *name = NULL;
    enum err_code code = read_words(argc, argv, ret, &name, err);
    if (code != ERR_OK || ret->help)
        return code;
    code = find_command(ret, name, &ret->command, err);
    return code == ERR_OK ? complete(ret, err) : code;
}
