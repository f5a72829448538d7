/* How right intake is: every document of a folder beside its truth, field by field.
 *
 *   accuracy [--verbose] DIR                 NAME beside NAME.json, an array with an object a
 * decision accuracy [--verbose] --expect FILE DIR   a line of JSON a document, as sample-maker
 * writes them … --floor PERCENT                        the share of fields that must be right (100)
 *
 * A truth holds only the fields that are looked at. {"refused": "part of the reason"} stands for a
 * document, or one of its decisions, that must not be taken. Prints a line for each difference, a
 * table, and the words that were lost; exits with 1 where the floor is not reached or a word is
 * lost. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accuracy/words.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "intake/intake.h"
#include "text/turkish.h"
#include "text/utf8.h"

enum field {
    FIELD_TAKEN, /* or refused, as it should be; and as many decisions as there are */
    FIELD_NUMBER,
    FIELD_DATE,
    FIELD_SUBJECT,
    FIELD_OUTCOME,
    FIELD_VOTES,
    FIELD_DEPARTMENT,
    FIELD_FILE,
    FIELD_CITATIONS,
    FIELD_DISTRICTS,
    FIELD_HOODS,
    FIELD_AMOUNTS,
    FIELD_AREAS,
    FIELD_SCALES,
    FIELD_SUBJECT_AREA,
    FIELD_MUNICIPALITY,
    FIELD_SITTING,
    FIELD_ANNEXES,
    FIELD_TRUNCATED,
    FIELD_BODY,
    FIELDS
};
static const char *const field_names[FIELDS] = {
    "taken",          "number",     "date",        "subject",   "outcome",
    "votes",          "department", "file_number", "citations", "districts",
    "neighbourhoods", "amounts",    "areas",       "scales",    "subject_area",
    "municipality",   "sitting",    "annexes",     "truncated", "body"};

enum { FORMATS = 5 };
static const char *const formats[FORMATS] = {".txt", ".html", ".pdf", ".docx", ""};

struct score {
    bool verbose;
    bool silent;          /* it was not taken: nothing is right, and one line has said so */
    const char *document; /* the one that is looked at */
    size_t right[FIELDS], total[FIELDS];
    size_t words[FORMATS], lost[FORMATS], documents[FORMATS];
};

/* ---- one field ---- */

static void judge(struct score *score, enum field field, bool right, const char *got,
                  const char *wanted) {
    right = right && !score->silent;
    score->total[field]++;
    score->right[field] += right;
    if (!right && !score->silent)
        printf("%s: %s is %s instead of %s\n", score->document, field_names[field],
               got && *got ? got : "-", wanted && *wanted ? wanted : "-");
}

/* NFC, one space for any blanks, none at the ends, no full stop at the end. Allocated. */
static char *normal(const char *text, bool body) {
    char *composed = utf8_nfc(text ? text : "");
    struct buf out = {0};
    for (const char *at = composed; *at;) {
        const char *start = at;
        uint32_t point = utf8_next(&at);
        bool blank = turkish_fold_point(point) == ' ' && !(body && point == '\n');
        if (!blank)
            buf_add(&out, start, (size_t)(at - start));
        else if (out.len && out.data[out.len - 1] != ' ')
            buf_byte(&out, ' ');
    }
    free(composed);
    while (out.len && (out.data[out.len - 1] == ' ' || (!body && out.data[out.len - 1] == '.')))
        out.data[--out.len] = '\0';
    return out.data ? buf_take(&out) : mem_string("");
}

static void judge_text(struct score *score, enum field field, const char *got, const char *wanted) {
    char *one = normal(got, false), *two = normal(wanted, false);
    judge(score, field, strcmp(one, two) == 0, one, two);
    free(one);
    free(two);
}

static void judge_member(struct score *score, enum field field, const json_t *truth,
                         const char *key, const char *got) {
    const json_t *wanted = json_object_get(truth, key);
    if (wanted)
        judge_text(score, field, got, json_string_value(wanted));
}

static int text_order(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The order in which a document names things is not looked at, nor how often. */
static char *joined(struct text_list *list) {
    struct buf out = {0};
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, text_order);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || strcmp(list->items[i], list->items[i - 1]) != 0)
            buf_format(&out, "%s%s", i ? " | " : "", list->items[i]);
    text_list_clear(list);
    return out.data ? buf_take(&out) : mem_string("");
}

static void judge_sets(struct score *score, enum field field, struct text_list *got,
                       struct text_list *wanted) {
    char *one = joined(got), *two = joined(wanted);
    judge(score, field, strcmp(one, two) == 0, one, two);
    free(one);
    free(two);
}

