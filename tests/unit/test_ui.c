#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/mem.h"
#include "text/utf8.h"
#include "ui/flow.h"
#include "ui/frame.h"
#include "ui/gesture.h"
#include "ui/metrics.h"
#include "ui/scroll.h"
#include "ui/theme.h"

static int half_em(void *data, struct text_style style, const char *text, size_t bytes) {
    (void)data;
    char *copy = mem_slice(text, bytes);
    int width = (int)utf8_count(copy) * style.size / 2;
    free(copy);
    return width;
}

static const struct measure measure = {.width = half_em};

/* ---- sizes and colours ---- */

static void sizes_follow_the_viewing_distance(void **state) {
    (void)state;
    struct panel panel = {.diagonal_in = 21.5, .distance_mm = 600};
    struct metrics m = metrics_for(panel, 1920, 1080, TEXT_SIZE_1);
    /* capitals (0.668 em) of 3.66 and 7.32 mm, to the nearest pixel */
    assert_true(fabs(m.reading * 0.668 / m.per_mm - 0.0061 * 600) < 0.1);
    assert_true(fabs(m.large * 0.668 / m.per_mm - 0.0122 * 600) < 0.1);
    assert_true(fabs(m.target / m.per_mm - 20) < 0.2);
    assert_false(m.portrait);
    struct metrics turned = metrics_for(panel, 1080, 1920, TEXT_SIZE_1);
    assert_true(turned.portrait);
    assert_int_equal(turned.reading, m.reading);
    panel.distance_mm = 1200;
    assert_true(abs(metrics_for(panel, 1920, 1080, TEXT_SIZE_1).reading - 2 * m.reading) <= 1);
}

static void no_letter_outgrows_a_texture(void **state) {
    (void)state;
    struct panel tiny = {.diagonal_in = 3, .distance_mm = 5000};
    struct metrics m = metrics_for(tiny, 16384, 16384, TEXT_SIZE_1);
    assert_true(m.display >= m.reading && m.display * 3 / 2 <= 2048);
}

#define COLOUR(field) offsetof(struct theme, field)

/* Every pair that meets on the glass, and how far apart it must be: text 7, the rest 3. */
static const struct pair {
    const char *name;
    size_t ink, ground;
    double least;
} pairs[] = {
    {"text on paper", COLOUR(ink), COLOUR(paper), 7},
    {"quiet text on paper", COLOUR(quiet), COLOUR(paper), 7},
    {"numbers on paper", COLOUR(sea), COLOUR(paper), 7},
    {"text of a row under the finger", COLOUR(ink), COLOUR(pressed), 7},
    {"quiet text of a row under the finger", COLOUR(quiet), COLOUR(pressed), 7},
    {"number of a row under the finger", COLOUR(sea), COLOUR(pressed), 7},
    {"the text typed", COLOUR(ink), COLOUR(field), 7},
    {"the hint in the field", COLOUR(quiet), COLOUR(field), 7},
    {"a button or key", COLOUR(control), COLOUR(field), 7},
    {"a button under the finger", COLOUR(control), COLOUR(pressed), 7},
    {"a filled button, a key under the finger", COLOUR(on_sea), COLOUR(sea), 7},
    {"a filled button under the finger", COLOUR(on_sea), COLOUR(sea_pressed), 7},
    {"text on the rail", COLOUR(rail_ink), COLOUR(rail), 7},
    {"a button on the rail", COLOUR(rail_control), COLOUR(rail), 7},
    {"a button on the rail under the finger", COLOUR(rail_control), COLOUR(rail_pressed), 7},
    {"an outcome's mark", COLOUR(clay), COLOUR(paper), 3},
    {"an outcome's mark under the finger", COLOUR(clay), COLOUR(pressed), 3},
    {"the edge of a button", COLOUR(edge), COLOUR(paper), 3},
    {"the edge of a key on its bed", COLOUR(edge), COLOUR(bed), 3},
    {"the edge of a button, inside", COLOUR(edge), COLOUR(field), 3},
    {"the edge of a button on the rail", COLOUR(rail_edge), COLOUR(rail), 3},
    {"a filled button", COLOUR(sea), COLOUR(paper), 3},
    {"a key under the finger on its bed", COLOUR(sea), COLOUR(bed), 3},
    {"the caret", COLOUR(sea), COLOUR(field), 3},
    {"the position mark", COLOUR(quiet), COLOUR(paper), 3},
    {"the position mark on its track", COLOUR(quiet), COLOUR(hairline), 3},
};

