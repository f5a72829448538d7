/* Buttons and position marks, the same on every screen. */
#ifndef UI_WIDGETS_H
#define UI_WIDGETS_H

#include "ui/frame.h"
#include "ui/metrics.h"
#include "ui/scroll.h"

/* How a button is coloured. An edge equal to the ground is no edge. */
struct button_look {
    rgb ground, pressed, edge, ink;
};

/* What a screen draws with. */
struct pen {
    struct frame *frame;
    const struct metrics *metrics;
    const struct theme *theme;
    const struct measure *measure;
};

/* Styles in the type scale of the metrics. */
struct text_style style_of(enum face face, int size);
struct text_style style_tabular(enum face face, int size);

/* Icon and label side by side; the label is left out where there is no room, but stays in the tree.
 * icon < 0: label only. */
void button_draw(const struct pen *pen, struct rect rect, struct button_look look, int icon,
                 const char *label, int action, int64_t argument);
/* The same with an edge of so many pixels. */
void button_draw_marked(const struct pen *pen, struct rect rect, struct button_look look, int edge,
                        int icon, const char *label, int action, int64_t argument);
/* The width that icon and label need, in pixels. */
int button_width(const struct pen *pen, const char *label);
/* From its left edge to its icon: what stands above it is aligned with that. */
int button_inset(const struct metrics *metrics);

struct button_look look_on_rail(const struct theme *theme);
struct button_look look_on_paper(const struct theme *theme);
struct button_look look_filled(const struct theme *theme);

/* What a button stands on: a rounded rectangle with an edge of so many pixels. */
void ground_draw(const struct pen *pen, struct rect rect, struct button_look look, int edge,
                 bool pressed);
/* An icon in the middle of a rectangle. */
void icon_draw(const struct pen *pen, enum icon icon, struct rect rect, int side, rgb color);

/* A text in one line, in the middle of a rectangle. */
void text_centred(const struct pen *pen, struct text_style style, rgb color, struct rect rect,
                  const char *text);
int text_height(const struct pen *pen, struct text_style style, int width, const char *text);
/* A text in as many lines as it takes, set anew for this frame: for what is not drawn often. Its
 * height. */
int text_lines(const struct pen *pen, enum role role, struct text_style style, rgb color, int x,
               int y, int width, const char *text);

/* Where in the content the view is, in the middle of the track; nothing where all of it is in view.
 */
void position_mark(const struct pen *pen, const struct scroll *scroll, struct rect track);
int position_mark_width(const struct metrics *metrics);

#endif
