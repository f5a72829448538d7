#include "screens/touch_test.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/flow.h"
#include "ui/touch_fit.h"

#define CROSS_MM 12
#define MEASURE_EM 24 /* width of the text between the crosses */

struct touch_test {
    struct screen screen;
    int touched; /* how many crosses have been */
    struct touch_point touches[TOUCH_CROSSES];
    struct touch_fit fit; /* once all have been */
};

static bool all_touched(const struct touch_test *test) {
    return test->touched == TOUCH_CROSSES;
}

/* "1,4 mm" */
static void add_mm(enum language language, double mm, struct buf *out) {
    int tenths = (int)lround(mm * 10);
    buf_format(out, "%d%s%d mm", tenths / 10, language == LANGUAGE_TURKISH ? "," : ".",
               tenths % 10);
}

static void add_verdict(const struct touch_test *test, enum language language, struct buf *out) {
    static const enum word verdicts[] = {
        [TOUCH_STRAIGHT] = WORD_TOUCH_STRAIGHT, [TOUCH_SHIFTED] = WORD_TOUCH_SHIFTED,
        [TOUCH_TURNED] = WORD_TOUCH_TURNED,     [TOUCH_MIRRORED] = WORD_TOUCH_MIRRORED,
        [TOUCH_UNCLEAR] = WORD_TOUCH_UNCLEAR,
    };
    buf_text(out, word(language, verdicts[test->fit.verdict]));
    if (test->fit.verdict == TOUCH_TURNED)
        buf_format(out, " %d°.", test->fit.turn);
}

/* "Ortalama sapma 1,4 mm, en çok 2,0 mm." */
static void add_figures(const struct touch_test *test, enum language language, struct buf *out) {
    buf_format(out, "%s ", word(language, WORD_TOUCH_MEAN));
    add_mm(language, test->fit.mean_mm, out);
    buf_format(out, ", %s ", word(language, WORD_TOUCH_WORST));
    add_mm(language, test->fit.worst_mm, out);
    buf_text(out, ".");
}

/* One paragraph with centred lines; the height it took. */
static int draw_text(const struct screen_context *context, int y, struct text_style style,
                     rgb color, const char *text) {
    const struct metrics *m = context->pen.metrics;
    int width = int_min(m->width * 7 / 10, MEASURE_EM * style.size);
    struct flow flow = flow_make(context->pen.measure, style, metrics_pitch(m, style.size), text,
                                 width, 0, HYPHENS_NONE);
    const char *kept = frame_keep(context->pen.frame, flow.text);
    int height = flow_height(&flow), x = (m->width - width) / 2;
    for (size_t i = 0; i < flow.count; i++)
        frame_text(context->pen.frame, style, color, (m->width - flow.lines[i].width) / 2,
                   y + (int)i * flow.pitch, flow.lines[i].width, kept + flow.lines[i].start,
                   flow.lines[i].bytes);
    frame_widget(context->pen.frame, ROLE_TEXT, kept, (struct rect){x, y, width, height}, 0, 0);
    flow_clear(&flow);
    return height;
}

/* The cross, and its number as what a script taps. */
static void draw_cross(const struct screen_context *context, int i, rgb color) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct touch_point at = touch_cross(i, m->width, m->height);
    int half = (int)(CROSS_MM * m->per_mm / 2), thick = m->hairline;
    struct buf label = {0};
    buf_format(&label, "%d/%d", i + 1, TOUCH_CROSSES);
    frame_fill(pen->frame, (struct rect){at.x - half, at.y - thick, 2 * half, 2 * thick}, color);
    frame_fill(pen->frame, (struct rect){at.x - thick, at.y - half, 2 * thick, 2 * half}, color);
    frame_widget(pen->frame, ROLE_TEXT, frame_keep(pen->frame, buf_string(&label)),
                 (struct rect){at.x - half, at.y - half, 2 * half, 2 * half}, 0, 0);
    buf_free(&label);
}

