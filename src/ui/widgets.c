#include "ui/widgets.h"

#include <string.h>

struct text_style style_of(enum face face, int size) {
    return (struct text_style){.face = face, .size = size};
}

struct text_style style_tabular(enum face face, int size) {
    return (struct text_style){.face = face, .size = size, .tabular = true};
}

struct button_look look_on_sea(const struct theme *theme) {
    return (struct button_look){theme->sea, theme->sea_pressed, theme->sea_edge, theme->on_sea};
}

struct button_look look_on_paper(const struct theme *theme) {
    return (struct button_look){theme->field, theme->pressed, theme->edge, theme->ink};
}

struct button_look look_filled(const struct theme *theme) {
    return (struct button_look){theme->sea, theme->sea_pressed, theme->sea, theme->on_sea};
}

/* The line box of the font is 1.3 em high and its capitals stand in the middle of it. */
static int line_top(struct rect rect, int size) {
    return rect.y + (rect.h - size * 13 / 10) / 2;
}

void text_centred(const struct pen *pen, struct text_style style, rgb color, struct rect rect,
                  const char *text) {
    int width = measure_text(pen->measure, style, text);
    frame_text(pen->frame, style, color, rect.x + (rect.w - width) / 2, line_top(rect, style.size),
               width, text, strlen(text));
}

static struct text_style button_style(const struct pen *pen) {
    return style_of(FACE_CONTROL, pen->metrics->large);
}

static int icon_side(const struct pen *pen) {
    return pen->metrics->large;
}

int button_width(const struct pen *pen, const char *label) {
    const struct metrics *m = pen->metrics;
    return measure_text(pen->measure, button_style(pen), label) + icon_side(pen) + 3 * m->line;
}

static void draw_ground(const struct pen *pen, struct rect rect, struct button_look look,
                        bool pressed) {
    const struct metrics *m = pen->metrics;
    frame_round(pen->frame, rect, m->radius, look.edge);
    frame_round(pen->frame, rect_inset(rect, m->hairline), m->radius - m->hairline,
                pressed ? look.pressed : look.ground);
}

static void draw_icon(const struct pen *pen, int icon, int x, struct rect rect, rgb ink) {
    int side = icon_side(pen);
    frame_icon(pen->frame, (enum icon)icon,
               (struct rect){x, rect.y + (rect.h - side) / 2, side, side}, ink, 0);
}

void button_draw(const struct pen *pen, struct rect rect, struct button_look look, int icon,
                 const char *label, int action, int64_t argument) {
    const struct metrics *m = pen->metrics;
    struct text_style style = button_style(pen);
    draw_ground(pen, rect, look, frame_is_pressed(pen->frame, action, argument));
    int side = icon_side(pen), text = measure_text(pen->measure, style, label);
    bool room = icon < 0 || text + side + 2 * m->line <= rect.w;
    if (icon >= 0)
        draw_icon(pen, icon, room ? rect.x + m->line : rect.x + (rect.w - side) / 2, rect,
                  look.ink);
    if (icon >= 0 && room)
        frame_text(pen->frame, style, look.ink, rect.x + m->line + side + m->line / 2,
                   line_top(rect, style.size), text, label, strlen(label));
    else if (icon < 0)
        text_centred(pen, style, look.ink, rect, label);
    frame_widget(pen->frame, ROLE_BUTTON, label, rect, action, argument);
}

void position_mark(const struct pen *pen, const struct scroll *scroll, struct rect track) {
    if (scroll->extent <= scroll->view || track.h <= 0)
        return;
    double share = (double)scroll->view / scroll->extent;
    int length = int_max(pen->metrics->target / 2, (int)(track.h * share));
    double way = scroll->offset / (scroll->extent - scroll->view);
    way = way < 0 ? 0 : way > 1 ? 1 : way;
    frame_mark(pen->frame, track, pen->theme->hairline);
    frame_mark(pen->frame,
               (struct rect){track.x, track.y + (int)((track.h - length) * way), track.w, length},
               pen->theme->quiet);
}
