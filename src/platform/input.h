/* SDL's events as the few things that the program knows. */
#ifndef PLATFORM_INPUT_H
#define PLATFORM_INPUT_H

#include "platform/window.h"
#include "ui/gesture.h"

enum input_kind {
    INPUT_TOUCH,
    INPUT_WHEEL,   /* a mouse wheel, for desks */
    INPUT_EXPOSED, /* draw again */
    INPUT_LOST,    /* textures are gone: forget them and draw again */
    INPUT_RESIZED,
    INPUT_ESCAPE,
    INPUT_QUIT,
};

struct input {
    enum input_kind kind;
    struct touch touch; /* time_us is now_us */
    int wheel;          /* notches towards the end */
};

/* The next one that matters; false when none is waiting. */
bool input_next(const struct window *window, int64_t now_us, struct input *ret);

#endif
