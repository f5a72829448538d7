/* The released set as a new file; the inner half of library_snapshot. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <sqlite3.h>

#include "store/library.h"

/* From the decisions of `library` as they stand now. What was at `path` is replaced; after a
 * failure nothing is there. */
enum err_code snapshot_write(sqlite3 *library, const char *path, struct snapshot_info *info,
                             struct err *err) CHECKED;

/* Takes out of a record what is never released: where a document lay on the publisher's computer is
 * nobody's business. */
void snapshot_strip(struct decision *decision);

#endif
