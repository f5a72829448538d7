/* Corrections: a field set by its name, and what a record says of the change. */
#include "unit/store_helper.h"

#include "decision/canonical.h"
#include "decision/changes.h"
#include "decision/field.h"

static enum err_code set(struct decision *decision, const char *name, const char *value) {
    struct err err = {0};
    enum err_code code = decision_set_field(decision, name, value, &err);
    assert_true(code == ERR_OK || (*err.text && !strchr(err.text, '\n')));
    return code;
}

static void good_values_are_taken(void **state) {
    (void)state;
    struct decision d = full_sample();
    assert_int_equal(set(&d, "subject", "  Yeni konu "), ERR_OK);
    assert_string_equal(d.subject, "Yeni konu");
    assert_int_equal(set(&d, "body", "\n Bir.  \n\n\tİki.\n"), ERR_OK);
    assert_string_equal(d.body, "Bir.\nİki.");
    assert_int_equal(set(&d, "subject", "Mug\xcc\x86la"), ERR_OK); /* into NFC */
    assert_string_equal(d.subject, "Muğla");
    assert_int_equal(set(&d, "date", "2015-07-10"), ERR_OK);
    assert_int_equal(date_number(d.date), 20150710);
    assert_int_equal(set(&d, "outcome", "rejected"), ERR_OK);
    assert_int_equal(d.outcome, OUTCOME_REJECTED);
    assert_int_equal(set(&d, "votes_for", "7"), ERR_OK);
    assert_int_equal(set(&d, "votes_against", ""), ERR_OK);
    assert_int_equal(d.votes_for, 7);
    assert_int_equal(d.votes_against, -1);
    assert_int_equal(set(&d, "department", "null"), ERR_OK);
    assert_null(d.department);
    assert_int_equal(set(&d, "truncated", "false"), ERR_OK);
    assert_false(d.truncated);
    assert_int_equal(set(&d, "districts", "[\"Bodrum\", \"Milas\"]"), ERR_OK);
    assert_int_equal(d.districts.count, 2);
    assert_string_equal(d.districts.items[1], "Milas");
    assert_int_equal(set(&d, "scales", ""), ERR_OK);
    assert_int_equal(d.scales.count, 0);
    assert_int_equal(set(&d, "amounts", "[\"5\", \"12.50\"]"), ERR_OK);
    assert_int_equal(set(&d, "annexes",
                         "[{\"kind\": \"annex\", \"address\": \"https://a/b.pdf\"},"
                         " {\"kind\": \"rest\", \"address\": null}]"),
                     ERR_OK);
    assert_int_equal(d.annexes.count, 2);
    assert_string_equal(d.annexes.items[0], "annex https://a/b.pdf");
    assert_string_equal(d.annexes.items[1], "rest");
    assert_int_equal(set(&d, "citations",
                         "[{\"law\": 5393, \"article\": \"18\", \"paragraph\": 2, \"item\": \"f\"},"
                         " {\"law\": 3194, \"article\": null}]"),
                     ERR_OK);
    assert_int_equal(d.citation_count, 2);
    assert_int_equal(d.citations[0].paragraph, 2);
    assert_string_equal(d.citations[1].article, "");
    decision_clear(&d);
}

