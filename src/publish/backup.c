#include "publish/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "bundle/trust.h"
#include "publish/backup_list.h"

#define LIBRARY_TMP "library.tmp"
#define TRUST_FOLDER "trust"
#define PUBLIC_FOLDER "public"
#define DEFAULT_TRUST "keys/trust"

/* The folder that a path lies in; "." for a bare name. */
static enum err_code folder_of(const char *path, char ret[FILE_PATH_MAX], struct err *err) {
    int length = (int)(path_name(path) - path);
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%.*s", length ? length : 1, length ? path : ".");
    return path_join(ret, folder, "", err);
}

static bool ends_with(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

/* ---- which trust folder? ---- */

static bool is_trust(const char *folder) {
    int64_t first;
    return trust_first(folder, &first, NULL) == ERR_OK;
}

/* A backup has a trust folder too, but is not where the keys are. */
static bool is_backup(const char *beside, const char *name) {
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    return path_join(folder, beside, name, NULL) == ERR_OK &&
           path_join(path, folder, BACKUP_LIST_NAME, NULL) == ERR_OK && file_exists(path);
}

/* trust/ beside the library, or in a folder beside it, as keygen makes it there: relative to
 * `beside`. */
static enum err_code find_trust(const char *beside, char ret[BACKUP_NAME], struct err *err) {
    char **names = NULL, path[FILE_PATH_MAX], candidate[BACKUP_NAME];
    size_t count = 0;
    int found = 0;
    enum err_code code = folder_names(beside, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        bool here = strcmp(names[i], TRUST_FOLDER) == 0;
        int length =
            snprintf(candidate, sizeof candidate, "%s%s", names[i], here ? "" : "/" TRUST_FOLDER);
        if (names[i][0] == '.' || length >= BACKUP_NAME ||
            path_join(path, beside, candidate, NULL) != ERR_OK || !is_trust(path) ||
            is_backup(beside, names[i]))
            continue;
        if (found++)
            code = err_set(err, ERR_USAGE,
                           "%s: holds two trust folders, %s and %s; say which with --trust DIR",
                           beside, ret, candidate);
        else
            memcpy(ret, candidate, sizeof candidate);
    }
    folder_names_free(names, count);
    if (code == ERR_OK && !found)
        code = err_set(err, ERR_USAGE,
                       "%s: no trust folder here, or in a folder here; name it with --trust DIR",
                       beside);
    return code;
}

/* ---- making one ---- */

struct making {
    const struct backup_order *order;
    char trust[FILE_PATH_MAX]; /* the folder that is copied */
    struct backup_list list;
    struct library_summary library;
};

/* Where it is, and where it is to be put back. */
static enum err_code locate_trust(struct making *making, struct err *err) {
    char beside[FILE_PATH_MAX];
    struct verified_keyset *keyset = NULL;
    enum err_code code = folder_of(making->order->library, beside, err);
    if (code == ERR_OK && making->order->trust) {
        memcpy(making->list.trust, DEFAULT_TRUST, sizeof DEFAULT_TRUST);
        code = path_join(making->trust, making->order->trust, "", err);
    } else if (code == ERR_OK) {
        code = find_trust(beside, making->list.trust, err);
        if (code == ERR_OK)
            code = path_join(making->trust, beside, making->list.trust, err);
    }
    if (code == ERR_OK)
        code = trust_load(making->trust, &keyset, err);
    verified_keyset_free(keyset);
    return code;
}

/* An empty folder, or an earlier backup that this one may replace. */
static enum err_code check_place(const struct making *making, struct err *err) {
    const struct backup_order *order = making->order;
    struct backup_list old = {.count = 0};
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    bool covers = true;
    enum err_code code = folder_make(order->folder, err);
    if (code == ERR_OK)
        code = folder_names(order->folder, &names, &count, err);
    folder_names_free(names, count);
    if (code != ERR_OK || count == 0)
        return code;
    code = backup_list_load(order->folder, &old, err);
    if (code == ERR_MISSING)
        code = err_set(err, ERR_REFUSED, "%s: holds something else; take an empty folder",
                       order->folder);
    if (code == ERR_OK)
        code = path_join(path, order->folder, old.library, err);
    if (code == ERR_OK)
        code = library_covers(order->library, path, &covers, err);
    if (code == ERR_OK && !covers)
        code = err_set(err, ERR_REFUSED,
                       "%s: the backup there has what this library lacks; take another folder, or "
                       "--force to lose that",
                       order->folder);
    backup_list_clear(&old);
    return order->force && (code == ERR_REFUSED || code == ERR_STORAGE) ? ERR_OK : code;
}

/* A small file into the backup, under `to`. */
static enum err_code copy_small(struct making *making, const char *folder, const char *name,
                                const char *to, struct err *err) {
    char path[FILE_PATH_MAX], place[FILE_PATH_MAX], inside[BACKUP_NAME];
    struct buf content = {0};
    if (snprintf(inside, sizeof inside, "%s/%s", to, name) >= BACKUP_NAME)
        return err_set(err, ERR_REFUSED, "%s/%.80s: too long a name", folder, name);
    enum err_code code = path_join(path, folder, name, err);
    if (code == ERR_OK)
        code = file_read(path, KEYSET_FILE_MAX, &content, err);
    if (code == ERR_OK)
        code = path_join(place, making->order->folder, inside, err);
    if (code == ERR_OK)
        code = file_write(place, buf_string(&content), content.len, err);
    if (code == ERR_OK)
        code = backup_list_add(&making->list, making->order->folder, inside, err);
    buf_free(&content);
    return code;
}

/* Is it really a public key? A secret one has the same first line and must never get in. */
static bool is_public_key(const char *folder, const char *name) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    struct minisign_public key;
    bool is = false;
    if (ends_with(name, ".pub") && path_join(path, folder, name, NULL) == ERR_OK &&
        file_read(path, KEYSET_FILE_MAX, &text, NULL) == ERR_OK && text.len) {
        char *line = strchr(text.data, '\n');
        char *end = line ? strchr(line + 1, '\n') : NULL;
        if (end && end[1] == '\0' && strlen(text.data) == text.len) {
            *end = '\0';
            is = minisign_public_parse(line + 1, &key);
        }
    }
    buf_free(&text);
    return is;
}

