/* Decompressing what was verified, within the limits that were signed. */
#ifndef BUNDLE_UNPACK_H
#define BUNDLE_UNPACK_H

#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"

/* What must come out. */
struct unpack_limits {
    uint64_t size; /* bytes, exactly; not one more is written */
    struct digest digest;
};

/* Decompresses from the offset of `from` to its end into `to`, both open, `names` for messages. It
 * must be one zstd frame with a window of at most 8 MiB and nothing before or behind it.
 * ERR_REFUSED otherwise, or where size or digest differ; ERR_STORAGE: disk or memory. Does not
 * sync. */
enum err_code unpack_stream(int from, const char *from_name, int to, const char *to_name,
                            const struct unpack_limits *limits, struct err *err) CHECKED;

/* The same into memory: exactly `size` bytes, in a buffer of the caller's that is empty. What comes
 * out is only as good as the file, whose digest was checked before. */
enum err_code unpack_bytes(int from, const char *from_name, uint64_t size, struct buf *ret,
                           struct err *err) CHECKED;

#endif
