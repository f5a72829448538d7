/* Icons as simple shapes, drawn as coverage masks at any size. */
#ifndef UI_ICON_H
#define UI_ICON_H

#include <stdint.h>

enum icon {
    ICON_TICK,   /* disc with a tick: unanimous */
    ICON_PIE,    /* part-filled pie: majority; `amount` is the share filled */
    ICON_CROSS,  /* crossed disc: rejected */
    ICON_ARROW,  /* ring with an arrow: to a commission */
    ICON_RETURN, /* ring with an arrow back: returned, withdrawn */
    ICON_PERSON, /* ring with a head and shoulders: elected */
    ICON_DOTS,   /* ring with three dots: another result */
    ICON_DASHED, /* dashed ring: not in this text */
    ICON_SEARCH,
    ICON_BACK,
    ICON_UP,
    ICON_DOWN,
    ICON_GLOBE,
    ICON_ERASE,
    ICON_SPACE,
    ICON_KEYBOARD, /* brings the keyboard back, or puts it away */
    ICON_LETTERS,  /* Aa: how things look */
    ICON_RING,     /* not chosen; chosen is ICON_TICK */
    ICON_DISC,     /* plain, for rounded corners */
};

/* Coverage 0 to 255 of a side x side mask, row by row. amount: 0 to 1, read by ICON_PIE only. */
void icon_render(enum icon icon, int side, double amount, uint8_t *ret_mask);

#endif