static bool is_keyset_file(const char *folder, const char *name) {
    (void)folder;
    return strncmp(name, "keyset.", 7) == 0 &&
           (ends_with(name, ".json") || ends_with(name, ".json.minisig"));
}

typedef bool wanted(const char *folder, const char *name);

static enum err_code copy_all(struct making *making, const char *folder, wanted *is_wanted,
                              const char *to, struct err *err) {
    char **names = NULL, place[FILE_PATH_MAX];
    size_t count = 0;
    enum err_code code = path_join(place, making->order->folder, to, err);
    if (code == ERR_OK)
        code = folder_make(place, err);
    if (code == ERR_OK)
        code = folder_names(folder, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++)
        if (is_wanted(folder, names[i]))
            code = copy_small(making, folder, names[i], to, err);
    folder_names_free(names, count);
    return code;
}

/* Under the name of its content: the last backup stays whole until backup.json says otherwise. */
static enum err_code copy_library(struct making *making, struct err *err) {
    const struct backup_order *order = making->order;
    char temporary[FILE_PATH_MAX], place[FILE_PATH_MAX], hex[DIGEST_HEX];
    struct backup_list measured = {.count = 0};
    enum err_code code = path_join(temporary, order->folder, LIBRARY_TMP, err);
    if (code == ERR_OK)
        code = library_backup(order->library, temporary, err);
    if (code == ERR_OK)
        code = library_check(temporary, &making->library, err);
    if (code == ERR_OK)
        code = backup_list_add(&measured, order->folder, LIBRARY_TMP, err);
    if (code == ERR_OK) {
        digest_hex(&measured.files[0].digest, hex);
        snprintf(making->list.library, BACKUP_NAME, "library-%.16s.db", hex);
        code = path_join(place, order->folder, making->list.library, err);
    }
    if (code == ERR_OK)
        code = file_rename(temporary, place, err);
    if (code == ERR_OK)
        code = backup_list_add(&making->list, order->folder, making->list.library, err);
    backup_list_clear(&measured);
    if (code != ERR_OK)
        unlink(temporary);
    return code;
}

static enum err_code remove_old(const struct making *making, struct err *err) {
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    enum err_code code = folder_names(making->order->folder, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        if (strncmp(names[i], "library-", 8) != 0 || strcmp(names[i], making->list.library) == 0)
            continue;
        code = path_join(path, making->order->folder, names[i], err);
        if (code == ERR_OK)
            code = file_remove_tree(path, err);
    }
    folder_names_free(names, count);
    return code;
}

static enum err_code make_all(struct making *making, struct err *err) {
    const char *folder = making->order->folder;
    char keys[FILE_PATH_MAX];
    struct backup_list again = {.count = 0};
    enum err_code code = locate_trust(making, err);
    if (code == ERR_OK)
        code = check_place(making, err);
    if (code == ERR_OK)
        code = path_join(keys, making->trust, "..", err);
    if (code == ERR_OK)
        code = copy_library(making, err);
    if (code == ERR_OK)
        code = copy_all(making, making->trust, is_keyset_file, TRUST_FOLDER, err);
    if (code == ERR_OK)
        code = copy_all(making, keys, is_public_key, PUBLIC_FOLDER, err);
    if (code == ERR_OK)
        code = backup_list_save(&making->list, folder, err);
    if (code == ERR_OK)
        code = remove_old(making, err);
    if (code == ERR_OK)
        code = backup_list_load(folder, &again, err);
    if (code == ERR_OK)
        code = backup_list_check(&again, folder, err);
    backup_list_clear(&again);
    return code;
}

enum err_code backup_make(const struct backup_order *order, struct backup_result *ret,
                          struct err *err) {
    struct making making = {.order = order};
    struct library_summary looked_at;
    enum err_code code = library_check(order->library, &looked_at, err);
    if (code == ERR_OK) {
        making.list.made = order->now;
        code = make_all(&making, err);
    }
    if (code == ERR_OK) {
        ret->library = making.library;
        ret->files = making.list.count;
        ret->made = making.list.made;
        memcpy(ret->trust, making.trust, sizeof ret->trust);
    }
    backup_list_clear(&making.list);
    return code;
}
