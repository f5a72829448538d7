/* A text cut into pieces that one font can draw, as a pure function over "who has this glyph?".
 * Tabular digits are pieces alone; what has no picture is left out, and so are the marks beyond the
 * fourth on one letter: the font would pile them up to any height. */
#ifndef UI_PIECE_H
#define UI_PIECE_H

#include "base/buf.h"
#include "ui/frame.h"

/* Should the fallback draw this code point? */
typedef bool piece_fallback(void *data, struct text_style style, uint32_t point);

/* A walk over `text`; text[bytes] is not looked at. */
struct piece_walk {
    const char *at, *end;
    struct text_style style;
    piece_fallback *fallback;
    void *data;
    int marks; /* on the letter before `at` */
};

struct piece {
    bool fallback; /* for the second font */
    bool cell;     /* a digit that takes the width of the widest one */
};

/* The next piece's text into `scratch`, emptied before; it may be "" where nothing of it can be
 * seen. False at the end. */
bool piece_next(struct piece_walk *walk, struct buf *scratch, struct piece *ret);

#endif
