#include "unit/check.h"

#include "decision/json.h"
#include "unit/store_helper.h"

static const char *const keys[] = {
    "number",       "year",          "date",        "subject",        "body",          "outcome",
    "votes_for",    "votes_against", "abstentions", "department",     "file_number",   "sitting",
    "subject_area", "citations",     "districts",   "neighbourhoods", "amounts",       "areas",
    "scales",       "municipality",  "truncated",   "source",         "source_sha256", "revision",
    "retracted",    "annexes"};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static void every_field_stands_there(void **state) {
    (void)state;
    struct decision decision = full_sample();
    json_t *object = decision_json(&decision);
    assert_int_equal(json_object_size(object), KEY_COUNT);
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (!json_object_get(object, keys[i]) || json_is_null(json_object_get(object, keys[i])))
            fail_msg("%s is missing", keys[i]);
    assert_string_equal(json_string_value(json_object_get(object, "date")), "2015-07-09");
    assert_string_equal(json_string_value(json_object_get(object, "outcome")), "majority");
    json_t *citations = json_object_get(object, "citations");
    char *text = json_dumps(citations, JSON_COMPACT);
    assert_string_equal(
        text, "[{\"law\":5393,\"article\":\"74\",\"paragraph\":null,\"item\":null},"
              "{\"law\":5216,\"article\":\"mükerrer 44\",\"paragraph\":3,\"item\":\"ç\"}]");
    free(text);
    json_decref(object);
    decision_clear(&decision);
}

static void what_is_absent_is_null(void **state) {
    (void)state;
    struct decision decision = sample(20160105, 1, "", "");
    json_t *object = decision_json(&decision);
    assert_int_equal(json_object_size(object), KEY_COUNT);
    static const char *const absent[] = {
        "votes_for", "votes_against", "abstentions",  "department", "file_number",
        "sitting",   "subject_area",  "municipality", "source",     "source_sha256"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_true(json_is_null(json_object_get(object, absent[i])));
    assert_int_equal(json_array_size(json_object_get(object, "districts")), 0);
    assert_true(json_is_array(json_object_get(object, "citations")));
    assert_true(json_is_false(json_object_get(object, "retracted")));
    assert_string_equal(json_string_value(json_object_get(object, "subject")), "");
    json_decref(object);
    decision_clear(&decision);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_stands_there),
        cmocka_unit_test(what_is_absent_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
