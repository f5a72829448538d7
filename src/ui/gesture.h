/* Fingers: from raw touches to taps, drags, flings and pinches. A pure state machine: no time but
 * the touches' own, nothing drawn, nothing allocated. Whatever a panel sends is safe: fingers that
 * come twice or never lift, ids used again, times that stand still or go back, any coordinates. */
#ifndef UI_GESTURE_H
#define UI_GESTURE_H

#include <stdbool.h>
#include <stdint.h>

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_CANCEL };

/* A raw touch in window pixels. The mouse's left button is a finger like any other. */
struct touch {
    enum touch_kind kind; /* TOUCH_CANCEL: the device is gone, with every finger on it */
    int64_t finger;
    int x, y;
    int64_t time_us;
};

enum gesture_kind {
    GESTURE_NONE,
    GESTURE_PRESS,  /* a finger is down at (x, y); what was under way before is over */
    GESTURE_TAP,    /* it was lifted where it was put down */
    GESTURE_DRAG,   /* it moved by (dx, dy) since the last one; no tap any more */
    GESTURE_FLING,  /* it was lifted while moving, at velocity pixels/s downwards (may be 0) */
    GESTURE_PINCH,  /* two fingers spread (step 1) or closed (step -1) by a further quarter */
    GESTURE_CANCEL, /* nothing of it counts */
};

struct gesture_event {
    enum gesture_kind kind;
    int x, y;
    int dx, dy;
    double velocity;
    int step;  /* GESTURE_PINCH */
    bool late; /* GESTURE_TAP: without a press, by a finger that was down before another was lifted
                  (two hands typing) */
};

#define GESTURE_TRACE 8

struct gesture_finger {
    bool down;
    int64_t id;
    int start_x, start_y; /* where it came down */
    int pair_x, pair_y;   /* where it was when it got company */
    int x, y;
    int64_t since_us;
};

/* One finger is followed. A second one, which may be a resting palm, only counts where both move
 * apart or together; a third is ignored. A place that is touched over and over is no finger. */
struct gesture {
    int slop; /* pixels a finger may shake before it drags; set it once */
    enum { GESTURE_IDLE, GESTURE_DOWN, GESTURE_DRAGGING, GESTURE_PINCHING } phase;
    struct gesture_finger first, second;
    bool late;        /* no press was reported of the first */
    double span;      /* of a pinch, pixels: the distance from which the next step is counted */
    int64_t moved_us; /* when a finger of the pinch last moved */
    int64_t now_us;   /* never goes back, whatever the touches' times do */
    int64_t heard_us; /* the last touch's own time */
    struct {
        int x, y, count;
        int64_t since_us, last_us;
        bool shut;
    } spot; /* where the last touches came down, and how many in a row */
    struct {
        int x, y;
        int64_t time_us;
        bool any;
    } tapped; /* the last tap */
    struct {
        int y;
        int64_t time_us;
    } trace[GESTURE_TRACE]; /* the last moves, for the velocity */
    unsigned traced;
};

struct gesture_event gesture_feed(struct gesture *gesture, const struct touch *touch);
/* Time passes without a touch: a finger that never lifts is given up (GESTURE_CANCEL). */
struct gesture_event gesture_pass(struct gesture *gesture, int64_t time_us);

#endif
