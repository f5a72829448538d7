#include "intake/source.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "intake/archive.h"

void source_clear(struct source *source) {
    if (!source)
        return;
    free(source->path);
    free(source->member);
    *source = (struct source){0};
}

char *source_label(const struct source *source) {
    if (!source->member)
        return mem_string(source->path);
    struct buf label = {0};
    buf_format(&label, "%s/%s", source->path, source->member);
    char *text = buf_take(&label);
    if (!text)
        abort();
    return text;
}

void source_shelf_clear(struct source_shelf *shelf) {
    if (!shelf)
        return;
    archive_close(shelf->archive);
    free(shelf->path);
    *shelf = (struct source_shelf){0};
}

static enum err_code open_archive(struct source_shelf *shelf, const char *path, struct err *err) {
    if (shelf->archive && strcmp(shelf->path, path) == 0)
        return ERR_OK;
    source_shelf_clear(shelf);
    enum err_code code = archive_open(path, &shelf->archive, err);
    if (code == ERR_OK)
        shelf->path = mem_string(path);
    return code;
}

static enum err_code read_file(const char *path, struct buf *ret, struct err *err) {
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size > SOURCE_MAX_BYTES)
        return err_set(err, ERR_REFUSED,
                       "%s: larger than %zu MiB; save each decision to a file of its own", path,
                       SOURCE_MAX_BYTES >> 20);
    return file_read(path, SOURCE_MAX_BYTES, ret, err);
}

enum err_code source_read(const struct source *source, struct source_shelf *shelf, struct buf *ret,
                          struct err *err) {
    size_t member;
    if (!source->member)
        return read_file(source->path, ret, err);
    enum err_code code = open_archive(shelf, source->path, err);
    if (code != ERR_OK)
        return code;
    if (!archive_find(shelf->archive, source->member, &member))
        return err_set(err, ERR_MISSING, "%s/%s: no such file in the archive", source->path,
                       source->member);
    return archive_read(shelf->archive, member, SOURCE_MAX_BYTES, ret, err);
}
