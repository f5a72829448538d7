#include <stdio.h>

#include "unit/check.h"

#include "base/mem.h"
#include "decision/decision.h"

static struct decision sample(void) {
    struct decision decision = decision_empty();
    decision.number = 255;
    decision.date = (struct date){2015, 7, 9};
    decision.subject = mem_string("Konu");
    decision.retraction_reason = mem_string("yok");
    text_list_add(&decision.districts, "Ula");
    decision_add_citation(&decision, &(struct citation){5393, "74", 0, ""});
    return decision;
}

static void an_empty_record_is_silent(void **state) {
    (void)state;
    struct decision decision = decision_empty();
    assert_int_equal(decision.votes_for, -1);
    assert_int_equal(decision.votes_against, -1);
    assert_int_equal(decision.abstentions, -1);
    assert_int_equal(decision.revision, 1);
    decision_clear(&decision);
    decision_clear(NULL);
}

static void a_copy_owns_everything(void **state) {
    (void)state;
    struct decision decision = sample(), copy = decision_copy(&decision);
    assert_ptr_not_equal(copy.subject, decision.subject);
    assert_ptr_not_equal(copy.citations, decision.citations);
    decision_clear(&decision);
    assert_null(decision.subject);
    assert_string_equal(copy.subject, "Konu");
    assert_null(copy.body);
    assert_string_equal(copy.districts.items[0], "Ula");
    assert_string_equal(copy.citations[0].article, "74");
    decision_clear(&copy);
}

static void a_copy_can_grow(void **state) {
    (void)state;
    char text[16];
    for (int count = 0; count < 20; count++) {
        struct decision decision = sample();
        for (int i = 0; i < count; i++) {
            snprintf(text, sizeof text, "%d", i);
            text_list_add(&decision.areas, text);
            decision_add_citation(&decision, &(struct citation){i + 1, "1", 0, ""});
        }
        struct decision copy = decision_copy(&decision);
        text_list_add(&copy.areas, "more");
        decision_add_citation(&copy, &(struct citation){999, "", 0, ""});
        assert_int_equal(copy.areas.count, count + 1);
        assert_int_equal(copy.citations[count + 1].law, 999);
        decision_clear(&decision);
        decision_clear(&copy);
    }
}

static void lists_hold_each_thing_once(void **state) {
    (void)state;
    struct text_list list = {0};
    char text[16];
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "%d", i % 100);
        text_list_add(&list, text);
    }
    assert_int_equal(list.count, 100);
    assert_string_equal(list.items[99], "99");
    text_list_clear(&list);
    assert_null(list.items);

    struct decision decision = sample();
    decision_add_citation(&decision, &(struct citation){5393, "74", 0, ""});
    assert_int_equal(decision.citation_count, 1);
    decision_add_citation(&decision, &(struct citation){5393, "74", 1, ""});
    decision_add_citation(&decision, &(struct citation){5393, "74", 1, "a"});
    assert_int_equal(decision.citation_count, 3);
    decision_clear(&decision);
}

static void ids_are_chronological(void **state) {
    (void)state;
    assert_int_equal(decision_id((struct date){2015, 7, 9}, 255), INT64_C(2015070900255));
    assert_true(decision_id((struct date){2015, 7, 9}, 99999) <
                decision_id((struct date){2015, 7, 10}, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_record_is_silent), cmocka_unit_test(a_copy_owns_everything),
        cmocka_unit_test(a_copy_can_grow),           cmocka_unit_test(lists_hold_each_thing_once),
        cmocka_unit_test(ids_are_chronological),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
