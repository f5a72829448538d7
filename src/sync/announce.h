/* What the screen is told while a release comes in, and what became of it: status.json's "state",
 * "new" and "percent". Written seldom, for cards wear out; where it cannot be written the update
 * goes on all the same. */
#ifndef SYNC_ANNOUNCE_H
#define SYNC_ANNOUNCE_H

#include <stdbool.h>

#include "sync/status.h"
#include "sync/update.h"

struct announce {
    const char *state;         /* folder */
    const struct clock *clock; /* with its floor */
    int64_t old_serial;        /* what was shown before, 0 for nothing */
    int64_t next_us;           /* on the monotonic clock: not written again before that */
    int64_t percent;           /* as last written */
    struct source_watch watch; /* for the update; its data is the announce */
};

/* `announce` must stay where it is; so must `state` and `clock`. */
void announce_begin(struct announce *announce, const char *state, const struct clock *clock);

/* How an attempt ended. */
struct announce_end {
    bool live;  /* from a server, where nobody stands and waits */
    bool waits; /* received only: the last word is apply's */
    enum apply_verdict verdict;
    enum err_code code;
};
/* Sets the phase; `status` is refreshed already, and saved by the caller. */
void announce_end(const struct announce *announce, const struct announce_end *end,
                  struct status *status);

#endif
