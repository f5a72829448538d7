/* Nine touches on nine crosses: how far off is the panel, and is it turned or mirrored? */
#ifndef UI_TOUCH_FIT_H
#define UI_TOUCH_FIT_H

#include "ui/geometry.h"

#define TOUCH_CROSSES 9

struct touch_point {
    int x, y; /* window pixels */
};

enum touch_verdict {
    TOUCH_STRAIGHT, /* every cross was met */
    TOUCH_SHIFTED,  /* the right way round, but some cross was missed by more than a finger is wide
                     */
    TOUCH_TURNED,   /* as if the panel were turned: `turn` */
    TOUCH_MIRRORED, /* no turn puts that right */
    TOUCH_UNCLEAR,  /* the touches fit no way round */
};

/* `turn`: the touches are where the crosses would be, were the picture turned clockwise by so many
 * degrees (0, 90, 180, 270). */
struct touch_fit {
    enum touch_verdict verdict;
    int turn;
    double off_mm[TOUCH_CROSSES]; /* from cross to touch, as they came */
    double mean_mm, worst_mm;     /* of these */
};

/* Where cross i of a window stands: three rows of three, well away from the edges. */
struct touch_point touch_cross(int i, int width, int height);
/* per_mm: pixels, above 0. */
struct touch_fit touch_fit(const struct touch_point touches[TOUCH_CROSSES], int width, int height,
                           double per_mm);

#endif
