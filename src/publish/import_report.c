#include "publish/import_report.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "decision/json.h"
#include "decision/personal.h"

#define NO_RESULT "the council's result is not in this text" /* as recognition warns of it */

static const char *const status_names[IMPORT_STATUS_COUNT] = {"imported", "unchanged", "replaced",
                                                              "refused", "missing"};

/* In the order of enum intake_field. */
static const char *const field_names[INTAKE_FIELDS] = {
    "number",     "date",        "subject", "outcome",   "votes",
    "department", "file_number", "sitting", "citations", "districts"};

static const char *const sureness_names[] = {"absent", "guessed", "likely", "certain"};

/* ---- JSON ---- */

/* The report may be handed on: no number of a person stands in it. */
static json_t *text_json(const char *text) {
    char *masked = personal_masked(text);
    json_t *json = json_string(masked ? masked : "");
    free(masked);
    return json;
}

static json_t *texts_json(const struct text_list *list, json_t *array) {
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, text_json(list->items[i]));
    return array;
}

/* A path may hold any bytes, JSON may not. */
static json_t *path_json(const char *path) {
    json_t *text = json_string(path);
    return text ? text : json_string("(a name that is not UTF-8)");
}

static json_t *mends_json(const struct mends *mends) {
    json_t *array = json_array();
    for (size_t i = 0; i < mends->count; i++) {
        json_t *mend = json_object();
        json_object_set_new(mend, "what", json_string(mends->items[i].what));
        json_object_set_new(mend, "count", json_integer((json_int_t)mends->items[i].count));
        json_array_append_new(array, mend);
    }
    return array;
}

static json_t *votes_json(const struct decision *decision) {
    json_t *votes = json_object();
    json_object_set_new(votes, "for", json_count_or_null(decision->votes_for));
    json_object_set_new(votes, "against", json_count_or_null(decision->votes_against));
    json_object_set_new(votes, "abstentions", json_count_or_null(decision->abstentions));
    return votes;
}

static json_t *field_value(const struct decision *decision, json_t *record, int field) {
    if (field == INTAKE_VOTES)
        return votes_json(decision);
    if (field == INTAKE_NUMBER && !decision->number)
        return json_null();
    json_t *value = json_object_get(record, field_names[field]);
    return json_is_string(value) ? text_json(json_string_value(value)) : json_incref(value);
}

/* What was read, and how sure that is. */
static json_t *fields_json(const struct intake_result *result) {
    json_t *fields = json_object(), *record = decision_json(&result->decision);
    for (int i = 0; i < INTAKE_FIELDS; i++) {
        json_t *field = json_object();
        json_object_set_new(field, "value", field_value(&result->decision, record, i));
        json_object_set_new(field, "sure", json_string(sureness_names[result->sure[i]]));
        json_object_set_new(fields, field_names[i], field);
    }
    json_decref(record);
    return fields;
}

static json_t *duplicates_json(const struct import_entry *entry) {
    json_t *array = json_array();
    if (!entry->duplicate.other)
        return array;
    json_t *duplicate = json_object();
    json_object_set_new(duplicate, "with", path_json(entry->duplicate.other));
    json_object_set_new(duplicate, "kept",
                        path_json(entry->duplicate.kept ? entry->label : entry->duplicate.other));
    json_array_append_new(array, duplicate);
    return array;
}

json_t *import_report_entry(const struct import_entry *entry) {
    const struct intake_result *result = entry->result;
    const struct decision *decision = result->decision.number ? &result->decision : NULL;
    struct text_list reasons = import_report_reasons(entry);
    char date[DATE_ISO] = "";
    if (decision && date_valid(decision->date))
        date_iso(decision->date, date);
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"file", path_json(entry->label)},
        {"status", json_string(status_names[entry->status])},
        {"format", json_text_or_null(entry->format)},
        {"encoding", json_text_or_null(entry->encoding)},
        {"part", json_count_or_null(entry->part ? entry->part : -1)},
        {"number", json_count_or_null(decision ? decision->number : -1)},
        {"year", json_count_or_null(decision ? decision->year : -1)},
        {"date", json_text_or_null(*date ? date : NULL)},
        {"reason", *result->refused.text ? text_json(result->refused.text) : json_null()},
        {"needs_look", texts_json(&reasons, json_array())},
        {"warnings", texts_json(&entry->notes, texts_json(&result->warnings, json_array()))},
        {"fields", fields_json(result)},
        {"mends", mends_json(&result->mends)},
        {"removed", texts_json(&result->removed, texts_json(&result->head, json_array()))},
        {"duplicates", duplicates_json(entry)},
        {"personal", json_incref(entry->personal)},
    };
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        json_object_set_new(object, members[i].key, members[i].value);
    text_list_clear(&reasons);
    return object;
}

