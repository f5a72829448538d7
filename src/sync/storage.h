/* Inside the state folder everything that fails is the storage's fault: a file that vanished there
 * is not "could not get it". */
#ifndef SYNC_STORAGE_H
#define SYNC_STORAGE_H

#include "base/err.h"

/* ERR_MISSING becomes ERR_STORAGE; other codes stay. */
static inline enum err_code storage_failed(enum err_code code, struct err *err) {
    if (code != ERR_MISSING)
        return code;
    if (err)
        err->code = ERR_STORAGE;
    return ERR_STORAGE;
}

#endif
