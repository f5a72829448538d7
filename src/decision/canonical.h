/* The canonical bytes of a record and the digest of a set: what two people compare by telephone. */
#ifndef DECISION_CANONICAL_H
#define DECISION_CANONICAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/digest_queue.h"
#include "decision/decision.h"

/* Appends every published field in a fixed order, each with its length before it, so that no two
 * different records have the same bytes. The source's name is left out: it may be a private path.
 */
void decision_canonical(const struct decision *decision, struct buf *out);
/* Have both the same canonical bytes? False when memory runs out. */
bool decision_equal(const struct decision *a, const struct decision *b);

/* The set digest: BLAKE2b-256 over the canonical records in ascending id, each with its length. Add
 * the records in that order; tombstones belong to the set. */
struct set_digest {
    struct digest_queue queue;
    struct buf record; /* scratch */
};
void set_digest_begin(struct set_digest *set);
void set_digest_add(struct set_digest *set, const struct decision *decision);
/* False when memory ran out on the way. Frees the scratch. */
bool set_digest_end(struct set_digest *set, struct digest *ret);

#endif