static rgb colour_at(const struct theme *theme, size_t offset) {
    rgb colour;
    memcpy(&colour, (const char *)theme + offset, sizeof colour);
    return colour;
}

static double linear(unsigned byte) {
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(rgb c) {
    return 0.2126 * linear(c >> 16 & 255) + 0.7152 * linear(c >> 8 & 255) +
           0.0722 * linear(c & 255);
}

/* 1 to 21 (WCAG 2.2, relative luminance). */
static double contrast(rgb a, rgb b) {
    double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;
    return la > lb ? la / lb : lb / la;
}

static void every_pair_of_colours_can_be_read(void **state) {
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++)
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            rgb ink = colour_at(&themes[theme], pairs[i].ink);
            rgb ground = colour_at(&themes[theme], pairs[i].ground);
            if (contrast(ink, ground) < pairs[i].least)
                fail_msg("theme %d, %s: %06x on %06x is %.2f:1", theme, pairs[i].name, ink, ground,
                         contrast(ink, ground));
        }
    assert_true(fabs(contrast(0, 0xFFFFFF) - 21) < 0.01);
}

/* Whoever adds a colour adds what it meets. */
static void no_colour_is_left_out_of_the_pairs(void **state) {
    (void)state;
    for (size_t at = 0; at < sizeof(struct theme); at += sizeof(rgb)) {
        bool met = false;
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
            met = met || pairs[i].ink == at || pairs[i].ground == at;
        if (!met)
            fail_msg("the colour at %zu meets nothing", at);
    }
}

static void a_larger_text_size_leaves_the_frame_as_it_is(void **state) {
    (void)state;
    struct panel panel = {.diagonal_in = 21.5, .distance_mm = 600};
    struct metrics one = metrics_for(panel, 1920, 1080, TEXT_SIZE_1);
    struct metrics two = metrics_for(panel, 1920, 1080, TEXT_SIZE_2);
    assert_true(abs(two.reading - 2 * one.reading) <= 1);
    assert_true(fabs(two.reading * 0.668 / two.per_mm - 0.0122 * 600) < 0.1); /* EN 301 549 */
    assert_true(two.title > one.title && two.large > two.title - 1 && two.line > one.line);
    assert_int_equal(one.note, one.reading);
    assert_int_equal(two.note, one.note);
    assert_int_equal(two.control, one.control);
    assert_int_equal(two.unit, one.unit);
    assert_int_equal(two.target, one.target);
    assert_int_equal(two.margin, one.margin);
}

static void keys_shrink_with_the_panel_and_not_below_a_finger(void **state) {
    (void)state;
    struct panel small = {.diagonal_in = 7, .distance_mm = 400};
    struct metrics m = metrics_for(small, 800, 480, TEXT_SIZE_1);
    assert_true(fabs(m.key / m.per_mm - 11) < 0.2 && fabs(m.target / m.per_mm - 20) < 0.2);
    m = metrics_for((struct panel){21.5, 600}, 1080, 1920, TEXT_SIZE_1);
    assert_true(fabs(m.key / m.per_mm - 20) < 0.2);
    m = metrics_for((struct panel){21.5, 1500}, 1920, 1080,
                    TEXT_SIZE_1); /* letters outgrow 20 mm */
    assert_true(m.target >= m.control && m.key >= m.control);
}

/* ---- the frame ---- */

