#include "screens/home.h"

/* ---- texts ---- */

static void add_text(enum home_text which, const struct screen_context *context, struct buf *out) {
    const struct catalogue_info *info =
        context->catalogue ? catalogue_info(context->catalogue) : NULL;
    struct local_time now = clock_local(clock_wall(context->clock));
    bool turkish = context->language == LANGUAGE_TURKISH;
    switch (which) {
    case HOME_COUNCIL:
        words_council(info ? info->municipality : "", out);
        break;
    case HOME_CLOCK:
        buf_format(out, turkish ? "%02d.%02d" : "%02d:%02d", now.hour, now.minute);
        break;
    case HOME_DATE:
        words_date(context->language, (struct date){now.year, now.month, now.day}, out);
        break;
    case HOME_NOTE:
        buf_text(out, info && info->previous ? word(context->language, WORD_PREVIOUS_SET) : "");
        break;
    case HOME_AS_OF:
        if (info)
            words_as_of(context->language, info, out);
        break;
    case HOME_FINGERPRINT:
        words_fingerprint(info ? info->digest : "", out);
        break;
    }
}

static struct text_style style_for(enum home_text which, const struct metrics *m, bool slim) {
    if (which == HOME_COUNCIL)
        return style_of(FACE_HEADING, slim ? m->note : m->name);
    if (which == HOME_CLOCK)
        return style_tabular(FACE_HEADING, slim ? m->name : m->display);
    return style_of(FACE_TEXT, m->note);
}

static struct flow set(enum home_text which, const struct screen_context *context, bool slim,
                       int width, size_t most) {
    struct text_style style = style_for(which, context->pen.metrics, slim);
    struct buf text = {0};
    add_text(which, context, &text);
    struct flow flow = flow_make(context->pen.measure, style, style.size * 13 / 10,
                                 buf_string(&text), width, most, HYPHENS_NONE);
    buf_free(&text);
    return flow;
}

static int width_of(const struct flow *flow) {
    int width = 0;
    for (size_t i = 0; i < flow->count; i++)
        width = int_max(width, flow->lines[i].width);
    return width;
}

void home_clear(struct home *home) {
    for (int i = 0; i < HOME_COUNT; i++)
        flow_clear(&home->texts[i]);
    *home = (struct home){0};
}

/* Widths: in the rail all have the same; in a header the council has what the clock leaves, or in a
 * slim one the button in the corner. */
void home_renew(struct chrome *chrome, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct home *home = &chrome->home;
    int64_t minute = clock_wall(context->clock) / 60 + 1;
    if (home->minute == minute)
        return;
    home_clear(home);
    home->minute = minute;
    bool rail = !chrome->bar && !chrome->slim;
    int width = (rail ? chrome->rail.w : chrome->header.w) - 2 * m->margin;
    for (enum home_text i = HOME_CLOCK; i < HOME_COUNT; i++)
        home->texts[i] = set(i, context, chrome->slim, width, 0);
    if (!rail)
        width -= chrome->bar && chrome->slim ? m->target : width_of(&home->texts[HOME_CLOCK]);
    home->texts[HOME_COUNCIL] =
        set(HOME_COUNCIL, context, chrome->slim, rail ? width : width - m->unit,
            rail                           ? 0
            : chrome->slim && !chrome->bar ? 1
                                           : 2);
}

/* ---- places ---- */

bool home_is_slim(const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int needed = 2 * m->margin + m->unit, bar = 2 * m->margin + 5 * (m->target + chrome_gap(m));
    const enum home_text one_line[] = {HOME_DATE, HOME_AS_OF, HOME_FINGERPRINT};
    for (int i = 0; i < 3; i++) {
        struct flow flow = set(one_line[i], context, false, m->width, 0);
        needed += width_of(&flow) + m->unit;
        flow_clear(&flow);
    }
    return needed > m->width || bar > m->width;
}

static int line(int size) {
    return size * 13 / 10;
}

int home_header_height(const struct chrome *chrome, const struct metrics *m) {
    int gap = chrome_gap(m);
    if (chrome->bar && chrome->slim)
        return 2 * gap + int_max(m->target, 2 * line(m->note) + line(m->name));
    if (chrome->slim)
        return line(m->name) + gap;
    return 2 * m->unit + int_max(line(m->display), 2 * line(m->name)) + line(m->note);
}

