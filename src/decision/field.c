#include "decision/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/letter.h"
#include "base/mem.h"
#include "decision/annex.h"
#include "decision/json.h"
#include "text/utf8.h"

/* A value on its way in: NFC, no outer white space, NULL for absent. */
struct given {
    const char *name;
    char *text;
};

static enum err_code wrong(const struct given *given, const char *what, struct err *err) {
    return err_set(err, ERR_USAGE, "%s=%.60s: %s", given->name, given->text ? given->text : "",
                   what);
}

/* ---- texts ---- */

static void put_text(char **to, const char *text) {
    free(*to);
    *to = text ? mem_string(text) : NULL;
}

static enum err_code set_text(const struct given *given, char **to, struct err *err) {
    if (given->text && !letters_plain(given->text, ""))
        return wrong(given, "must be one line of plain text", err);
    put_text(to, given->text);
    return ERR_OK;
}

static enum err_code set_subject(const struct given *given, char **to, struct err *err) {
    return given->text
               ? set_text(given, to, err)
               : wrong(given, "a subject cannot be empty; retract takes a decision out", err);
}

/* Lines without their outer white space, and no empty ones: the form that intake gives. */
static char *paragraphs(const char *text) {
    struct buf out = {0};
    for (const char *line = text; *line;) {
        line += strspn(line, " \t\n");
        size_t length = strcspn(line, "\n"), end = length;
        while (end && strchr(" \t", line[end - 1]))
            end--;
        if (end && out.len)
            buf_byte(&out, '\n');
        buf_add(&out, line, end);
        line += length;
    }
    return buf_take(&out);
}

static enum err_code set_body(const struct given *given, char **to, struct err *err) {
    if (!given->text)
        return wrong(given, "a body cannot be empty; retract takes a decision out", err);
    if (!letters_plain(given->text, "\n\t"))
        return wrong(given, "must be plain text", err);
    char *body = paragraphs(given->text);
    if (!body)
        return err_set(err, ERR_STORAGE, "out of memory");
    free(*to);
    *to = body;
    return ERR_OK;
}

/* ---- numbers, dates, words ---- */

static enum err_code set_votes(const struct given *given, int *to, struct err *err) {
    const char *text = given->text;
    if (text && (strspn(text, "0123456789") != strlen(text) || strlen(text) > 4))
        return wrong(given, "must be a number of votes from 0 to 9999, or empty", err);
    *to = text ? atoi(text) : -1;
    return ERR_OK;
}

static enum err_code set_date(const struct given *given, struct date *to, struct err *err) {
    struct date date;
    if (!given->text || !date_parse_iso(given->text, &date) || !date_valid(date))
        return wrong(given, "must be a day such as 2015-07-09", err);
    *to = date;
    return ERR_OK;
}

static enum err_code set_outcome(const struct given *given, enum outcome *to, struct err *err) {
    if (!given->text || !outcome_parse(given->text, to))
        return wrong(given,
                     "must be unanimous, majority, rejected, referred, returned, withdrawn, "
                     "elected, other or unknown",
                     err);
    return ERR_OK;
}

static enum err_code set_flag(const struct given *given, bool *to, struct err *err) {
    bool yes = given->text && strcmp(given->text, "true") == 0;
    if (!yes && !(given->text && strcmp(given->text, "false") == 0))
        return wrong(given, "must be true or false", err);
    *to = yes;
    return ERR_OK;
}

/* ---- lists ---- */

typedef bool item_valid(const char *item);

static bool any_item(const char *item) {
    return *item != '\0' && letters_plain(item, "");
}

/* "1250000.00" */
static bool decimal_item(const char *item) {
    size_t whole = strspn(item, "0123456789");
    if (whole == 0 || item[whole] == '\0')
        return whole > 0;
    size_t part = strspn(item + whole + 1, "0123456789");
    return item[whole] == '.' && part > 0 && item[whole + 1 + part] == '\0';
}

/* "1/5000" */
static bool scale_item(const char *item) {
    return strncmp(item, "1/", 2) == 0 && item[2] != '\0' &&
           strspn(item + 2, "0123456789") == strlen(item + 2);
}

