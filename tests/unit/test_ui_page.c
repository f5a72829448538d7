#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "ui/heights.h"
#include "ui/page.h"

/* ---- a window of 1000 x 800 in which every letter is half an em wide ---- */

#define WIDTH 1000
#define VIEW 800
#define MARGIN 40
#define BELOW 60

static int half_em(void *data, struct text_style style, const char *text, size_t bytes) {
    size_t letters = 0;
    if (data)
        *(size_t *)data += bytes;
    for (size_t i = 0; i < bytes; i++)
        letters += ((unsigned char)text[i] & 0xC0) != 0x80 && (unsigned char)text[i] != 0xCC;
    return (int)letters * style.size / 2;
}

struct desk {
    struct measure measure;
    struct metrics metrics;
    struct pen pen;
    struct page *page;
    struct scroll scroll;
    size_t measured; /* bytes */
    int width;
};

static void size_desk(struct desk *desk, enum text_size size, int width) {
    struct panel panel = {.diagonal_in = 21.5, .distance_mm = 600};
    desk->metrics = metrics_for(panel, 1920, 1080, size);
    desk->width = width;
    desk->scroll.view = VIEW;
    page_fit(desk->page, &desk->pen, width, MARGIN, BELOW);
}

static struct desk *desk_new(const char *text) {
    struct desk *desk = mem_zero(1, sizeof *desk);
    desk->measure = (struct measure){.width = half_em, .data = &desk->measured};
    desk->pen = (struct pen){.frame = frame_new(),
                             .metrics = &desk->metrics,
                             .theme = &themes[THEME_DAY],
                             .measure = &desk->measure};
    desk->page = page_new();
    page_add(desk->page, TONE_TITLE, "Konu", HYPHENS_NONE);
    page_add_text(desk->page, text, HYPHENS_NONE);
    size_desk(desk, TEXT_SIZE_1, WIDTH);
    page_go(desk->page, &desk->pen, &desk->scroll, (struct page_place){.above = true});
    return desk;
}

static void desk_free(struct desk *desk) {
    page_free(desk->page);
    frame_free(desk->pen.frame);
    free(desk);
}

static const struct frame *draw(struct desk *desk) {
    frame_begin(desk->pen.frame, WIDTH, VIEW, 0, 0, 0);
    page_settle(desk->page, &desk->pen, &desk->scroll);
    frame_scroll_layer(desk->pen.frame, (struct rect){0, 0, WIDTH, VIEW},
                       page_origin(desk->page, &desk->scroll), 0);
    page_draw(desk->page, &desk->pen, 0, -scroll_top(&desk->scroll));
    return desk->pen.frame;
}

/* The texts on the glass with their places: each line of the samples begins with its own number. */
struct glass {
    struct {
        char text[24];
        int y;
    } lines[200];
    size_t count;
};

static struct glass look(struct desk *desk) {
    struct glass glass = {0};
    size_t count;
    const struct draw_command *commands = frame_commands(draw(desk), &count);
    for (size_t i = 0; i < count && glass.count < 200; i++) {
        if (commands[i].kind != DRAW_TEXT)
            continue;
        size_t bytes = commands[i].bytes < 23 ? commands[i].bytes : 23;
        memcpy(glass.lines[glass.count].text, commands[i].text, bytes);
        glass.lines[glass.count++].y = commands[i].rect.y;
    }
    return glass;
}

/* How far what is seen in both has moved; it must be the same for all of it. */
static int moved(const struct glass *before, const struct glass *after) {
    int way = 0;
    size_t common = 0;
    for (size_t i = 0; i < before->count; i++)
        for (size_t k = 0; k < after->count; k++)
            if (strcmp(before->lines[i].text, after->lines[k].text) == 0) {
                int this_way = after->lines[k].y - before->lines[i].y;
                if (common++)
                    assert_int_equal(this_way, way);
                way = this_way;
            }
    assert_true(common > 0);
    return way;
}

/* Paragraphs of every length; among them some whose bytes say nothing about their height. Every
 * word is another one. */