static void judge_list(struct score *score, enum field field, const json_t *truth, const char *key,
                       const struct text_list *got) {
    const json_t *array = json_object_get(truth, key), *value;
    struct text_list one = {0}, two = {0};
    size_t i;
    if (!array)
        return;
    for (i = 0; i < got->count; i++)
        text_list_append(&one, got->items[i]);
    json_array_foreach((json_t *)array, i, value) text_list_append(&two, json_string_value(value));
    judge_sets(score, field, &one, &two);
}

/* 7485.460 is 7485.46. */
static void judge_decimals(struct score *score, enum field field, const json_t *truth,
                           const char *key, const struct text_list *got) {
    const json_t *array = json_object_get(truth, key), *value;
    struct text_list one = {0}, two = {0};
    char text[64];
    size_t i;
    if (!array)
        return;
    for (i = 0; i < got->count; i++) {
        snprintf(text, sizeof text, "%.2f", strtod(got->items[i], NULL));
        text_list_append(&one, text);
    }
    json_array_foreach((json_t *)array, i, value) text_list_append(&two, json_string_value(value));
    judge_sets(score, field, &one, &two);
}

static void add_citation(struct text_list *list, int64_t law, const char *article,
                         int64_t paragraph, const char *item) {
    char text[96];
    snprintf(text, sizeof text, "%" PRId64 "/%s/%" PRId64 "/%s", law, article, paragraph, item);
    text_list_append(list, text);
}

static void judge_citations(struct score *score, const json_t *truth, const struct decision *got) {
    const json_t *array = json_object_get(truth, "citations"), *value;
    struct text_list one = {0}, two = {0};
    size_t i;
    if (!array)
        return;
    for (i = 0; i < got->citation_count; i++)
        add_citation(&one, got->citations[i].law, got->citations[i].article,
                     got->citations[i].paragraph, got->citations[i].item);
    json_array_foreach((json_t *)array, i, value) {
        int64_t law = 0, paragraph = 0;
        const char *article = "", *item = "";
        json_get_integer(value, "law", 1, 99999, &law);
        json_get_integer(value, "paragraph", 0, 999, &paragraph);
        json_get_text(value, "article", &article);
        json_get_text(value, "item", &item);
        add_citation(&two, law, article, paragraph, item);
    }
    judge_sets(score, FIELD_CITATIONS, &one, &two);
}

static int vote(const json_t *truth, const char *key) {
    int64_t count = -1;
    json_get_integer(truth, key, 0, 100000, &count);
    return (int)count;
}

static void judge_votes(struct score *score, const json_t *truth, const struct decision *got) {
    char one[64], two[64];
    if (!json_object_get(truth, "votes_for"))
        return;
    snprintf(one, sizeof one, "%d:%d:%d", got->votes_for, got->votes_against, got->abstentions);
    snprintf(two, sizeof two, "%d:%d:%d", vote(truth, "votes_for"), vote(truth, "votes_against"),
             vote(truth, "abstentions"));
    judge(score, FIELD_VOTES, strcmp(one, two) == 0, one, two);
}

static void judge_number(struct score *score, const json_t *truth, const struct decision *got) {
    int64_t year = 0, number = 0;
    char one[64], two[64];
    if (!json_object_get(truth, "number"))
        return;
    json_get_integer(truth, "year", 1900, 2100, &year);
    json_get_integer(truth, "number", 1, 99999, &number);
    snprintf(one, sizeof one, "%d/%d", got->year, got->number);
    snprintf(two, sizeof two, "%" PRId64 "/%" PRId64, year, number);
    judge(score, FIELD_NUMBER, strcmp(one, two) == 0, one, two);
}

/* Phrases that must be in the body, each within one paragraph, and those that must not. */
static void judge_body(struct score *score, const json_t *truth, const char *key, bool wanted,
                       const struct decision *got) {
    const json_t *value;
    size_t i;
    char *body = normal(got->body, true);
    json_array_foreach(json_object_get(truth, key), i, value) {
        char *phrase = normal(json_string_value(value), true), text[512];
        snprintf(text, sizeof text, "%s“%.400s”", wanted ? "" : "free of ", phrase);
        judge(score, FIELD_BODY, (strstr(body, phrase) != NULL) == wanted, "otherwise", text);
        free(phrase);
    }
    free(body);
}

/* ---- one decision ---- */

