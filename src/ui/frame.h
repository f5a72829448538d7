/* One frame: what to draw, in order, and what is there to be seen and touched.
 * Screens fill it; platform/paint draws it; gestures and the scripted driver look things up in it.
 * It is filled anew for every frame that is drawn, and stays as the picture of what is on the glass
 * until then. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/linebreak.h"
#include "ui/geometry.h"
#include "ui/icon.h"
#include "ui/theme.h"

enum face {
    FACE_TEXT,    /* 400 */
    FACE_CONTROL, /* 500 */
    FACE_HEADING, /* 600 */
};
#define FACE_COUNT 3

struct text_style {
    enum face face;
    int size;     /* em, pixels */
    bool tabular; /* every digit in a cell as wide as the widest one: columns, clocks, dates */
};

/* How wide a text is; handed down by whoever has the fonts. Whole pixels, or 64ths of one for what
 * is added up (NULL: there are only whole pixels). */
struct measure {
    int (*width)(void *data, struct text_style style, const char *text, size_t bytes);
    void *data;
    int (*fine)(void *data, struct text_style style, const char *text, size_t bytes);
};
#define MEASURE_FINE 64

int measure_text(const struct measure *measure, struct text_style style, const char *text);

enum draw_kind { DRAW_FILL, DRAW_ROUND, DRAW_ICON, DRAW_TEXT };

struct draw_command {
    enum draw_kind kind;
    struct rect rect; /* window pixels; DRAW_TEXT: x and y are the top left of the first letter's em
                         box, w is the text's width, h the height of a line of this size */
    rgb color;
    int radius;              /* DRAW_ROUND */
    enum icon icon;          /* DRAW_ICON */
    float amount;            /* DRAW_ICON */
    struct text_style style; /* DRAW_TEXT */
    const char *text;        /* DRAW_TEXT, not terminated: `bytes` long */
    size_t bytes;
};

/* A part of the window with an opaque ground. What belongs to it is painted into tiles that stay
 * with its content: of a layer that has scrolled only the tiles that came into view are new, and
 * one that shows what it showed costs a copy. Layers do not overlap. */
struct layer {
    struct rect rect; /* on the window; x and w are best multiples of 4 pixels */
    int top;          /* which line of the content stands at the upper edge */
    bool scrolls;     /* something may be painted ahead of where it will be seen */
    rgb ground;
    size_t first, count; /* its commands */
};

enum role { ROLE_TEXT, ROLE_HEADING, ROLE_ROW, ROLE_BUTTON, ROLE_KEY, ROLE_FIELD };
enum widget_state { WIDGET_NORMAL, WIDGET_PRESSED };

/* Something that a visitor sees as one thing. Only its visible part counts: what is scrolled or
 * clipped away is not in the tree. */
struct widget {
    enum role role;
    enum widget_state state;
    const char *label; /* the text before wrapping; never NULL */
    struct rect rect;  /* visible part, pixels */
    int action;        /* what a tap on it means to the screen; 0: nothing */
    int64_t argument;  /* of the action */
};

struct frame;

struct frame *frame_new(void);
void frame_free(struct frame *frame); /* takes NULL */

/* Empties it. `pressed` is the action and argument under the finger (0: none). */
void frame_begin(struct frame *frame, int width, int height, rgb paper, int pressed,
                 int64_t argument);

/* A copy of a short-lived string that lives as long as the frame's content. Everything else that is
 * handed in (labels, texts) must live that long by itself. */
const char *frame_keep(struct frame *frame, const char *text);

/* What follows belongs to a new layer, up to the next one; what is drawn before any has the whole
 * window for its layer, on the paper. Widgets count as far as they are inside. */
void frame_layer(struct frame *frame, struct rect rect, rgb ground);
/* The same for content that scrolls: `top` as in struct layer. */
void frame_scroll_layer(struct frame *frame, struct rect rect, int top, rgb ground);
/* What is worth drawing: the visible and, where it scrolls, as much above and below as is painted
 * ahead. */
struct rect frame_ahead(const struct frame *frame);
/* The same for any layer. */
struct rect layer_ahead(const struct layer *layer);

/* A stroke with round ends over all layers, for what moves in every frame (position marks). */
void frame_mark(struct frame *frame, struct rect rect, rgb color);
/* How far line 0 to radius - 1 of such an end is drawn in at either side, pixels. */
int mark_inset(int radius, int line);

void frame_fill(struct frame *frame, struct rect rect, rgb color);
void frame_round(struct frame *frame, struct rect rect, int radius, rgb color);
void frame_icon(struct frame *frame, enum icon icon, struct rect square, rgb color, double amount);
/* `width` as measured: what is outside of it may be missing. */
void frame_text(struct frame *frame, struct text_style style, rgb color, int x, int y, int width,
                const char *text, size_t bytes);

/* Adds what is visible of it to the tree; the state is WIDGET_PRESSED where its action is the
 * pressed one. */
void frame_widget(struct frame *frame, enum role role, const char *label, struct rect rect,
                  int action, int64_t argument);
/* Is this what the finger is on? To be asked before the widget's ground is drawn. */
bool frame_is_pressed(const struct frame *frame, int action, int64_t argument);

/* frame_text and a widget of its size. Returns the width. */
int frame_label(struct frame *frame, const struct measure *measure, enum role role,
                struct text_style style, rgb color, int x, int y, const char *text);

struct rect frame_window(const struct frame *frame); /* at 0, 0 */
rgb frame_paper(const struct frame *frame);          /* what no layer covers */
const struct draw_command *frame_commands(const struct frame *frame, size_t *ret_count);
const struct layer *frame_layers(const struct frame *frame, size_t *ret_count);
/* DRAW_ROUND commands. */
const struct draw_command *frame_marks(const struct frame *frame, size_t *ret_count);
const struct widget *frame_widgets(const struct frame *frame, size_t *ret_count);

/* The topmost widget with an action at this point, or NULL. */
const struct widget *frame_hit(const struct frame *frame, int x, int y);
/* The first in reading order whose label is exactly this, else the first whose label starts with it
 * at a word's end, else NULL. */
const struct widget *frame_find(const struct frame *frame, const char *label);
/* The key for the letter at *text, which moves behind the letter; a capital is its small letter's
 * key, since the keyboard has no shift. NULL where there is none. */
const struct widget *frame_find_key(const struct frame *frame, const char **text);
/* Does any label contain this? */
bool frame_shows(const struct frame *frame, const char *text);

const char *role_name(enum role role);
const char *widget_state_name(enum widget_state state);

#endif