static char *uneven_text(int paragraphs) {
    struct buf text = {0};
    unsigned seed = 7;
    int word = 0;
    for (int i = 0; i < paragraphs; i++) {
        seed = seed * 1103515245 + 12345;
        int words = 1 + (int)(seed >> 16) % 120;
        for (int k = 0; k < words; k++)
            buf_format(&text, "sözcük%d ", word++);
        if (i % 7 == 3)
            for (int k = 0; k < 900; k++)
                buf_text(&text, "\xCC\x81");
        if (i % 11 == 5)
            buf_format(&text, "\n1) madde%d\n2) madde%d", word, word + 1);
        buf_byte(&text, '\n');
    }
    return buf_take(&text);
}

/* ---- heights ---- */

static void sums_of_heights_are_right(void **state) {
    (void)state;
    unsigned seed = 3;
    for (size_t count = 1; count < 70; count++) {
        struct heights heights = {0};
        heights_reset(&heights, count);
        for (size_t i = 0; i < count; i++)
            heights.each[i] = (int)(i * 7 % 5);
        heights_sum(&heights);
        for (int round = 0; round < 50; round++) {
            seed = seed * 1103515245 + 12345;
            heights_put(&heights, (seed >> 8) % count, (int)(seed >> 20) % 30);
            int64_t sum = 0;
            for (size_t i = 0; i < count; i++) {
                assert_int_equal(heights_before(&heights, i), sum);
                if (heights.each[i]) {
                    assert_int_equal(heights_at(&heights, sum), i);
                    assert_int_equal(heights_at(&heights, sum + heights.each[i] - 1), i);
                }
                sum += heights.each[i];
            }
            assert_int_equal(heights_before(&heights, count), sum);
            assert_int_equal(heights_at(&heights, -5), 0);
            assert_true(heights_at(&heights, sum + 100) == count - 1);
        }
        heights_clear(&heights);
    }
}

/* ---- scrolling ---- */

static void nothing_seen_jumps_when_estimates_give_way(void **state) {
    (void)state;
    char *text = uneven_text(400);
    struct desk *desk = desk_new(text);
    /* in the middle, come there by a leap, nothing above is set yet */
    scroll_to(&desk->scroll, desk->scroll.extent * 0.6);
    struct glass before = look(desk);
    for (int step = 0; step < 600; step++) {
        int by = step < 250 ? 37 : step < 450 ? -53 : 91;
        scroll_hold(&desk->scroll);
        scroll_drag(&desk->scroll, -by);
        struct glass after = look(desk);
        assert_int_equal(moved(&before, &after), -by);
        before = after;
    }
    desk_free(desk);
    free(text);
}

static double share(const struct desk *desk) {
    return desk->scroll.offset / (desk->scroll.extent - desk->scroll.view);
}

static void the_position_mark_goes_smoothly(void **state) {
    (void)state;
    char *text = uneven_text(400);
    struct desk *desk = desk_new(text);
    double before = share(desk);
    for (int pages = 0; share(desk) < 1 && pages < 2000; pages++) {
        scroll_to(&desk->scroll, desk->scroll.offset + VIEW / 2);
        draw(desk);
        assert_true(share(desk) > before - 0.001 && share(desk) < before + 0.03);
        before = share(desk);
    }
    assert_true(share(desk) == 1);
    desk_free(desk);
    free(text);
}

static void settle(struct desk *desk) {
    for (int i = 0; i < 2000 && scroll_moving(&desk->scroll); i++) {
        scroll_step(&desk->scroll, 1 / 60.0);
        draw(desk);
    }
    assert_false(scroll_moving(&desk->scroll));
}

/* The last line stands just above what is below the page. */
static void check_end(struct desk *desk) {
    struct glass glass = look(desk);
    const char *last = glass.lines[glass.count - 1].text;
    assert_memory_equal(last, "SON", 3);
    int y = glass.lines[glass.count - 1].y, pitch = desk->metrics.line;
    assert_true(y < VIEW - BELOW && y > VIEW - BELOW - pitch);
}

