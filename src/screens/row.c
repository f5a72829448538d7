#include "screens/row.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

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

/* A line of type: from the top of its letters' box to the baseline, and the whole box. */
static int ascent(int size) {
    return size * 98 / 100;
}

static int box(int size) {
    return size * 13 / 10;
}

static int outcome_width(const struct screen_context *context, enum outcome outcome) {
    const struct metrics *m = context->pen.metrics;
    return m->title + m->reading / 2 +
           measure_text(context->pen.measure, style_of(FACE_TEXT, m->reading),
                        outcome_short(context->language, outcome));
}

static int widest_outcome(const struct screen_context *context) {
    int widest = 0;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        widest = int_max(widest, outcome_width(context, (enum outcome)i));
    return widest;
}

static int number_width(const struct screen_context *context, int size) {
    return measure_text(context->pen.measure, style_tabular(FACE_HEADING, size), "0000");
}

/* A single target with number and subject, whose type does not grow: it has the keyboard below it.
 */
static void place_terse(struct row_places *p, const struct screen_context *context, int width) {
    const struct metrics *m = context->pen.metrics;
    p->terse = true;
    p->height = m->target;
    p->number_size = m->name;
    p->subject_size = 2 * box(m->name) <= m->target ? m->name : m->note;
    p->subject_pitch = box(p->subject_size);
    p->subject_x = number_width(context, p->number_size) + m->unit;
    p->subject_y = (p->height - p->subject_lines * p->subject_pitch) / 2;
    p->subject_width = width - p->subject_x;
    p->number_base = p->subject_y + ascent(p->subject_size);
}

/* The number in a column of its own, the subject beside it, the outcome at the right of that or of
 * the line below it. */
static void place_beside(struct row_places *p, const struct screen_context *context, int width,
                         int outcome, bool right) {
    const struct metrics *m = context->pen.metrics;
    p->subject_x = number_width(context, p->number_size) + m->unit;
    p->subject_y = m->unit * 2 / 3;
    p->subject_width = width - p->subject_x - (right ? outcome + m->unit : 0);
    p->number_base = p->subject_y + (p->subject_pitch - box(m->title)) / 2 + ascent(m->title);
    p->detail_y = p->subject_y + p->subject_lines * p->subject_pitch + m->unit / 6;
    p->detail_width = p->subject_width - (right ? 0 : outcome + m->unit);
    p->outcome_base = right ? p->number_base : p->detail_y + ascent(m->reading);
}

/* In a narrow column the number stands above the subject, with the outcome at its right or, where
 * that is too wide, under it. */
static void place_stacked(struct row_places *p, const struct screen_context *context, int width,
                          int outcome) {
    const struct metrics *m = context->pen.metrics;
    int top = m->unit * 2 / 3;
    p->subject_lines = width < 16 * m->title ? 3 : 2;
    p->number_base = p->outcome_base = top + ascent(m->large);
    p->subject_y = top + box(m->large);
    if (number_width(context, p->number_size) + m->unit + outcome > width) {
        p->outcome_end = 0;
        p->outcome_base = p->subject_y + ascent(m->title);
        p->subject_y += m->line + m->unit / 2;
    }
    p->subject_width = p->detail_width = width;
    p->detail_y = p->subject_y + p->subject_lines * p->subject_pitch + m->unit / 6;
}

struct row_places row_places_for(const struct chrome *chrome,
                                 const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int outcome = widest_outcome(context), width = chrome->content.w;
    int beside = width - number_width(context, m->large) - m->unit;
    bool right = !chrome->bar && beside - outcome - m->unit >= 16 * m->title;
    struct row_places p = {.number_size = m->large,
                           .outcome_end = width,
                           .subject_lines = 2,
                           .subject_size = m->title,
                           .subject_pitch = metrics_pitch(m, m->title)};
    if (chrome->terse)
        place_terse(&p, context, width);
    else if (!right && beside < 13 * m->title)
        place_stacked(&p, context, width, outcome);
    else
        place_beside(&p, context, width, outcome, right);
    if (!p.terse)
        p.height = p.detail_y + box(m->reading) + m->unit * 2 / 3;
    return p;
}

struct row row_make(struct decision_row *record, const struct row_places *places,
                    const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct row_places p = *places;
    struct row row = {.id = record->id,
                      .outcome = record->outcome,
                      .share = outcome_share(record->votes_for, record->votes_against),
                      .places = p};
    row.outcome_x = p.outcome_end ? p.outcome_end - outcome_width(context, row.outcome) : 0;
    snprintf(row.name, sizeof row.name, "%d/%d", record->year, record->number);
    snprintf(row.number, sizeof row.number, "%d", record->number);
    row.subject =
        flow_make(context->pen.measure, style_of(FACE_TEXT, p.subject_size), p.subject_pitch,
                  record->subject, p.subject_width, (size_t)p.subject_lines, HYPHENS_TURKISH);
    if (!p.terse) {
        struct buf detail = {0};
        buf_text(&detail, record->department);
        if (*record->districts)
            buf_format(&detail, "%s%s", detail.len ? " · " : "", record->districts);
        row.detail =
            flow_make(context->pen.measure, style_of(FACE_TEXT, m->reading), box(m->reading),
                      buf_string(&detail), p.detail_width, 1, HYPHENS_NONE);
        buf_free(&detail);
    }
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

/* The mark stands in the middle of the height of the word's capitals. */
static void draw_outcome(const struct row *row, const struct screen_context *context, int x,
                         int base) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int side = m->title, capital = m->reading * 668 / 1000;
    frame_icon(pen->frame, outcome_icon(row->outcome),
               (struct rect){x, base - (capital + side) / 2, side, side},
               outcome_color(pen->theme, row->outcome), row->share);
    frame_label(pen->frame, pen->measure, ROLE_TEXT, style_of(FACE_TEXT, m->reading),
                pen->theme->ink, x + side + m->reading / 2, base - ascent(m->reading),
                outcome_short(context->language, row->outcome));
}

/* In the type that its digits leave room for. */
static void draw_number(const struct row *row, const struct screen_context *context, int x,
                        int base) {
    const struct pen *pen = &context->pen;
    int size = strlen(row->number) > 4 ? pen->metrics->reading : row->places.number_size;
    frame_label(pen->frame, pen->measure, ROLE_TEXT, style_tabular(FACE_HEADING, size),
                pen->theme->sea, x, base - ascent(size), row->number);
}

void row_draw(const struct row *row, const struct chrome *chrome,
              const struct screen_context *context, int y) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    const struct row_places *p = &row->places;
    struct rect content = chrome->content;
    int x = content.x, inset = m->unit / 2;
    struct rect ground = {x - inset, y, content.w + 2 * inset, p->height};
    if (frame_is_pressed(pen->frame, ACTION_OPEN, row->id))
        frame_fill(pen->frame, ground, pen->theme->pressed);
    frame_widget(pen->frame, ROLE_ROW, row->name, ground, ACTION_OPEN, row->id);
    draw_number(row, context, x, y + p->number_base);
    flow_draw(&row->subject, pen->frame, ROLE_TEXT, pen->theme->ink, x + p->subject_x,
              y + p->subject_y);
    if (!p->terse) {
        flow_draw(&row->detail, pen->frame, ROLE_TEXT, pen->theme->quiet, x + p->subject_x,
                  y + p->detail_y);
        draw_outcome(row, context, x + row->outcome_x, y + p->outcome_base);
    }
    frame_fill(pen->frame, (struct rect){x, y + p->height - m->hairline, content.w, m->hairline},
               pen->theme->hairline);
}
