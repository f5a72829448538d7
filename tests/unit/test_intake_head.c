/* Heads, subjects and documents of several decisions, as readable text: tests/unit/heads.txt. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/reader.h"
#include "intake/recognise.h"

static int failures;

#define FAIL(...) (failures++, print_message(__VA_ARGS__), print_message("\n"))

static const char *const sures[] = {"absent", "guessed", "likely", "certain"};

static void describe_list(const char *key, const struct text_list *list, struct buf *out) {
    for (size_t i = 0; i < list->count; i++)
        buf_format(out, "%s %s\n", key, list->items[i]);
}

static void describe_text(const char *key, const char *text, struct buf *out) {
    buf_format(out, "%s ", key);
    for (const char *at = text ? text : "-"; *at; at++)
        buf_text(out, *at == '\n' ? " ¶ " : *at == '\t' ? "⇥" : (char[]){*at, '\0'});
    buf_byte(out, '\n');
}

/* All that can be said of a result, a line each. */
static void describe(const struct intake_result *result, struct buf *out) {
    const struct decision *decision = &result->decision;
    char date[DATE_ISO];
    if (result->refused.code != ERR_OK) {
        buf_format(out, "refused %s\n", result->refused.text);
        return;
    }
    date_iso(decision->date, date);
    buf_format(out, "number %d/%d\ndate %s\n", decision->year, decision->number, date);
    describe_text("subject", decision->subject, out);
    describe_text("body", decision->body, out);
    describe_text("municipality", decision->municipality, out);
    describe_text("sitting", decision->sitting, out);
    buf_format(out, "outcome %s\n", outcome_name(decision->outcome));
    buf_format(out, "truncated %s\n", decision->truncated ? "yes" : "no");
    buf_format(out, "sure number %s\nsure date %s\nsure subject %s\n",
               sures[result->sure[INTAKE_NUMBER]], sures[result->sure[INTAKE_DATE]],
               sures[result->sure[INTAKE_SUBJECT]]);
    describe_list("removed", &result->removed, out);
    describe_list("annex", &decision->annexes, out);
    describe_list("warning", &result->warnings, out);
}

static bool has_line(const char *text, const char *line, size_t bytes) {
    for (const char *at = text; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        if (strncmp(at, line, bytes) == 0 && at[bytes] == '\n')
            return true;
    return false;
}

/* ---- no word is lost ---- */

static void keep(const struct text_list *list, struct buf *kept) {
    for (size_t i = 0; i < list->count; i++)
        buf_format(kept, " %s", list->items[i]);
}

static const char *next_word(const char *at, size_t *bytes) {
    static const char marks[] = " \t\n:.,;()"; /* a field may be without the dot behind it */
    at += strspn(at, marks);
    *bytes = strcspn(at, marks);
    return at;
}

/* How often the word stands in the text. */
static int times(const char *text, const char *word, size_t bytes) {
    int count = 0;
    size_t length;
    for (text = next_word(text, &length); length; text = next_word(text + length, &length))
        count += length == bytes && memcmp(text, word, bytes) == 0;
    return count;
}

/* Every word of the document must stand in the records, the heads and what was removed;
 * no label is excepted. */
static void check_words(const char *name, const char *text, const struct intake_set *set) {
    struct buf kept = {0};
    size_t bytes;
    for (size_t i = 0; i < set->count; i++) {
        const struct decision *decision = &set->items[i].decision;
        if (set->items[i].refused.code != ERR_OK) { /* its text is in the file alone */
            buf_free(&kept);
            return;
        }
        buf_format(&kept, " %s %s", decision->subject ? decision->subject : "",
                   decision->body ? decision->body : "");
        keep(&set->items[i].removed, &kept);
        keep(&set->items[i].head, &kept);
    }
    for (text = next_word(text, &bytes); bytes; text = next_word(text + bytes, &bytes))
        if (times(buf_string(&kept), text, bytes) < 1 && !strchr("/>", *text) &&
            strncmp(text, "–", 3) != 0)
            FAIL("%s: lost '%.*s' of:%s", name, (int)bytes, text, buf_string(&kept));
    buf_free(&kept);
}

/* ---- cases ---- */

struct test_case {
    char *name, *file, *address; /* "== name", or "== name | file", or "== name | file | address" */
    char *text;
    const char *wanted, *end; /* in the file of cases */
};

static char *unmasked(const char *from, const char *to) {
    struct buf out = {0};
    while (from < to)
        if (strncmp(from, "⇥", 3) == 0) {
            buf_byte(&out, '\t');
            from += 3;
        } else {
            buf_byte(&out, *from++);
        }
    return out.data ? buf_take(&out) : mem_string("");
}

/* Tabs are between cells, as readers give them; all else as from a text file. */
static struct document read_document(const char *text) {
    struct document document = document_empty();
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        if (length) {
            buf_add(&document.lines, at, length);
            buf_byte(&document.lines, '\n');
        }
        at += length + (at[length] == '\n');
    }
    return document;
}

