#include "sync/built.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"

#define BUILT_TYPE "meclis-built/1"
#define BUILT_MAX 4096 /* bytes */

static bool parse(const json_t *object, struct built *ret) {
    const char *type;
    int64_t size;
    if (!json_get_text(object, "type", &type) || strcmp(type, BUILT_TYPE) != 0 ||
        !json_get_integer(object, "size", 1, INT64_MAX, &size))
        return false;
    *ret = (struct built){.size = (uint64_t)size};
    return true;
}

bool built_load(const char *folder, struct built *ret) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    struct built built;
    json_t *object = NULL;
    bool good = path_join(path, folder, BUILT_NAME, NULL) == ERR_OK &&
                file_read(path, BUILT_MAX, &text, NULL) == ERR_OK &&
                json_read(buf_string(&text), text.len, path, &object, NULL) == ERR_OK &&
                parse(object, &built);
    json_decref(object);
    buf_free(&text);
    if (good)
        *ret = built;
    return good;
}

char *built_text(const struct built *built) {
    json_t *object = json_pack("{s:s, s:I}", "type", BUILT_TYPE, "size", (json_int_t)built->size);
    char *text = object ? json_pretty(object) : NULL;
    json_decref(object);
    return text;
}
