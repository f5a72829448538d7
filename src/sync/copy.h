/* From a stick or any other folder into the quarantine. Each file is opened once, by name relative
 * to an open folder, copied through that one descriptor, and never opened by name again: what is
 * verified is what was copied. */
#ifndef SYNC_COPY_H
#define SYNC_COPY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Where a release comes from. */
struct copy_source {
    int folder;       /* open descriptor */
    const char *path; /* as the user gave it, for messages */
};

/* Opens the folder of the release, which may lie deeper (see stick.h). */
enum err_code copy_open(const char *path, struct copy_source *ret, struct err *err) CHECKED;
void copy_close(struct copy_source *source);

/* Copies one file of at most `max` bytes into the inbox of the state folder and returns a
 * descriptor of the copy, at its start. Only regular files, no links. `absent` is the code for a
 * file that is not there. ERR_REFUSED: no regular file, or too large; ERR_MISSING: it cannot be
 * read; ERR_STORAGE: the copy cannot be written. */
enum err_code copy_file(const struct copy_source *source, const char *name, uint64_t max,
                        enum err_code absent, const char *state, int *ret_fd,
                        struct err *err) CHECKED;

/* The whole of a copied file of at most `max` bytes, appended. */
enum err_code copy_read(int fd, const char *name, uint64_t max, struct buf *ret,
                        struct err *err) CHECKED;

#endif
