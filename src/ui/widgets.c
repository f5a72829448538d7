#include "ui/widgets.h"

#include <string.h>

#include "ui/flow.h"

struct text_style style_of(enum face face, int size) {
    return (struct text_style){.face = face, .size = size};
}

struct text_style style_tabular(enum face face, int size) {
    return (struct text_style){.face = face, .size = size, .tabular = true};
}

struct button_look look_on_rail(const struct theme *t) {
    return (struct button_look){t->rail, t->rail_pressed, t->rail_edge, t->rail_control};
}

struct button_look look_on_paper(const struct theme *t) {
    return (struct button_look){t->field, t->pressed, t->edge, t->control};
}

struct button_look look_filled(const struct theme *t) {
    return (struct button_look){t->sea, t->sea_pressed, t->sea, t->on_sea};
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

int text_height(const struct pen *pen, struct text_style style, int width, const char *text) {
    struct flow flow = flow_make(pen->measure, style, metrics_pitch(pen->metrics, style.size), text,
                                 width, 0, HYPHENS_NONE);
    int height = flow_height(&flow);
    flow_clear(&flow);
    return height;
}

int text_lines(const struct pen *pen, enum role role, struct text_style style, rgb color, int x,
               int y, int width, const char *text) {
    int pitch = metrics_pitch(pen->metrics, style.size), height;
    struct flow flow = flow_make(pen->measure, style, pitch, text, width, 0, HYPHENS_NONE);
    struct flow kept = flow; /* the lines go, the text stays */
    kept.text = (char *)frame_keep(pen->frame, flow.text);
    flow_draw(&kept, pen->frame, role, color, x, y);
    height = flow_height(&flow);
    flow_clear(&flow);
    return height;
}

static struct text_style button_style(const struct pen *pen) {
    return style_of(FACE_CONTROL, pen->metrics->control);
}

static int icon_side(const struct pen *pen) {
    return pen->metrics->control;
}

/* From the edge to the icon, and from the icon to the label; the label ends as far from the other
 * edge as the icon begins. */
int button_inset(const struct metrics *m) {
    return int_max(m->unit * 3 / 4, (m->target - m->control) / 2);
}

static int label_shift(const struct pen *pen) {
    return icon_side(pen) + pen->metrics->unit / 2;
}

int button_width(const struct pen *pen, const char *label) {
    return measure_text(pen->measure, button_style(pen), label) + label_shift(pen) +
           2 * button_inset(pen->metrics);
}

void ground_draw(const struct pen *pen, struct rect rect, struct button_look look, int edge,
                 bool pressed) {
    int radius = pen->metrics->radius;
    if (look.edge != look.ground || pressed)
        frame_round(pen->frame, rect, radius, pressed ? look.pressed : look.edge);
    else
        edge = 0;
    frame_round(pen->frame, rect_inset(rect, edge), radius - edge,
                pressed ? look.pressed : look.ground);
}

void icon_draw(const struct pen *pen, enum icon icon, struct rect rect, int side, rgb color) {
    frame_icon(
        pen->frame, icon,
        (struct rect){rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side},
        color, 0);
}

void button_draw(const struct pen *pen, struct rect rect, struct button_look look, int icon,
                 const char *label, int action, int64_t argument) {
    button_draw_marked(pen, rect, look, pen->metrics->hairline, icon, label, action, argument);
}

void button_draw_marked(const struct pen *pen, struct rect rect, struct button_look look, int edge,
                        int icon, const char *label, int action, int64_t argument) {
    struct text_style style = button_style(pen);
    ground_draw(pen, rect, look, edge, frame_is_pressed(pen->frame, action, argument));
    int text = measure_text(pen->measure, style, label), begin = button_inset(pen->metrics);
    struct rect place = {rect.x + begin, rect.y, icon_side(pen), rect.h};
    bool room = text + label_shift(pen) + 2 * begin <= rect.w;
    if (icon >= 0)
        icon_draw(pen, (enum icon)icon, room ? place : rect, place.w, look.ink);
    if (icon < 0)
        text_centred(pen, style, look.ink, rect, label);
    else if (room)
        frame_text(pen->frame, style, look.ink, place.x + label_shift(pen),
                   line_top(rect, style.size), text, label, strlen(label));
    frame_widget(pen->frame, ROLE_BUTTON, label, rect, action, argument);
}

int position_mark_width(const struct metrics *metrics) {
    return int_max(4, metrics->unit / 3) & ~1;
}

/* A stroke that shows the way, and a thicker one, in the middle of it, that shows the place. */
void position_mark(const struct pen *pen, const struct scroll *scroll, struct rect track) {
    if (scroll->extent <= scroll->view || track.h <= 0)
        return;
    int width = position_mark_width(pen->metrics), thin = int_max(2, width / 4) & ~1;
    int middle = track.x + track.w / 2;
    double share = (double)scroll->view / scroll->extent;
    int length = int_min(track.h, int_max(pen->metrics->target / 2, (int)(track.h * share)));
    double way = scroll->offset / (scroll->extent - scroll->view);
    way = way < 0 ? 0 : way > 1 ? 1 : way;
    frame_mark(pen->frame, (struct rect){middle - thin / 2, track.y, thin, track.h},
               pen->theme->hairline);
    frame_mark(
        pen->frame,
        (struct rect){middle - width / 2, track.y + (int)((track.h - length) * way), width, length},
        pen->theme->quiet);
}
