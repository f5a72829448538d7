/* Scripted visits: one command a line, on the fake clock.
 *
 *     tap "Label" | tap X Y | drag X1 Y1 X2 Y2 MS | type "text" | advance MS | shot FILE.png
 *     tree FILE.json | frames FILE.json | expect "text" | quit
 *
 * Empty lines and lines that start with # are passed over. A quoted text knows \" and \\. */
#ifndef PLATFORM_DRIVER_H
#define PLATFORM_DRIVER_H

#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "platform/window.h"
#include "ui/frame.h"
#include "ui/gesture.h"

/* What the driver does to the program. */
struct driver_host {
    void *data;
    void (*touch)(void *data, const struct touch *touch);
    /* Lets that much time pass on the fake clock, then presents a frame if anything changed. */
    void (*step)(void *data, int64_t us);
    /* What is on the glass. */
    const struct frame *(*frame)(void *data);
    int64_t (*now)(void *data); /* fake monotonic microseconds */
    struct window *window;
};

/* Runs the script to its end or to "quit". *ret_exit: 0, or 1 when an expectation failed (the text
 * in err says which). Anything else that is wrong (an unknown command, a file that cannot be
 * written) is the returned code. `name` is the script's name for messages. */
enum err_code driver_run(FILE *script, const char *name, const struct driver_host *host,
                         int *ret_exit, struct err *err) CHECKED;

#endif
