/* The full check of a database that came from outside, before it may become current: schema equal
 * to the compiled-in text, integrity, serial, and the set digest computed anew. */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "text/dates.h"

/* What a checked database holds. */
struct check_result {
    int64_t serial;
    int64_t issued;
    struct digest set_digest;
    int count; /* decisions without tombstones */
    int tombstones;
    struct date newest;
    char municipality[160];
};

/* ERR_REFUSED with the reason for anything that is not a sound set of decisions. Triggers, views
 * and extensions never run, and the file is not written to. */
enum err_code store_check(const char *path, struct check_result *ret, struct err *err) CHECKED;

/* Does the set at `older` hold the text of a decision that the set at `newer` has retracted? */
enum err_code store_forgets(const char *newer, const char *older, bool *ret,
                            struct err *err) CHECKED;

#endif
