#include "store/generation.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define POINTER_MAX 32 /* bytes; a serial has at most 19 digits */

enum err_code generation_database(char *ret, const char *state, int64_t serial, struct err *err) {
    char name[64];
    snprintf(name, sizeof name, "generations/%" PRId64 "/decisions.db", serial);
    return path_join(ret, state, name, err);
}

/* Exactly what generation_point writes: digits without leading zeros and a newline. */
static bool pointer_parse(const struct buf *content, int64_t *ret) {
    const char *text = buf_string(content);
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || *text == '0' || strcmp(text + digits, "\n") != 0 ||
        content->len != digits + 1)
        return false;
    errno = 0;
    long long serial = strtoll(text, NULL, 10);
    if (errno != 0)
        return false;
    *ret = serial;
    return true;
}

enum err_code generation_pointer(const char *state, const char *name, int64_t *ret_serial,
                                 struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf content = {0};
    enum err_code code = path_join(path, state, name, err);
    if (code == ERR_OK)
        code = file_read(path, POINTER_MAX, &content, err);
    if (code == ERR_MISSING)
        err_set(err, code, "%s: there is no %s generation; run meclis-sync update", state, name);
    if (code == ERR_OK && !pointer_parse(&content, ret_serial))
        code = err_set(err, ERR_REFUSED,
                       "%s: not the serial of a generation; run meclis-sync "
                       "update",
                       path);
    buf_free(&content);
    return code;
}

enum err_code generation_point(const char *state, const char *name, int64_t serial,
                               struct err *err) {
    char path[FILE_PATH_MAX], text[POINTER_MAX];
    enum err_code code = path_join(path, state, name, err);
    if (code != ERR_OK)
        return code;
    int count = snprintf(text, sizeof text, "%" PRId64 "\n", serial);
    return file_write(path, text, (size_t)count, err);
}
