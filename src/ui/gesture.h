/* One finger: from raw touches to taps, drags and flings. A pure state machine: no time but the
 * touches' own, nothing drawn, nothing allocated. */
#ifndef UI_GESTURE_H
#define UI_GESTURE_H

#include <stdbool.h>
#include <stdint.h>

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_CANCEL };

/* A raw touch in window pixels. The mouse's left button is a finger like any other. */
struct touch {
    enum touch_kind kind;
    int64_t finger;
    int x, y;
    int64_t time_us;
};

enum gesture_kind {
    GESTURE_NONE,
    GESTURE_PRESS,  /* the finger is down at (x, y) */
    GESTURE_TAP,    /* it was lifted where it was put down */
    GESTURE_DRAG,   /* it moved by (dx, dy) since the last one; no tap any more */
    GESTURE_FLING,  /* it was lifted while moving, at velocity pixels/s downwards (may be 0) */
    GESTURE_CANCEL, /* nothing of it counts */
};

struct gesture_event {
    enum gesture_kind kind;
    int x, y;
    int dx, dy;
    double velocity;
};

#define GESTURE_TRACE 8

/* The finger being followed: a second one is ignored until the first is lifted. */
struct gesture {
    bool down, dragging;
    int64_t finger;
    int start_x, start_y, last_x, last_y;
    int slop; /* pixels a finger may shake before it drags; set it once */
    struct {
        int y;
        int64_t time_us;
    } trace[GESTURE_TRACE]; /* the last moves, for the velocity */
    unsigned traced;
};

struct gesture_event gesture_feed(struct gesture *gesture, const struct touch *touch);

#endif
