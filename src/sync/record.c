#include "sync/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "sync/storage.h"

#define RECORD_TYPE "meclis-trust/1"
#define RECORD_NAME "trust.json"
#define RECORD_MAX 4096 /* bytes */
#define DAY_SECONDS 86400

/* Younger than the file's first form, so it may be absent. */
static bool parse_date(const json_t *object, int64_t *ret) {
    const char *date;
    return !json_object_get(object, "date") ||
           (json_get_text(object, "date", &date) && clock_parse(date, ret));
}

static bool parse_members(const json_t *object, struct trust_record *ret) {
    const char *type, *manifest, *issued;
    return json_get_text(object, "type", &type) && strcmp(type, RECORD_TYPE) == 0 &&
           json_get_integer(object, "keyset", 0, INT64_MAX, &ret->keyset) &&
           json_get_integer(object, "serial", 0, INT64_MAX, &ret->serial) &&
           json_get_integer(object, "held", 0, INT64_MAX, &ret->held) &&
           json_get_text(object, "manifest", &manifest) && digest_parse(manifest, &ret->manifest) &&
           json_get_text(object, "issued", &issued) && clock_parse(issued, &ret->issued) &&
           parse_date(object, &ret->date);
}

static enum err_code parse(const struct buf *text, const char *path, struct trust_record *ret,
                           struct err *err) {
    json_t *object = NULL;
    enum err_code code = json_read(buf_string(text), text->len, path, &object, err);
    if (code != ERR_OK)
        return code;
    struct trust_record record = {0};
    bool good = parse_members(object, &record);
    json_decref(object);
    if (!good)
        return err_set(err, ERR_REFUSED, "%s: damaged; the next update writes it anew", path);
    *ret = record;
    return ERR_OK;
}

enum err_code trust_record_load(const char *state, struct trust_record *ret, struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    enum err_code code = path_join(path, state, RECORD_NAME, err);
    if (code == ERR_OK)
        code = file_read(path, RECORD_MAX, &text, err);
    if (code == ERR_OK)
        code = parse(&text, path, ret, err);
    buf_free(&text);
    if (code != ERR_MISSING)
        return code;
    *ret = (struct trust_record){0};
    return ERR_OK;
}

enum err_code trust_record_save(const char *state, const struct trust_record *record,
                                struct err *err) {
    char path[FILE_PATH_MAX], manifest[DIGEST_HEX], issued[CLOCK_TEXT], date[CLOCK_TEXT];
    enum err_code code = path_join(path, state, RECORD_NAME, err);
    if (code != ERR_OK)
        return code;
    digest_hex(&record->manifest, manifest);
    clock_text(record->issued, issued);
    clock_text(record->date, date);
    json_t *object =
        json_pack("{s:s, s:I, s:I, s:s, s:s, s:s, s:I}", "type", RECORD_TYPE, "keyset",
                  (json_int_t)record->keyset, "serial", (json_int_t)record->serial, "manifest",
                  manifest, "issued", issued, "date", date, "held", (json_int_t)record->held);
    char *text = object ? json_pretty(object) : NULL;
    json_decref(object);
    code = text ? file_write(path, text, strlen(text), err)
                : err_set(err, ERR_STORAGE, "%s: out of memory", path);
    free(text);
    return storage_failed(code, err);
}

bool trust_record_note_date(struct trust_record *record, int64_t date) {
    if (date - record->date < DAY_SECONDS)
        return false;
    record->date = date;
    return true;
}

int trust_record_compare(const struct trust_record *record, int64_t keyset, int64_t serial) {
    if (keyset != record->keyset)
        return keyset < record->keyset ? -1 : 1;
    return (serial > record->serial) - (serial < record->serial);
}
