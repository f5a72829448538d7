#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* When an allocation fails, Jansson 2.14 drops a letter of what it reads without a word, and where
 * that letter ends a text it writes past its memory. So it is never told of a failure. */
static void *allocate(size_t size) {
    return mem_zero(1, size);
}

__attribute__((constructor)) static void prepare(void) {
    json_set_alloc_funcs(allocate, free);
}

enum err_code json_read(const char *text, size_t length, const char *name, json_t **ret_object,
                        struct err *err) {
    json_error_t reason;
    json_t *value = json_loadb(text, length, JSON_REJECT_DUPLICATES, &reason);
    if (!value)
        return err_set(err, ERR_REFUSED, "%s: not JSON: %s in line %d", name, reason.text,
                       reason.line);
    if (!json_is_object(value)) {
        json_decref(value);
        return err_set(err, ERR_REFUSED, "%s: not a JSON object", name);
    }
    *ret_object = value;
    return ERR_OK;
}

bool json_get_text(const json_t *object, const char *key, const char **ret) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return false;
    *ret = json_string_value(value);
    return true;
}

bool json_get_integer(const json_t *object, const char *key, int64_t min, int64_t max,
                      int64_t *ret) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value) || json_integer_value(value) < min ||
        json_integer_value(value) > max)
        return false;
    *ret = json_integer_value(value);
    return true;
}

json_t *json_text_or_null(const char *text) {
    return text ? json_string(text) : json_null();
}

json_t *json_count_or_null(int64_t value) {
    return value >= 0 ? json_integer(value) : json_null();
}

static int append(const char *bytes, size_t count, void *data) {
    buf_add(data, bytes, count);
    return 0;
}

char *json_pretty(const json_t *value) {
    struct buf out = {0};
    int failed = json_dump_callback(value, append, &out, JSON_INDENT(2));
    buf_byte(&out, '\n');
    if (failed)
        out.failed = true;
    return buf_take(&out);
}
