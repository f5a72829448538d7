/* Rectangles in whole pixels. */
#ifndef UI_GEOMETRY_H
#define UI_GEOMETRY_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

static inline int int_min(int a, int b) {
    return a < b ? a : b;
}

static inline int int_max(int a, int b) {
    return a > b ? a : b;
}

static inline bool rect_holds(struct rect r, int x, int y) {
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

/* The common part; w and h are 0 where there is none. */
static inline struct rect rect_clip(struct rect a, struct rect b) {
    int x = int_max(a.x, b.x), y = int_max(a.y, b.y);
    int right = int_min(a.x + a.w, b.x + b.w), bottom = int_min(a.y + a.h, b.y + b.h);
    return (struct rect){x, y, int_max(0, right - x), int_max(0, bottom - y)};
}

static inline struct rect rect_inset(struct rect r, int by) {
    return (struct rect){r.x + by, r.y + by, int_max(0, r.w - 2 * by), int_max(0, r.h - 2 * by)};
}

#endif
