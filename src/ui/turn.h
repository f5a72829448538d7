/* The picture turned on the glass: a panel that hangs on its side or upside down.
 * A point is a rectangle of one pixel; the way back is the opposite turn. */
#ifndef UI_TURN_H
#define UI_TURN_H

#include "ui/geometry.h"

/* Quarter turns, clockwise. */
enum turn { TURN_NONE, TURN_RIGHT, TURN_OVER, TURN_LEFT };

static inline enum turn turn_back(enum turn turn) {
    return (enum turn)((4 - (int)turn) % 4);
}

/* Does a turned picture have its width for its height? */
static inline bool turn_swaps(enum turn turn) {
    return turn == TURN_RIGHT || turn == TURN_LEFT;
}

/* Where a rectangle of a picture of width x height pixels lies in the turned picture. */
static inline struct rect turn_rect(enum turn turn, int width, int height, struct rect r) {
    int right = width - r.x - r.w, below = height - r.y - r.h;
    switch (turn) {
    case TURN_RIGHT:
        return (struct rect){below, r.x, r.h, r.w};
    case TURN_OVER:
        return (struct rect){right, below, r.w, r.h};
    case TURN_LEFT:
        return (struct rect){r.y, right, r.h, r.w};
    case TURN_NONE:
        break;
    }
    return r;
}

#endif
