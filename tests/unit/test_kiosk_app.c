/* Touches on the running kiosk, on a display that is none: what gestures do to it. */
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "kiosk/app.h"

struct stage {
    struct clock clock;
    struct fonts *fonts;
    struct window *window;
    struct app *app;
};

static struct stage *stage_open(bool touch_test) {
    struct stage *stage = calloc(1, sizeof *stage);
    struct err err;
    struct window_options options = {.headless = true, .width = 1920, .height = 1080, .title = "t"};
    assert_non_null(stage);
    clock_freeze(&stage->clock);
    assert_int_equal(fonts_open(MECLIS_DATA "/fonts", &stage->fonts, &err), ERR_OK);
    assert_int_equal(window_open(&options, stage->fonts, &stage->window, &err), ERR_OK);
    struct app_parts parts = {.state = "/nonexistent",
                              .clock = &stage->clock,
                              .fonts = stage->fonts,
                              .window = stage->window,
                              .panel = {.diagonal_in = 21.5, .distance_mm = 600},
                              .touch_test = touch_test};
    stage->app = app_new(&parts);
    app_present(stage->app);
    return stage;
}

static void stage_close(struct stage *stage) {
    app_free(stage->app);
    window_close(stage->window);
    fonts_close(stage->fonts);
    free(stage);
}

static void touch(struct stage *stage, enum touch_kind kind, int finger, int x, int y) {
    struct touch touch = {kind, finger, x, y, clock_mono(&stage->clock)};
    app_touch(stage->app, &touch);
    clock_advance(&stage->clock, 20000);
    app_step(stage->app);
    app_present(stage->app);
}

/* Spreads two fingers by half, or closes them. */
static void pinch(struct stage *stage, int from, int to) {
    touch(stage, TOUCH_DOWN, 1, 400 - from, 200);
    touch(stage, TOUCH_DOWN, 2, 400 + from, 200);
    for (int i = 1; i <= 5; i++) {
        touch(stage, TOUCH_MOVE, 1, 400 - from - (to - from) * i / 5, 200);
        touch(stage, TOUCH_MOVE, 2, 400 + from + (to - from) * i / 5, 200);
    }
    touch(stage, TOUCH_UP, 1, 400 - to, 200);
    touch(stage, TOUCH_UP, 2, 400 + to, 200);
    clock_advance(&stage->clock, 1000000);
}

static int height_of(const struct stage *stage, const char *label) {
    const struct widget *widget = frame_find(app_frame(stage->app), label);
    assert_non_null(widget);
    return widget->rect.h;
}

static void a_pinch_is_one_text_size(void **state) {
    (void)state;
    struct stage *stage = stage_open(false);
    const char *text = "Bu sırada meclis kararlarını yazı işlerinden öğrenebilirsiniz.";
    int heights[3] = {height_of(stage, text)};
    pinch(stage, 100, 140);
    heights[1] = height_of(stage, text);
    assert_true(heights[1] > heights[0]);
    pinch(stage, 100, 140);
    heights[2] = height_of(stage, text);
    assert_true(heights[2] > heights[1]);
    pinch(stage, 100, 180); /* there is no larger one */
    assert_int_equal(height_of(stage, text), heights[2]);
    pinch(stage, 140, 105);
    assert_int_equal(height_of(stage, text), heights[1]);
    pinch(stage, 200, 100);
    pinch(stage, 200, 100);
    assert_int_equal(height_of(stage, text), heights[0]);
    stage_close(stage);
}

static enum widget_state state_of(const struct stage *stage, const char *label) {
    const struct widget *widget = frame_find(app_frame(stage->app), label);
    assert_non_null(widget);
    return widget->state;
}

/* Puts the finger on the button that switches the language. */
static void press_language(struct stage *stage) {
    const struct widget *button = frame_find(app_frame(stage->app), "English");
    assert_non_null(button);
    struct rect r = button->rect;
    touch(stage, TOUCH_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
    assert_int_equal(state_of(stage, "English"), WIDGET_PRESSED);
}

static void what_is_cancelled_is_let_go(void **state) {
    (void)state;
    struct stage *stage = stage_open(false);
    press_language(stage);
    touch(stage, TOUCH_CANCEL, 0, 0, 0); /* the panel was unplugged */
    assert_int_equal(state_of(stage, "English"), WIDGET_NORMAL);
    press_language(stage);
    clock_advance(&stage->clock, 61000000); /* a finger that nobody lifts */
    app_step(stage->app);
    app_present(stage->app);
    assert_int_equal(state_of(stage, "English"), WIDGET_NORMAL);
    touch(stage, TOUCH_UP, 1, 0, 0);
    assert_true(frame_shows(app_frame(stage->app), "English"));
    stage_close(stage);
}

static void a_touch_test_left_alone_ends(void **state) {
    (void)state;
    struct stage *stage = stage_open(true);
    clock_advance(&stage->clock, 100000000);
    touch(stage, TOUCH_DOWN, 1, 192, 108);
    touch(stage, TOUCH_UP, 1, 192, 108);
    clock_advance(&stage->clock, 100000000);
    app_step(stage->app);
    assert_false(app_ended(stage->app));
    clock_advance(&stage->clock, 21000000);
    app_step(stage->app);
    assert_true(app_ended(stage->app));
    assert_int_equal(app_timeout_ms(stage->app), 0);
    stage_close(stage);
    stage = stage_open(false); /* nothing else ends by itself */
    clock_advance(&stage->clock, 1000000000);
    app_step(stage->app);
    assert_false(app_ended(stage->app));
    stage_close(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pinch_is_one_text_size),
        cmocka_unit_test(what_is_cancelled_is_let_go),
        cmocka_unit_test(a_touch_test_left_alone_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
