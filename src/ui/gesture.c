#include "ui/gesture.h"

#include <math.h>
#include <stdlib.h>

#define VELOCITY_WINDOW_US 100000 /* only the last tenth of a second says how fast it left */
#define BOUNCE_US 40000           /* a contact that opens and closes within this is one */
#define LATE_MOST_US 500000       /* a finger that types is lifted sooner than this */
#define REST_US 1000000           /* a finger that only lies there leaves the way to the next */
#define HELD_MOST_US 60000000     /* nobody holds a finger down for a minute */
#define PASS_MOST_US 86400000000  /* a day: no gap means more */
#define PINCH_STEP 1.25           /* ratio of distances from step to step */
#define PINCH_UNEVEN 3            /* one finger moves at most so many times as far as the other */
#define FAR 1000000               /* pixels: coordinates are cut off there */

/* A stuck panel: so many touches in a row on one spot that no finger makes them; at this rate, or
 * in this number. They are ignored until the spot has been quiet for a while. */
#define GHOST_QUICK 40
#define GHOST_QUICK_US 4000000
#define GHOST_MOST 300
#define GHOST_QUIET_US 10000000

/* ---- where and when ---- */

static int bounded(int at) {
    return at < -FAR ? -FAR : at > FAR ? FAR : at;
}

static bool near(const struct gesture *g, int ax, int ay, int bx, int by) {
    return abs(ax - bx) <= g->slop && abs(ay - by) <= g->slop;
}

static void pass(struct gesture *g, int64_t time_us) {
    int64_t heard = time_us < 0 ? 0 : time_us, passed = heard - g->heard_us;
    g->now_us += passed < 0 ? 0 : passed > PASS_MOST_US ? PASS_MOST_US : passed;
    g->heard_us = heard;
}

static void trace(struct gesture *g, int y) {
    unsigned slot = g->traced++ % GESTURE_TRACE;
    g->trace[slot].y = y;
    g->trace[slot].time_us = g->now_us;
}

/* Over the oldest and the newest kept move within the window before the lift. */
static double velocity(const struct gesture *g) {
    unsigned kept = g->traced < GESTURE_TRACE ? g->traced : GESTURE_TRACE;
    if (kept < 2)
        return 0;
    unsigned newest = (g->traced - 1) % GESTURE_TRACE, oldest = newest;
    for (unsigned back = 1; back < kept; back++) {
        unsigned slot = (g->traced - 1 - back) % GESTURE_TRACE;
        if (g->now_us - g->trace[slot].time_us > VELOCITY_WINDOW_US)
            break;
        oldest = slot;
    }
    int64_t span = g->trace[newest].time_us - g->trace[oldest].time_us;
    if (span <= 0 || g->now_us - g->trace[newest].time_us > VELOCITY_WINDOW_US)
        return 0;
    return (g->trace[newest].y - g->trace[oldest].y) * 1e6 / (double)span;
}

/* ---- what is no finger ---- */

/* Is this one more touch of a stuck panel? Counts it. */
static bool haunted(struct gesture *g, const struct touch *touch) {
    bool quiet = g->now_us - g->spot.last_us > GHOST_QUIET_US;
    bool here = g->spot.count && near(g, touch->x, touch->y, g->spot.x, g->spot.y);
    if (g->spot.shut && !here && !quiet)
        return false; /* a true finger elsewhere */
    if (!here || quiet) {
        g->spot.x = touch->x;
        g->spot.y = touch->y;
        g->spot.count = 0;
        g->spot.shut = false;
        g->spot.since_us = g->now_us;
    }
    g->spot.last_us = g->now_us;
    if (g->spot.shut)
        return true;
    g->spot.count++;
    if (g->spot.count % GHOST_QUICK == 0) {
        g->spot.shut = g->now_us - g->spot.since_us < GHOST_QUICK_US;
        g->spot.since_us = g->now_us;
    }
    g->spot.shut = g->spot.shut || g->spot.count >= GHOST_MOST;
    return g->spot.shut;
}

/* The contact of the last tap, once more? */
static bool bounces(const struct gesture *g, const struct touch *touch) {
    return g->tapped.any && g->now_us - g->tapped.time_us < BOUNCE_US &&
           near(g, touch->x, touch->y, g->tapped.x, g->tapped.y);
}

static void settle_pinch(struct gesture *g) {
    if (g->phase == GESTURE_PINCHING && !g->first.down && !g->second.down)
        g->phase = GESTURE_IDLE;
}