static void labels_are_found_as_people_name_them(void **state) {
    (void)state;
    struct frame *frame = frame_new();
    frame_begin(frame, 800, 600, 0, 0, 0);
    const char *labels[] = {"2550",
                            "255’in eki",
                            "Karar ara",
                            "Kararlar",
                            "255",
                            "Dünya Yerel Yönetimler ve Şehirler",
                            "Dünyaçapında bir"};
    for (int i = 0; i < 7; i++)
        frame_widget(frame, ROLE_TEXT, labels[i], (struct rect){0, i * 20, 100, 20}, 0, 0);
    assert_string_equal(frame_find(frame, "255")->label, "255");
    assert_string_equal(frame_find(frame, "Karar")->label, "Karar ara");
    assert_string_equal(frame_find(frame, "Dünya")->label, labels[5]);
    assert_string_equal(frame_find(frame, "Dünya Yerel")->label, labels[5]);
    assert_null(frame_find(frame, "Dün"));
    assert_null(frame_find(frame, "25"));
    assert_null(frame_find(frame, ""));
    assert_true(frame_shows(frame, "Yerel Yön"));
    assert_false(frame_shows(frame, "yerel"));
    frame_free(frame);
}

static void only_what_is_visible_is_in_the_tree(void **state) {
    (void)state;
    struct frame *frame = frame_new();
    frame_begin(frame, 800, 600, 0, 0, 0);
    frame_layer(frame, (struct rect){0, 100, 400, 200}, 0);
    frame_widget(frame, ROLE_TEXT, "above", (struct rect){0, 0, 400, 100}, 1, 0);
    assert_null(frame_find(frame, "above"));
    frame_widget(frame, ROLE_ROW, "half", (struct rect){-50, 250, 500, 100}, 1, 7);
    const struct widget *half = frame_find(frame, "half");
    assert_int_equal(half->rect.x, 0);
    assert_int_equal(half->rect.w, 400);
    assert_int_equal(half->rect.h, 50);
    frame_layer(frame, (struct rect){0, 300, 800, 300}, 0);
    frame_widget(frame, ROLE_TEXT, "under", (struct rect){0, 290, 100, 20}, 0, 0);
    assert_int_equal(frame_hit(frame, 10, 260)->argument, 7); /* text is no target */
    assert_null(frame_hit(frame, 10, 310));
    frame_free(frame);
}

static void kept_strings_outlive_growth(void **state) {
    (void)state;
    struct frame *frame = frame_new();
    for (int round = 0; round < 3; round++) {
        const char *kept[3000];
        char text[16];
        frame_begin(frame, 10, 10, 0, 0, 0);
        for (int i = 0; i < 3000; i++) {
            snprintf(text, sizeof text, "text %d", i);
            kept[i] = frame_keep(frame, text);
        }
        for (int i = 0; i < 3000; i++) {
            snprintf(text, sizeof text, "text %d", i);
            assert_string_equal(kept[i], text);
        }
    }
    frame_free(frame);
}

/* ---- set text ---- */

static void a_shortened_text_says_so_and_keeps_its_label(void **state) {
    (void)state;
    struct text_style style = {.size = 20};
    const char *text = "bir iki üç dört, beş altı yedi sekiz";
    struct flow flow = flow_make(&measure, style, 30, text, 110, 2, HYPHENS_NONE);
    assert_int_equal(flow.count, 2);
    assert_string_equal(flow.label, text);
    const struct text_line *last = &flow.lines[1];
    assert_true(last->width <= 110);
    assert_memory_equal(flow.text + last->start, "dört, beş…", last->bytes);
    flow_clear(&flow);
    flow = flow_make(&measure, style, 30, "bir iki", 110, 2, HYPHENS_NONE);
    assert_null(flow.label);
    assert_int_equal(flow_height(&flow), 30);
    flow_clear(&flow);
    flow = flow_make(&measure, style, 30, "yolu ve belediyesinin ve", 110, 1, HYPHENS_TURKISH);
    assert_memory_equal(flow.text, "yolu ve…", flow.lines[0].bytes); /* not be… */
    assert_false(flow.lines[0].hyphen);
    flow_clear(&flow);
    flow = flow_make(&measure, style, 30, "", 110, 0, HYPHENS_NONE);
    assert_int_equal(flow.count, 0);
    flow_clear(&flow);
    flow =
        flow_make(&measure, style, 30, "kkkkkkkkkkkkkkkkğ\u0323ğ\u0323kkkkk", 90, 2, HYPHENS_NONE);
    assert_true(flow.lines[1].width <= 90); /* where there is no word to take away */
    assert_memory_equal(flow.text + flow.lines[1].start, "kkkkkkk", 7);
    flow_clear(&flow);
}

