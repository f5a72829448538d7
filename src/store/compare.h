/* Two released sets beside each other. */
#ifndef STORE_COMPARE_H
#define STORE_COMPARE_H

#include <stdint.h>

#include "base/err.h"

/* How many decisions of the second set the first one does not have, by their ids; tombstones are
 * none. Both are finished sets at these paths. */
enum err_code store_count_new(const char *old_path, const char *new_path, int64_t *ret,
                              struct err *err) CHECKED;

#endif
