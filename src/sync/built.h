/* built.json beside a database that a delta made: its size and hash. The manifest knows those of
 * the snapshot only, and a database with the same rows may have other bytes. The hash is taken by
 * the first full check after the update, which needs none itself: it reads every record. */
#ifndef SYNC_BUILT_H
#define SYNC_BUILT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

#define BUILT_NAME "built.json"

struct built {
    uint64_t size;        /* bytes */
    bool sealed;          /* the hash is known */
    struct digest digest; /* then */
};

/* Of the generation in `folder`. ERR_MISSING: there is none, the database is the snapshot's;
 * ERR_REFUSED: damaged; ERR_STORAGE: nobody can tell now, memory or the disk failed. */
enum err_code built_load(const char *folder, struct built *ret) CHECKED;
/* Its text (free it); NULL: no memory. */
char *built_text(const struct built *built);

/* Takes the hash of the database at `path` and keeps it in `folder`. `built` is untouched where
 * that fails. */
enum err_code built_seal(const char *folder, const char *path, struct built *built,
                         struct err *err) CHECKED;

#endif
