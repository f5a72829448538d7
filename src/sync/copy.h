/* From a stick or any other folder into the quarantine. Each file is opened once, by name relative
 * to an open folder, copied through that one descriptor, and never opened by name again: what is
 * verified is what was copied. */
#ifndef SYNC_COPY_H
#define SYNC_COPY_H

#include "base/err.h"
#include "sync/source.h"

/* The folder of the release, which may lie deeper (see stick.h); the copies go into `into`. `path`
 * must outlive it. Only regular files are taken, no links. ERR_MISSING, ERR_REFUSED. */
enum err_code copy_open(const char *path, const char *into, struct source **ret,
                        struct err *err) CHECKED;

#endif
