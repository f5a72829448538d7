#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bundle/trust.h"
#include "publish/backup.h"
#include "publish/backup_list.h"

/* One restoring. */
struct restoring {
    const struct backup_order *order;
    struct backup_list list;
    char source[FILE_PATH_MAX];    /* the library in the backup */
    char temporary[FILE_PATH_MAX]; /* its copy beside the library's place */
    char trust[FILE_PATH_MAX];     /* where the trust folder goes */
};

static enum err_code find_places(struct restoring *r, struct err *err) {
    const struct backup_order *order = r->order;
    char beside[FILE_PATH_MAX], name[FILE_PATH_MAX];
    int length = (int)(path_name(order->library) - order->library);
    snprintf(beside, sizeof beside, "%.*s", length ? length : 1, length ? order->library : ".");
    enum err_code code = path_join(r->source, order->folder, r->list.library, err);
    if (code == ERR_OK && order->trust)
        code = path_join(r->trust, order->trust, "", err);
    else if (code == ERR_OK)
        code = path_join(r->trust, beside, r->list.trust, err);
    if (code == ERR_OK &&
        snprintf(name, sizeof name, "%s.restoring", path_name(order->library)) < FILE_PATH_MAX)
        code = path_join(r->temporary, beside, name, err);
    return code == ERR_OK ? folder_make(beside, err) : code;
}

/* ---- the keys ---- */

/* Where a file of the backup goes: keysets into the trust folder, public keys beside it. False for
 * the library. */
static bool key_place(const struct restoring *r, const char *name, char ret[FILE_PATH_MAX]) {
    char folder[FILE_PATH_MAX];
    if (strncmp(name, "trust/", 6) == 0)
        return path_join(ret, r->trust, path_name(name), NULL) == ERR_OK;
    return strncmp(name, "public/", 7) == 0 && path_join(folder, r->trust, "..", NULL) == ERR_OK &&
           path_join(ret, folder, path_name(name), NULL) == ERR_OK;
}

typedef enum err_code key_visit(const struct buf *content, const char *place, struct err *err);

static enum err_code each_key(const struct restoring *r, key_visit *visit, struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < r->list.count; i++) {
        char from[FILE_PATH_MAX], place[FILE_PATH_MAX];
        struct buf content = {0};
        if (!key_place(r, r->list.files[i].name, place))
            continue;
        code = path_join(from, r->order->folder, r->list.files[i].name, err);
        if (code == ERR_OK)
            code = file_read(from, KEYSET_FILE_MAX, &content, err);
        if (code == ERR_OK)
            code = visit(&content, place, err);
        buf_free(&content);
    }
    return code;
}

/* Keysets and keys never change under their names: where there are others, somebody is about to mix
 * two publishers. */
static enum err_code check_key(const struct buf *content, const char *place, struct err *err) {
    struct buf there = {0};
    enum err_code code = file_read(place, KEYSET_FILE_MAX, &there, err);
    if (code == ERR_MISSING)
        return ERR_OK;
    if (code == ERR_OK && (there.len != content->len ||
                           memcmp(buf_string(&there), buf_string(content), there.len) != 0))
        code = err_set(err, ERR_REFUSED,
                       "%s: another one than in the backup; move it away, or name another place "
                       "with --trust DIR",
                       place);
    buf_free(&there);
    return code;
}

static enum err_code write_key(const struct buf *content, const char *place, struct err *err) {
    return file_exists(place) ? ERR_OK : file_write(place, buf_string(content), content->len, err);
}

static enum err_code restore_keys(const struct restoring *r, struct err *err) {
    struct verified_keyset *keyset = NULL;
    enum err_code code = folder_make(r->trust, err);
    if (code == ERR_OK)
        code = each_key(r, write_key, err);
    if (code == ERR_OK)
        code = trust_load(r->trust, &keyset, err);
    verified_keyset_free(keyset);
    return code;
}

/* ---- the library ---- */

/* Is nothing lost by it? What cannot be compared counts as newer. */
static enum err_code check_library(const struct restoring *r, struct err *err) {
    const char *path = r->order->library;
    bool covers = false;
    if (r->order->force || !file_exists(path))
        return ERR_OK;
    enum err_code code = library_covers(r->temporary, path, &covers, err);
    if (code != ERR_OK)
        return err_add(err, "%s cannot be compared with the backup (--force replaces it)", path);
    if (!covers)
        code =
            err_set(err, ERR_REFUSED,
                    "%s: has what the backup lacks; move it away, or --force to lose that", path);
    return code;
}

/* A journal that was left beside the old library would be played into the new one. */
static enum err_code remove_journal(const char *path, struct err *err) {
    char journal[FILE_PATH_MAX];
    if (snprintf(journal, sizeof journal, "%s-journal", path) >= FILE_PATH_MAX)
        return err_set(err, ERR_USAGE, "%.80s…: the path is too long", path);
    if (unlink(journal) != 0 && errno != ENOENT)
        return err_set(err, ERR_STORAGE, "cannot remove %s: %s", journal, strerror(errno));
    return ERR_OK;
}

static enum err_code restore_all(struct restoring *r, struct library_summary *ret,
                                 struct err *err) {
    enum err_code code = backup_list_check(&r->list, r->order->folder, err);
    if (code == ERR_OK)
        code = each_key(r, check_key, err);
    if (code == ERR_OK)
        code = library_backup(r->source, r->temporary, err);
    if (code == ERR_OK)
        code = library_check(r->temporary, ret, err);
    if (code == ERR_OK)
        code = check_library(r, err);
    /* everything is known to be good: from here on it is written */
    if (code == ERR_OK)
        code = restore_keys(r, err);
    if (code == ERR_OK)
        code = remove_journal(r->order->library, err);
    if (code == ERR_OK)
        code = file_rename(r->temporary, r->order->library, err);
    if (code != ERR_OK)
        unlink(r->temporary);
    return code;
}

enum err_code backup_restore(const struct backup_order *order, struct backup_result *ret,
                             struct err *err) {
    struct restoring r = {.order = order};
    struct library_summary library;
    enum err_code code = backup_list_load(order->folder, &r.list, err);
    if (code == ERR_OK)
        code = find_places(&r, err);
    if (code == ERR_OK)
        code = restore_all(&r, &library, err);
    if (code == ERR_OK) {
        ret->library = library;
        ret->files = r.list.count;
        ret->made = r.list.made;
        memcpy(ret->trust, r.trust, sizeof ret->trust);
    }
    backup_list_clear(&r.list);
    return code;
}
