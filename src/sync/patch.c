#include "sync/patch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "bundle/unpack.h"
#include "store/delta.h"

#define BLOCK 131072
#define RANGE                                                                                      \
    (64 * 1024 * 1024) /* bytes a call; the kernel does it without us, or shares the blocks */

static enum err_code copy_blocks(int from, const char *base, int to, const char *path,
                                 struct err *err) {
    char block[BLOCK];
    for (;;) {
        ssize_t got = read(from, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, "cannot read", base);
        if (got == 0)
            return ERR_OK;
        enum err_code code = file_write_all(to, block, (size_t)got, path, err);
        if (code != ERR_OK)
            return code;
    }
}

static enum err_code copy_all(int from, const char *base, int to, const char *path,
                              struct err *err) {
    for (;;) {
        ssize_t got = copy_file_range(from, NULL, to, NULL, RANGE, 0);
        if (got == 0)
            return ERR_OK;
        if (got > 0 || errno == EINTR)
            continue;
        if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG || errno == EIO)
            return err_errno(err, "cannot write", path);
        return copy_blocks(from, base, to, path, err); /* this file system cannot do it */
    }
}

static enum err_code copy_database(const char *base, const char *path, struct err *err) {
    int from = open(base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (from < 0)
        return err_errno(err, "cannot open", base);
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    enum err_code code =
        to < 0 ? err_errno(err, "cannot create", path) : copy_all(from, base, to, path, err);
    close(from);
    if (to >= 0 && close(to) != 0 && code == ERR_OK)
        code = err_errno(err, "cannot close", path);
    return code;
}

static enum err_code apply(const char *path, const struct manifest *manifest,
                           const struct manifest_delta *expected, const struct buf *content,
                           struct err *err) {
    struct delta delta = {expected->file, content->data, content->len, expected->from,
                          manifest->serial};
    struct snapshot_info info = {.serial = manifest->serial,
                                 .issued = manifest->issued,
                                 .municipality = manifest->municipality,
                                 .set_digest = manifest->set_digest,
                                 .count = (int)manifest->count};
    return delta_apply(path, &delta, &info, err);
}

enum err_code patch_database(const char *base, const char *path,
                             const struct verified_manifest *manifest,
                             const struct manifest_delta *delta, int fd, struct err *err) {
    struct buf content = {0};
    enum err_code code = verify_delta(manifest, delta, fd, delta->file, err);
    if (code == ERR_OK && delta->content_size > DELTA_CONTENT_MAX)
        code = err_set(err, ERR_REFUSED, "%s: larger than a delta may be", delta->file);
    if (code == ERR_OK)
        code = unpack_bytes(fd, delta->file, delta->content_size, &content, err);
    if (code == ERR_OK)
        code = copy_database(base, path, err);
    if (code == ERR_OK)
        code = apply(path, verified_manifest(manifest), delta, &content, err);
    buf_free(&content);
    return code;
}