static void both_ends_are_reached_by_fling_by_page_and_by_finger(void **state) {
    (void)state;
    char *most = uneven_text(60);
    struct buf text = {0};
    buf_format(&text, "%sSON", most);
    struct desk *desk = desk_new(buf_string(&text));
    for (int flings = 0; flings < 40; flings++) {
        scroll_fling(&desk->scroll, -9000);
        settle(desk);
    }
    check_end(desk);
    for (int flings = 0; flings < 40; flings++) {
        scroll_fling(&desk->scroll, 9000);
        settle(desk);
    }
    assert_true(desk->scroll.offset == 0);
    int pages = 0;
    for (double at = -1; desk->scroll.offset != at && pages < 200; pages++) {
        at = desk->scroll.offset;
        scroll_page(&desk->scroll, 1, 60);
        settle(desk);
    }
    check_end(desk);
    for (double at = -1; desk->scroll.offset != at;) {
        at = desk->scroll.offset;
        scroll_page(&desk->scroll, -1, 60);
        settle(desk);
    }
    assert_true(desk->scroll.offset == 0);
    for (int i = 0; i < 400; i++) {
        scroll_hold(&desk->scroll);
        scroll_drag(&desk->scroll, -250);
        draw(desk);
    }
    scroll_fling(&desk->scroll, 0);
    settle(desk);
    check_end(desk);
    desk_free(desk);
    buf_free(&text);
    free(most);
}

static void paging_leaves_out_no_line(void **state) {
    (void)state;
    char *text = uneven_text(120);
    struct desk *desk = desk_new(text);
    scroll_to(&desk->scroll, desk->scroll.extent / 2); /* nothing above is set yet */
    for (int i = 0; i < 24; i++) {
        int direction = i < 12 ? -1 : 1;
        struct glass before = look(desk);
        scroll_page(&desk->scroll, direction, 60);
        settle(desk);
        struct glass after = look(desk);
        assert_int_equal(moved(&before, &after), -direction * (VIEW - 60));
    }
    desk_free(desk);
    free(text);
}

/* ---- the place of the reader ---- */

/* The number of the first word of the first line whose middle is in view; and its place. */
static int first_word(struct desk *desk, int *ret_y) {
    struct glass glass = look(desk);
    for (size_t i = 0; i < glass.count; i++) {
        int top = glass.lines[i].y - (desk->metrics.line - desk->metrics.reading * 13 / 10) / 2;
        size_t letters = strcspn(glass.lines[i].text, "0123456789");
        if (top + desk->metrics.line / 2 < 0 || letters < 5)
            continue; /* above the view, or a marker */
        *ret_y = top;
        return atoi(glass.lines[i].text + letters);
    }
    fail();
    return 0;
}

static void the_line_that_is_read_stays_at_every_size(void **state) {
    (void)state;
    char *text = uneven_text(200);
    struct desk *desk = desk_new(text);
    static const struct {
        enum text_size size;
        int width;
    } changes[] = {{TEXT_SIZE_2, 1000},
                   {TEXT_SIZE_1_5, 1000},
                   {TEXT_SIZE_1, 400},
                   {TEXT_SIZE_2, 300},
                   {TEXT_SIZE_1, 1000}};
    for (int at = 300; at < desk->scroll.extent - 3 * VIEW; at += 1237) {
        size_desk(desk, TEXT_SIZE_1, WIDTH);
        scroll_to(&desk->scroll, at);
        draw(desk);
        struct page_place place = page_place(desk->page, &desk->scroll);
        int y, word = first_word(desk, &y);
        for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
            size_desk(desk, changes[i].size, changes[i].width);
            page_go(desk->page, &desk->pen, &desk->scroll, place);
            int now_y, now = first_word(desk, &now_y);
            /* the line now begins a few words earlier, or is the next one */
            if (abs(now - word) > 12 || abs(now_y - y) > desk->metrics.line)
                fail_msg("change %zu at %d: %d at %d became %d at %d", i, at, word, y, now, now_y);
        }
        int now_y, now = first_word(desk, &now_y);
        assert_int_equal(now, word); /* and forth and back is the same place */
        assert_int_equal(now_y, y);
    }
    desk_free(desk);
    free(text);
}