static void other_values_are_not_and_change_nothing(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"number", "3"},
        {"year", "2016"},
        {"revision", "3"},
        {"retracted", "true"},
        {"source", "x"},
        {"source_sha256", "x"},
        {"changes", "x"},
        {"", "x"},
        {"subjects", "x"},
        {"subject", ""},
        {"subject", "a\nb"},
        {"subject", "a\x1b[1m"},
        {"subject", "\xff"},
        {"body", " \n "},
        {"body", "a\x01"},
        {"date", ""},
        {"date", "09/07/2015"},
        {"date", "2015-02-30"},
        {"outcome", ""},
        {"outcome", "Unanimous"},
        {"votes_for", "-1"},
        {"votes_for", "1e3"},
        {"votes_for", "99999999999999999999"},
        {"truncated", ""},
        {"truncated", "yes"},
        {"districts", "Ula"},
        {"districts", "[1]"},
        {"districts", "[\"\"]"},
        {"districts", "[\"Ula\", \"Ula\"]"},
        {"districts", "{}"},
        {"districts", "[\"a\\n\"]"},
        {"amounts", "[\"1.250,00\"]"},
        {"amounts", "[\"1.\"]"},
        {"scales", "[\"5000\"]"},
        {"citations", "[5393]"},
        {"citations", "[{\"law\": 0}]"},
        {"citations", "[{\"law\": 5393, \"paragraph\": -1}]"},
        {"citations", "[{\"law\": 5393, \"article\": \"an article of a length nobody has\"}]"},
        {"citations", "[{\"law\": 5393}, {\"law\": 5393}]"},
        {"department", "a\tb"},
        {"annexes", "[\"annex\"]"},
        {"annexes", "[{\"kind\": \"plan\"}]"},
        {"annexes", "[{\"kind\": \"annex\", \"address\": 1}]"},
        {"annexes", "[{\"kind\": \"annex\", \"address\": \" \"}]"},
        {"annexes", "[{\"kind\": \"annex\"}, {\"kind\": \"annex\"}]"},
    };
    struct decision d = full_sample();
    struct buf before = {0}, after = {0};
    decision_canonical(&d, &before);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (set(&d, wrong[i][0], wrong[i][1]) != ERR_USAGE)
            fail_msg("%s=%s was taken", wrong[i][0], wrong[i][1]);
    decision_canonical(&d, &after);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_free(&before);
    buf_free(&after);
    decision_clear(&d);
}

/* Every field can be handed over as it is, so that a correction can outlive its document. */
static void a_field_is_taken_from_another_record(void **state) {
    (void)state;
    static const char *const names[] = {
        "date",          "subject",      "body",         "outcome",     "votes_for",
        "votes_against", "department",   "file_number",  "abstentions", "sitting",
        "citations",     "subject_area", "districts",    "amounts",     "neighbourhoods",
        "areas",         "scales",       "municipality", "truncated",   "annexes"};
    struct decision from = full_sample(), to = sample(20160105, 255, "a", "b");
    struct buf left = {0}, right = {0};
    struct err err = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        OK(decision_take_field(&to, names[i], &from, &err));
    to.year = from.year;
    to.source_sha256 = mem_string(from.source_sha256);
    decision_canonical(&from, &left);
    decision_canonical(&to, &right);
    assert_int_equal(left.len, right.len);
    assert_memory_equal(left.data, right.data, left.len);
    free(from.department);
    from.department = NULL;
    OK(decision_take_field(&to, "department", &from, &err));
    assert_null(to.department);
    buf_free(&left);
    buf_free(&right);
    decision_clear(&from);
    decision_clear(&to);
}

static void a_record_says_what_was_changed(void **state) {
    (void)state;
    struct decision old = full_sample(), now = full_sample();
    now.revision = 2;
    decision_note_changes(&old, &now);
    assert_int_equal(now.changes.count, 0);
    now.outcome = OUTCOME_REJECTED;
    now.votes_for = -1;
    assert_int_equal(set(&now, "sitting", ""), ERR_OK);
    assert_int_equal(set(&now, "subject", "Başka"), ERR_OK);
    assert_int_equal(set(&now, "districts", "[]"), ERR_OK);
    decision_note_changes(&old, &now);
    static const char *const expected[] = {"2:subject", "2:outcome=majority", "2:votes_for=41",
                                           "2:sitting=2. birleşim",
                                           "2:districts=[\"Menteşe\",\"Ula\"]"};
    assert_int_equal(now.changes.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(now.changes.items[i], expected[i]);
    struct decision next = decision_copy(&now);
    next.revision = 3;
    next.votes_for = 5;
    decision_note_changes(&now, &next);
    assert_int_equal(next.changes.count, 6);
    assert_string_equal(next.changes.items[5], "3:votes_for=");
    for (next.revision = 4; next.revision < 104; next.revision++) {
        struct decision before = decision_copy(&next);
        next.votes_for++;
        decision_note_changes(&before, &next);
        decision_clear(&before);
    }
    assert_int_equal(next.changes.count, CHANGES_MAX);
    assert_string_equal(next.changes.items[CHANGES_MAX - 1], "103:votes_for=104");
    decision_clear(&old);
    decision_clear(&now);
    decision_clear(&next);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_values_are_taken),
        cmocka_unit_test(other_values_are_not_and_change_nothing),
        cmocka_unit_test(a_field_is_taken_from_another_record),
        cmocka_unit_test(a_record_says_what_was_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
