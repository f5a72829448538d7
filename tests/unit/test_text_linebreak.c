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

/* The lines joined with '|'. */
static char *broken(const char *text, int width) {
    struct text_line *lines = NULL;
    struct buf joined = {0};
    size_t count = text_break(text, width, ten_each, NULL, &lines);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_byte(&joined, '|');
        buf_add(&joined, text + lines[i].start, lines[i].bytes);
        assert_true(lines[i].width <= width || lines[i].bytes <= 4);
    }
    free(lines);
    return buf_take(&joined);
}

static void lines_are_filled_and_never_overfull(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int width;
        const char *lines;
    } cases[] = {
        {"", 100, ""},
        {"   ", 100, ""},
        {"karar", 100, "karar"},
        {"iki kelime", 100, "iki kelime"},
        {"iki kelime", 90, "iki|kelime"},
        {"  baştaki boşluk", 70, "baştaki|boşluk"},
        {"iki   boşluk", 120, "iki   boşluk"},
        {"iki   boşluk", 110, "iki|boşluk"},
        {"çöğüşıİ çöğüşıİ", 70, "çöğüşıİ|çöğüşıİ"},
        {"5393\u00a0sayılı Kanun", 110, "5393\u00a0sayılı|Kanun"},
        {"e-belediyecilik alanı", 110, "e-|belediyecil|ik alanı"},
        {"e-belediye alanı", 120, "e-belediye|alanı"},
        {"uzunbirkelimedir bu", 50, "uzunb|irkel|imedi|r bu"},
        {"a uzunbirkelime", 50, "a|uzunb|irkel|ime"},
        {"12-15 sayı", 50, "12-15|sayı"},
        {"ab", 5, "a|b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *lines = broken(cases[i].text, cases[i].width);
        assert_string_equal(lines, cases[i].lines);
        free(lines);
    }
}

/* As ten_each, but what is measured alone comes out a pixel short, as rounded widths do. */
static int one_short(void *data, const char *text, size_t bytes) {
    return ten_each(data, text, bytes) - 1;
}

static void rounded_widths_do_not_overfill_a_line(void **state) {
    (void)state;
    struct text_line *lines = NULL;
    const char *text = "bir iki üç dört beş";
    size_t count = text_break(text, 185, one_short, NULL, &lines); /* 19 letters: 189 */
    assert_int_equal(count, 2);
    assert_true(lines[0].width <= 149);
    free(lines);
    count = text_break(text, 189, one_short, NULL, &lines);
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].width, 189);
    free(lines);
}

static void cost_is_one_measurement_a_word(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 20000; i++)
        buf_format(&text, "kelime%d ", i);
    struct text_line *lines = NULL;
    int calls = 0;
    size_t count = text_break(buf_string(&text), 600, ten_each, &calls, &lines);
    assert_true(count > 1000);
    assert_true(calls <= 20001 + 2 * (int)count);
    free(lines);
    buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_filled_and_never_overfull),
        cmocka_unit_test(rounded_widths_do_not_overfill_a_line),
        cmocka_unit_test(cost_is_one_measurement_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
