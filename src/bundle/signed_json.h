/* What all signed JSON files of ours share. Inside bundle/ only. */
#ifndef BUNDLE_SIGNED_JSON_H
#define BUNDLE_SIGNED_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"

#define SIGNED_INTEGER_MAX (INT64_C(1) << 53) /* what every JSON reader keeps exactly */

/* Reads an object of at most `max` bytes whose first member is "type": `type`. The signature
 * format does not tell one kind of file from another, so the file itself must. */
enum err_code signed_json_read(const char *text, size_t length, size_t max, const char *type,
                               const char *name, json_t **ret_object, struct err *err) CHECKED;

/* A time such as "2015-07-23T05:15:00Z"; false, and ret untouched, where it is none. */
bool signed_json_time(const json_t *object, const char *key, int64_t *ret);
/* A text of under `size` bytes, copied. */
bool signed_json_text(const json_t *object, const char *key, char *ret, size_t size);

/* Appends the object and drops it; NULL for it counts as out of memory. */
enum err_code signed_json_write(json_t *object, struct buf *out, struct err *err) CHECKED;

#endif
