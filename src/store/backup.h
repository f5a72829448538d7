/* Copies of the whole library, and what speaks for or against putting one in place of another. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* What a library holds, in two numbers. */
struct library_summary {
    int64_t serial;    /* of the last release made from it */
    int64_t decisions; /* tombstones too */
};

/* A consistent copy of the library at `path` as a new file at `to`, also while it is written to; on
 * the disk when this returns. What stood at `to` is gone. */
enum err_code library_backup(const char *path, const char *to, struct err *err) CHECKED;

/* Reads all of it: integrity, schema. ERR_MISSING: no such file; ERR_REFUSED: not a sound library.
 */
enum err_code library_check(const char *path, struct library_summary *ret, struct err *err) CHECKED;

/* Is nothing lost if the library at `path` takes the place of the `other` one: every decision of
 * the other is in it in the same or a later revision, and its last serial is not lower? */
enum err_code library_covers(const char *path, const char *other, bool *ret,
                             struct err *err) CHECKED;

#endif
