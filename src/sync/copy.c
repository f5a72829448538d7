#include "sync/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/stick.h"
#include "sync/storage.h"

#define BLOCK 65536

enum err_code copy_open(const char *path, struct copy_source *ret, struct err *err) {
    int folder = -1;
    enum err_code code = stick_open(path, &folder, err);
    if (code == ERR_OK)
        *ret = (struct copy_source){folder, path};
    return code;
}

void copy_close(struct copy_source *source) {
    close(source->folder);
    source->folder = -1;
}

/* O_NONBLOCK and the look at the type keep a FIFO or a device from stopping us. */
static enum err_code open_source(const struct copy_source *source, const char *name, uint64_t max,
                                 enum err_code absent, int *ret_fd, struct err *err) {
    int fd =
        openat(source->folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, absent, "%s: %s is missing; copy the whole release again", source->path,
                       name);
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
    else if (st.st_size < 0 || (uint64_t)st.st_size > max)
        code = err_set(err, ERR_REFUSED, "%s/%s: larger than the %llu bytes allowed", source->path,
                       name, (unsigned long long)max);
    if (code != ERR_OK)
        close(fd);
    else
        *ret_fd = fd;
    return code;
}

static enum err_code copy_bytes(int from, const char *name, uint64_t max, int to, const char *path,
                                struct err *err) {
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
    }
}

static enum err_code open_copy(const char *state, const char *name, char path[FILE_PATH_MAX],
                               int *ret_fd, struct err *err) {
    char inbox[FILE_PATH_MAX];
    enum err_code code = path_join(inbox, state, "inbox", err);
    if (code == ERR_OK)
        code = path_join(path, inbox, name, err);
    if (code != ERR_OK)
        return code;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return storage_failed(err_errno(err, "cannot create", path), err);
    *ret_fd = fd;
    return ERR_OK;
}

enum err_code copy_file(const struct copy_source *source, const char *name, uint64_t max,
                        enum err_code absent, const char *state, int *ret_fd, struct err *err) {
    char path[FILE_PATH_MAX];
    int from = -1, to = -1;
    enum err_code code = open_source(source, name, max, absent, &from, err);
    if (code == ERR_OK)
        code = open_copy(state, name, path, &to, err);
    if (code == ERR_OK)
        code = copy_bytes(from, name, max, to, path, err);
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

enum err_code copy_read(int fd, const char *name, uint64_t max, struct buf *ret, struct err *err) {
    while (ret->len <= max) {
        char *room = buf_room(ret, 4096);
        if (!room)
            return err_set(err, ERR_STORAGE, "%s: out of memory", name);
        ssize_t got = read(fd, room, 4096);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_STORAGE, "%s: cannot read the copy: %s", name, strerror(errno));
        buf_took(ret, (size_t)got);
        if (got == 0)
            return ERR_OK;
    }
    return err_set(err, ERR_REFUSED, "%s: larger than the %llu bytes allowed", name,
                   (unsigned long long)max);
}
