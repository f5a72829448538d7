/* A text cut into pieces that one font can draw, as a pure function over "who has this glyph?".
 * Tabular digits are pieces alone, a letter and its marks are one font's. What has no picture is
 * left out, and so are the marks beyond the second on one letter: the font would pile them up to
 * any height and push the line down. A letter that neither font has becomes PIECE_MISSING; a wrong
 * byte is U+FFFD. */
#ifndef UI_PIECE_H
#define UI_PIECE_H

#include "base/buf.h"
#include "ui/frame.h"

#define PIECE_MISSING 0x25A1 /* □ */

/* Does this style's first font, or its fallback, have this code point? Asked from U+0080 on; ASCII
 * is taken for granted. */
typedef bool piece_has(void *data, struct text_style style, bool fallback, uint32_t point);

/* A walk over `text`; text[bytes] is not looked at. */
struct piece_walk {
    const char *at, *end;
    struct text_style style;
    piece_has *has;
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
