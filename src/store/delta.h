/* A delta: the records that changed between two serials, tombstones among them.
 *
 *     "meclis-delta/1\n"  from  to  count  { length  record }…
 *
 * Numbers and records as decision/wire has them, the records in ascending id, nothing behind the
 * last. What the new set says of itself (serial, digest and so on) is in the signed manifest. */
#ifndef STORE_DELTA_H
#define STORE_DELTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/library.h"

#define DELTA_CONTENT_MAX (64u * 1024 * 1024) /* bytes; it is held in memory */

/* The bytes of a delta, with the name that messages give them. */
struct delta {
    const char *name;
    const char *bytes;
    size_t count;
    int64_t from, to; /* the serials that it must be of */
};

/* Appends the delta of the released records that `library` gives, the rows of a SELECT
 * RECORD_COLUMNS in ascending id. ERR_REFUSED: more than DELTA_CONTENT_MAX bytes. */
struct sqlite3_stmt;
enum err_code delta_write(struct sqlite3_stmt *rows, int64_t from, int64_t to, struct buf *out,
                          struct err *err) CHECKED;

/* Brings the database file at `path`, a copy of the set with the serial delta->from, to the set
 * that `info` tells of, in place and without syncing it; the result is to be put to the full check
 * (store/check), which finds every difference. Its rows are those of the snapshot; its bytes may be
 * others, because pages fill and split in the order in which rows came. Where a text is retracted
 * the whole file is written anew, so that nothing of it stays in unused parts of pages.
 *
 * ERR_REFUSED: the delta is damaged, or does not fit the database. The file is then useless. */
enum err_code delta_apply(const char *path, const struct delta *delta,
                          const struct snapshot_info *info, struct err *err) CHECKED;

#endif
