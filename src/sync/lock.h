/* One updater at a time. */
#ifndef SYNC_LOCK_H
#define SYNC_LOCK_H

#include <stdbool.h>

#include "base/err.h"

/* Takes the lock in the state folder, which is made where there is none and `make` is set. The lock
 * goes when the descriptor is closed or the process ends. ERR_MISSING: no such folder, or another
 * one is at work; ERR_STORAGE: the folder cannot be made or written. */
enum err_code lock_take(const char *state, bool make, int *ret_fd, struct err *err) CHECKED;

#endif
