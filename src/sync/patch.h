/* A database out of the one before it and a delta. */
#ifndef SYNC_PATCH_H
#define SYNC_PATCH_H

#include "base/err.h"
#include "bundle/verify.h"

/* Copies the database at `base` to the new file `path`, brings it to the manifest's set with the
 * delta in `fd`. The whole delta is hashed before any of it is parsed; the result is
 * still to be put to the full check, and to be synced. ERR_REFUSED: the delta is not the one that
 * was signed, or does not fit. */
enum err_code patch_database(const char *base, const char *path,
                             const struct verified_manifest *manifest,
                             const struct manifest_delta *delta, int fd, struct err *err) CHECKED;

#endif
