/* Compressing a file for a release. */
#ifndef BUNDLE_PACK_H
#define BUNDLE_PACK_H

#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

#define PACK_WINDOW_LOG 23 /* 8 MiB: what a kiosk will spend on decompressing, and no more */

struct packed {
    uint64_t size; /* of the compressed file, bytes */
    struct digest digest;
    uint64_t source_size;
    struct digest source_digest;
};

/* Compresses the file `from` into the new file `to` as one zstd frame, and syncs it. The same input
 * gives the same output. ERR_STORAGE also where `to` exists already. */
enum err_code pack_file(const char *from, const char *to, struct packed *ret,
                        struct err *err) CHECKED;

#endif
