#include "decision/changes.h"

#include <stdlib.h>
#include <string.h>

#include "decision/json.h"
#include "decision/personal.h"

/* Not what a decision says, but where the record comes from. */
static bool is_provenance(const char *field) {
    static const char *const fields[] = {"source", "source_sha256", "revision", "retracted"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(field, fields[i]) == 0)
            return true;
    return false;
}

/* Subject and body may have been corrected because of a name that had no business in them: what
 * they were stays with the publisher. */
static bool is_quoted(const char *field) {
    return strcmp(field, "subject") != 0 && strcmp(field, "body") != 0;
}

/* Appends "=VALUE" where it fits on one short line and holds nothing of a person. */
static void add_value(struct buf *text, const json_t *value) {
    char *other = NULL;
    const char *said = json_is_null(value) ? "" : json_string_value(value);
    if (!said)
        said = other = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (said && strlen(said) <= CHANGES_VALUE_MAX && !strpbrk(said, "\n\t") &&
        !personal_any(said)) {
        buf_byte(text, '=');
        buf_text(text, said);
    }
    free(other);
}

static void note_change(struct decision *now, const char *field, const json_t *old_value) {
    struct buf text = {0};
    buf_format(&text, "%d:%s", now->revision, field);
    if (is_quoted(field))
        add_value(&text, old_value);
    if (!text.failed)
        text_list_add(&now->changes, buf_string(&text));
    buf_free(&text);
}

/* A list of at most CHANGES_MAX texts: all of `list` but its oldest. */
static struct text_list newest(const struct text_list *list) {
    struct text_list kept = {0};
    size_t first = list->count > CHANGES_MAX ? list->count - CHANGES_MAX : 0;
    for (size_t i = first; i < list->count; i++)
        text_list_add(&kept, list->items[i]);
    return kept;
}

void decision_note_changes(const struct decision *old, struct decision *now) {
    struct text_list all = {0};
    for (size_t i = 0; i < old->changes.count; i++)
        text_list_add(&all, old->changes.items[i]);
    text_list_clear(&now->changes);
    now->changes = all;
    json_t *before = decision_json(old), *after = decision_json(now);
    const char *field;
    json_t *value;
    json_object_foreach(before, field, value) {
        if (!is_provenance(field) && !json_equal(value, json_object_get(after, field)))
            note_change(now, field, value);
    }
    json_decref(before);
    json_decref(after);
    if (now->changes.count > CHANGES_MAX) {
        struct text_list kept = newest(&now->changes);
        text_list_clear(&now->changes);
        now->changes = kept;
    }
}
