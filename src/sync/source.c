#include "sync/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 4096

enum err_code source_file(struct source *source, const struct source_want *want, int *ret_fd,
                          struct err *err) {
    return source->ops->file(source, want, ret_fd, err);
}

static enum err_code read_copy(int fd, const struct source_want *want, struct buf *ret,
                               struct err *err) {
    while (ret->len <= want->max) {
        char *room = buf_room(ret, BLOCK);
        if (!room)
            return err_set(err, ERR_STORAGE, "%s: out of memory", want->name);
        ssize_t got = read(fd, room, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_STORAGE, "%s: cannot read the copy: %s", want->name,
                           strerror(errno));
        buf_took(ret, (size_t)got);
        if (got == 0)
            return ERR_OK;
    }
    return err_set(err, ERR_REFUSED, "%s: larger than the %llu bytes allowed", want->name,
                   (unsigned long long)want->max);
}

enum err_code source_text(struct source *source, const struct source_want *want, struct buf *ret,
                          bool *ret_same, struct err *err) {
    struct buf text = {0};
    int fd = -1;
    enum err_code code = source_file(source, want, &fd, err);
    if (code == ERR_OK && ret_same)
        *ret_same = fd < 0;
    if (code != ERR_OK || fd < 0)
        return code;
    code = read_copy(fd, want, &text, err);
    close(fd);
    if (code != ERR_OK) {
        buf_free(&text);
        return code;
    }
    buf_free(ret);
    *ret = text;
    return ERR_OK;
}

void source_accepted(struct source *source, const struct digest *manifest) {
    if (source->ops->accepted)
        source->ops->accepted(source, manifest);
}

void source_close(struct source *source, const struct err *failure) {
    if (source)
        source->ops->close(source, failure);
}