static void draw_task(const struct touch_test *test, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int y = m->height * 2 / 10;
    y += draw_text(context, y, style_of(FACE_HEADING, m->title), pen->theme->ink,
                   word(LANGUAGE_TURKISH, WORD_TOUCH_TASK));
    draw_text(context, y, style_of(FACE_TEXT, m->reading), pen->theme->quiet,
              word(LANGUAGE_ENGLISH, WORD_TOUCH_TASK));
    for (int i = 0; i < test->touched; i++)
        draw_cross(context, i, pen->theme->hairline);
    draw_cross(context, test->touched, pen->theme->ink);
}

/* Where the finger came down, and what the cross was missed by. */
static void draw_offset(const struct touch_test *test, const struct screen_context *context,
                        int i) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct text_style style = style_of(FACE_TEXT, m->reading);
    struct touch_point at = touch_cross(i, m->width, m->height), touch = test->touches[i];
    struct buf text = {0};
    add_mm(LANGUAGE_TURKISH, test->fit.off_mm[i], &text);
    int width = measure_text(pen->measure, style, buf_string(&text)), dot = m->hairline * 3;
    frame_round(pen->frame, (struct rect){touch.x - dot, touch.y - dot, 2 * dot, 2 * dot}, dot,
                pen->theme->clay);
    frame_label(pen->frame, pen->measure, ROLE_TEXT, style, pen->theme->quiet,
                int_max(0, int_min(at.x - width / 2, m->width - width)),
                at.y + (int)(CROSS_MM * m->per_mm / 2), frame_keep(pen->frame, buf_string(&text)));
    buf_free(&text);
}

static int draw_result_in(const struct touch_test *test, const struct screen_context *context,
                          enum language language, int y, int size) {
    const struct theme *t = context->pen.theme;
    rgb color = language == LANGUAGE_TURKISH ? t->ink : t->quiet;
    struct buf text = {0};
    add_verdict(test, language, &text);
    y += draw_text(context, y, style_of(FACE_HEADING, size), color, buf_string(&text));
    buf_clear(&text);
    add_figures(test, language, &text);
    y += draw_text(context, y, style_of(FACE_TEXT, size), color, buf_string(&text));
    buf_free(&text);
    return y + context->pen.metrics->line / 2;
}

static void draw_result(const struct touch_test *test, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    const char *end = word(context->language, WORD_TOUCH_END);
    int y = m->height * 2 / 10, width = button_width(pen, end), lowest = m->height - m->target;
    for (int i = 0; i < TOUCH_CROSSES; i++)
        draw_cross(context, i, pen->theme->hairline);
    for (int i = 0; i < TOUCH_CROSSES; i++)
        draw_offset(test, context, i);
    y = draw_result_in(test, context, LANGUAGE_TURKISH, y, m->title);
    y = draw_result_in(test, context, LANGUAGE_ENGLISH, y, m->reading);
    y = int_min(lowest, int_max(y, m->height * 7 / 10 - m->target / 2));
    button_draw(pen, (struct rect){(m->width - width) / 2, y, width, m->target},
                look_filled(pen->theme), -1, end, ACTION_END, 0);
}

static void touch_test_draw(struct screen *screen, const struct screen_context *context) {
    struct touch_test *test = (struct touch_test *)screen;
    if (all_touched(test))
        draw_result(test, context);
    else
        draw_task(test, context);
}

static void touch_test_tap(struct screen *screen, const struct screen_context *context, int x,
                           int y) {
    struct touch_test *test = (struct touch_test *)screen;
    const struct metrics *m = context->pen.metrics;
    if (all_touched(test))
        return;
    test->touches[test->touched++] = (struct touch_point){x, y};
    if (all_touched(test))
        test->fit = touch_fit(test->touches, m->width, m->height, m->per_mm);
}

/* In another window the crosses stand elsewhere: from the beginning. */
static void touch_test_renew(struct screen *screen, const struct screen_context *context) {
    (void)context;
    ((struct touch_test *)screen)->touched = 0;
}

static void touch_test_leave(struct screen *screen) {
    free((struct touch_test *)screen);
}

static const struct screen_kind kind = {
    .draw = touch_test_draw,
    .tap = touch_test_tap,
    .renew = touch_test_renew,
    .leave = touch_test_leave,
};

struct screen *touch_test_enter(const struct screen_context *context) {
    (void)context;
    struct touch_test *test = mem_zero(1, sizeof *test);
    test->screen.kind = &kind;
    return &test->screen;
}
