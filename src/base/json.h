/* Jansson with the few helpers that every reader and writer of ours needs. Where there is no memory
 * for it the program ends with ERR_STORAGE, as in base/mem.h; json.c says why. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* One JSON object and nothing behind it, no duplicate keys; `name` goes into the message.
 * ERR_REFUSED for anything else. */
enum err_code json_read(const char *text, size_t length, const char *name, json_t **ret_object,
                        struct err *err) CHECKED;

/* Members by name and type: false, and ret untouched, where the member is absent or of another
 * type. Strings are owned by the object. Integers outside [min, max] count as absent. */
bool json_get_text(const json_t *object, const char *key, const char **ret);
bool json_get_integer(const json_t *object, const char *key, int64_t min, int64_t max,
                      int64_t *ret);

/* The value as a string or integer, or JSON null for NULL or for anything below zero. */
json_t *json_text_or_null(const char *text);
json_t *json_count_or_null(int64_t value);

/* Members in the order in which they were set, two spaces of indent, a final newline; allocated,
 * NULL when out of memory. */
char *json_pretty(const json_t *value);

#endif
