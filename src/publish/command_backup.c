/* backup and restore: the library and the public keys, out of the office and back. */
#include <inttypes.h>
#include <stdio.h>

#include "publish/backup.h"
#include "publish/command.h"
#include "publish/options.h"

static enum err_code parse(const struct command_context *context, const char *command, int argc,
                           char **argv, struct backup_order *ret, struct err *err) {
    struct backup_order order = {.now = clock_wall(&context->clock)};
    const struct option_spec specs[] = {{"--library", &order.library, NULL},
                                        {"--trust", &order.trust, NULL},
                                        {"--force", NULL, &order.force}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require(command, "--library FILE", order.library, err);
    if (code == ERR_OK)
        code = options_count(command, rest, 1, 1, "DIR", err);
    if (code != ERR_OK)
        return code;
    order.folder = argv[1];
    *ret = order;
    return ERR_OK;
}

enum err_code command_backup(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    struct backup_order order;
    struct backup_result result;
    enum err_code code = parse(context, "backup", argc, argv, &order, err);
    if (code == ERR_OK)
        code = backup_make(&order, &result, err);
    if (code != ERR_OK)
        return code;
    printf("backup in %s, read back and good: %" PRId64 " decisions, last serial %" PRId64
           ", public keys of %s\n",
           order.folder, result.library.decisions, result.library.serial, result.trust);
    puts("secret keys are not in it: keep root.key and publish.key where only their holders reach "
         "them");
    puts("make another one after each retraction: a library that is restored from this one does "
         "not know of it");
    return ERR_OK;
}

enum err_code command_restore(const struct command_context *context, int argc, char **argv,
                              struct err *err) {
    struct backup_order order;
    struct backup_result result;
    enum err_code code = parse(context, "restore", argc, argv, &order, err);
    if (code == ERR_OK)
        code = backup_restore(&order, &result, err);
    if (code != ERR_OK)
        return code;
    printf("restored to %s: %" PRId64 " decisions, last serial %" PRId64 "; trust folder in %s\n",
           order.library, result.library.decisions, result.library.serial, result.trust);
    char made[CLOCK_TEXT];
    clock_text(result.made, made);
    printf("it is the library of %.10s: whatever was retracted or corrected since then must be "
           "retracted or corrected again before the next release\n",
           made);
    puts(
        "release into the folder of the last release, or onto a stick that has it: the serial goes "
        "on from there");
    return ERR_OK;
}
