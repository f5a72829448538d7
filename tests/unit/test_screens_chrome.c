#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/mem.h"
#include "screens/chrome.h"
#include "screens/row.h"
#include "text/utf8.h"

/* Letters half an em wide, and a count of how often that was asked. */
static int half_em(void *data, struct text_style style, const char *text, size_t bytes) {
    char *copy = mem_slice(text, bytes);
    int width = (int)utf8_count(copy) * style.size / 2;
    free(copy);
    ++*(int *)data;
    return width;
}

/* A window of its own with nothing to list. */
struct stage {
    int asked;
    struct clock clock;
    struct metrics metrics;
    struct measure measure;
    struct screen_context context;
};

static void set_stage(struct stage *stage, int width, int height, double diagonal) {
    struct err err;
    memset(stage, 0, sizeof *stage);
    setenv("MECLIS_CLOCK", "2015-07-23T07:42:00Z", 1);
    assert_int_equal(clock_init(&stage->clock, &err), ERR_OK);
    clock_freeze(&stage->clock);
    stage->metrics = metrics_for((struct panel){diagonal, 600}, width, height, TEXT_SIZE_1);
    stage->measure = (struct measure){.width = half_em, .data = &stage->asked};
    stage->context = (struct screen_context){.clock = &stage->clock,
                                             .pen = {.frame = frame_new(),
                                                     .metrics = &stage->metrics,
                                                     .theme = &themes[THEME_DAY],
                                                     .measure = &stage->measure}};
}

static int asked_by_a_frame(struct stage *stage, struct chrome *chrome) {
    struct frame *frame = stage->context.pen.frame;
    stage->asked = 0;
    frame_begin(frame, stage->metrics.width, stage->metrics.height, 0, 0, 0);
    chrome_draw_home(chrome, &stage->context, &(struct scroll){.extent = 2, .view = 1});
    return stage->asked;
}

static void words_of_the_rail_are_set_once_a_minute(void **state) {
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}, {480, 800}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct stage stage;
        set_stage(&stage, sizes[i][0], sizes[i][1], i < 2 ? 21.5 : 7);
        struct chrome chrome = chrome_for(&stage.context);
        int first = asked_by_a_frame(&stage, &chrome), second = asked_by_a_frame(&stage, &chrome);
        assert_true(first > second);
        assert_true(second <=
                    12); /* no more than the buttons' labels and the clock's first digit */
        assert_true(frame_shows(stage.context.pen.frame, "10.42"));
        clock_advance(&stage.clock, 60000000);
        assert_true(asked_by_a_frame(&stage, &chrome) > second);
        assert_true(frame_shows(stage.context.pen.frame, "10.43"));
        chrome_clear(&chrome);
        frame_free(stage.context.pen.frame);
    }
}

static void a_row_knows_its_place_without_measuring_the_outcomes(void **state) {
    (void)state;
    struct stage stage;
    set_stage(&stage, 1920, 1080, 21.5);
    struct chrome chrome = chrome_for(&stage.context);
    struct row_places places = row_places_for(&chrome, &stage.context);
    struct decision_row record = {.id = 1,
                                  .year = 2015,
                                  .number = 255,
                                  .outcome = OUTCOME_REJECTED,
                                  .subject = mem_string("Konu"),
                                  .department = mem_string("Birim"),
                                  .districts = mem_string("")};
    stage.asked = 0;
    struct row row = row_make(&record, &places, &stage.context);
    int asked = stage.asked;
    row_places_for(&chrome, &stage.context);
    assert_true(stage.asked - asked > OUTCOME_COUNT); /* every outcome is asked for there, */
    assert_true(asked < 2 * OUTCOME_COUNT);           /* and only its own words by a row */
    int end = row.outcome_x + stage.metrics.title + stage.metrics.reading / 2 +
              3 * (stage.metrics.reading / 2); /* "Ret" ends where the row does */
    assert_true(abs(end - chrome.content.w) <= 3);
    assert_int_equal(places.number_base, places.outcome_base); /* one line of type */
    row_clear(&row);
    chrome_clear(&chrome);
    frame_free(stage.context.pen.frame);
}

static void a_small_panel_keeps_its_targets_and_loses_its_words(void **state) {
    (void)state;
    struct stage stage;
    set_stage(&stage, 800, 480, 21.5);
    assert_false(chrome_for(&stage.context).slim);
    frame_free(stage.context.pen.frame);
    set_stage(&stage, 800, 480, 7);
    struct chrome chrome = chrome_for(&stage.context), inner = chrome_inner_for(&stage.context);
    assert_true(chrome.slim && !chrome.bar);
    assert_true(chrome.rail.w >= stage.metrics.target);
    assert_true(chrome.header.h > 0 && inner.header.h == 0 && inner.page.y == 0);
    frame_free(stage.context.pen.frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_the_rail_are_set_once_a_minute),
        cmocka_unit_test(a_row_knows_its_place_without_measuring_the_outcomes),
        cmocka_unit_test(a_small_panel_keeps_its_targets_and_loses_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