/* A new reference to an array, empty for no text; NULL where it is none. */
static json_t *read_array(const struct given *given) {
    json_t *array =
        given->text ? json_loads(given->text, JSON_REJECT_DUPLICATES, NULL) : json_array();
    if (json_is_array(array))
        return array;
    json_decref(array);
    return NULL;
}

static enum err_code set_list(const struct given *given, struct text_list *to, item_valid *valid,
                              const char *must, struct err *err) {
    struct text_list list = {0};
    json_t *array = read_array(given);
    size_t count = json_array_size(array);
    bool good = array != NULL;
    for (size_t i = 0; i < count && good; i++) {
        const char *item = json_string_value(json_array_get(array, i));
        good = item && valid(item);
        if (good)
            text_list_add(&list, item);
    }
    good = good && list.count == count;
    json_decref(array);
    struct text_list old = good ? *to : list;
    if (good)
        *to = list;
    text_list_clear(&old);
    return good ? ERR_OK : wrong(given, must, err);
}

static bool read_short(const json_t *object, const char *key, char *to, size_t size) {
    const json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value))
        return true;
    const char *text = json_string_value(value);
    if (!text || !*text || strlen(text) >= size || !letters_plain(text, ""))
        return false;
    memcpy(to, text, strlen(text) + 1);
    return true;
}

static bool read_citation(const json_t *object, struct citation *ret) {
    int64_t law = 0, paragraph = 0;
    const json_t *number = json_object_get(object, "paragraph");
    bool none = !number || json_is_null(number);
    if (!json_get_integer(object, "law", 1, 99999, &law) ||
        (!none && !json_get_integer(object, "paragraph", 1, 9999, &paragraph)))
        return false;
    ret->law = (int)law;
    ret->paragraph = (int)paragraph;
    return read_short(object, "article", ret->article, sizeof ret->article) &&
           read_short(object, "item", ret->item, sizeof ret->item);
}

static enum err_code set_citations(const struct given *given, struct decision *to,
                                   struct err *err) {
    struct decision holder = decision_empty();
    json_t *array = read_array(given);
    size_t count = json_array_size(array);
    bool good = array != NULL;
    for (size_t i = 0; i < count && good; i++) {
        struct citation citation = {0};
        good = read_citation(json_array_get(array, i), &citation);
        if (good)
            decision_add_citation(&holder, &citation);
    }
    good = good && holder.citation_count == count;
    json_decref(array);
    if (good) {
        free(to->citations);
        to->citations = holder.citations;
        to->citation_count = holder.citation_count;
        return ERR_OK;
    }
    decision_clear(&holder);
    return wrong(given,
                 "must be a JSON array such as [{\"law\": 5393, \"article\": \"18\", "
                 "\"paragraph\": null, \"item\": \"f\"}]",
                 err);
}

/* {"kind": "annex", "address": "https://…"} as the record has it; NULL where it is none. */
static char *read_annex(const json_t *object) {
    const char *kind = json_string_value(json_object_get(object, "kind"));
    const json_t *value = json_object_get(object, "address");
    const char *address = json_string_value(value);
    bool silent = !value || json_is_null(value);
    if (!kind || (!silent && !(address && *address && letters_plain(address, ""))))
        return NULL;
    return annex_make(kind, address);
}

static enum err_code set_annexes(const struct given *given, struct text_list *to, struct err *err) {
    struct text_list list = {0};
    json_t *array = read_array(given);
    size_t count = json_array_size(array);
    for (size_t i = 0; i < count; i++) {
        char *annex = read_annex(json_array_get(array, i));
        if (annex)
            text_list_add(&list, annex);
        free(annex);
    }
    bool good = array && list.count == count;
    json_decref(array);
    struct text_list old = good ? *to : list;
    if (good)
        *to = list;
    text_list_clear(&old);
    return good ? ERR_OK
                : wrong(given,
                        "must be a JSON array such as [{\"kind\": \"annex\", \"address\": "
                        "\"https://…/plan.pdf\"}]; the kinds are annex and rest",
                        err);
}

