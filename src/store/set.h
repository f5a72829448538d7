/* What a released set says of itself: its meta row and its sittings. */
#ifndef STORE_SET_H
#define STORE_SET_H

#include <sqlite3.h>

#include "store/catalogue.h"
#include "store/library.h"

/* ERR_REFUSED where a value is out of range. */
enum err_code set_read_info(sqlite3 *db, struct catalogue_info *ret, struct err *err) CHECKED;

/* Newest first, with the index of each one's first row; free the array. ERR_REFUSED where their
 * counts do not add up to `total`. */
enum err_code set_read_sittings(sqlite3 *db, int total, struct sitting **ret, size_t *ret_count,
                                struct err *err) CHECKED;

/* Fills both tables of a set that holds its decisions. */
enum err_code set_write(sqlite3 *db, const struct snapshot_info *info, struct err *err) CHECKED;
/* Renews them where decisions of those days (YYYYMMDD) came, went or changed. */
enum err_code set_update(sqlite3 *db, const struct snapshot_info *info, const int *days,
                         size_t day_count, struct err *err) CHECKED;

#endif
