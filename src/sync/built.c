#include "sync/built.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

#define BUILT_TYPE "meclis-built/1"
#define BUILT_MAX 4096 /* bytes */

static bool parse(const json_t *object, struct built *ret) {
    const char *type, *hex;
    int64_t size;
    if (!json_get_text(object, "type", &type) || strcmp(type, BUILT_TYPE) != 0 ||
        !json_get_integer(object, "size", 1, INT64_MAX, &size) ||
        !json_get_text(object, "blake2b", &hex) || !digest_parse(hex, &ret->digest))
        return false;
    ret->size = (uint64_t)size;
    return true;
}

enum err_code built_load(const char *folder, struct built *ret) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    struct built built;
    json_t *object = NULL;
    enum err_code code = path_join(path, folder, BUILT_NAME, NULL);
    if (code == ERR_OK)
        code = file_read(path, BUILT_MAX, &text, NULL);
    if (code == ERR_OK)
        code = json_read(buf_string(&text), text.len, path, &object, NULL);
    if (code == ERR_OK && !parse(object, &built))
        code = ERR_REFUSED;
    json_decref(object);
    buf_free(&text);
    if (code == ERR_OK)
        *ret = built;
    return code;
}

char *built_text(const struct built *built) {
    char hex[DIGEST_HEX];
    digest_hex(&built->digest, hex);
    json_t *object = json_pack("{s:s, s:I, s:s}", "type", BUILT_TYPE, "size",
                               (json_int_t)built->size, "blake2b", hex);
    char *text = json_pretty(object);
    json_decref(object);
    return text;
}

static void *measure_file(void *data) {
    struct built_measure *measure = data;
    int fd = open(measure->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        measure->code = err_errno(&measure->err, "cannot open", measure->path);
        return NULL;
    }
    measure->code =
        digest_fd(fd, measure->path, &measure->built.digest, &measure->built.size, &measure->err);
    close(fd);
    return NULL;
}

void built_begin(struct built_measure *measure, const char *path) {
    *measure = (struct built_measure){.path = path};
    measure->started = pthread_create(&measure->thread, NULL, measure_file, measure) == 0;
}

enum err_code built_end(struct built_measure *measure, struct built *ret, struct err *err) {
    if (!measure->started || pthread_join(measure->thread, NULL) != 0)
        measure_file(measure);
    if (measure->code == ERR_OK)
        *ret = measure->built;
    else if (err)
        *err = measure->err;
    return measure->code;
}