static int counting(void *data, struct text_style style, const char *text, size_t bytes) {
    *(size_t *)data += bytes;
    return half_em(NULL, style, text, bytes);
}

static void what_cannot_be_seen_is_not_measured(void **state) {
    (void)state;
    size_t measured = 0, bytes = 1 << 20;
    struct measure counts = {.width = counting, .data = &measured};
    char *text = mem_zero(bytes + 1, 1);
    memset(text, 'k', bytes);
    for (size_t i = 9; i < bytes; i += 10)
        text[i] = ' ';
    struct flow flow =
        flow_make(&counts, (struct text_style){.size = 20}, 30, text, 400, 2, HYPHENS_TURKISH);
    assert_int_equal(flow.count, 2);
    assert_string_equal(flow.label, text);
    assert_true(measured < 65536);
    flow_clear(&flow);
    memset(text, 'i', bytes); /* all that is looked at has no room, and yet more follows */
    for (size_t i = 0; i + 1 < bytes; i += 2)
        memcpy(text + i, "\u0323", 2);
    flow = flow_make(&counts, (struct text_style){.size = 0}, 30, text, 400, 2, HYPHENS_NONE);
    assert_int_equal(flow.count, 1);
    assert_memory_equal(flow.text + flow.lines[0].bytes - 3, "…", 3);
    flow_clear(&flow);
    free(text);
}

/* ---- fingers ---- */

static struct gesture_event feed(struct gesture *g, enum touch_kind kind, int64_t finger, int x,
                                 int y, int ms) {
    struct touch touch = {kind, finger, x, y, (int64_t)ms * 1000};
    return gesture_feed(g, &touch);
}

static void a_shaking_finger_still_taps(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    assert_int_equal(feed(&g, TOUCH_DOWN, 1, 100, 100, 0).kind, GESTURE_PRESS);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 107, 95, 20).kind, GESTURE_NONE);
    struct gesture_event tap = feed(&g, TOUCH_UP, 1, 105, 97, 60);
    assert_int_equal(tap.kind, GESTURE_TAP);
    assert_int_equal(tap.x, 100); /* where it was put down */
    assert_int_equal(tap.y, 100);
}

static void a_drag_is_followed_and_flung(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    feed(&g, TOUCH_DOWN, 1, 100, 500, 0);
    int travelled = 0;
    for (int i = 1; i <= 10; i++)
        travelled += feed(&g, TOUCH_MOVE, 1, 100, 500 - 20 * i, 10 * i).dy;
    assert_int_equal(travelled, -200);
    struct gesture_event fling = feed(&g, TOUCH_UP, 1, 100, 300, 105);
    assert_int_equal(fling.kind, GESTURE_FLING);
    assert_true(fabs(fling.velocity + 2000) < 50);
}

static void a_finger_that_rests_before_lifting_does_not_fling(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    feed(&g, TOUCH_DOWN, 1, 100, 500, 0);
    for (int i = 1; i <= 10; i++)
        feed(&g, TOUCH_MOVE, 1, 100, 500 - 20 * i, 10 * i);
    assert_true(feed(&g, TOUCH_UP, 1, 100, 300, 400).velocity == 0);
}

static void a_second_finger_is_ignored(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    feed(&g, TOUCH_DOWN, -1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_DOWN, 2, 300, 300, 10).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_MOVE, 2, 300, 500, 20).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 2, 300, 500, 30).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, -1, 100, 100, 40).kind, GESTURE_TAP);
    assert_int_equal(feed(&g, TOUCH_UP, -1, 100, 100, 50).kind, GESTURE_NONE);
}

