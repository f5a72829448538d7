/* The core: from a verified manifest and the open copy of its snapshot to a new current generation.
 * One path leads to success; every other way out leaves the old set as it was. */
#ifndef SYNC_APPLY_H
#define SYNC_APPLY_H

#include "base/err.h"
#include "bundle/verify.h"
#include "sync/state.h"

#define APPLY_JUMP_MAX 1000000 /* how far a serial may run ahead of the last one */

/* A release that was received. `text` and `signature` are the bytes that `manifest` was made of. */
struct release {
    const struct verified_manifest *manifest;
    struct received text, signature;
};

enum apply_verdict {
    APPLY_TAKE,    /* it is to be applied */
    APPLY_CURRENT, /* it is what is shown already */
    APPLY_HELD,    /* it is the one that `back` left */
};

/* Compares with what was accepted before. ERR_REFUSED: older, another one of the same serial, too
 * far ahead, or made for another program. */
enum err_code apply_judge(const struct state *state, const struct verified_manifest *manifest,
                          enum apply_verdict *ret, struct err *err) CHECKED;

/* Is the last manifest that was accepted what is shown, or held? Then a source that still has it
 * has nothing new, and *ret is the verdict. */
bool apply_settled(const struct state *state, enum apply_verdict *ret);

/* The delta that leads from what is current to that release, NULL for none. */
const struct manifest_delta *apply_delta_for(const struct state *state,
                                             const struct verified_manifest *manifest);

/* Verifies the snapshot in `fd` (readable, private to us), builds the generation beside the current
 * one, checks it, switches to it and updates `state`. */
enum err_code apply_snapshot(struct state *state, const struct release *release, int fd,
                             struct err *err) CHECKED;
/* The same out of what is current and the delta in `fd`, one of that release's; the result passes
 * the checks that a snapshot passes. ERR_REFUSED: it cannot be used, whatever the reason, and
 * nothing has changed; the snapshot can be taken. */
enum err_code apply_delta(struct state *state, const struct release *release,
                          const struct manifest_delta *delta, int fd, struct err *err) CHECKED;

#endif
