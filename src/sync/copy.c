#include "sync/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/inbox.h"
#include "sync/stick.h"
#include "sync/storage.h"

#define BLOCK 65536

struct copy_source {
    struct source base;
    int folder;       /* open descriptor */
    const char *path; /* as the user gave it, for messages */
};

/* O_NONBLOCK and the look at the type keep a FIFO or a device from stopping us. */
static enum err_code open_file(const struct copy_source *source, const struct source_want *want,
                               int *ret_fd, struct err *err) {
    const char *name = want->name;
    int fd =
        openat(source->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, want->absent, "%s: %s is missing; copy the whole release again",
                       source->path, name);
    if (fd < 0 && (errno == ELOOP || errno == ENXIO))
        return err_set(err, ERR_REFUSED, "%s/%s: not a regular file", source->path, name);
    if (fd < 0)
        return err_set(err, ERR_MISSING, "%s/%s: cannot open it: %s", source->path, name,
                       strerror(errno));
    struct stat st;
    enum err_code code = ERR_OK;
    if (fstat(fd, &st) != 0)
        code = err_set(err, ERR_MISSING, "%s/%s: cannot read it: %s", source->path, name,
                       strerror(errno));
    else if (!S_ISREG(st.st_mode))
        code = err_set(err, ERR_REFUSED, "%s/%s: not a regular file", source->path, name);
    else if (st.st_size < 0 || (uint64_t)st.st_size > want->max)
        code = err_set(err, ERR_REFUSED, "%s/%s: larger than the %llu bytes allowed", source->path,
                       name, (unsigned long long)want->max);
    if (code != ERR_OK)
        close(fd);
    else
        *ret_fd = fd;
    return code;
}

static enum err_code copy_bytes(int from, const struct source_want *want, int to, const char *path,
                                const struct source_watch *watch, struct err *err) {
    const char *name = want->name;
    uint64_t max = want->max;
    char block[BLOCK];
    uint64_t total = 0;
    for (;;) {
        ssize_t got = read(from, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_MISSING, "%s: cannot read it: %s; was the stick pulled?", name,
                           strerror(errno));
        if (got == 0)
            return ERR_OK;
        total += (uint64_t)got;
        if (total > max) /* it grew while it was read */
            return err_set(err, ERR_REFUSED, "%s: larger than the %llu bytes allowed", name,
                           (unsigned long long)max);
        enum err_code code = file_write_all(to, block, (size_t)got, path, err);
        if (code != ERR_OK)
            return storage_failed(code, err);
        if (watch && want->digest)
            watch->copying(watch->data, total, max);
    }
}

static enum err_code copy_file(struct source *base, const struct source_want *want, int *ret_fd,
                               struct err *err) {
    const struct copy_source *source = (const struct copy_source *)base;
    char path[FILE_PATH_MAX];
    int from = -1, to = -1;
    enum err_code code = open_file(source, want, &from, err);
    if (code == ERR_OK)
        code = inbox_create(base->into, want->name, path, &to, err);
    if (code == ERR_OK)
        code = copy_bytes(from, want, to, path, base->watch, err);
    if (code == ERR_OK && lseek(to, 0, SEEK_SET) != 0)
        code = storage_failed(err_errno(err, "cannot read", path), err);
    if (from >= 0)
        close(from);
    if (code == ERR_OK)
        *ret_fd = to;
    else if (to >= 0)
        close(to);
    return code;
}

static void copy_close(struct source *base, const struct err *failure) {
    struct copy_source *source = (struct copy_source *)base;
    (void)failure;
    close(source->folder);
    free(source);
}

enum err_code copy_open(const char *path, const char *into, struct source **ret, struct err *err) {
    static const struct source_ops ops = {.file = copy_file, .close = copy_close};
    if (strlen(into) >= FILE_PATH_MAX)
        return err_set(err, ERR_USAGE, "%.80s…: the path is too long", into);
    int folder = -1;
    enum err_code code = stick_open(path, &folder, err);
    if (code != ERR_OK)
        return code;
    struct copy_source *source = calloc(1, sizeof *source);
    if (!source) {
        close(folder);
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    }
    source->base.ops = &ops;
    memcpy(source->base.into, into, strlen(into) + 1);
    source->folder = folder;
    source->path = path;
    *ret = &source->base;
    return ERR_OK;
}