static void a_panel_that_goes_takes_its_touch_along(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_CANCEL, 0, 0, 0, 10).kind, GESTURE_CANCEL);
    assert_int_equal(feed(&g, TOUCH_DOWN, 5, 100, 100, 20).kind, GESTURE_PRESS);
}

/* ---- scrolling ---- */

static double settle(struct scroll *scroll) {
    int steps = 0;
    while (scroll_moving(scroll) && steps++ < 1000)
        scroll_step(scroll, 1 / 60.0);
    assert_true(steps < 1000);
    return scroll->offset;
}

static void a_fling_glides_and_stops(void **state) {
    (void)state;
    struct scroll scroll = {0};
    scroll_resize(&scroll, 100000, 1000);
    scroll_hold(&scroll);
    scroll_fling(&scroll, -3000);
    double way = settle(&scroll);
    assert_true(way > 900 && way < 1001); /* v / friction, less the last slow bit */
    assert_true(way == floor(way));
}

static void nothing_is_lost_beyond_the_ends(void **state) {
    (void)state;
    struct scroll scroll = {0};
    scroll_resize(&scroll, 5000, 1000);
    scroll_hold(&scroll);
    for (int i = 0; i < 50; i++)
        scroll_drag(&scroll, 40);
    assert_true(scroll.offset < 0 && scroll.offset >= -120);
    scroll_fling(&scroll, 0);
    assert_true(settle(&scroll) == 0);
    scroll_fling(&scroll, -9000);
    for (int i = 0; i < 300; i++) {
        scroll_step(&scroll, 1 / 60.0);
        assert_true(scroll.offset < 4000 + 200);
    }
    assert_true(settle(&scroll) <= 4000);
}

static void paging_shows_every_line(void **state) {
    (void)state;
    struct scroll scroll = {0};
    scroll_resize(&scroll, 2500, 1000);
    scroll_page(&scroll, 1, 100);
    assert_true(settle(&scroll) == 900);
    scroll_page(&scroll, 1, 100);
    scroll_page(&scroll, 1, 100); /* quicker than the movement */
    assert_true(settle(&scroll) == 1500);
    scroll_page(&scroll, -1, 100);
    assert_true(settle(&scroll) == 600);
    scroll_page(&scroll, 1, 250); /* rows so high: none may be seen in halves only */
    assert_true(settle(&scroll) == 1350);
    scroll_page(&scroll, -1, 900); /* higher than half a view: it still moves on */
    assert_true(settle(&scroll) == 850);
    scroll_resize(&scroll, 800, 1000); /* shorter than the view now */
    assert_true(scroll.offset == 0);
    scroll_page(&scroll, 1, 100);
    assert_true(settle(&scroll) == 0);
}

/* ---- icons ---- */

static int covered(enum icon icon, double amount, int left, int top, int right, int bottom) {
    uint8_t mask[64 * 64];
    int sum = 0;
    icon_render(icon, 64, amount, mask);
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
            sum += mask[y * 64 + x] > 127;
    return sum;
}

/* What is inset by more than its corner would be drawn beyond its own rectangle. */
static void no_corner_turns_inside_out(void **state) {
    (void)state;
    struct frame *frame = frame_new();
    size_t count;
    frame_begin(frame, 64, 64, 0, 0, 0);
    frame_round(frame, (struct rect){9, 9, 30, 20}, -1, 0);
    assert_int_equal(frame_commands(frame, &count)->radius, 0);
    frame_free(frame);
}

static void icons_differ_in_shape(void **state) {
    (void)state;
    for (int a = ICON_TICK; a <= ICON_DISC; a++)
        for (int b = ICON_TICK; b < a; b++) {
            uint8_t one[64 * 64], other[64 * 64];
            icon_render((enum icon)a, 64, 0.75, one);
            icon_render((enum icon)b, 64, 0.75, other);
            int differing = 0;
            for (int i = 0; i < 64 * 64; i++)
                differing += abs(one[i] - other[i]) > 127;
            assert_true(differing > 60);
        }
}

