/* The colours, by what they are for. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

typedef uint32_t rgb; /* 0xRRGGBB, always opaque */

/* Contrast on paper: ink 15:1, quiet 8:1, sea 8:1, clay 7:1; on_sea is read on sea (9:1). Hairlines
 * are ornament only, never the only sign of a control. */
struct theme {
    rgb paper;
    rgb ink;
    rgb quiet; /* secondary text */
    rgb sea;   /* the accent: rail, numbers, what can be touched */
    rgb on_sea;
    rgb sea_pressed;
    rgb sea_edge; /* of a button on sea, 3:1 */
    rgb edge;     /* of a button on paper, 3:1 */
    rgb clay;     /* what is not unanimous */
    rgb hairline;
    rgb pressed; /* a row under the finger */
    rgb field;   /* keys and input fields on paper */
};

enum theme_name { THEME_DAY, THEME_NIGHT, THEME_CONTRAST };
#define THEME_COUNT 3

extern const struct theme themes[THEME_COUNT];

/* Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
double theme_contrast(rgb a, rgb b);

#endif
