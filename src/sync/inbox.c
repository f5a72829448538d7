#include "sync/inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "sync/storage.h"

#define READY_NAME "ready"
#define PART_NAME "part.json"
#define PART_TYPE "meclis-part/1"
#define PART_MAX 4096 /* bytes */

enum err_code inbox_path(char ret[FILE_PATH_MAX], const char *state, struct err *err) {
    return path_join(ret, state, "inbox", err);
}

static enum err_code ready_path(char ret[FILE_PATH_MAX], const char *state, struct err *err) {
    char folder[FILE_PATH_MAX];
    enum err_code code = inbox_path(folder, state, err);
    return code == ERR_OK ? path_join(ret, folder, READY_NAME, err) : code;
}

enum err_code inbox_finish(const char *state, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = ready_path(path, state, err);
    if (code == ERR_OK)
        code = file_write(path, "", 0, err);
    return storage_failed(code, err);
}

bool inbox_waits(const char *state) {
    char path[FILE_PATH_MAX];
    struct stat st;
    return ready_path(path, state, NULL) == ERR_OK &&
           (stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

enum err_code inbox_create(const char *folder, const char *name, char path[FILE_PATH_MAX],
                           int *ret_fd, struct err *err) {
    enum err_code code = path_join(path, folder, name, err);
    if (code != ERR_OK)
        return code;
    unlink(path);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return storage_failed(err_errno(err, "cannot create", path), err);
    *ret_fd = fd;
    return ERR_OK;
}

/* ---- the transfer that may be resumed ---- */

static bool take_text(const json_t *object, const char *key, char *ret, size_t size) {
    const char *text;
    if (!json_get_text(object, key, &text) || !*text || strlen(text) >= size)
        return false;
    memcpy(ret, text, strlen(text) + 1);
    return true;
}

static bool read_part(const struct buf *text, struct inbox_part *ret) {
    json_t *object = NULL;
    const char *type;
    if (json_read(buf_string(text), text->len, PART_NAME, &object, NULL) != ERR_OK)
        return false;
    struct inbox_part part;
    bool good = json_get_text(object, "type", &type) && strcmp(type, PART_TYPE) == 0 &&
                take_text(object, "url", part.url, sizeof part.url) &&
                take_text(object, "file", part.file, sizeof part.file) &&
                take_text(object, "etag", part.etag, sizeof part.etag);
    json_decref(object);
    if (good)
        *ret = part;
    return good;
}

bool inbox_part_load(const char *folder, struct inbox_part *ret) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    bool good = path_join(path, folder, PART_NAME, NULL) == ERR_OK &&
                file_read(path, PART_MAX, &text, NULL) == ERR_OK && read_part(&text, ret);
    buf_free(&text);
    return good;
}

enum err_code inbox_part_save(const char *folder, const struct inbox_part *part, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, PART_NAME, err);
    if (code != ERR_OK)
        return code;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "type", PART_TYPE, "url", part->url, "file",
                               part->file, "etag", part->etag);
    char *text = json_pretty(object);
    json_decref(object);
    code = text ? file_write(path, text, strlen(text), err)
                : err_set(err, ERR_STORAGE, "%s: out of memory", path);
    free(text);
    return storage_failed(code, err);
}

void inbox_part_forget(const char *folder) {
    char path[FILE_PATH_MAX];
    if (path_join(path, folder, PART_NAME, NULL) == ERR_OK)
        unlink(path);
}

/* ---- emptying ---- */

static enum err_code empty(const char *folder, const char *staying_file, struct err *err) {
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    enum err_code code = folder_names(folder, &names, &count, err);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        if (strcmp(names[i], INBOX_NET_NAME) == 0)
            continue;
        if (staying_file &&
            (strcmp(names[i], PART_NAME) == 0 || strcmp(names[i], staying_file) == 0))
            continue;
        code = path_join(path, folder, names[i], err);
        if (code == ERR_OK)
            code = file_remove_tree(path, err);
    }
    folder_names_free(names, count);
    return code;
}

static enum err_code trim(const char *folder, struct err *err) {
    struct inbox_part part;
    bool some = inbox_part_load(folder, &part) && strcmp(part.file, READY_NAME) != 0;
    return empty(folder, some ? part.file : NULL, err);
}

enum err_code inbox_prepare(const char *state, struct err *err) {
    char folder[FILE_PATH_MAX];
    enum err_code code = inbox_path(folder, state, err);
    if (code == ERR_OK)
        code = folder_make(folder, err);
    /* what is in it goes, the folder stays: it may be all that this process can write */
    if (code == ERR_OK)
        code = trim(folder, err);
    return storage_failed(code, err);
}

void inbox_trim(const char *state) {
    char folder[FILE_PATH_MAX];
    if (inbox_path(folder, state, NULL) == ERR_OK)
        (void)!trim(folder, NULL);
}

enum err_code inbox_clear_surely(const char *state, struct err *err) {
    char folder[FILE_PATH_MAX];
    enum err_code code = inbox_path(folder, state, err);
    if (code == ERR_OK)
        code = empty(folder, NULL, err);
    return storage_failed(code, err);
}

void inbox_clear(const char *state) {
    (void)!inbox_clear_surely(state, NULL);
}
