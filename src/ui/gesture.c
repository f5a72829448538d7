#include "ui/gesture.h"

#include <stdlib.h>

/* Only the last tenth of a second says how fast the finger left. */
#define VELOCITY_WINDOW_US 100000

static void trace(struct gesture *g, const struct touch *touch) {
    unsigned slot = g->traced++ % GESTURE_TRACE;
    g->trace[slot].y = touch->y;
    g->trace[slot].time_us = touch->time_us;
}

/* Over the oldest and the newest kept move within the window before the lift. */
static double velocity(const struct gesture *g, int64_t now_us) {
    unsigned kept = g->traced < GESTURE_TRACE ? g->traced : GESTURE_TRACE;
    if (kept < 2)
        return 0;
    unsigned newest = (g->traced - 1) % GESTURE_TRACE, oldest = newest;
    for (unsigned back = 1; back < kept; back++) {
        unsigned slot = (g->traced - 1 - back) % GESTURE_TRACE;
        if (now_us - g->trace[slot].time_us > VELOCITY_WINDOW_US)
            break;
        oldest = slot;
    }
    int64_t span = g->trace[newest].time_us - g->trace[oldest].time_us;
    if (span <= 0 || now_us - g->trace[newest].time_us > VELOCITY_WINDOW_US)
        return 0;
    return (g->trace[newest].y - g->trace[oldest].y) * 1e6 / (double)span;
}

static struct gesture_event start(struct gesture *g, const struct touch *touch) {
    int slop = g->slop;
    *g = (struct gesture){.down = true, .finger = touch->finger, .slop = slop};
    g->start_x = g->last_x = touch->x;
    g->start_y = g->last_y = touch->y;
    trace(g, touch);
    return (struct gesture_event){.kind = GESTURE_PRESS, .x = touch->x, .y = touch->y};
}

static struct gesture_event move(struct gesture *g, const struct touch *touch) {
    struct gesture_event event = {.x = touch->x, .y = touch->y};
    trace(g, touch);
    if (!g->dragging &&
        (abs(touch->x - g->start_x) > g->slop || abs(touch->y - g->start_y) > g->slop))
        g->dragging = true;
    if (!g->dragging)
        return event;
    event.kind = GESTURE_DRAG;
    event.dx = touch->x - g->last_x;
    event.dy = touch->y - g->last_y;
    g->last_x = touch->x;
    g->last_y = touch->y;
    return event;
}

static struct gesture_event lift(struct gesture *g, const struct touch *touch) {
    struct gesture_event event = {.x = touch->x, .y = touch->y};
    g->down = false;
    if (!g->dragging) {
        event.kind = GESTURE_TAP;
        event.x = g->start_x;
        event.y = g->start_y;
        return event;
    }
    event.kind = GESTURE_FLING;
    event.velocity = velocity(g, touch->time_us);
    return event;
}

struct gesture_event gesture_feed(struct gesture *gesture, const struct touch *touch) {
    struct gesture_event nothing = {.x = touch->x, .y = touch->y};
    if (touch->kind == TOUCH_DOWN)
        return gesture->down ? nothing : start(gesture, touch);
    if (!gesture->down)
        return nothing;
    if (touch->kind == TOUCH_CANCEL) { /* the device went: whatever finger it was */
        gesture->down = false;
        nothing.kind = GESTURE_CANCEL;
        return nothing;
    }
    if (touch->finger != gesture->finger)
        return nothing;
    return touch->kind == TOUCH_MOVE ? move(gesture, touch) : lift(gesture, touch);
}