/* ---- plain words ---- */

/* "subject, date": the fields that are guessed. */
static void add_guessed(const struct intake_result *result, struct buf *out) {
    const char *before = "";
    for (int i = 0; i < INTAKE_FIELDS; i++)
        if (result->sure[i] == SURE_GUESSED) {
            buf_format(out, "%s%s", before, field_names[i]);
            before = ", ";
        }
}

static bool lacks_result(const struct decision *decision) {
    return decision->outcome == OUTCOME_UNKNOWN && !decision->truncated;
}

struct text_list import_report_reasons(const struct import_entry *entry) {
    const struct intake_result *result = entry->result;
    struct text_list reasons = {0};
    if (*result->refused.text) {
        text_list_add(&reasons, result->refused.text);
        return reasons;
    }
    for (int i = 0; i < INTAKE_FIELDS; i++)
        if (result->sure[i] == SURE_GUESSED) {
            char text[64];
            snprintf(text, sizeof text, "guessed: %s", field_names[i]);
            text_list_add(&reasons, text);
        }
    if (lacks_result(&result->decision))
        text_list_add(&reasons, NO_RESULT);
    for (size_t i = 0; i < result->warnings.count; i++)
        if (strcmp(result->warnings.items[i], NO_RESULT) != 0) /* a page that breaks off has none */
            text_list_add(&reasons, result->warnings.items[i]);
    if (json_array_size(entry->personal))
        text_list_add(&reasons, "it holds what looks like personal data");
    return reasons;
}

static size_t count_mends(const struct mends *mends) {
    size_t count = 0;
    for (size_t i = 0; i < mends->count; i++)
        count += mends->items[i].count;
    return count;
}

/* "; 3 letters mended" */
static void add_count(struct buf *out, const char *before, size_t count, const char *what,
                      const char *whats) {
    if (count)
        buf_format(out, "%s%zu %s", out->len ? before : "", count, count == 1 ? what : whats);
}

static void add_notes(const struct import_entry *entry, struct buf *out) {
    const struct intake_result *result = entry->result;
    if (entry->duplicate.other)
        buf_format(out, "same as %s", path_name(entry->duplicate.other));
    struct buf guessed = {0};
    add_guessed(result, &guessed);
    if (guessed.len)
        buf_format(out, "%s%s guessed", out->len ? "; " : "", buf_string(&guessed));
    buf_free(&guessed);
    if (lacks_result(&result->decision))
        buf_format(out, "%sno result found", out->len ? "; " : "");
    add_count(out, "; ", json_array_size(entry->personal), "personal datum?", "personal data?");
    add_count(out, "; ", count_mends(&result->mends), "letter mended", "letters mended");
    add_count(out, "; ", result->warnings.count, "warning", "warnings");
}

void import_report_line(const struct import_entry *entry, struct buf *out) {
    const struct decision *decision = &entry->result->decision;
    struct buf notes = {0};
    char date[DATE_ISO];
    date_iso(decision->date, date);
    size_t start = out->len;
    buf_format(out, "%d/%d", decision->year, decision->number);
    buf_format(out, "%*s  %s  %-9s  %s", (int)(out->len - start < 10 ? 10 - (out->len - start) : 0),
               "", date, status_names[entry->status], entry->label);
    add_notes(entry, &notes);
    if (notes.len)
        buf_format(out, ": %s", buf_string(&notes));
    buf_free(&notes);
}
