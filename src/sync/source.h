/* Where a release comes from. A folder (copy.h) and a web server (fetch.h) are the two that there
 * are; the update knows only this. Whatever is asked for is first copied into a folder of ours, and
 * what the caller gets is a descriptor of that copy. Nothing that arrives is believed. */
#ifndef SYNC_SOURCE_H
#define SYNC_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"

/* One file of the release. */
struct source_want {
    const char *name;            /* plain, without a folder */
    uint64_t max;                /* bytes; exactly so many where `digest` is given */
    const struct digest *digest; /* BLAKE2b-256 that was signed: such a transfer can be resumed */
    enum err_code absent;        /* the code where the release has no such file */
    const struct digest *unless; /* digest of the copy that we have: need not come again */
};

/* Who wants to know how far it is. Called before the first byte of a large file, after every block,
 * and when everything is here; cheap, and may do nothing. */
struct source_watch {
    void (*copying)(void *data, uint64_t done, uint64_t total); /* bytes; 0 of 0 at the beginning */
    void (*checking)(void *data);
    void *data;
};

struct source;
struct source_ops {
    enum err_code (*file)(struct source *source, const struct source_want *want, int *ret_fd,
                          struct err *err);
    void (*accepted)(struct source *source, const struct digest *manifest); /* or NULL */
    void (*close)(struct source *source, const struct err *failure);
};

/* The common head of both. */
struct source {
    const struct source_ops *ops;
    char into[FILE_PATH_MAX]; /* the folder of the copies; must exist when a file is asked for */
    bool live;                /* the release may be replaced between two files */
    const struct source_watch *watch; /* or NULL */
    int64_t date; /* what an authenticated server said the time is, seconds since 1970; or 0 */
};

/* Gets one file: a descriptor of our copy, at its start, to be closed by the caller. -1 with ERR_OK
 * where it is still what `unless` says. ERR_MISSING: could not get it; ERR_REFUSED: larger than
 * `max`, no regular file, or not what `digest` says; ERR_STORAGE: the copy cannot be written. */
enum err_code source_file(struct source *source, const struct source_want *want, int *ret_fd,
                          struct err *err) CHECKED;

/* The same for a small file, the bytes of which replace what is in `ret`. *ret_same: it is still
 * what `unless` says, and ret is untouched; may be NULL where `unless` is. */
enum err_code source_text(struct source *source, const struct source_want *want, struct buf *ret,
                          bool *ret_same, struct err *err) CHECKED;

/* The manifest with this digest was verified: the source may remember what it had to do with it. */
void source_accepted(struct source *source, const struct digest *manifest);

/* Ends and frees it; `failure` is what the update came to, NULL: all is well. Takes NULL. */
void source_close(struct source *source, const struct err *failure);

#endif