/* ---- by name ---- */

#define A_LIST "must be a JSON array of different texts, such as [\"Ula\"]"
#define A_DECIMAL "must be a JSON array of different decimal numbers, such as [\"7485.46\"]"
#define A_SCALE "must be a JSON array of different scales, such as [\"1/5000\"]"

static enum err_code set_by_name(struct decision *to, const struct given *given, struct err *err) {
    const struct {
        const char *name;
        char **text;
    } texts[] = {{"department", &to->department},
                 {"file_number", &to->file_number},
                 {"sitting", &to->sitting},
                 {"subject_area", &to->subject_area},
                 {"municipality", &to->municipality}};
    const struct {
        const char *name;
        int *votes;
    } counts[] = {{"votes_for", &to->votes_for},
                  {"votes_against", &to->votes_against},
                  {"abstentions", &to->abstentions}};
    const struct {
        const char *name;
        struct text_list *list;
        item_valid *valid;
        const char *must;
    } lists[] = {{"districts", &to->districts, any_item, A_LIST},
                 {"neighbourhoods", &to->neighbourhoods, any_item, A_LIST},
                 {"amounts", &to->amounts, decimal_item, A_DECIMAL},
                 {"areas", &to->areas, decimal_item, A_DECIMAL},
                 {"scales", &to->scales, scale_item, A_SCALE}};
    static const char *const fixed[] = {"number",        "year",     "source",
                                        "source_sha256", "revision", "retracted"};
    const char *name = given->name;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i].name) == 0)
            return set_text(given, texts[i].text, err);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (strcmp(name, counts[i].name) == 0)
            return set_votes(given, counts[i].votes, err);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(name, lists[i].name) == 0)
            return set_list(given, lists[i].list, lists[i].valid, lists[i].must, err);
    if (strcmp(name, "subject") == 0)
        return set_subject(given, &to->subject, err);
    if (strcmp(name, "body") == 0)
        return set_body(given, &to->body, err);
    if (strcmp(name, "date") == 0)
        return set_date(given, &to->date, err);
    if (strcmp(name, "outcome") == 0)
        return set_outcome(given, &to->outcome, err);
    if (strcmp(name, "truncated") == 0)
        return set_flag(given, &to->truncated, err);
    if (strcmp(name, "citations") == 0)
        return set_citations(given, to, err);
    if (strcmp(name, "annexes") == 0)
        return set_annexes(given, &to->annexes, err);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (strcmp(name, fixed[i]) == 0)
            return err_set(err, ERR_USAGE, "%s: a correction cannot change it", name);
    return err_set(err, ERR_USAGE, "%.40s: no field of that name; show --json has them", name);
}

enum err_code decision_set_field(struct decision *decision, const char *name, const char *value,
                                 struct err *err) {
    if (!utf8_valid(value, strlen(value)))
        return err_set(err, ERR_USAGE, "%.40s: its value is not UTF-8; use a UTF-8 terminal", name);
    char *text = utf8_nfc(value), *first = text + strspn(text, " \t\n");
    for (size_t end = strlen(first); end && strchr(" \t\n", first[end - 1]);)
        first[--end] = '\0';
    bool absent = *first == '\0' || strcmp(first, "null") == 0;
    struct given given = {name, absent ? NULL : first};
    enum err_code code = set_by_name(decision, &given, err);
    free(text);
    return code;
}

/* A value as people would write it. */
static enum err_code take_value(struct decision *to, const char *name, const json_t *value,
                                struct err *err) {
    char *other = NULL;
    const char *text = json_is_null(value) ? "" : json_string_value(value);
    if (value && !text)
        text = other = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    enum err_code code = decision_set_field(to, name, text ? text : "", err);
    free(other);
    return code;
}

enum err_code decision_take_field(struct decision *to, const char *name,
                                  const struct decision *from, struct err *err) {
    json_t *object = decision_json(from);
    enum err_code code = take_value(to, name, json_object_get(object, name), err);
    json_decref(object);
    return code;
}

void decision_take_fields(struct decision *to, const json_t *object) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        (void)!take_value(to, name, value, NULL);
    }
}
