#include "bundle/signed_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum err_code signed_json_read(const char *text, size_t length, size_t max, const char *type,
                               const char *name, json_t **ret_object, struct err *err) {
    if (length > max)
        return err_set(err, ERR_REFUSED, "%s: larger than the %zu bytes allowed", name, max);
    json_t *object = NULL;
    enum err_code code = json_read(text, length, name, &object, err);
    if (code != ERR_OK)
        return code;
    const char *first = json_object_iter_key(json_object_iter(object));
    const char *value = NULL;
    if (!first || strcmp(first, "type") != 0 || !json_get_text(object, "type", &value) ||
        strcmp(value, type) != 0) {
        json_decref(object);
        return err_set(err, ERR_REFUSED, "%s: its first member is not \"type\": \"%s\"", name,
                       type);
    }
    *ret_object = object;
    return ERR_OK;
}

bool signed_json_time(const json_t *object, const char *key, int64_t *ret) {
    const char *text;
    return json_get_text(object, key, &text) && clock_parse(text, ret);
}

bool signed_json_text(const json_t *object, const char *key, char *ret, size_t size) {
    const char *text;
    if (!json_get_text(object, key, &text) || strlen(text) >= size)
        return false;
    memcpy(ret, text, strlen(text) + 1);
    return true;
}

enum err_code signed_json_write(json_t *object, struct buf *out, struct err *err) {
    char *text = json_pretty(object);
    json_decref(object);
    if (text)
        buf_text(out, text);
    free(text);
    if (!text || out->failed)
        return err_set(err, ERR_STORAGE, "out of memory while writing JSON");
    return ERR_OK;
}
