#include "ui/scroll.h"

#include <math.h>

#define FRICTION 3.0       /* 1/s: velocity falls to a twentieth within a second */
#define LEAST_VELOCITY 30  /* pixels/s: slower than this is rest */
#define MOST_VELOCITY 9000 /* pixels/s: faster cannot be followed by eye */
#define RUSH 300           /* pixels/s */
#define SPRING 14.0        /* 1/s: how quickly an end or a page is approached */
#define BEYOND 0.35        /* share of the finger's way beyond an end */
#define OVERSHOOT 0.12     /* of the view: the farthest beyond an end */

static double end(const struct scroll *s) {
    return s->extent > s->view ? s->extent - s->view : 0;
}

static double within(const struct scroll *s, double offset) {
    return fmax(0, fmin(offset, end(s)));
}

void scroll_resize(struct scroll *scroll, int extent, int view) {
    if (scroll->extent == extent && scroll->view == view)
        return;
    scroll->extent = extent;
    scroll->view = view;
    if (!scroll->held)
        scroll_to(scroll, scroll->offset);
}

void scroll_correct(struct scroll *scroll, int shift, int extent) {
    scroll->offset += shift;
    scroll->target += shift;
    scroll->extent = extent;
}

void scroll_to(struct scroll *scroll, double offset) {
    scroll->offset = within(scroll, offset);
    scroll->velocity = 0;
    scroll->paging = false;
}

void scroll_hold(struct scroll *scroll) {
    scroll->held = true;
    scroll->velocity = 0;
    scroll->paging = false;
}

void scroll_drag(struct scroll *scroll, int dy) {
    double next = scroll->offset - dy;
    if (next < 0 || next > end(scroll))
        next = scroll->offset - dy * BEYOND;
    double most = scroll->view * OVERSHOOT;
    scroll->offset = fmax(-most, fmin(next, end(scroll) + most));
}

void scroll_fling(struct scroll *scroll, double velocity) {
    scroll->held = false;
    scroll->velocity = -fmax(-MOST_VELOCITY, fmin(velocity, MOST_VELOCITY));
}

void scroll_page(struct scroll *scroll, int direction) {
    double from = scroll->paging ? scroll->target : scroll->offset;
    scroll->target = within(scroll, from + direction * scroll->view * 0.9);
    scroll->paging = true;
    scroll->velocity = 0;
}

/* Exponential approach; true until it is there. */
static bool approach(struct scroll *s, double goal, double seconds) {
    s->offset += (goal - s->offset) * (1 - exp(-SPRING * seconds));
    if (fabs(goal - s->offset) >= 0.5)
        return true;
    s->offset = goal;
    return false;
}

static bool glide(struct scroll *s, double seconds) {
    double slower = exp(-FRICTION * seconds);
    s->offset += s->velocity * (1 - slower) / FRICTION;
    s->velocity *= slower;
    bool beyond = s->offset < 0 || s->offset > end(s);
    if (beyond)
        s->velocity =
            fabs(s->velocity) < LEAST_VELOCITY ? 0 : s->velocity * exp(-3 * SPRING * seconds);
    if (fabs(s->velocity) >= LEAST_VELOCITY || beyond)
        return true;
    s->velocity = 0;
    s->offset = round(s->offset);
    return false;
}

bool scroll_step(struct scroll *scroll, double seconds) {
    if (scroll->held)
        return false;
    if (scroll->paging)
        return scroll->paging = approach(scroll, scroll->target, seconds);
    if (scroll->velocity != 0)
        return glide(scroll, seconds);
    double goal = within(scroll, scroll->offset);
    if (goal != scroll->offset)
        return approach(scroll, goal, seconds);
    scroll->offset = round(scroll->offset);
    return false;
}

bool scroll_moving(const struct scroll *scroll) {
    return !scroll->held && (scroll->paging || scroll->velocity != 0 ||
                             within(scroll, scroll->offset) != scroll->offset);
}

bool scroll_rushing(const struct scroll *scroll) {
    return scroll_moving(scroll) && (scroll->paging || fabs(scroll->velocity) > RUSH);
}

int scroll_top(const struct scroll *scroll) {
    return (int)lround(scroll->offset);
}
