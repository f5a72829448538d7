#include "publish/backup_list.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#define LIST_TYPE "meclis-backup/1"
#define LIST_MAX (1 << 20) /* bytes */

void backup_list_clear(struct backup_list *list) {
    free(list->files);
    *list = (struct backup_list){0};
}

static enum err_code measure(const char *folder, struct backup_file *file, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, file->name, err);
    if (code != ERR_OK)
        return code;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    /* what was synced is read from the disk again, not from the page cache */
    (void)!posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    code = digest_fd(fd, path, &file->digest, &file->size, err);
    close(fd);
    return code;
}

enum err_code backup_list_add(struct backup_list *list, const char *folder, const char *name,
                              struct err *err) {
    struct backup_file file = {.size = 0};
    if (strlen(name) >= sizeof file.name || list->count == BACKUP_FILES_MAX)
        return err_set(err, ERR_REFUSED, "%s/%.80s: too long a name, or too many files", folder,
                       name);
    memcpy(file.name, name, strlen(name) + 1);
    enum err_code code = measure(folder, &file, err);
    if (code != ERR_OK)
        return code;
    list->files = mem_grow(list->files, list->count + 1, sizeof *list->files);
    list->files[list->count++] = file;
    return ERR_OK;
}

/* ---- writing ---- */

static json_t *files_json(const struct backup_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++) {
        char digest[DIGEST_HEX];
        digest_hex(&list->files[i].digest, digest);
        json_array_append_new(array,
                              json_pack("{s:s, s:I, s:s}", "name", list->files[i].name, "size",
                                        (json_int_t)list->files[i].size, "blake2b", digest));
    }
    return array;
}

enum err_code backup_list_save(const struct backup_list *list, const char *folder,
                               struct err *err) {
    char path[FILE_PATH_MAX], made[CLOCK_TEXT];
    clock_text(list->made, made);
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:o}", "type", LIST_TYPE, "made", made, "library",
                  list->library, "trust", list->trust, "files", files_json(list));
    char *text = object ? json_pretty(object) : NULL;
    json_decref(object);
    enum err_code code = text ? path_join(path, folder, BACKUP_LIST_NAME, err)
                              : err_set(err, ERR_STORAGE, "%s: out of memory", folder);
    if (code == ERR_OK)
        code = file_write(path, text, strlen(text), err);
    free(text);
    return code;
}

/* ---- reading ---- */

/* "trust/NAME", "public/NAME", "library-….db" or a relative folder: nothing that leads out. */
static bool is_inside(const char *name) {
    return *name && *name != '/' && *name != '.' && !strstr(name, "/.") && !strstr(name, "//");
}

static bool get_name(const json_t *object, const char *key, char ret[BACKUP_NAME]) {
    const char *text;
    if (!json_get_text(object, key, &text) || strlen(text) >= BACKUP_NAME)
        return false;
    memcpy(ret, text, strlen(text) + 1);
    return *text == '\0' || is_inside(text);
}

static bool parse_file(const json_t *object, struct backup_file *ret) {
    const char *digest;
    int64_t size;
    if (!get_name(object, "name", ret->name) || !ret->name[0] ||
        !json_get_integer(object, "size", 0, INT64_MAX, &size) ||
        !json_get_text(object, "blake2b", &digest) || !digest_parse(digest, &ret->digest))
        return false;
    ret->size = (uint64_t)size;
    return true;
}

static bool parse(const json_t *object, struct backup_list *ret) {
    const char *type, *made;
    const json_t *files = json_object_get(object, "files");
    size_t count = json_array_size(files);
    if (!json_get_text(object, "type", &type) || strcmp(type, LIST_TYPE) != 0 ||
        !json_get_text(object, "made", &made) || !clock_parse(made, &ret->made) ||
        !get_name(object, "library", ret->library) || !get_name(object, "trust", ret->trust) ||
        count < 1 || count > BACKUP_FILES_MAX)
        return false;
    ret->files = mem_zero(count, sizeof *ret->files);
    bool has_library = false;
    for (size_t i = 0; i < count; i++) {
        if (!parse_file(json_array_get(files, i), &ret->files[i]))
            return false;
        has_library = has_library || strcmp(ret->files[i].name, ret->library) == 0;
    }
    ret->count = count;
    return has_library;
}

enum err_code backup_list_load(const char *folder, struct backup_list *ret, struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    json_t *object = NULL;
    enum err_code code = path_join(path, folder, BACKUP_LIST_NAME, err);
    if (code == ERR_OK)
        code = file_read(path, LIST_MAX, &text, err);
    if (code == ERR_MISSING)
        err_set(err, code, "%s: there is no backup (no " BACKUP_LIST_NAME ")", folder);
    if (code == ERR_OK)
        code = json_read(buf_string(&text), text.len, path, &object, err);
    if (code == ERR_OK && !parse(object, ret))
        code = err_set(err, ERR_REFUSED, "%s: damaged; take another backup", path);
    json_decref(object);
    buf_free(&text);
    return code;
}

enum err_code backup_list_check(const struct backup_list *list, const char *folder,
                                struct err *err) {
    for (size_t i = 0; i < list->count; i++) {
        const struct backup_file *expected = &list->files[i];
        struct backup_file found = *expected;
        enum err_code code = measure(folder, &found, err);
        if (code == ERR_MISSING || (code == ERR_OK && found.size != expected->size) ||
            (code == ERR_OK && !digest_equal(&found.digest, &expected->digest)))
            code = err_set(err, ERR_REFUSED,
                           "%s/%s: missing, or not what was written; take another backup", folder,
                           expected->name);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}
