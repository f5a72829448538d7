#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "decision/subject.h"
#include "screens/words.h"
#include "text/utf8.h"

static void every_word_is_there_in_both_languages(void **state) {
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (int i = 0; i < WORD_COUNT; i++) {
            assert_non_null(word((enum language)language, (enum word)i));
            assert_true(*word((enum language)language, (enum word)i));
        }
        for (int i = 0; i < OUTCOME_COUNT; i++) {
            assert_non_null(outcome_short((enum language)language, (enum outcome)i));
            assert_non_null(outcome_long((enum language)language, (enum outcome)i));
        }
    }
}

static void sittings_are_counted_in_good_turkish(void **state) {
    (void)state;
    static const struct {
        int count, unanimous;
        const char *text;
    } cases[] = {{41, 39, "41 karar, 39’u oybirliğiyle"},
                 {3, 1, "3 karar, 1’i oybirliğiyle"},
                 {2, 2, "2 karar, tümü oybirliğiyle"},
                 {1, 1, "1 karar, oybirliğiyle"},
                 {5, 0, "5 karar"},
                 {50, 46, "50 karar, 46’sı oybirliğiyle"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sitting sitting = {.count = cases[i].count, .unanimous = cases[i].unanimous};
        struct buf text = {0};
        words_sitting(LANGUAGE_TURKISH, &sitting, &text);
        assert_string_equal(buf_string(&text), cases[i].text);
        buf_free(&text);
    }
}

static void the_council_is_named_after_its_municipality(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"Muğla Büyükşehir Belediyesi", "Muğla Büyükşehir Belediye Meclisi"},
        {"Bodrum", "Bodrum Meclisi"},
        {"", "Belediye Meclisi"}};
    for (size_t i = 0; i < 3; i++) {
        struct buf text = {0};
        words_council(cases[i][0], &text);
        assert_string_equal(buf_string(&text), cases[i][1]);
        buf_free(&text);
    }
}

static void citations_read_as_words(void **state) {
    (void)state;
    struct citation full = {.law = 3194, .article = "18", .paragraph = 2, .item = "f"};
    struct citation bare = {.law = 9999}, added = {.law = 2464, .article = "mükerrer 44"};
    const struct {
        const struct citation *citation;
        const char *text;
    } cases[] = {{&full, "3194 sayılı İmar Kanunu, 18. madde, 2. fıkra, (f) bendi"},
                 {&bare, "9999 sayılı Kanun"},
                 {&added, "2464 sayılı Belediye Gelirleri Kanunu, mükerrer 44. madde"}};
    for (size_t i = 0; i < 3; i++) {
        struct buf text = {0};
        words_citation(LANGUAGE_TURKISH, cases[i].citation, &text);
        assert_string_equal(buf_string(&text), cases[i].text);
        buf_free(&text);
    }
}

static void votes_and_fingerprints(void **state) {
    (void)state;
    struct decision decision = decision_empty();
    struct buf text = {0};
    words_votes(LANGUAGE_TURKISH, &decision, &text);
    assert_int_equal(text.len, 0);
    decision.votes_against = 5;
    words_votes(LANGUAGE_TURKISH, &decision, &text);
    assert_string_equal(buf_string(&text), "ret 5");
    decision.votes_for = 41;
    buf_clear(&text);
    words_votes(LANGUAGE_TURKISH, &decision, &text);
    assert_string_equal(buf_string(&text), "kabul 41, ret 5");
    buf_clear(&text);
    words_fingerprint("7c3e91a0ffffffff", &text);
    assert_string_equal(buf_string(&text), "7C3E 91A0");
    buf_clear(&text);
    words_fingerprint("7c", &text);
    assert_string_equal(buf_string(&text), "7C");
    buf_free(&text);
}

static void long_subjects_get_a_heading(void **state) {
    (void)state;
    bool whole;
    char *heading = subject_heading("Kısa bir konu, virgüllü", &whole);
    assert_string_equal(heading, "Kısa bir konu, virgüllü");
    assert_true(whole);
    free(heading);
    char text[1200] = "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin kullanımı, ";
    while (strlen(text) < 1000)
        strcat(text, "uzun bir cümle ");
    heading = subject_heading(text, &whole);
    assert_string_equal(heading, "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin "
                                 "kullanımı");
    assert_false(whole);
    free(heading);
    memset(text, 0, sizeof text);
    while (strlen(text) < 1000)
        strcat(text, "şöyle ");
    heading = subject_heading(text, &whole);
    assert_true(strlen(heading) < 220);
    assert_string_equal(heading + strlen(heading) - strlen("şöyle…"), "şöyle…");
    free(heading);
    memset(text, 'x', 1000);
    heading = subject_heading(text, &whole);
    assert_false(whole);
    assert_true(utf8_count(heading) > 150 && utf8_count(heading) <= 161);
    free(heading);
    memcpy(text, "Bir ", 4);
    heading = subject_heading(text, &whole);
    assert_true(utf8_count(heading) > 150);
    free(heading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_there_in_both_languages),
        cmocka_unit_test(sittings_are_counted_in_good_turkish),
        cmocka_unit_test(the_council_is_named_after_its_municipality),
        cmocka_unit_test(citations_read_as_words),
        cmocka_unit_test(votes_and_fingerprints),
        cmocka_unit_test(long_subjects_get_a_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
