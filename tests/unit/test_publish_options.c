#include "unit/check.h"

#include <string.h>

#include "publish/options.h"

struct parsed {
    const char *library, *year;
    bool json;
    int rest;
    char *argv[12];
};

static enum err_code parse(const char *line, struct parsed *ret, struct err *err) {
    static char words[256];
    struct parsed parsed = {0};
    const struct option_spec specs[] = {{"--library", &parsed.library, NULL},
                                        {"--year", &parsed.year, NULL},
                                        {"--json", NULL, &parsed.json}};
    int argc = 0;
    strcpy(words, line);
    for (char *word = strtok(words, "|"); word; word = strtok(NULL, "|"))
        parsed.argv[argc++] = word;
    enum err_code code = options_parse(specs, 3, argc, parsed.argv, &parsed.rest, err);
    *ret = parsed;
    return code;
}

static void both_forms_of_a_value(void **state) {
    (void)state;
    struct err err = {0};
    struct parsed parsed;
    assert_int_equal(parse("list|--library|a.db|x|--year=2015|--json|y", &parsed, &err), ERR_OK);
    assert_string_equal(parsed.library, "a.db");
    assert_string_equal(parsed.year, "2015");
    assert_true(parsed.json);
    assert_int_equal(parsed.rest, 2);
    assert_string_equal(parsed.argv[1], "x");
    assert_string_equal(parsed.argv[2], "y");
    assert_int_equal(parse("list|--library=a=b|--|--json|-", &parsed, &err), ERR_OK);
    assert_string_equal(parsed.library, "a=b");
    assert_false(parsed.json);
    assert_int_equal(parsed.rest, 2);
    assert_string_equal(parsed.argv[1], "--json");
    assert_int_equal(parse("list|--library=--json", &parsed, &err), ERR_OK);
    assert_string_equal(parsed.library, "--json");
}

static void what_is_wrong_is_named(void **state) {
    (void)state;
    static const struct {
        const char *line, *words;
    } cases[] = {
        {"list|--colour", "no option --colour"},
        {"list|-j", "no option -j"},
        {"list|--lib|a", "no option --lib"},
        {"list|--library", "missing behind --library"},
        {"list|--library=", "missing behind --library"},
        {"list|--library|--json", "missing behind --library"},
        {"list|--library|--|x", "missing behind --library"},
        {"list|--json=yes", "no value belongs to --json"},
        {"list|--year|1|--year=2", "given twice: --year"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct parsed parsed;
        assert_int_equal(parse(cases[i].line, &parsed, &err), ERR_USAGE);
        if (!strstr(err.text, cases[i].words) || !strstr(err.text, "help list"))
            fail_msg("%s: %s", cases[i].line, err.text);
    }
}

static void numbers_are_read_strictly(void **state) {
    (void)state;
    struct err err;
    int value = 7;
    static const char *const wrong[] = {
        "", "x", "1x", "-1", "+5", " 5", "5 ", "0", "101", "0x10", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(options_integer("--limit", wrong[i], 1, 100, &value, &err), ERR_USAGE);
    assert_int_equal(value, 7);
    assert_int_equal(options_integer("--limit", "100", 1, 100, &value, &err), ERR_OK);
    assert_int_equal(value, 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_of_a_value),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(numbers_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
