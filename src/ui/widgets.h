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
 * icon < 0: label only. A disabled button has no action. */
void button_draw(const struct pen *pen, struct rect rect, struct button_look look, int icon,
                 const char *label, int action, int64_t argument);
/* The width that icon and label need, in pixels. */
int button_width(const struct pen *pen, const char *label);

struct button_look look_on_sea(const struct theme *theme);
struct button_look look_on_paper(const struct theme *theme);
struct button_look look_filled(const struct theme *theme);

/* A text in one line, centred in a height. */
void text_centred(const struct pen *pen, struct text_style style, rgb color, struct rect rect,
                  const char *text);

/* Where in the content the view is; nothing where all of it is in view. */
void position_mark(const struct pen *pen, const struct scroll *scroll, struct rect track);

#endif