static void the_pie_is_filled_by_its_share(void **state) {
    (void)state;
    double whole = covered(ICON_PIE, 1, 0, 0, 64, 64), none = covered(ICON_PIE, 0, 0, 0, 64, 64);
    for (int i = 1; i < 8; i++) {
        double part = covered(ICON_PIE, i / 8.0, 0, 0, 64, 64);
        assert_true(fabs((part - none) / (whole - none) - i / 8.0) < 0.06);
    }
    /* a quarter stands at the upper right */
    assert_true(covered(ICON_PIE, 0.25, 34, 16, 46, 30) > 100);
    assert_int_equal(covered(ICON_PIE, 0.25, 16, 16, 30, 48), 0);
}

/* A hyphen is drawn that neither the text nor its label has; marks are composed for drawing. */
static void a_divided_word_is_drawn_with_its_hyphen(void **state) {
    (void)state;
    struct text_style style = {.size = 20};
    struct frame *frame = frame_new();
    const char *text = "yolu belediyesinin dag\u0306ı";
    struct flow flow = flow_make(&measure, style, 30, text, 110, 0, HYPHENS_TURKISH);
    assert_int_equal(flow.count, 3);
    assert_true(flow.lines[0].hyphen && !flow.lines[1].hyphen && !flow.lines[2].hyphen);
    assert_string_equal(flow.text, "yolu belediyesinin dağı");
    frame_begin(frame, 800, 480, 0, 0, 0);
    flow_draw(&flow, frame, ROLE_TEXT, 0, 5, 7);
    size_t count, hyphens = 0;
    const struct draw_command *commands = frame_commands(frame, &count);
    for (size_t i = 0; i < count; i++)
        if (commands[i].bytes == 1 && *commands[i].text == '-') {
            hyphens++;
            assert_int_equal(commands[i].rect.x + commands[i].rect.w, 5 + flow.lines[0].width);
            assert_int_equal(commands[i].rect.y, commands[i - 1].rect.y);
        }
    assert_int_equal(hyphens, 1);
    assert_non_null(frame_find(frame, "yolu belediyesinin dağı"));
    flow_clear(&flow);
    frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_the_viewing_distance),
        cmocka_unit_test(no_letter_outgrows_a_texture),
        cmocka_unit_test(a_larger_text_size_leaves_the_frame_as_it_is),
        cmocka_unit_test(keys_shrink_with_the_panel_and_not_below_a_finger),
        cmocka_unit_test(every_pair_of_colours_can_be_read),
        cmocka_unit_test(no_colour_is_left_out_of_the_pairs),
        cmocka_unit_test(labels_are_found_as_people_name_them),
        cmocka_unit_test(only_what_is_visible_is_in_the_tree),
        cmocka_unit_test(kept_strings_outlive_growth),
        cmocka_unit_test(a_shortened_text_says_so_and_keeps_its_label),
        cmocka_unit_test(what_cannot_be_seen_is_not_measured),
        cmocka_unit_test(a_divided_word_is_drawn_with_its_hyphen),
        cmocka_unit_test(a_shaking_finger_still_taps),
        cmocka_unit_test(a_drag_is_followed_and_flung),
        cmocka_unit_test(a_finger_that_rests_before_lifting_does_not_fling),
        cmocka_unit_test(a_second_finger_is_ignored),
        cmocka_unit_test(a_panel_that_goes_takes_its_touch_along),
        cmocka_unit_test(a_fling_glides_and_stops),
        cmocka_unit_test(nothing_is_lost_beyond_the_ends),
        cmocka_unit_test(paging_shows_every_line),
        cmocka_unit_test(no_corner_turns_inside_out),
        cmocka_unit_test(icons_differ_in_shape),
        cmocka_unit_test(the_pie_is_filled_by_its_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
