/* A paragraph set in lines, once; drawn as often as wanted. */
#ifndef UI_FLOW_H
#define UI_FLOW_H

#include "text/hyphen.h"
#include "ui/frame.h"

/* `text` is owned, composed (NFC); where the paragraph was shortened its last line ends in "…".
 * `label` is the whole text before that, owned too, NULL where it is the same as text. */
struct flow {
    char *text;
    char *label;
    struct text_line *lines;
    size_t count;
    struct text_style style;
    int pitch;  /* pixels from line to line */
    int hyphen; /* width of the hyphen that a line may end in */
};

/* At most max_lines lines (0: as many as it takes). Words are divided by `hyphens`: for the texts
 * of decisions the Turkish ones, for the interface, which may be English, none. */
struct flow flow_make(const struct measure *measure, struct text_style style, int pitch,
                      const char *text, int width, size_t max_lines, enum hyphens hyphens);
void flow_clear(struct flow *flow); /* takes NULL */

int flow_height(const struct flow *flow);

/* Draws the lines that are visible, and one widget with the whole text. */
void flow_draw(const struct flow *flow, struct frame *frame, enum role role, rgb color, int x,
               int y);

#endif
