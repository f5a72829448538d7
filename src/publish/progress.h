/* One line on a terminal that says how far a long run is; nothing where stderr is no terminal. */
#ifndef PUBLISH_PROGRESS_H
#define PUBLISH_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

struct progress {
    const struct clock *clock;
    size_t total;
    int64_t next_us; /* when the line is drawn again */
    bool terminal, drawn;
};

struct progress progress_begin(const struct clock *clock, size_t total);
void progress_step(struct progress *progress, size_t done);
void progress_hide(struct progress *progress); /* before anything else is written */

#endif