static void the_beginning_stays_the_beginning(void **state) {
    (void)state;
    char *text = uneven_text(20);
    struct desk *desk = desk_new(text);
    draw(desk);
    struct page_place place = page_place(desk->page, &desk->scroll);
    size_desk(desk, TEXT_SIZE_2, 400);
    page_go(desk->page, &desk->pen, &desk->scroll, place);
    assert_true(desk->scroll.offset == 0);
    desk_free(desk);
    free(text);
}

/* ---- any length ---- */

static char *repeated(const char *text, size_t bytes) {
    struct buf out = {0};
    while (out.len < bytes)
        buf_text(&out, text);
    return buf_take(&out);
}

static void only_what_is_near_the_view_is_set(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Kısa bir paragraf.\n", "kelime ",           "ş",
        "a\xCC\x81\xCC\x81",    "Kısa\tsatır\t12\n", "1. Madde\n2. Madde\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = repeated(texts[i], 1 << 20);
        struct desk *desk = desk_new(text);
        draw(desk);
        assert_true(desk->measured < 200000);
        for (int k = 1; k < 20; k++) { /* leaps set what is there, and nothing between */
            scroll_to(&desk->scroll, desk->scroll.extent * (k / 20.0));
            draw(desk);
        }
        size_t held = mallinfo2().uordblks;
        for (int k = 19; k >= 0; k--) {
            scroll_to(&desk->scroll, desk->scroll.extent * (k / 20.0) + 5000);
            draw(desk);
        }
        assert_true(mallinfo2().uordblks < held + 300000);
        assert_true(desk->measured < 20 * 200000);
        desk_free(desk);
        free(text);
    }
}

static void anything_can_be_set_at_any_width(void **state) {
    (void)state;
    static const char *const pieces[] = {"a) ", "b) ",  "\n",    "1. ",     "2. ", "\t",
                                         "  ",  "II- ", "\n\n",  "• ",      "Ç",   "9",
                                         " ",   "ğğğ",  "KARAR", "\xCC\x81"};
    static const int widths[] = {-40, 0, 1, 7, 90, 333, 1000};
    unsigned seed = 1;
    for (int round = 0; round < 300; round++) {
        struct buf text = {0};
        buf_text(&text, "");
        for (int i = 0; i < 300; i++) {
            seed = seed * 1103515245 + 12345;
            buf_text(&text, pieces[seed >> 16 & 15]);
        }
        struct desk *desk = desk_new(buf_string(&text));
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
            struct page_place place = page_place(desk->page, &desk->scroll);
            size_desk(desk, (enum text_size)(i % 3), widths[i]);
            page_go(desk->page, &desk->pen, &desk->scroll, place);
            draw(desk);
            scroll_page(&desk->scroll, i % 2 ? 1 : -1, 60);
            settle(desk);
            assert_true(scroll_top(&desk->scroll) >= 0);
        }
        desk_free(desk);
        buf_free(&text);
    }
}

/* ---- what blocks look like ---- */

static const struct widget *widget_with(struct desk *desk, const char *label) {
    const struct widget *widget = frame_find(draw(desk), label);
    if (!widget)
        fail_msg("“%s” is not on the page", label);
    return widget;
}

static const struct draw_command *text_with(struct desk *desk, const char *text) {
    size_t count;
    const struct draw_command *commands = frame_commands(draw(desk), &count);
    for (size_t i = 0; i < count; i++)
        if (commands[i].kind == DRAW_TEXT && commands[i].bytes >= strlen(text) &&
            memcmp(commands[i].text, text, strlen(text)) == 0)
            return &commands[i];
    fail_msg("“%s” is not drawn", text);
    return NULL;
}

static void items_hang(void **state) {
    (void)state;
    struct desk *desk = desk_new("1. Birinci\na) konut\nb) işyeri\n2. İkinci\n"
                                 "(xxviii) uzun imli\n(xxix) uzun imli");
    widget_with(desk, "a) konut");
    int outer = text_with(desk, "Birinci")->rect.x, inner = text_with(desk, "konut")->rect.x;
    assert_int_equal(text_with(desk, "1.")->rect.x, 0);
    assert_int_equal(text_with(desk, "a)")->rect.x, outer);
    assert_true(inner > outer && outer > 0);
    assert_int_equal(text_with(desk, "işyeri")->rect.x, inner);
    const struct draw_command *marker = text_with(desk, "(xxviii)");
    int end = marker->rect.x + marker->rect.w;
    assert_true(text_with(desk, "uzun")->rect.x > end); /* a long marker pushes its text */
    desk_free(desk);
}

