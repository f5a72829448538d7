#include "ui/scroll.h"

#include <math.h>

#define FRICTION 3.0       /* 1/s: velocity falls to a twentieth within a second */
#define LEAST_VELOCITY 30  /* pixels/s: slower than this is rest */
#define MOST_VELOCITY 9000 /* pixels/s: faster cannot be followed by eye */
#define RUSH 300           /* pixels/s */
#define SPRING 30.0        /* 1/s: from beyond an end it is back in a quarter of a second */
#define PAGE_SECONDS 0.25
#define GIVE 0.55      /* share of the finger's first pixels beyond an end, */
#define OVERSHOOT 0.12 /* and of the view: what it can never quite reach */

/* ---- the ends ---- */

static double end(const struct scroll *s) {
    return s->extent > s->view ? s->extent - s->view : 0;
}

static double within(const struct scroll *s, double offset) {
    return fmax(0, fmin(offset, end(s)));
}

/* How far beyond the nearest end, negative above the first. */
static double beyond(const struct scroll *s, double offset) {
    return offset - within(s, offset);
}

/* The farthest beyond an end; what fits into its view does not move at all. */
static double farthest(const struct scroll *s) {
    return s->extent > s->view ? s->view * OVERSHOOT : 0;
}

/* Ever harder to pull: b pixels of the finger are most·cb / (most + cb) on the glass. */
static double resisted(const struct scroll *s, double pulled) {
    double b = beyond(s, pulled), most = farthest(s);
    if (b == 0 || most <= 0)
        return within(s, pulled);
    return within(s, pulled) + copysign(most * GIVE * fabs(b) / (most + GIVE * fabs(b)), b);
}

/* The other way round: where a finger would have pulled it. */
static double pulled_to(const struct scroll *s, double offset) {
    double b = beyond(s, offset), most = farthest(s);
    double part = fmin(fabs(b), most * 0.99);
    if (b == 0 || most <= 0)
        return offset;
    return within(s, offset) + copysign(part * most / (GIVE * (most - part)), b);
}

/* ---- what is asked of it ---- */

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
    scroll->offset = scroll->pulled = round(within(scroll, offset));
    scroll->velocity = 0;
    scroll->paging = false;
}

void scroll_hold(struct scroll *scroll) {
    scroll->held = true;
    scroll->velocity = 0;
    scroll->paging = false;
    scroll->pulled = round(pulled_to(scroll, scroll->offset));
}

void scroll_drag(struct scroll *scroll, int dy) {
    if (!scroll->held)
        scroll_hold(scroll);
    scroll->pulled -= dy;
    scroll->offset = resisted(scroll, scroll->pulled);
}

void scroll_fling(struct scroll *scroll, double velocity) {
    double v = -fmax(-MOST_VELOCITY, fmin(velocity, MOST_VELOCITY));
    double slack = fabs(v) - LEAST_VELOCITY, b = beyond(scroll, scroll->offset);
    scroll->held = false;
    scroll->paging = false;
    scroll->velocity = 0;
    if (b != 0) { /* it springs back; outwards it may go on a little */
        scroll->velocity = v * b > 0 ? v : 0;
        return;
    }
    scroll->offset = round(scroll->offset);
    if (slack <= 0)
        return;
    double way = round(slack / FRICTION); /* to a whole pixel */
    scroll->velocity = copysign(way * FRICTION + LEAST_VELOCITY, v);
}

void scroll_page(struct scroll *scroll, int direction, int keep) {
    double from = scroll->paging ? scroll->target : scroll->offset;
    double way = fmax(scroll->view / 2.0, scroll->view - keep);
    scroll->from = scroll->offset;
    scroll->target = round(within(scroll, from + direction * way));
    scroll->paged = 0;
    scroll->paging = true;
    scroll->velocity = 0;
}

/* ---- how it moves: each of these knows its whole path, so that steps of any length meet it ----
 */

/* Quick away, slow to arrive. */
static bool turn_page(struct scroll *s, double seconds) {
    s->paged += seconds;
    double left = 1 - s->paged / PAGE_SECONDS;
    s->paging = left > 0 && s->target != s->from;
    s->offset = s->paging ? s->target + (s->from - s->target) * left * left * left : s->target;
    return s->paging;
}

/* A critically damped spring: out and back without swinging. */
static bool spring_back(struct scroll *s, double edge, double seconds) {
    double most = SPRING * exp(1) * farthest(s); /* the impulse that goes out to there */
    double x = s->offset - edge, v = fmax(-most, fmin(s->velocity, most));
    double slope = v + SPRING * x, damped = exp(-SPRING * seconds);
    s->offset = edge + (x + slope * seconds) * damped;
    s->velocity = (v - SPRING * slope * seconds) * damped;
    if (fabs(s->offset - edge) >= 0.5 || fabs(s->velocity) >= LEAST_VELOCITY)
        return true;
    s->offset = edge;
    s->velocity = 0;
    return false;
}

/* Friction alone: where it is after so long, and how fast. */
static void slide(struct scroll *s, double seconds) {
    double slower = exp(-FRICTION * seconds);
    s->offset += s->velocity * (1 - slower) / FRICTION;
    s->velocity *= slower;
}

/* Until it has become slow, or until it meets an end and the spring takes over. */
static bool glide(struct scroll *s, double seconds) {
    double edge = s->velocity > 0 ? end(s) : 0, ratio = FRICTION * (edge - s->offset) / s->velocity;
    double rest = log(fmax(1, fabs(s->velocity) / LEAST_VELOCITY)) / FRICTION;
    double hit = ratio < 1 ? -log(1 - ratio) / FRICTION : INFINITY;
    if (seconds < rest && seconds < hit) {
        slide(s, seconds);
        return true;
    }
    if (rest <= hit) {
        slide(s, rest);
        s->offset = round(within(s, s->offset));
        s->velocity = 0;
        return false;
    }
    slide(s, hit);
    s->offset = edge;
    return spring_back(s, edge, seconds - hit);
}

bool scroll_step(struct scroll *scroll, double seconds) {
    if (scroll->held)
        return false;
    if (scroll->paging)
        return turn_page(scroll, seconds);
    double edge = within(scroll, scroll->offset);
    bool outwards =
        (edge <= 0 && scroll->velocity < 0) || (edge >= end(scroll) && scroll->velocity > 0);
    if (scroll->offset != edge || outwards)
        return spring_back(scroll, edge, seconds);
    if (scroll->velocity != 0)
        return glide(scroll, seconds);
    return false;
}

bool scroll_moving(const struct scroll *scroll) {
    return !scroll->held &&
           (scroll->paging || scroll->velocity != 0 || beyond(scroll, scroll->offset) != 0);
}

bool scroll_rushing(const struct scroll *scroll) {
    return scroll_moving(scroll) && (scroll->paging || fabs(scroll->velocity) > RUSH);
}

int scroll_top(const struct scroll *scroll) {
    return (int)lround(scroll->offset);
}
