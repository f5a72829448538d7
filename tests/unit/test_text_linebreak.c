#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/mem.h"
#include "text/linebreak.h"
#include "text/utf8.h"

/* Every code point is ten pixels wide. */
static int ten_each(void *data, const char *text, size_t bytes) {
    if (data)
        ++*(int *)data;
    char *copy = mem_slice(text, bytes);
    int width = (int)utf8_count(copy) * 10;
    free(copy);
    return width;
}

/* The lines joined with '|', '~' for a hyphen that is drawn. */
static char *broken(const char *text, int width, enum hyphens hyphens) {
    struct text_line *lines = NULL;
    struct buf joined = {0};
    size_t count = text_break(text, width, hyphens, ten_each, NULL, &lines);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_byte(&joined, '|');
        buf_add(&joined, text + lines[i].start, lines[i].bytes);
        if (lines[i].hyphen)
            buf_byte(&joined, '~');
        assert_true(lines[i].width <= width || lines[i].bytes <= 4);
        assert_int_equal(lines[i].width, ten_each(NULL, text + lines[i].start, lines[i].bytes) +
                                             (lines[i].hyphen ? 10 : 0));
    }
    free(lines);
    char *text_of = buf_take(&joined);
    return text_of ? text_of : mem_string("");
}

struct broken_case {
    const char *text;
    int width;
    const char *lines;
};

static void all_are_broken_so(const struct broken_case *cases, size_t count, enum hyphens hyphens) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        char *lines = broken(cases[i].text, cases[i].width, hyphens);
        if (strcmp(lines, cases[i].lines) != 0) {
            print_message("%s\n instead of %s\n", lines, cases[i].lines);
            wrong++;
        }
        free(lines);
    }
    assert_int_equal(wrong, 0);
}
#define BROKEN_SO(cases, hyphens) all_are_broken_so(cases, sizeof cases / sizeof *cases, hyphens)

static void lines_are_filled_and_never_overfull(void **state) {
    (void)state;
    static const struct broken_case cases[] = {
        {"", 100, ""},
        {"   ", 100, ""},
        {"karar", 100, "karar"},
        {"iki kelime", 100, "iki kelime"},
        {"iki kelime", 90, "iki|kelime"},
        {"iki\tkelime", 90, "iki|kelime"},
        {"  baştaki boşluk", 70, "baştaki|boşluk"},
        {"iki   boşluk", 120, "iki   boşluk"},
        {"iki   boşluk", 110, "iki|boşluk"},
        {"çöğüşıİ çöğüşıİ", 70, "çöğüşıİ|çöğüşıİ"},
        {"5393\u00a0sayılı Kanun", 110, "5393\u00a0sayılı|Kanun"},
        {"yönetim-bilişim alanı", 140, "yönetim-|bilişim alanı"},
        {"Katılan/Katılmayan üye", 150, "Katılan/|Katılmayan üye"},
        {"e-belediye alanı", 120, "e-belediye|alanı"}, /* no letter alone */
        {"bir e-belediye", 80, "bir|e-beledi|ye"},
        {"12-15 sayı", 50, "12-15|sayı"},
        {"ab", 5, "a|b"},
        {"a b c", 0, "a|b|c"},
    };
    BROKEN_SO(cases, HYPHENS_NONE);
}

static void what_belongs_together_stays_on_one_line(void **state) {
    (void)state;
    static const struct broken_case cases[] = {
        {"alanı 50 m² olan", 80, "alanı|50 m²|olan"},
        {"bedel 1.250 TL olan", 100, "bedel|1.250 TL|olan"},
        {"günlü 9 Temmuz 2015 karar", 150, "günlü|9 Temmuz 2015|karar"},
        {"Muğla Dr. Osman GÜRÜN", 140, "Muğla|Dr. Osman|GÜRÜN"},
        {"Kanunun Madde 74 hükmü", 130, "Kanunun|Madde 74|hükmü"},
        {"oran yüzde %10 olur", 110, "oran yüzde|%10 olur"},
        {"kararı 2015/255 sayılı", 110, "kararı|2015/255|sayılı"}, /* wider than a line: no more */
        {"karar alındı …", 120, "karar|alındı …"},
        {"(a) 12 34 56 78 90", 40, "(a)|12|34|56|78|90"},
    };
    BROKEN_SO(cases, HYPHENS_NONE);
}

static void a_line_that_would_be_short_gets_a_hyphen(void **state) {
    (void)state;
    static const struct broken_case cases[] = {
        {"Muğla Büyükşehir belediyesi", 200, "Muğla Büyükşehir be~|lediyesi"},
        {"Muğla Büyükşehir belediyesi", 180, "Muğla Büyükşehir|belediyesi"}, /* 11 % short */
        {"Muğla Büyükşehir belediyesi", 210, "Muğla Büyükşehir be~|lediyesi"},
        {"Muğla Büyükşehir belediyesi", 220, "Muğla Büyükşehir bele~|diyesi"},
        {"karar Bodrum’daki yer", 130, "karar Bodrum’|daki yer"},
        {"toplam 64061556-301.01 sayı", 200, "toplam|64061556-301.01 sayı"},
        {"ödenek 2016/1024 belediyesinin", 200, "ödenek 2016/1024 be~|lediyesinin"},
        {"ödenek 5393 sayılı", 150, "ödenek|5393 sayılı"},
        {"karar MUSKİ eliyle", 90, "karar|MUSKİ|eliyle"},
        {"meclisimizce", 70, "mecli~|simizce"},
        {"bir meclisimizce", 70, "bir|mecli~|simizce"},
        {"bir meclisimizce", 90, "bir mec~|lisimizce"},
        {"e-belediyecilik alanı", 110, "e-belediye~|cilik alanı"},
    };
    BROKEN_SO(cases, HYPHENS_TURKISH);
    static const struct broken_case english[] = {
        {"Muğla Büyükşehir belediyesi", 200, "Muğla Büyükşehir|belediyesi"},
    };
    BROKEN_SO(english, HYPHENS_NONE);
}