static void judge_decision(struct score *score, const json_t *truth, const struct decision *got) {
    char date[DATE_ISO];
    date_iso(got->date, date);
    judge_number(score, truth, got);
    judge_member(score, FIELD_DATE, truth, "date", date);
    judge_member(score, FIELD_SUBJECT, truth, "subject", got->subject);
    judge_member(score, FIELD_OUTCOME, truth, "outcome", outcome_name(got->outcome));
    judge_votes(score, truth, got);
    judge_member(score, FIELD_DEPARTMENT, truth, "department", got->department);
    judge_member(score, FIELD_FILE, truth, "file_number", got->file_number);
    judge_citations(score, truth, got);
    judge_list(score, FIELD_DISTRICTS, truth, "districts", &got->districts);
    judge_list(score, FIELD_HOODS, truth, "neighbourhoods", &got->neighbourhoods);
    judge_decimals(score, FIELD_AMOUNTS, truth, "amounts", &got->amounts);
    judge_decimals(score, FIELD_AREAS, truth, "areas", &got->areas);
    judge_list(score, FIELD_SCALES, truth, "scales", &got->scales);
    judge_member(score, FIELD_SUBJECT_AREA, truth, "subject_area", got->subject_area);
    judge_member(score, FIELD_MUNICIPALITY, truth, "municipality", got->municipality);
    judge_member(score, FIELD_SITTING, truth, "sitting", got->sitting);
    judge_list(score, FIELD_ANNEXES, truth, "annexes", &got->annexes);
    if (json_object_get(truth, "truncated"))
        judge_text(score, FIELD_TRUNCATED, got->truncated ? "cut" : "whole",
                   json_is_true(json_object_get(truth, "truncated")) ? "cut" : "whole");
    judge_body(score, truth, "body_has", true, got);
    judge_body(score, truth, "body_not", false, got);
}

/* The usable decision of that number; where there is none, the one at that place. */
static const struct intake_result *find(const struct intake_set *set, size_t at,
                                        const json_t *truth) {
    int64_t number = 0;
    json_get_integer(truth, "number", 1, 99999, &number);
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].refused.code == ERR_OK && set->items[i].decision.number == number)
            return &set->items[i];
    return at < set->count && set->items[at].refused.code == ERR_OK ? &set->items[at] : NULL;
}

static size_t usable(const struct intake_set *set) {
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].refused.code == ERR_OK;
    return count;
}

/* ---- one document ---- */

static void judge_refused(struct score *score, const char *reason, const struct intake_set *set,
                          const struct err *err) {
    char *got = turkish_fold(err->text), *wanted = turkish_fold(reason);
    bool refused = err->code != ERR_OK;
    if (!refused)
        printf("%s: is taken (%zu decisions)\n", score->document, usable(set));
    judge(score, FIELD_TAKEN, refused && strstr(got, wanted), refused ? err->text : "taken",
          *reason ? reason : "refused");
    free(got);
    free(wanted);
}

/* Every field of a decision that was not taken is wrong. */
static void judge_taken(struct score *score, const json_t *truth, const struct intake_set *set,
                        const struct err *err) {
    const struct decision nothing = decision_empty();
    size_t i;
    const json_t *object;
    char one[600], two[32];
    snprintf(one, sizeof one, "%zu decisions%s%s", usable(set), err->code ? ": " : "", err->text);
    snprintf(two, sizeof two, "%zu", json_array_size(truth));
    judge(score, FIELD_TAKEN, usable(set) == json_array_size(truth), one, two);
    json_array_foreach((json_t *)truth, i, object) {
        const struct intake_result *result = find(set, i, object);
        score->silent = !result;
        judge_decision(score, object, result ? &result->decision : &nothing);
    }
    score->silent = false;
}

static int format_of(const char *document) {
    size_t length = strlen(document);
    for (int i = 0; i < FORMATS; i++)
        if (length > strlen(formats[i]) &&
            strcmp(document + length - strlen(formats[i]), formats[i]) == 0)
            return i;
    return FORMATS - 1;
}

static void count_words(struct score *score, const char *path, const struct intake_set *set) {
    struct buf source = {0}, lost = {0};
    int format = format_of(score->document);
    if (!source_text(path, &source)) {
        printf("%s: its text cannot be had without intake\n", score->document);
        score->lost[format]++;
    }
    struct word_count count = words_lost(buf_string(&source), set, &lost);
    score->words[format] += count.total;
    score->lost[format] += count.lost;
    if (count.lost)
        printf("%s: lost words: %s\n", score->document, buf_string(&lost));
    buf_free(&source);
    buf_free(&lost);
}

