#include "screens/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define SUBJECT_LINES 2

enum icon outcome_icon(enum outcome outcome) {
    static const enum icon icons[OUTCOME_COUNT] = {
        [OUTCOME_UNKNOWN] = ICON_DASHED,   [OUTCOME_UNANIMOUS] = ICON_TICK,
        [OUTCOME_MAJORITY] = ICON_PIE,     [OUTCOME_REJECTED] = ICON_CROSS,
        [OUTCOME_REFERRED] = ICON_ARROW,   [OUTCOME_RETURNED] = ICON_RETURN,
        [OUTCOME_WITHDRAWN] = ICON_RETURN, [OUTCOME_ELECTED] = ICON_PERSON,
        [OUTCOME_OTHER] = ICON_DOTS,
    };
    return icons[outcome];
}

rgb outcome_color(const struct theme *theme, enum outcome outcome) {
    if (outcome == OUTCOME_UNANIMOUS || outcome == OUTCOME_ELECTED)
        return theme->sea;
    return outcome == OUTCOME_MAJORITY || outcome == OUTCOME_REJECTED ? theme->clay : theme->quiet;
}

double outcome_share(int votes_for, int votes_against) {
    if (votes_for <= 0 || votes_against < 0)
        return 0.75;
    return (double)votes_for / (votes_for + votes_against);
}

/* Where the parts of a row stand, from the content's left edge. */
struct row_places {
    int number_width, text_x, text_width, outcome_width, gap;
};

static struct row_places places(const struct chrome *chrome, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct row_places p = {.gap = m->line};
    p.number_width = measure_text(pen->measure, style_tabular(FACE_HEADING, m->large), "0000");
    int icon = m->title + m->reading / 2;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        p.outcome_width =
            int_max(p.outcome_width,
                    icon + measure_text(pen->measure, style_of(FACE_TEXT, m->reading),
                                        outcome_short(context->language, (enum outcome)i)));
    p.text_x = p.number_width + p.gap;
    p.text_width = chrome->content.w - p.text_x - (chrome->bar ? 0 : p.outcome_width + p.gap);
    return p;
}

int row_height(const struct metrics *metrics) {
    return SUBJECT_LINES * metrics_pitch(metrics, metrics->title) + metrics->line +
           2 * metrics->line * 2 / 3;
}

struct row row_make(struct decision_row *record, const struct chrome *chrome,
                    const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct row_places p = places(chrome, context);
    struct row row = {.id = record->id,
                      .outcome = record->outcome,
                      .share = outcome_share(record->votes_for, record->votes_against),
                      .text_x = p.text_x,
                      .outcome_x = chrome->content.w - p.outcome_width};
    snprintf(row.name, sizeof row.name, "%d/%d", record->year, record->number);
    snprintf(row.number, sizeof row.number, "%d", record->number);
    row.subject =
        flow_make(context->pen.measure, style_of(FACE_TEXT, m->title), metrics_pitch(m, m->title),
                  record->subject, p.text_width, SUBJECT_LINES, HYPHENS_TURKISH);
    struct buf detail = {0};
    buf_text(&detail, record->department);
    if (*record->districts)
        buf_format(&detail, "%s%s", detail.len ? " · " : "", record->districts);
    int width = p.text_width - (chrome->bar ? p.outcome_width + p.gap : 0);
    row.detail = flow_make(context->pen.measure, style_of(FACE_TEXT, m->reading),
                           m->reading * 13 / 10, buf_string(&detail), width, 1, HYPHENS_NONE);
    buf_free(&detail);
    catalogue_rows_clear(record, 1);
    return row;
}

void row_clear(struct row *row) {
    if (!row)
        return;
    flow_clear(&row->subject);
    flow_clear(&row->detail);
    *row = (struct row){0};
}

static void draw_outcome(const struct row *row, const struct screen_context *context, int x,
                         int line_top) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int side = m->title;
    frame_icon(pen->frame, outcome_icon(row->outcome),
               (struct rect){x, line_top + (m->reading * 13 / 10 - side) / 2, side, side},
               outcome_color(pen->theme, row->outcome), row->share);
    frame_label(pen->frame, pen->measure, ROLE_TEXT, style_of(FACE_TEXT, m->reading),
                pen->theme->ink, x + side + m->reading / 2, line_top,
                outcome_short(context->language, row->outcome));
}

/* The number hangs on the first subject line's baseline, in the type that its digits leave room
 * for. */
static void draw_number(const struct row *row, const struct screen_context *context, int x, int y) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int size = strlen(row->number) > 4 ? m->title : m->large;
    int ascent = (metrics_pitch(m, m->title) - m->title * 13 / 10) / 2 + m->title * 98 / 100;
    frame_label(pen->frame, pen->measure, ROLE_TEXT, style_tabular(FACE_HEADING, size),
                pen->theme->sea, x, y + ascent - size * 98 / 100, row->number);
}

void row_draw(const struct row *row, const struct chrome *chrome,
              const struct screen_context *context, int y) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int height = row_height(m), x = chrome->content.x, top = y + m->line * 2 / 3;
    struct rect ground = {x - m->line / 2, y, chrome->content.w + m->line / 2, height};
    if (frame_is_pressed(pen->frame, ACTION_OPEN, row->id))
        frame_fill(pen->frame, ground, pen->theme->pressed);
    frame_widget(pen->frame, ROLE_ROW, row->name, ground, ACTION_OPEN, row->id);
    draw_number(row, context, x, top);
    flow_draw(&row->subject, pen->frame, ROLE_TEXT, pen->theme->ink, x + row->text_x, top);
    int detail_top = top + SUBJECT_LINES * row->subject.pitch + m->line / 6;
    flow_draw(&row->detail, pen->frame, ROLE_TEXT, pen->theme->quiet, x + row->text_x, detail_top);
    draw_outcome(row, context, x + row->outcome_x,
                 chrome->bar ? detail_top : top + (row->subject.pitch - m->reading * 13 / 10) / 2);
    frame_fill(pen->frame,
               (struct rect){x, y + height - m->hairline, chrome->content.w, m->hairline},
               pen->theme->hairline);
}
