/* What the library knows of its releases: which decision changed at which serial, so that deltas
 * can be written and files that hold a retracted text be told. The inner half of the functions of
 * that name in store/library. */
#ifndef STORE_PUBLICATION_H
#define STORE_PUBLICATION_H

#include <sqlite3.h>

#include "store/library.h"

enum err_code publication_note(sqlite3 *library, int64_t serial, const struct digest *set_digest,
                               struct err *err) CHECKED;
enum err_code publication_bases(sqlite3 *library, int64_t serial, size_t max,
                                struct library_base *ret, size_t *ret_count,
                                struct err *err) CHECKED;
enum err_code publication_delta(sqlite3 *library, int64_t from, int64_t to, struct buf *out,
                                struct err *err) CHECKED;
enum err_code publication_clean_since(sqlite3 *library, int64_t *ret, struct err *err) CHECKED;

#endif
