#include <string.h>

#include "unit/check.h"

#include "text/dates.h"

static void dates_are_read_in_every_form(void **state) {
    (void)state;
    const struct {
        const char *text;
        enum date_found found;
        int number;       /* where valid */
        const char *rest; /* where found */
    } cases[] = {
        {"09/07/2015", DATE_VALID, 20150709, ""},
        {"14.07.2022 günü", DATE_VALID, 20220714, " günü"},
        {"4/1/2017", DATE_VALID, 20170104, ""},
        {"09 / 07 / 2015", DATE_VALID, 20150709, ""},
        {"9-7-2015.", DATE_VALID, 20150709, "."},
        {"2015-07-09", DATE_VALID, 20150709, ""},
        {"18 Haziran 2015", DATE_VALID, 20150618, ""},
        {"1 HAZİRAN 2015’te", DATE_VALID, 20150601, "’te"},
        {"3\xC2\xA0ŞUBAT\xC2\xA0 2020", DATE_VALID, 20200203, ""},
        {"30 ağustos 1922", DATE_VALID, 19220830, ""},
        {"29/02/2016", DATE_VALID, 20160229, ""},
        {"29.02.2100", DATE_IMPOSSIBLE, 0, ""},
        {"31/02/2015 x", DATE_IMPOSSIBLE, 0, " x"},
        {"31 Kasım 2015", DATE_IMPOSSIBLE, 0, ""},
        {"00/07/2015", DATE_IMPOSSIBLE, 0, ""},
        {"09/13/2015", DATE_IMPOSSIBLE, 0, ""},
        {"01/01/1899", DATE_IMPOSSIBLE, 0, ""},
        {"01/01/2101", DATE_IMPOSSIBLE, 0, ""},
        {"2015-02-30", DATE_IMPOSSIBLE, 0, ""},
        {"", DATE_NONE, 0, NULL},
        {"Haziran", DATE_NONE, 0, NULL},
        {" 09/07/2015", DATE_NONE, 0, NULL},
        {"09/07/15", DATE_NONE, 0, NULL},
        {"09/07/20151", DATE_NONE, 0, NULL},
        {"09/07.2015", DATE_NONE, 0, NULL},
        {"109/07/2015", DATE_NONE, 0, NULL},
        {"18 Hazirana 2015", DATE_NONE, 0, NULL},
        {"18 Haziran", DATE_NONE, 0, NULL},
        {"301.01-2015-756", DATE_NONE, 0, NULL},
        {"1/5000", DATE_NONE, 0, NULL},
        {"2015/255", DATE_NONE, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date date = {0};
        const char *rest = NULL;
        assert_int_equal(date_read(cases[i].text, &date, &rest), cases[i].found);
        assert_int_equal(date_number(date), cases[i].number);
        if (cases[i].rest)
            assert_string_equal(rest, cases[i].rest);
        else
            assert_null(rest);
    }
}

static void dates_are_written_in_words(void **state) {
    (void)state;
    char text[DATE_WORDS];
    struct date day = {2015, 7, 9};
    date_turkish(day, true, text);
    assert_string_equal(text, "9 Temmuz 2015 Perşembe");
    date_turkish(day, false, text);
    assert_string_equal(text, "9 Temmuz 2015");
    date_english(day, true, text);
    assert_string_equal(text, "Thursday 9 July 2015");
    date_english((struct date){0}, true, text);
    assert_string_equal(text, "");
    char iso[DATE_ISO];
    date_iso(day, iso);
    assert_string_equal(iso, "2015-07-09");
}

static void weekdays_run_through_the_calendar(void **state) {
    (void)state;
    int weekday = date_weekday((struct date){1900, 1, 1});
    assert_int_equal(weekday, 0); /* a Monday */
    for (int year = 1900; year <= 2100; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                struct date date = {year, month, day};
                if (!date_valid(date))
                    continue;
                assert_int_equal(date_weekday(date), weekday);
                weekday = (weekday + 1) % 7;
                struct date again = date_of_number(date_number(date));
                assert_int_equal(date_compare(again, date), 0);
            }
}

static void iso_is_strict(void **state) {
    (void)state;
    struct date date = {0};
    assert_true(date_parse_iso("2015-07-09", &date));
    assert_int_equal(date_number(date), 20150709);
    static const char *const wrong[] = {"", "2015-7-9", "2015-07-09 ", "2015-02-29", "09/07/2015"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(date_parse_iso(wrong[i], &date));
    assert_true(date_compare((struct date){2015, 7, 8}, date) < 0);
    assert_true(date_compare((struct date){2016, 1, 1}, date) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_every_form),
        cmocka_unit_test(dates_are_written_in_words),
        cmocka_unit_test(weekdays_run_through_the_calendar),
        cmocka_unit_test(iso_is_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
