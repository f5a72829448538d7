#include "sync/built.h"

#include <fcntl.h>
#include <stdlib.h>
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
        !json_get_integer(object, "size", 1, INT64_MAX, &size))
        return false;
    *ret = (struct built){.size = (uint64_t)size, .sealed = json_object_get(object, "blake2b")};
    return !ret->sealed ||
           (json_get_text(object, "blake2b", &hex) && digest_parse(hex, &ret->digest));
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
    json_t *object = json_pack("{s:s, s:I}", "type", BUILT_TYPE, "size", (json_int_t)built->size);
    if (built->sealed)
        json_object_set_new(object, "blake2b", json_string(hex));
    char *text = json_pretty(object);
    json_decref(object);
    return text;
}

enum err_code built_seal(const char *folder, const char *path, struct built *built,
                         struct err *err) {
    struct built sealed = {.sealed = true};
    char file[FILE_PATH_MAX];
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    enum err_code code = digest_fd(fd, path, &sealed.digest, &sealed.size, err);
    close(fd);
    if (code == ERR_OK)
        code = path_join(file, folder, BUILT_NAME, err);
    if (code != ERR_OK)
        return code;
    char *text = built_text(&sealed);
    code = file_write(file, text, strlen(text), err);
    free(text);
    if (code == ERR_OK)
        *built = sealed;
    return code;
}
