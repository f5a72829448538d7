/* A scrolling view: drag, fling with friction, resistance beyond the ends, paging. Where it is
 * after some time does not depend on how often it was asked. */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include <stdbool.h>

/* Offsets are pixels from the top of the content to the top of the view. Doubles hold 100,000 rows
 * to a fraction of a pixel. At rest an offset is whole. */
struct scroll {
    double offset;
    double velocity;     /* pixels/s, positive towards the end */
    double pulled;       /* only where `held`: the offset, were there no ends */
    double from, target; /* of paging; only where `paging` */
    double paged;        /* seconds since it began */
    bool paging;
    bool held;  /* under a finger */
    int extent; /* height of the content */
    int view;   /* height of the window on it */
    int keep;   /* what stays in view when paging, at the least: nothing so high is seen in halves
                 * only
                 */
};

/* New heights; the offset stays, or moves to what is still there. */
void scroll_resize(struct scroll *scroll, int extent, int view);
/* What stands above the view turned out `shift` pixels taller, all of it to be `extent`: what is
 * seen stays where it is and what moves goes on moving. */
void scroll_correct(struct scroll *scroll, int shift, int extent);
void scroll_to(struct scroll *scroll, double offset); /* at once, within the ends */

void scroll_hold(struct scroll *scroll);         /* a finger came down: everything stops */
void scroll_drag(struct scroll *scroll, int dy); /* the finger moved down by dy; holds */
void scroll_fling(struct scroll *scroll, double velocity); /* lifted; pixels/s downwards */
/* -1 up, 1 down: by a view less `keep` pixels, which stay in sight. */
void scroll_page(struct scroll *scroll, int direction, int keep);

/* Lets time pass. False when it has come to rest, which it does within four seconds. */
bool scroll_step(struct scroll *scroll, double seconds);
bool scroll_moving(const struct scroll *scroll);
/* Too fast for a finger to mean the very row it comes down on? */
bool scroll_rushing(const struct scroll *scroll);

int scroll_top(const struct scroll *scroll); /* the offset in whole pixels */

#endif
