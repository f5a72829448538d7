/* What import says of one decision: the line and the object of the report. */
#include "unit/store_helper.h"

#include "publish/import_report.h"
#include "publish/personal_list.h"

static struct intake_result result_of(struct decision decision) {
    struct intake_result result = {.decision = decision};
    for (int i = 0; i < INTAKE_FIELDS; i++)
        result.sure[i] = SURE_CERTAIN;
    result.sure[INTAKE_SITTING] = SURE_ABSENT;
    return result;
}

static struct import_entry entry_of(struct intake_result *result) {
    return (struct import_entry){.label = "docs/karar.html",
                                 .format = "html",
                                 .result = result,
                                 .status = IMPORTED,
                                 .personal = personal_list_of(&result->decision)};
}

static void entry_end(struct import_entry *entry) {
    json_decref(entry->personal);
    free(entry->duplicate.other);
    text_list_clear(&entry->notes);
    intake_result_clear(entry->result);
}

static void assert_line(const struct import_entry *entry, const char *expected) {
    struct buf line = {0};
    import_report_line(entry, &line);
    assert_string_equal(buf_string(&line), expected);
    buf_free(&line);
}

static void a_clean_one_is_said_shortly(void **state) {
    (void)state;
    struct intake_result result = result_of(sample(20150709, 255, "Konu", "Metin."));
    struct import_entry entry = entry_of(&result);
    assert_line(&entry, "2015/255    2015-07-09  imported   docs/karar.html");
    struct text_list reasons = import_report_reasons(&entry);
    assert_int_equal(reasons.count, 0);
    entry_end(&entry);
}

static void what_needs_a_look_is_named(void **state) {
    (void)state;
    struct intake_result result =
        result_of(sample(20150709, 12345, "Konu", "T.C. kimlik no: 12345678950"));
    result.decision.outcome = OUTCOME_UNKNOWN;
    result.sure[INTAKE_SUBJECT] = SURE_GUESSED;
    result.sure[INTAKE_DATE] = SURE_GUESSED;
    mends_add(&result.mends, "Ġ → İ", 2);
    mends_add(&result.mends, "i + U+0307 → i", 1);
    text_list_add(&result.warnings, "two dates");
    struct import_entry entry = entry_of(&result);
    entry.status = REPLACED;
    entry.duplicate.other = mem_string("docs/karar.pdf");
    text_list_add(&entry.notes, "fuller than the text from docs/karar.pdf, takes its place");
    assert_line(&entry, "2015/12345  2015-07-09  replaced   docs/karar.html: same as karar.pdf; "
                        "date, subject guessed; no result found; 1 personal datum?; "
                        "3 letters mended; 1 warning");
    struct text_list reasons = import_report_reasons(&entry);
    static const char *const expected[] = {"guessed: date", "guessed: subject",
                                           "the council's result is not in this text", "two dates",
                                           "it holds what looks like personal data"};
    assert_int_equal(reasons.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(reasons.items[i], expected[i]);
    text_list_clear(&reasons);
    entry_end(&entry);
}

/* That a page that breaks off has no result is normal. */
static void a_page_that_breaks_off_is_no_worry(void **state) {
    (void)state;
    struct intake_result result = result_of(sample(20150709, 255, "Konu", "Metin."));
    result.decision.outcome = OUTCOME_UNKNOWN;
    result.decision.truncated = true;
    text_list_add(&result.warnings, "the council's result is not in this text");
    struct import_entry entry = entry_of(&result);
    struct text_list reasons = import_report_reasons(&entry);
    assert_int_equal(reasons.count, 0);
    entry_end(&entry);
}

static char *compact(const json_t *object, const char *key) {
    return json_dumps(json_object_get(object, key), JSON_COMPACT | JSON_ENCODE_ANY);
}

static void the_report_has_everything(void **state) {
    (void)state;
    struct intake_result result = result_of(full_sample());
    free(result.decision.body);
    result.decision.body = mem_string("Tel: 0532 123 45 67");
    mends_add(&result.mends, "Ġ → İ", 2);
    text_list_append(&result.removed, "Ana sayfa");
    text_list_add(&result.warnings, "two dates");
    struct import_entry entry = entry_of(&result);
    entry.part = 3;
    entry.duplicate = (struct import_duplicate){mem_string("karar.pdf"), false};
    text_list_add(&entry.notes, "it stays");
    json_t *object = import_report_entry(&entry);
    static const char *const expected[][2] = {
        {"file", "\"docs/karar.html\""},
        {"status", "\"imported\""},
        {"format", "\"html\""},
        {"encoding", "null"},
        {"part", "3"},
        {"number", "255"},
        {"year", "2015"},
        {"date", "\"2015-07-09\""},
        {"reason", "null"},
        {"needs_look", "[\"two dates\",\"it holds what looks like personal data\"]"},
        {"warnings", "[\"two dates\",\"it stays\"]"},
        {"mends", "[{\"what\":\"Ġ → İ\",\"count\":2}]"},
        {"removed", "[\"Ana sayfa\"]"},
        {"duplicates", "[{\"with\":\"karar.pdf\",\"kept\":\"karar.pdf\"}]"},
        {"personal",
         "[{\"kind\":\"phone number\",\"field\":\"body\",\"excerpt\":\"0532*****67\"}]"}};
    assert_int_equal(json_object_size(object), sizeof expected / sizeof *expected + 1);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char *text = compact(object, expected[i][0]);
        assert_string_equal(text, expected[i][1]);
        free(text);
    }
    json_t *fields = json_object_get(object, "fields");
    static const char *const values[][2] = {
        {"number", "{\"value\":255,\"sure\":\"certain\"}"},
        {"outcome", "{\"value\":\"majority\",\"sure\":\"certain\"}"},
        {"votes", "{\"value\":{\"for\":41,\"against\":0,\"abstentions\":2},\"sure\":\"certain\"}"},
        {"sitting", "{\"value\":\"2. birleşim\",\"sure\":\"absent\"}"},
        {"districts", "{\"value\":[\"Menteşe\",\"Ula\"],\"sure\":\"certain\"}"}};
    assert_int_equal(json_object_size(fields), INTAKE_FIELDS);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char *text = compact(fields, values[i][0]);
        assert_string_equal(text, values[i][1]);
        free(text);
    }
    json_decref(object);
    entry_end(&entry);
}

static void a_refused_one_has_its_reason(void **state) {
    (void)state;
    struct intake_result result = {.decision = decision_empty()};
    err_set(&result.refused, ERR_REFUSED, "x.pdf: it is a scan");
    struct import_entry entry = entry_of(&result);
    entry.status = REFUSED;
    json_t *object = import_report_entry(&entry);
    assert_true(json_is_null(json_object_get(object, "number")));
    assert_true(json_is_null(json_object_get(object, "date")));
    char *text = compact(object, "needs_look");
    assert_string_equal(text, "[\"x.pdf: it is a scan\"]");
    free(text);
    text = compact(json_object_get(object, "fields"), "number");
    assert_string_equal(text, "{\"value\":null,\"sure\":\"absent\"}");
    free(text);
    json_decref(object);
    entry_end(&entry);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clean_one_is_said_shortly),
        cmocka_unit_test(what_needs_a_look_is_named),
        cmocka_unit_test(a_page_that_breaks_off_is_no_worry),
        cmocka_unit_test(the_report_has_everything),
        cmocka_unit_test(a_refused_one_has_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
