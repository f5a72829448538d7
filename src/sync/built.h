/* built.json beside a database that a delta made: its size and hash. The manifest knows those of
 * the snapshot only, and a database with the same rows may have other bytes. */
#ifndef SYNC_BUILT_H
#define SYNC_BUILT_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

#define BUILT_NAME "built.json"

struct built {
    uint64_t size; /* bytes */
    struct digest digest;
};

/* Of the generation in `folder`. ERR_MISSING: there is none, the database is the snapshot's;
 * ERR_REFUSED: damaged; ERR_STORAGE: nobody can tell now, memory or the disk failed. */
enum err_code built_load(const char *folder, struct built *ret) CHECKED;
/* Its text (free it); NULL: no memory. */
char *built_text(const struct built *built);

/* Measuring a file while somebody else reads it too: both must end before it is changed. */
struct built_measure {
    const char *path;
    struct built built;
    enum err_code code;
    struct err err;
    bool started; /* in a thread of its own */
    pthread_t thread;
};
/* `path` must outlive it. Always followed by built_end. */
void built_begin(struct built_measure *measure, const char *path);
enum err_code built_end(struct built_measure *measure, struct built *ret, struct err *err) CHECKED;

#endif