static void what_no_line_can_hold_is_cut_sanely(void **state) {
    (void)state;
    static const struct broken_case cases[] = {
        {"uzunbirkelimedir bu", 50, "uzunb|irkel|imedi|r bu"},
        {"a uzunbirkelime", 50, "a|uzunb|irkel|ime"},
        {"64061556-301.01-2015-756", 120, "64061556-|301.01-2015-|756"},
        {"https://www.mugla.bel.tr/meclis/karar?yil=2015&no=255", 200,
         "https://www.mugla.|bel.tr/meclis/|karar?yil=2015&|no=255"},
        {"a_b_cccccccccccccccc", 100, "a_b_|cccccccccc|cccccc"},
        {"1.250.000,00", 60, "1.250.|000,00"},
        {"xe\u0301\u0302e\u0301e\u0301", 20, "xe\u0301\u0302|e\u0301|e\u0301"},
    };
    all_are_broken_so(cases, 6, HYPHENS_NONE);
    struct text_line *lines = NULL; /* marks have a width here, and still stay with their letter */
    const char *text = cases[6].text;
    size_t count = text_break(text, 25, HYPHENS_NONE, ten_each, NULL, &lines);
    assert_int_equal(count, 4);
    assert_int_equal(lines[1].start, 1);
    assert_int_equal(lines[1].bytes, 5);
    free(lines);
}

/* 10,000 letters, and 10,000 marks on one. */
static void long_tokens_cost_in_proportion(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 10000; i++)
        buf_byte(&text, 'x');
    struct text_line *lines = NULL;
    int calls = 0;
    size_t count = text_break(buf_string(&text), 600, HYPHENS_TURKISH, ten_each, &calls, &lines);
    assert_int_equal(count, 167);
    assert_true(calls < 3 * 10000);
    free(lines);
    buf_clear(&text);
    buf_text(&text, "bir a");
    for (int i = 0; i < 10000; i++)
        buf_text(&text, "\u0301");
    buf_text(&text, "b iki");
    calls = 0;
    count = text_break(buf_string(&text), 600, HYPHENS_TURKISH, ten_each, &calls, &lines);
    assert_int_equal(count, 3);
    assert_int_equal(lines[1].start, 4);
    assert_true(calls < 20);
    free(lines);
    buf_free(&text);
}

/* Any text at any width: all of it but the spaces between the lines is there, in order, no line is
 * too wide but for one letter, and none begins with a mark. */
static void nothing_is_lost_whatever_the_text(void **state) {
    (void)state;
    static const char *const parts[] = {" ",      " ",         "  ", "belediyesinin",
                                        "5393",   "sayılı",    "-",  "/",
                                        "\u0301", "’",         "a",  "ı",
                                        "\t",     "…",         "(",  ")",
                                        "Dr.",    "OYBİRLİĞİ", "ü",  "日本",
                                        "9",      "Temmuz",    "№",  "🏛️"};
    uint32_t random = 1;
    for (int round = 0; round < 4000; round++) {
        struct buf text = {0};
        for (int i = 0; i < 30; i++)
            buf_text(
                &text,
                parts[(random = random * 1664525u + 1013904223u) >> 16 & 15 ? (random >> 20) % 24
                                                                            : 3]);
        int width = (int)(random >> 8) % 400;
        struct text_line *lines = NULL;
        size_t at = 0, count = text_break(buf_string(&text), width, HYPHENS_TURKISH, ten_each, NULL,
                                          &lines);
        for (size_t i = 0; i < count; i++) {
            at += strspn(text.data + at, " \t");
            const char *start = text.data + lines[i].start, *end = utf8_cluster_end(start);
            assert_int_equal(lines[i].start, at);
            assert_true(lines[i].bytes > 0);
            assert_true(lines[i].width <= width || start + lines[i].bytes == end);
            at += lines[i].bytes;
            const char *next = text.data + at;
            assert_false(i + 1 < count && next > text.data && utf8_is_mark(utf8_next(&next)) &&
                         text.data[at - 1] != ' ' && text.data[at - 1] != '\t');
        }
        assert_int_equal(at + strspn(text.data + at, " \t"), text.len);
        free(lines);
        buf_free(&text);
    }
}

static void cost_is_one_measurement_a_word(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 20000; i++)
        buf_format(&text, "kelime%d ", i);
    struct text_line *lines = NULL;
    int calls = 0;
    size_t count = text_break(buf_string(&text), 600, HYPHENS_TURKISH, ten_each, &calls, &lines);
    assert_true(count > 1000);
    assert_true(calls <= 20002 + 2 * (int)count);
    free(lines);
    buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_filled_and_never_overfull),
        cmocka_unit_test(what_belongs_together_stays_on_one_line),
        cmocka_unit_test(a_line_that_would_be_short_gets_a_hyphen),
        cmocka_unit_test(what_no_line_can_hold_is_cut_sanely),
        cmocka_unit_test(long_tokens_cost_in_proportion),
        cmocka_unit_test(nothing_is_lost_whatever_the_text),
        cmocka_unit_test(cost_is_one_measurement_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
