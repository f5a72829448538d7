#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "bundle/pack.h"
#include "publish/release.h"

#define CONTENT_NAME "delta.tmp"

static enum err_code pack_content(const struct buf *content, const char *work, const char *name,
                                  struct packed *ret, struct err *err) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    enum err_code code = path_join(from, work, CONTENT_NAME, err);
    if (code == ERR_OK)
        code = path_join(to, work, name, err);
    if (code == ERR_OK)
        code = file_write(from, content->data, content->len, err);
    if (code == ERR_OK) {
        code = pack_file(from, to, ret, err);
        unlink(from);
    }
    return code;
}

static enum err_code build_delta(struct library *library, const char *work,
                                 const struct library_base *base, int64_t serial,
                                 struct manifest_delta *ret, struct err *err) {
    struct buf content = {0};
    struct packed packed;
    struct manifest_delta delta = {.from = base->serial, .base_digest = base->set_digest};
    manifest_delta_name(base->serial, serial, delta.file);
    enum err_code code = library_delta(library, base->serial, serial, &content, err);
    if (code == ERR_OK)
        code = pack_content(&content, work, delta.file, &packed, err);
    if (code == ERR_OK) {
        delta.size = packed.size;
        delta.digest = packed.digest;
        delta.content_size = packed.source_size;
        *ret = delta;
    }
    buf_free(&content);
    return code;
}

static enum err_code remove_part(const char *work, const char *name, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, work, name, err);
    return code == ERR_OK ? file_remove_tree(path, err) : code;
}

enum err_code release_build_deltas(struct library *library, const char *work, int most,
                                   struct manifest *manifest, struct err *err) {
    struct library_base bases[RELEASE_DELTAS];
    if (most > RELEASE_DELTAS)
        most = RELEASE_DELTAS;
    size_t count = 0;
    enum err_code code = library_bases(library, manifest->serial, (size_t)most, bases, &count, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct manifest_delta *delta = &manifest->deltas[manifest->delta_count];
        code = build_delta(library, work, &bases[i], manifest->serial, delta, err);
        /* one that is larger than all of it is of use to nobody, and so are those before it */
        if (code == ERR_REFUSED)
            return ERR_OK;
        if (code == ERR_OK && delta->size >= manifest->snapshot.size)
            return remove_part(work, delta->file, err);
        if (code == ERR_OK)
            manifest->delta_count++;
    }
    return code;
}
