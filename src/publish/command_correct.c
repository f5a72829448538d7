/* set and retract: what is changed by hand. Both file the old record among the revisions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/letter.h"
#include "decision/canonical.h"
#include "decision/field.h"
#include "decision/personal.h"
#include "publish/command.h"
#include "publish/options.h"
#include "store/library.h"
#include "text/utf8.h"

/* ---- set ---- */

/* "outcome=majority"; the field's name goes to `fields`. */
static enum err_code set_one(struct decision *decision, const char *argument,
                             struct text_list *fields, struct err *err) {
    char name[32];
    size_t length = strcspn(argument, "=");
    if (argument[length] == '\0' || length == 0 || length >= sizeof name)
        return err_set(err, ERR_USAGE, "set: %.40s is not FIELD=VALUE, such as outcome=majority",
                       argument);
    snprintf(name, sizeof name, "%.*s", (int)length, argument);
    enum err_code code = decision_set_field(decision, name, argument + length + 1, err);
    if (code != ERR_OK)
        return err_add(err, "set");
    text_list_add(fields, name);
    return ERR_OK;
}

static enum err_code correct(struct library *library, struct decision *decision, int count,
                             char **changes, struct err *err) {
    struct decision old = decision_copy(decision);
    struct text_list fields = {0};
    enum err_code code = ERR_OK;
    for (int i = 0; i < count && code == ERR_OK; i++)
        code = set_one(decision, changes[i], &fields, err);
    bool same = code == ERR_OK && decision_equal(&old, decision);
    if (code == ERR_OK && !same)
        code = library_replace(library, decision, err);
    if (code == ERR_OK && !same)
        code = library_note_corrected(library, decision->id, &fields, err);
    text_list_clear(&fields);
    if (code == ERR_OK)
        printf("%d/%d: %s, revision %d\n", decision->year, decision->number,
               same ? "unchanged" : "corrected", decision->revision);
    decision_clear(&old);
    return code;
}

static enum err_code set_fields(const char *path, int year, int number, int count, char **changes,
                                struct err *err) {
    struct library *library = NULL;
    struct decision decision = decision_empty();
    enum err_code code = library_open(path, false, &library, err);
    if (code == ERR_OK)
        code = library_begin(library, err);
    if (code == ERR_OK)
        code = library_find(library, year, number, &decision, err);
    if (code == ERR_OK && decision.retracted)
        code = err_set(err, ERR_REFUSED, "set: decision %d/%d was retracted and stays so", year,
                       number);
    if (code == ERR_OK)
        code = correct(library, &decision, count, changes, err);
    if (code == ERR_OK)
        code = library_commit(library, err);
    decision_clear(&decision);
    library_close(library);
    return code;
}

enum err_code command_set(const struct command_context *context, int argc, char **argv,
                          struct err *err) {
    (void)context;
    const char *path = NULL;
    const struct option_spec specs[] = {{"--library", &path, NULL}};
    int rest = 0, year = 0, number = 0;
    enum err_code code = options_parse(specs, 1, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("set", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_count("set", rest, 2, argc, "YEAR/NUMBER FIELD=VALUE…", err);
    if (code == ERR_OK)
        code = options_decision("set", argv[1], &year, &number, err);
    return code == ERR_OK ? set_fields(path, year, number, rest - 1, argv + 2, err) : code;
}

/* ---- retract ---- */

static enum err_code check_reason(const char *reason, struct err *err) {
    if (!letters_plain(reason, "") || !reason[strspn(reason, " ")] || strlen(reason) > 1000)
        return err_set(err, ERR_USAGE,
                       "retract: the reason must be one line of plain text, at most 1,000 bytes; "
                       "it is published");
    if (personal_any(reason)) /* no later correction reaches it */
        return err_set(err, ERR_USAGE,
                       "retract: the reason holds what looks like personal data, and it is "
                       "published; say it without");
    return ERR_OK;
}

static enum err_code retract(const char *path, int year, int number, const char *reason,
                             struct err *err) {
    struct library *library = NULL;
    char *composed = utf8_nfc(reason);
    enum err_code code = library_open(path, false, &library, err);
    if (code == ERR_OK)
        code = library_retract(library, year, number, composed, err);
    library_close(library);
    free(composed);
    if (code == ERR_OK)
        printf("%d/%d: retracted; the next release takes its text off every kiosk\n", year, number);
    return code;
}

enum err_code command_retract(const struct command_context *context, int argc, char **argv,
                              struct err *err) {
    (void)context;
    const char *path = NULL, *reason = NULL;
    const struct option_spec specs[] = {{"--library", &path, NULL}, {"--reason", &reason, NULL}};
    int rest = 0, year = 0, number = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("retract", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_require("retract", "--reason TEXT", reason, err);
    if (code == ERR_OK)
        code = options_count("retract", rest, 1, 1, "YEAR/NUMBER", err);
    if (code == ERR_OK)
        code = options_decision("retract", argv[1], &year, &number, err);
    if (code == ERR_OK)
        code = check_reason(reason, err);
    return code == ERR_OK ? retract(path, year, number, reason, err) : code;
}