/* Gives up fingers that are down for too long; true where that ends something. */
static bool give_up(struct gesture *g) {
    bool followed = g->phase == GESTURE_DOWN || g->phase == GESTURE_DRAGGING;
    if (g->second.down && g->now_us - g->second.since_us > HELD_MOST_US)
        g->second.down = false;
    if (g->first.down && g->now_us - g->first.since_us > HELD_MOST_US) {
        g->first.down = false;
        if (followed)
            g->phase = GESTURE_IDLE;
    }
    settle_pinch(g);
    return followed && g->phase == GESTURE_IDLE;
}

/* ---- two fingers ---- */

static double distance(const struct gesture *g) {
    double apart = hypot(g->first.x - g->second.x, g->first.y - g->second.y);
    return fmax(apart, 4 * g->slop); /* closer fingers are one to most panels */
}

static void pair(struct gesture *g) {
    g->first.pair_x = g->first.x;
    g->first.pair_y = g->first.y;
    g->second.pair_x = g->second.x;
    g->second.pair_y = g->second.y;
    g->span = distance(g);
}

/* Have both moved along the line between them, against each other and about as far? A palm that
 * rolls while the other finger scrolls does not, nor do two fingers that scroll together. */
static bool pinches(const struct gesture *g) {
    double x = g->second.pair_x - g->first.pair_x, y = g->second.pair_y - g->first.pair_y;
    double length = hypot(x, y);
    if (!g->first.down || !g->second.down || length < 1)
        return false;
    double first =
        ((g->first.x - g->first.pair_x) * x + (g->first.y - g->first.pair_y) * y) / length;
    double second =
        ((g->second.x - g->second.pair_x) * x + (g->second.y - g->second.pair_y) * y) / length;
    double less = fmin(fabs(first), fabs(second)), more = fmax(fabs(first), fabs(second));
    return first * second < 0 && less > g->slop && less * PINCH_UNEVEN >= more;
}

static struct gesture_event pinch(struct gesture *g) {
    struct gesture_event event = {.x = (g->first.x + g->second.x) / 2,
                                  .y = (g->first.y + g->second.y) / 2};
    g->moved_us = g->now_us;
    if (!g->first.down || !g->second.down)
        return event;
    double ratio = distance(g) / g->span;
    event.step = ratio >= PINCH_STEP ? 1 : ratio <= 1 / PINCH_STEP ? -1 : 0;
    if (event.step) {
        event.kind = GESTURE_PINCH;
        g->span *= event.step > 0 ? PINCH_STEP : 1 / PINCH_STEP;
    }
    return event;
}

/* A finger of a pinch is back, or another one takes part. */
static void rejoin(struct gesture *g, struct gesture_finger finger) {
    if (!g->first.down || g->first.id == finger.id)
        g->first = finger;
    else if (!g->second.down || g->second.id == finger.id)
        g->second = finger;
    if (g->first.down && g->second.down)
        pair(g);
}

/* ---- one finger ---- */

static struct gesture_event press(struct gesture *g, struct gesture_finger finger) {
    g->first = finger;
    g->phase = GESTURE_DOWN;
    g->late = false;
    g->traced = 0;
    trace(g, finger.y);
    pair(g);
    return (struct gesture_event){.kind = GESTURE_PRESS, .x = finger.x, .y = finger.y};
}

static struct gesture_event down(struct gesture *g, const struct touch *touch) {
    struct gesture_finger finger = {.down = true,
                                    .id = touch->finger,
                                    .start_x = touch->x,
                                    .start_y = touch->y,
                                    .x = touch->x,
                                    .y = touch->y,
                                    .since_us = g->now_us};
    struct gesture_event nothing = {.x = touch->x, .y = touch->y};
    if (haunted(g, touch) || bounces(g, touch))
        return nothing;
    if (g->phase == GESTURE_PINCHING && g->now_us - g->moved_us < REST_US) {
        rejoin(g, finger);
        return nothing;
    }
    if (g->phase == GESTURE_PINCHING) /* its fingers were lifted and nobody said so */
        g->first.down = g->second.down = false;
    if (g->second.id == finger.id)
        g->second.down = false;
    if (!g->first.down || g->first.id == finger.id)
        return press(g, finger);
    if (g->phase == GESTURE_DOWN && g->now_us - g->first.since_us > REST_US) {
        g->second = g->first;
        return press(g, finger);
    }
    g->second = finger;
    pair(g);
    return nothing;
}

static struct gesture_event drag(struct gesture *g, int from_x, int from_y) {
    struct gesture_event event = {.x = g->first.x, .y = g->first.y};
    trace(g, g->first.y);
    if (g->phase == GESTURE_DOWN &&
        !near(g, event.x, event.y, g->first.start_x, g->first.start_y)) {
        g->phase = GESTURE_DRAGGING;
        from_x = g->first.start_x;
        from_y = g->first.start_y;
        if (!g->spot.shut) /* whoever drags is not stuck */
            g->spot.count = 0;
    }
    if (g->phase != GESTURE_DRAGGING)
        return event;
    event.kind = GESTURE_DRAG;
    event.dx = event.x - from_x;
    event.dy = event.y - from_y;
    return event;
}

