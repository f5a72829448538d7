/* Documents recognised before their turn: by a thread for each processor but one, and by the caller
 * while it waits for the one whose turn it is. What becomes of a document depends on its name and
 * bytes alone, so it does not matter who does it; where no thread can be had the caller does all.
 */
#ifndef INTAKE_AHEAD_H
#define INTAKE_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "intake/intake.h"

/* A document on its way. It stays where it is, and `ahead` owns nothing of it. */
struct ahead_job {
    const char *label; /* both borrowed until it is done */
    const struct buf *content;
    /* once it is done: what intake_bytes gave */
    enum err_code code;
    struct err err;
    struct intake_set set;
    /* ahead's own: */
    bool done;
    struct ahead_job *next;
};

struct ahead;

struct ahead *ahead_make(size_t processors);
/* Takes NULL. Waits for what is under way; jobs that nobody has begun are left as they are. */
void ahead_destroy(struct ahead *ahead);

/* Jobs are begun in the order in which they are given. */
void ahead_give(struct ahead *ahead, struct ahead_job *job);
/* Until that one is done. */
void ahead_wait(struct ahead *ahead, struct ahead_job *job);

#endif