/* ---- drawing ---- */

static void draw_text(const struct chrome *chrome, const struct screen_context *context,
                      enum home_text which, int x, int y) {
    const struct flow *flow = &chrome->home.texts[which];
    if (flow->count)
        flow_draw(flow, context->pen.frame, ROLE_TEXT, context->pen.theme->rail_ink, x, y);
}

/* A digit stands in the middle of its cell: the clock goes out by what that leaves before a 1. */
static void draw_clock(const struct chrome *chrome, const struct screen_context *context, int x,
                       int y) {
    const struct measure *measure = context->pen.measure;
    const struct flow *clock = &chrome->home.texts[HOME_CLOCK];
    struct text_style plain = clock->style;
    plain.tabular = false;
    int cell = measure->width(measure->data, clock->style, clock->text, 1);
    int digit = measure->width(measure->data, plain, clock->text, 1);
    draw_text(chrome, context, HOME_CLOCK, x - (cell - digit) / 2, y);
}

static int height_of(const struct chrome *chrome, enum home_text which) {
    return flow_height(&chrome->home.texts[which]);
}

int home_draw_rail(const struct chrome *c, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int x = m->margin, y = m->height - m->margin - m->unit / 4;
    for (enum home_text i = HOME_FINGERPRINT; i >= HOME_NOTE; i--) { /* from the lower edge up */
        y -= height_of(c, i);
        draw_text(c, context, i, x, y);
        y -= i == HOME_AS_OF ? m->unit / 2 : 0;
    }
    y = m->margin;
    draw_text(c, context, HOME_COUNCIL, x, y);
    y += height_of(c, HOME_COUNCIL) + m->unit * 2 / 3;
    draw_clock(c, context, x, y);
    y += height_of(c, HOME_CLOCK);
    draw_text(c, context, HOME_DATE, x, y);
    return y + height_of(c, HOME_DATE) + m->unit * 3 / 2;
}

/* Council and clock on one line; in portrait the clock below, since a button is beside them. */
static void draw_slim_header(const struct chrome *c, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct rect r = c->header;
    int council = height_of(c, HOME_COUNCIL), clock = height_of(c, HOME_CLOCK);
    int x = r.x + m->margin;
    if (c->bar) {
        int y = (r.h - council - clock) / 2;
        draw_text(c, context, HOME_COUNCIL, x, y);
        draw_clock(c, context, x, y + council);
        return;
    }
    int y = (r.h - clock) / 2, drop = (m->name - m->note) * 98 / 100; /* one baseline */
    enum home_text first = *c->home.texts[HOME_NOTE].text ? HOME_NOTE : HOME_COUNCIL;
    draw_text(c, context, first, x, y + drop);
    draw_text(c, context, HOME_CLOCK, r.x + r.w - m->margin - width_of(&c->home.texts[HOME_CLOCK]),
              y);
}

static void draw_wide_header(const struct chrome *c, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    const struct flow *texts = c->home.texts;
    int right = m->width - m->margin, y = m->unit;
    int tall = int_max(height_of(c, HOME_CLOCK), height_of(c, HOME_COUNCIL));
    draw_text(c, context, HOME_COUNCIL, m->margin, y + (tall - height_of(c, HOME_COUNCIL)) / 2);
    draw_text(c, context, HOME_CLOCK, right - width_of(&texts[HOME_CLOCK]),
              y + (tall - height_of(c, HOME_CLOCK)) / 2);
    y += tall;
    draw_text(c, context, HOME_DATE, right - width_of(&texts[HOME_DATE]), y);
    if (texts[HOME_NOTE].count) {
        draw_text(c, context, HOME_NOTE, m->margin, y);
        return;
    }
    draw_text(c, context, HOME_AS_OF, m->margin, y);
    draw_text(c, context, HOME_FINGERPRINT, m->margin + width_of(&texts[HOME_AS_OF]) + m->unit, y);
}

void home_draw_header(const struct chrome *c, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    int hairline = pen->metrics->hairline;
    frame_layer(pen->frame, c->header, pen->theme->rail);
    if (c->slim)
        draw_slim_header(c, context);
    else
        draw_wide_header(c, context);
    if (pen->theme->rail == pen->theme->paper)
        frame_fill(pen->frame,
                   (struct rect){c->header.x, c->header.h - hairline, c->header.w, hairline},
                   pen->theme->hairline);
}