static void judge_document(struct score *score, const char *path, const json_t *truth) {
    struct intake_set set = {0};
    struct err err = {0};
    const char *reason = NULL;
    score->document = path_name(path);
    enum err_code code = intake_file(path, &set, &err);
    if (code == ERR_OK)
        err = (struct err){0};
    score->documents[format_of(score->document)]++;
    if (json_array_size(truth) == 1 &&
        json_get_text(json_array_get(truth, 0), "refused", &reason)) {
        judge_refused(score, reason, &set, &err);
    } else {
        judge_taken(score, truth, &set, &err);
        if (code == ERR_OK)
            count_words(score, path, &set);
    }
    if (score->verbose)
        printf("# %s: %zu decisions\n", score->document, usable(&set));
    intake_set_clear(&set);
}

/* ---- the truths ---- */

static int fail(const char *what) {
    fprintf(stderr, "accuracy: %s\n", what);
    return 2;
}

static int judge_folder(struct score *score, const char *folder) {
    char **names, path[FILE_PATH_MAX];
    size_t count;
    struct err err = {0};
    if (folder_names(folder, &names, &count, &err) != ERR_OK)
        return fail(err.text);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        if (length < 6 || strcmp(names[i] + length - 5, ".json") != 0 ||
            path_join(path, folder, names[i], &err) != ERR_OK)
            continue;
        json_error_t reason;
        json_t *truth = json_load_file(path, JSON_REJECT_DUPLICATES, &reason);
        if (!json_is_array(truth))
            return fail(path);
        path[strlen(path) - 5] = '\0';
        judge_document(score, path, truth);
        json_decref(truth);
    }
    folder_names_free(names, count);
    return 0;
}

static int judge_line(struct score *score, const char *folder, const char *line, size_t length) {
    json_t *object = NULL, *truth = json_array();
    char path[FILE_PATH_MAX];
    const char *file = NULL;
    struct err err = {0};
    if (json_read(line, length, "truth", &object, &err) != ERR_OK ||
        !json_get_text(object, "file", &file) || path_join(path, folder, file, &err) != ERR_OK)
        return fail("a truth is not readable");
    json_array_append(truth, object);
    judge_document(score, path, truth);
    json_decref(truth);
    json_decref(object);
    return 0;
}

static int judge_expected(struct score *score, const char *expect, const char *folder) {
    struct buf lines = {0};
    struct err err = {0};
    int result = 0;
    if (file_read(expect, 256 << 20, &lines, &err) != ERR_OK)
        return fail(err.text);
    for (char *at = lines.data, *end; !result && at && (end = strchr(at, '\n')); at = end + 1)
        result = judge_line(score, folder, at, (size_t)(end - at));
    buf_free(&lines);
    return result;
}

/* ---- the table ---- */

static double percent(size_t part, size_t whole) {
    return whole ? 100.0 * (double)part / (double)whole : 100.0;
}

static void print_words(const struct score *score, size_t *ret_lost) {
    *ret_lost = 0;
    for (int i = 0; i < FORMATS; i++) {
        if (!score->documents[i])
            continue;
        printf("%-16s %7zu documents, %zu of %zu words lost\n", *formats[i] ? formats[i] : "other",
               score->documents[i], score->lost[i], score->words[i]);
        *ret_lost += score->lost[i];
    }
}

static bool print_table(const struct score *score, double floor) {
    size_t right = 0, total = 0, lost;
    printf("\n");
    for (int i = 0; i < FIELDS; i++) {
        if (!score->total[i])
            continue;
        printf("%-16s %7zu of %7zu  %6.2f %%\n", field_names[i], score->right[i], score->total[i],
               percent(score->right[i], score->total[i]));
        right += score->right[i];
        total += score->total[i];
    }
    printf("%-16s %7zu of %7zu  %6.2f %%\n", "all", right, total, percent(right, total));
    print_words(score, &lost);
    return total && percent(right, total) >= floor && lost == 0;
}

int main(int argc, char **argv) {
    struct score score = {0};
    const char *folder = NULL, *expect = NULL;
    double floor = 100;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--verbose") == 0)
            score.verbose = true;
        else if (strcmp(argv[i], "--expect") == 0 && i + 1 < argc)
            expect = argv[++i];
        else if (strcmp(argv[i], "--floor") == 0 && i + 1 < argc)
            floor = strtod(argv[++i], NULL);
        else if (argv[i][0] != '-' && !folder)
            folder = argv[i];
        else
            return fail("usage: accuracy [--verbose] [--floor PERCENT] [--expect FILE] DIR");
    }
    if (!folder)
        return fail("usage: accuracy [--verbose] [--floor PERCENT] [--expect FILE] DIR");
    int result = expect ? judge_expected(&score, expect, folder) : judge_folder(&score, folder);
    if (result)
        return result;
    return print_table(&score, floor) ? 0 : 1;
}
