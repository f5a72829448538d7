/* Two released sets beside each other. */
#ifndef STORE_COMPARE_H
#define STORE_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* How many decisions of the second set the first one does not have, by their ids; tombstones are
 * none. Both are finished sets at these paths. */
enum err_code store_count_new(const char *old_path, const char *new_path, int64_t *ret,
                              struct err *err) CHECKED;

/* A decision that was retracted once and would not be any more. */
struct compare_lost {
    int year, number; /* year 0: there is none */
    bool shown;       /* its text would be back; else it would be unknown, and could come back */
};
/* Looks for a tombstone of the older set that the newer one lacks. */
enum err_code store_find_lost(const char *newer, const char *older, struct compare_lost *ret,
                              struct err *err) CHECKED;

#endif