static const char *const tariff = "Tarife\tBirim\tÜcret\nKonut\tm³\t4,21 TL\n"
                                  "Resmî daireler ve okullar\tm³\t117,35 TL";

static void columns_stand_below_each_other(void **state) {
    (void)state;
    struct desk *desk = desk_new(tariff);
    widget_with(desk, "Konut | m³ | 4,21 TL");
    int unit = text_with(desk, "Birim")->rect.x;
    assert_int_equal(text_with(desk, "m³")->rect.x, unit);
    const struct draw_command *low = text_with(desk, "4,21 TL");
    int low_end = low->rect.x + low->rect.w;
    const struct draw_command *high = text_with(desk, "117,35 TL");
    assert_int_equal(high->rect.x + high->rect.w, low_end); /* numbers are flush right */
    assert_int_equal(text_with(desk, "Birim")->style.face, FACE_HEADING);
    assert_true(text_with(desk, "Resmî daireler ve okullar")->rect.x == 0);
    desk_free(desk);
}

static void a_narrow_table_wraps_and_a_narrower_one_is_stacked(void **state) {
    (void)state;
    struct desk *desk = desk_new(tariff);
    int em = desk->metrics.reading;
    size_desk(desk, TEXT_SIZE_1, em * 16);
    page_go(desk->page, &desk->pen, &desk->scroll, (struct page_place){.above = true});
    assert_true(text_with(desk, "okullar")->rect.x == 0);
    assert_true(text_with(desk, "117,35 TL")->rect.x + 9 * em / 2 <= em * 16);
    widget_with(desk, "Resmî daireler ve okullar | m³ | 117,35 TL");
    size_desk(desk, TEXT_SIZE_1, em * 8);
    page_go(desk->page, &desk->pen, &desk->scroll, (struct page_place){.above = true});
    text_with(desk, "Tarife · Birim");
    text_with(desk, "Birim: m³");
    text_with(desk, "Ücret: 4,21 TL");
    widget_with(desk, "Konut | m³ | 4,21 TL");
    desk_free(desk);
}

/* Facts may fill the view and more. What was set below them must not be forgotten (a leak). */
static void a_page_may_begin_below_the_view(void **state) {
    (void)state;
    struct desk *desk = desk_new("Birinci paragraf.\nİkinci paragraf.");
    page_fit(desk->page, &desk->pen, WIDTH, 3 * VIEW, BELOW);
    page_go(desk->page, &desk->pen, &desk->scroll, (struct page_place){.above = true});
    draw(desk);
    size_t before = mallinfo2().uordblks;
    page_fit(desk->page, &desk->pen, WIDTH, 3 * VIEW, BELOW); /* nothing of it is set any more */
    assert_true(mallinfo2().uordblks < before);
    desk_free(desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_heights_are_right),
        cmocka_unit_test(nothing_seen_jumps_when_estimates_give_way),
        cmocka_unit_test(the_position_mark_goes_smoothly),
        cmocka_unit_test(both_ends_are_reached_by_fling_by_page_and_by_finger),
        cmocka_unit_test(paging_leaves_out_no_line),
        cmocka_unit_test(the_line_that_is_read_stays_at_every_size),
        cmocka_unit_test(the_beginning_stays_the_beginning),
        cmocka_unit_test(only_what_is_near_the_view_is_set),
        cmocka_unit_test(anything_can_be_set_at_any_width),
        cmocka_unit_test(a_page_may_begin_below_the_view),
        cmocka_unit_test(items_hang),
        cmocka_unit_test(columns_stand_below_each_other),
        cmocka_unit_test(a_narrow_table_wraps_and_a_narrower_one_is_stacked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
