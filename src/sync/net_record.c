#include "sync/net_record.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "sync/inbox.h"
#include "sync/storage.h"

#define NET_TYPE "meclis-net/1"
#define NET_MAX 8192 /* bytes */
#define FAILURES_MOST 1000000

static bool take_text(const json_t *object, const char *key, char *ret, size_t size) {
    const char *text;
    if (!json_get_text(object, key, &text) || strlen(text) >= size)
        return false;
    memcpy(ret, text, strlen(text) + 1);
    return true;
}

static bool take_time(const json_t *object, const char *key, int64_t *ret) {
    const char *text;
    return json_get_text(object, key, &text) && clock_parse(text, ret);
}

static bool parse_members(const json_t *object, struct net_record *ret) {
    const char *type, *manifest;
    return json_get_text(object, "type", &type) && strcmp(type, NET_TYPE) == 0 &&
           take_text(object, "url", ret->url, sizeof ret->url) &&
           take_text(object, "etag", ret->etag, sizeof ret->etag) &&
           json_get_text(object, "manifest", &manifest) && digest_parse(manifest, &ret->manifest) &&
           take_time(object, "asked", &ret->asked) &&
           json_get_integer(object, "failures", 0, FAILURES_MOST, &ret->failures) &&
           take_time(object, "next", &ret->next) &&
           take_text(object, "error", ret->error, sizeof ret->error);
}

static enum err_code read_file(const char *folder, char path[FILE_PATH_MAX], struct buf *ret) {
    enum err_code code = path_join(path, folder, INBOX_NET_NAME, NULL);
    return code == ERR_OK ? file_read(path, NET_MAX, ret, NULL) : code;
}

void net_record_load(const char *folder, struct net_record *ret) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    json_t *object = NULL;
    struct net_record record = {0};
    if (read_file(folder, path, &text) != ERR_OK ||
        json_read(buf_string(&text), text.len, path, &object, NULL) != ERR_OK ||
        !parse_members(object, &record))
        record = (struct net_record){0};
    json_decref(object);
    buf_free(&text);
    *ret = record;
}

static char *record_text(const struct net_record *record) {
    char manifest[DIGEST_HEX], asked[CLOCK_TEXT], next[CLOCK_TEXT];
    digest_hex(&record->manifest, manifest);
    clock_text(record->asked, asked);
    clock_text(record->next, next);
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:s}", "type", NET_TYPE, "url", record->url,
                  "etag", record->etag, "manifest", manifest, "asked", asked, "failures",
                  (json_int_t)record->failures, "next", next, "error", record->error);
    char *text = json_pretty(object);
    json_decref(object);
    return text;
}

enum err_code net_record_save(const char *folder, const struct net_record *record,
                              struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf old = {0};
    enum err_code code = path_join(path, folder, INBOX_NET_NAME, err);
    if (code != ERR_OK)
        return code;
    char *text = record_text(record);
    if (!text)
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    if (read_file(folder, path, &old) != ERR_OK || strcmp(buf_string(&old), text) != 0)
        code = storage_failed(file_write(path, text, strlen(text), err), err);
    buf_free(&old);
    free(text);
    return code;
}

/* A text cut in the middle of a letter is no UTF-8, and JSON takes nothing else. */
static void copy_error(struct net_record *record, const char *text) {
    snprintf(record->error, sizeof record->error, "%s", text);
    json_t *string = json_string(record->error);
    if (!string)
        snprintf(record->error, sizeof record->error, "the server cannot be asked");
    json_decref(string);
}

void net_record_note(struct net_record *record, int64_t now, int64_t min, int64_t max,
                     const struct err *failure) {
    if (!failure) {
        record->failures = record->next = 0;
        record->error[0] = '\0';
        return;
    }
    int64_t pause = min;
    for (int64_t i = 0; i < record->failures && pause < max; i++)
        pause *= 2;
    if (pause > max)
        pause = max;
    pause -= randombytes_uniform((uint32_t)(pause / 2) + 1);
    if (record->failures < FAILURES_MOST)
        record->failures++;
    record->next = now + pause;
    copy_error(record, failure->text);
}

int64_t net_record_wait(const struct net_record *record, int64_t now, int64_t max) {
    int64_t wait = record->next - now;
    return record->next > 0 && wait > 0 && wait <= max ? wait : 0;
}