static void check_results(const struct test_case *test, const struct intake_set *set) {
    size_t i = 0;
    struct buf got = {0};
    describe(&set->items[0], &got);
    for (const char *at = test->wanted; at < test->end;) {
        size_t length = strcspn(at, "\n");
        if (length == 1 && *at == '+') {
            if (++i >= set->count)
                break;
            buf_clear(&got);
            describe(&set->items[i], &got);
        } else if (length && !has_line(buf_string(&got), at, length)) {
            FAIL("%s:\n%.*s\n-- is not in --\n%s", test->name, (int)length, at, buf_string(&got));
        }
        at += length + 1;
    }
    if (i + 1 != set->count)
        FAIL("%s: %zu decisions instead of %zu", test->name, set->count, i + 1);
    buf_free(&got);
}

static void try_case(const struct test_case *test) {
    struct document document = read_document(test->text);
    struct intake_set set = {0};
    struct err err = {0};
    document.address = test->address ? mem_string(test->address) : NULL;
    enum err_code code = recognise(test->file, &document, &set, &err);
    if (code != ERR_OK) {
        struct buf line = {0};
        buf_format(&line, "refused %s", err.text);
        if (strncmp(test->wanted, line.data, strcspn(test->wanted, "\n")) != 0)
            FAIL("%s: %s", test->name, err.text);
        buf_free(&line);
    } else {
        check_results(test, &set);
        check_words(test->name, test->text, &set);
    }
    intake_set_clear(&set);
    document_clear(&document);
}

static char *part(char **title) {
    char *start = *title, *bar = start ? strstr(start, " | ") : NULL;
    if (bar)
        *bar = '\0';
    *title = bar ? bar + 3 : NULL;
    return start;
}

/* Returns where the next case begins. */
static const char *read_case(const char *at) {
    const char *title = at + strlen("== "), *text = strchr(title, '\n') + 1;
    const char *mark = strstr(text - 1, "\n--\n") + 1, *wanted = mark + 3;
    const char *next = strstr(wanted - 1, "\n== ");
    char *names = mem_slice(title, (size_t)(text - 1 - title)), *rest = names;
    struct test_case test = {.wanted = wanted,
                             .end = next ? next + 1 : wanted + strlen(wanted),
                             .text = unmasked(text, mark)};
    test.name = part(&rest);
    test.file = part(&rest);
    test.address = part(&rest);
    test.file = test.file && *test.file ? test.file : (char *)"page.txt";
    try_case(&test);
    free(names);
    free(test.text);
    return next ? next + 1 : NULL;
}

static void heads_are_read_as_people_read_them(void **state) {
    (void)state;
    const char *root = getenv("ROOT");
    char path[FILE_PATH_MAX];
    struct buf file = {0};
    struct err err;
    int cases = 0;
    snprintf(path, sizeof path, "%s/tests/unit/heads.txt", root ? root : ".");
    assert_int_equal(file_read(path, 1 << 20, &file, &err), ERR_OK);
    for (const char *at = strstr(buf_string(&file), "\n== ") + 1; at; at = read_case(at))
        cases++;
    assert_true(cases > 50);
    assert_int_equal(failures, 0);
    buf_free(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(heads_are_read_as_people_read_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
