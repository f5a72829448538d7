/* What intake recognises in some hundreds of made-up pages, against what their maker knows. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/file.h"
#include "base/json.h"
#include "unit/intake_helper.h"
#include "unit/words_kept.h"

#define SAMPLES "400"

extern char **environ;

static int mismatches;

static void differ(const char *file, const char *field, const char *got, const char *wanted) {
    if (++mismatches <= 25)
        print_message("# %s: %s is '%s', not '%s'\n", file, field, got ? got : "(null)",
                      wanted ? wanted : "(null)");
}

static void compare_text(const char *file, const char *field, const char *got, const char *wanted) {
    if (!got || !wanted ? got != wanted : strcmp(got, wanted) != 0)
        differ(file, field, got, wanted);
}

static void compare_number(const char *file, const json_t *truth, const char *field, int got) {
    int64_t wanted = -1;
    json_get_integer(truth, field, 0, INT32_MAX, &wanted);
    char one[16], two[32];
    snprintf(one, sizeof one, "%d", got);
    snprintf(two, sizeof two, "%lld", (long long)wanted);
    compare_text(file, field, one, two);
}

static void compare_truth_text(const char *file, const json_t *truth, const char *field,
                               const char *got) {
    const char *wanted = NULL;
    json_get_text(truth, field, &wanted);
    compare_text(file, field, got, wanted);
}

/* "5393/18/1/e" each, sorted by nothing: the maker knows the order too. */
static void compare_citations(const char *file, const json_t *truth, const struct decision *got) {
    struct buf one = {0}, two = {0};
    for (size_t i = 0; i < got->citation_count; i++)
        buf_format(&one, "%d/%s/%d/%s ", got->citations[i].law, got->citations[i].article,
                   got->citations[i].paragraph, got->citations[i].item);
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(truth, "citations"), i, value) {
        int64_t law = 0, paragraph = 0;
        const char *article = "", *item = "";
        json_get_integer(value, "law", 1, 99999, &law);
        json_get_integer(value, "paragraph", 0, 999, &paragraph);
        json_get_text(value, "article", &article);
        json_get_text(value, "item", &item);
        buf_format(&two, "%d/%s/%d/%s ", (int)law, article, (int)paragraph, item);
    }
    compare_text(file, "citations", buf_string(&one), buf_string(&two));
    buf_free(&one);
    buf_free(&two);
}

static void compare_districts(const char *file, const json_t *truth, const struct decision *got) {
    struct buf one = {0}, two = {0};
    for (size_t i = 0; i < got->districts.count; i++)
        buf_format(&one, "%s ", got->districts.items[i]);
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(truth, "districts"), i, value)
        buf_format(&two, "%s ", json_string_value(value));
    compare_text(file, "districts", buf_string(&one), buf_string(&two));
    buf_free(&one);
    buf_free(&two);
}

static void compare(const char *file, const json_t *truth, const struct decision *got) {
    char date[DATE_ISO];
    date_iso(got->date, date);
    compare_number(file, truth, "year", got->year);
    compare_number(file, truth, "number", got->number);
    compare_truth_text(file, truth, "date", date);
    compare_truth_text(file, truth, "subject", got->subject);
    compare_truth_text(file, truth, "outcome", outcome_name(got->outcome));
    compare_truth_text(file, truth, "department", got->department);
    compare_number(file, truth, "votes_for", got->votes_for);
    compare_number(file, truth, "votes_against", got->votes_against);
    compare_number(file, truth, "abstentions", got->abstentions);
    compare_citations(file, truth, got);
    compare_districts(file, truth, got);
    compare_text(file, "truncated", got->truncated ? "true" : "false",
                 json_is_true(json_object_get(truth, "truncated")) ? "true" : "false");
    compare_text(file, "municipality", got->municipality, "Muğla Büyükşehir Belediyesi");
}

static void check_sample(const char *folder, const json_t *truth) {
    const char *file = NULL;
    char path[FILE_PATH_MAX];
    struct err err = {0};
    struct intake_result result;
    assert_true(json_get_text(truth, "file", &file));
    assert_int_equal(path_join(path, folder, file, &err), ERR_OK);
    if (read_file(path, &result, &err) != ERR_OK) {
        differ(file, "error", err.text, "");
        return;
    }
    compare(file, truth, &result.decision);
    struct buf bytes = {0}, lost = {0};
    assert_int_equal(file_read(path, 1 << 20, &bytes, &err), ERR_OK);
    words_lost(buf_string(&bytes), &result, &lost);
    compare_text(file, "lost words", buf_string(&lost), "");
    buf_free(&bytes);
    buf_free(&lost);
    intake_result_clear(&result);
}

static void make_samples(const char *folder, const char *truth, const char *seed) {
    const char *build = getenv("BUILD");
    char program[FILE_PATH_MAX];
    snprintf(program, sizeof program, "%s/sample-maker", build ? build : "build");
    char *arguments[] = {program,      (char *)SAMPLES,    (char *)folder, (char *)"--seed",
                         (char *)seed, (char *)"--expect", (char *)truth,  NULL};
    pid_t child;
    int status = -1;
    assert_int_equal(posix_spawn(&child, program, NULL, NULL, arguments, environ), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void check_seed(const char *seed) {
    char folder[] = "/tmp/meclis-test-XXXXXX", truth[FILE_PATH_MAX];
    assert_non_null(mkdtemp(folder));
    struct err err = {0};
    struct buf lines = {0};
    assert_int_equal(path_join(truth, folder, "truth.jsonl", &err), ERR_OK);
    make_samples(folder, truth, seed);
    assert_int_equal(file_read(truth, 16 << 20, &lines, &err), ERR_OK);
    mismatches = 0;
    size_t count = 0;
    for (char *at = lines.data, *end; (end = strchr(at, '\n')); at = end + 1, count++) {
        json_t *object = NULL;
        assert_int_equal(json_read(at, (size_t)(end - at), "truth", &object, &err), ERR_OK);
        check_sample(folder, object);
        json_decref(object);
    }
    buf_free(&lines);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    assert_int_equal(count, atoi(SAMPLES));
    assert_int_equal(mismatches, 0);
}

static void samples_of_seed_1_are_recognised(void **state) {
    (void)state;
    check_seed("1");
}

static void samples_of_seed_2_are_recognised(void **state) {
    (void)state;
    check_seed("2");
}

static void samples_of_seed_3_are_recognised(void **state) {
    (void)state;
    check_seed("3");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_of_seed_1_are_recognised),
        cmocka_unit_test(samples_of_seed_2_are_recognised),
        cmocka_unit_test(samples_of_seed_3_are_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
