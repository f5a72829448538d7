/* A document with one decision, for the tests of intake/. */
#ifndef UNIT_INTAKE_HELPER_H
#define UNIT_INTAKE_HELPER_H

#include <stdlib.h>
#include <string.h>

#include "intake/intake.h"

/* The one result of a set, which is gone afterwards. Untouched where there is none. */
static inline enum err_code intake_only(enum err_code code, struct intake_set *set,
                                        struct intake_result *ret, struct err *err) {
    if (code != ERR_OK)
        return code;
    if (set->count != 1) {
        size_t count = set->count;
        intake_set_clear(set);
        return err_set(err, ERR_REFUSED, "%zu decisions instead of one", count);
    }
    *ret = set->items[0];
    free(set->items);
    return ERR_OK;
}

static inline enum err_code read_bytes(const char *name, const char *bytes, size_t count,
                                       struct intake_result *ret, struct err *err) {
    struct intake_set set = {0};
    return intake_only(intake_bytes(name, bytes, count, &set, err), &set, ret, err);
}

static inline enum err_code read_file(const char *path, struct intake_result *ret,
                                      struct err *err) {
    struct intake_set set = {0};
    return intake_only(intake_file(path, &set, err), &set, ret, err);
}

#endif
