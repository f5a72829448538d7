/* built.json beside a database that a delta made: its size. The manifest knows size and hash of the
 * snapshot only, and a database with the same rows may have other bytes.
 *
 * There is no hash of those bytes: whatever is shown of them, and whatever SQLite relies on, the
 * full check finds damaged all the same (integrity, and the set digest over every record); to hash
 * them too would make a delta as dear as the snapshot that it saves. */
#ifndef SYNC_BUILT_H
#define SYNC_BUILT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

#define BUILT_NAME "built.json"

/* What is known of the bytes of a database. */
struct built {
    uint64_t size;        /* bytes */
    bool hashed;          /* `digest` is set: it is the snapshot's database */
    struct digest digest; /* BLAKE2b-256 */
};

/* Of the generation in `folder`. False, and ret untouched, where there is no readable one: then the
 * database is the snapshot's. */
bool built_load(const char *folder, struct built *ret);
/* Its text (free it); NULL: no memory. */
char *built_text(const struct built *built);

#endif
