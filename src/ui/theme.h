/* The colours, by what they are for. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

typedef uint32_t rgb; /* 0xRRGGBB, always opaque */

/* Text has at least 7:1 on every ground that it meets; edges, icons and the position mark 3:1. The
 * pairs that meet stand in tests/unit/test_ui.c, which measures them in every theme. Hairlines are
 * ornament only, never the only sign of a control. */
struct theme {
    rgb paper;
    rgb ink;
    rgb quiet;  /* secondary text, position mark */
    rgb sea;    /* the accent: numbers, outcomes, the ground of the one filled button */
    rgb on_sea; /* text on it */
    rgb sea_pressed;
    rgb control; /* text and icons of the other buttons on paper */
    rgb edge;    /* of such a button */
    rgb field;   /* its ground, and that of keys and input fields */
    rgb pressed; /* what is under the finger on paper */
    rgb bed;     /* the ground under the keyboard */
    rgb clay;    /* what is not unanimous */
    rgb hairline;
    rgb rail; /* rail, header, bar */
    rgb rail_ink;
    rgb rail_control; /* text and icons of buttons on them */
    rgb rail_edge;    /* of such a button */
    rgb rail_pressed;
};

enum theme_name { THEME_DAY, THEME_NIGHT, THEME_CONTRAST };
#define THEME_COUNT 3

extern const struct theme themes[THEME_COUNT];

#endif