static struct gesture_event move(struct gesture *g, const struct touch *touch) {
    bool is_first = g->first.down && g->first.id == touch->finger;
    struct gesture_finger *finger = is_first ? &g->first : &g->second;
    struct gesture_event event = {.x = touch->x, .y = touch->y};
    int from_x = finger->x, from_y = finger->y;
    finger->x = touch->x;
    finger->y = touch->y;
    if (g->phase == GESTURE_PINCHING)
        return pinch(g);
    if (pinches(g)) {
        g->phase = GESTURE_PINCHING;
        g->moved_us = g->now_us;
        event.kind = GESTURE_CANCEL;
        return event;
    }
    return is_first ? drag(g, from_x, from_y) : event;
}

/* The second finger is followed now, if it is one that types: it just came down. */
static void promote(struct gesture *g) {
    if (!g->second.down || g->now_us - g->second.since_us > LATE_MOST_US)
        return;
    g->first = g->second;
    g->second.down = false;
    g->phase = GESTURE_DOWN;
    g->late = true;
    g->traced = 0;
    trace(g, g->first.y);
}

static struct gesture_event tap(struct gesture *g) {
    struct gesture_event event = {
        .kind = GESTURE_TAP, .x = g->first.start_x, .y = g->first.start_y, .late = g->late};
    if (g->late && g->now_us - g->first.since_us > LATE_MOST_US)
        event.kind = GESTURE_CANCEL; /* a palm */
    g->tapped.x = event.x;
    g->tapped.y = event.y;
    g->tapped.time_us = g->now_us;
    g->tapped.any = true;
    promote(g);
    return event;
}

static struct gesture_event lift(struct gesture *g, const struct touch *touch) {
    struct gesture_event event = {.x = touch->x, .y = touch->y};
    g->first.down = false;
    if (g->phase == GESTURE_PINCHING)
        return event;
    bool dragged = g->phase == GESTURE_DRAGGING;
    g->phase = GESTURE_IDLE;
    if (dragged) {
        event.kind = GESTURE_FLING;
        event.velocity = velocity(g);
        return event;
    }
    if (near(g, touch->x, touch->y, g->first.start_x, g->first.start_y))
        return tap(g);
    event.kind = GESTURE_CANCEL; /* a panel that tells of no motion: nobody knows what was meant */
    return event;
}

static struct gesture_event up(struct gesture *g, const struct touch *touch) {
    struct gesture_event event = {.x = touch->x, .y = touch->y};
    if (g->first.down && g->first.id == touch->finger)
        event = lift(g, touch);
    else
        g->second.down = false;
    settle_pinch(g);
    return event;
}

static struct gesture_event forget(struct gesture *g) {
    bool followed = g->phase == GESTURE_DOWN || g->phase == GESTURE_DRAGGING;
    g->first.down = g->second.down = false;
    g->phase = GESTURE_IDLE;
    return (struct gesture_event){.kind = followed ? GESTURE_CANCEL : GESTURE_NONE};
}

static bool is_down(const struct gesture *g, int64_t id) {
    return (g->first.down && g->first.id == id) || (g->second.down && g->second.id == id);
}

static struct gesture_event handle(struct gesture *g, const struct touch *touch) {
    if (touch->kind == TOUCH_CANCEL)
        return forget(g);
    if (touch->kind == TOUCH_DOWN)
        return down(g, touch);
    if (!is_down(g, touch->finger)) /* ignored since it came down, or never did */
        return (struct gesture_event){.x = touch->x, .y = touch->y};
    return touch->kind == TOUCH_MOVE ? move(g, touch) : up(g, touch);
}

struct gesture_event gesture_feed(struct gesture *gesture, const struct touch *touch) {
    struct touch safe = *touch;
    safe.x = bounded(touch->x);
    safe.y = bounded(touch->y);
    pass(gesture, touch->time_us);
    bool given_up = give_up(gesture);
    struct gesture_event event = handle(gesture, &safe);
    if (given_up && event.kind == GESTURE_NONE)
        event.kind = GESTURE_CANCEL;
    return event;
}

struct gesture_event gesture_pass(struct gesture *gesture, int64_t time_us) {
    pass(gesture, time_us);
    bool given_up = give_up(gesture);
    return (struct gesture_event){.kind = given_up ? GESTURE_CANCEL : GESTURE_NONE};
}
