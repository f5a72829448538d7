/* Earlier states of a decision in the library. */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include <sqlite3.h>

#include "base/err.h"
#include "decision/decision.h"

/* Files the record as `show --json` prints it, and the reason of a tombstone, which that leaves
 * out. */
enum err_code revision_file(sqlite3 *library, const struct decision *decision,
                            struct err *err) CHECKED;
/* What the decision said in that revision: every field that a correction could change, and nothing
 * of the others. ERR_REFUSED: it is not filed. */
enum err_code revision_read(sqlite3 *library, int64_t id, int revision, struct decision *ret,
                            struct err *err) CHECKED;

#endif
