#include "publish/release.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "bundle/pack.h"
#include "bundle/trust.h"

#define WORK_NAME ".release.tmp"
#define DATABASE_NAME "decisions.db"
#define SNAPSHOTS_KEPT 2 /* a slow reader of the last manifest still finds its file */

/* A release in the making. */
struct making {
    const struct release_order *order;
    char work[FILE_PATH_MAX]; /* the folder in which it is built */
    struct manifest manifest;
};

/* ---- what it will say ---- */

static bool take_municipality(const struct decision *decision, void *data) {
    char *name = data;
    if (decision->municipality && keyset_municipality_valid(decision->municipality))
        snprintf(name, KEYSET_MUNICIPALITY_SIZE, "%s", decision->municipality);
    return name[0] == '\0';
}

/* The keyset's name; where it has none the newest decision's. */
static enum err_code find_municipality(const struct release_order *order,
                                       char ret[KEYSET_MUNICIPALITY_SIZE], struct err *err) {
    snprintf(ret, KEYSET_MUNICIPALITY_SIZE, "%s", verified_keyset(order->keyset)->municipality);
    return ret[0] ? ERR_OK : library_each(order->library, 0, take_municipality, ret, err);
}

static enum err_code begin_manifest(struct making *making, struct err *err) {
    const struct release_order *order = making->order;
    struct manifest *manifest = &making->manifest;
    *manifest = (struct manifest){.keyset = verified_keyset(order->keyset)->version,
                                  .issued = order->issued,
                                  .expires = order->expires,
                                  .schema = MANIFEST_SCHEMA};
    enum err_code code = release_next_serial(order, &manifest->serial, err);
    if (code == ERR_OK)
        code = find_municipality(order, manifest->municipality, err);
    return code;
}

/* ---- building it aside ---- */

static enum err_code build_snapshot(struct making *making, struct err *err) {
    struct manifest *manifest = &making->manifest;
    struct snapshot_info info = {.serial = manifest->serial,
                                 .issued = manifest->issued,
                                 .municipality = manifest->municipality};
    struct packed packed;
    char database[FILE_PATH_MAX], path[FILE_PATH_MAX];
    manifest_snapshot_name(manifest->serial, manifest->snapshot.file);
    enum err_code code = path_join(database, making->work, DATABASE_NAME, err);
    if (code == ERR_OK)
        code = path_join(path, making->work, manifest->snapshot.file, err);
    if (code == ERR_OK)
        code = library_snapshot(making->order->library, database, &info, err);
    if (code == ERR_OK)
        code = release_keep_retracted(making->order, database, making->work, err);
    if (code == ERR_OK)
        code = pack_file(database, path, &packed, err);
    if (code != ERR_OK)
        return code;
    unlink(database);
    manifest->set_digest = info.set_digest;
    manifest->count = info.count;
    if (info.newest.year)
        date_iso(info.newest, manifest->newest);
    manifest->snapshot.size = packed.size;
    manifest->snapshot.digest = packed.digest;
    manifest->snapshot.database_size = packed.source_size;
    manifest->snapshot.database_digest = packed.source_digest;
    return ERR_OK;
}

static enum err_code build_deltas(struct making *making, struct err *err) {
    struct library *library = making->order->library;
    struct manifest *manifest = &making->manifest;
    enum err_code code =
        library_note_release(library, manifest->serial, &manifest->set_digest, err);
    return code == ERR_OK
               ? release_build_deltas(library, making->work, making->order->deltas, manifest, err)
               : code;
}

static enum err_code write_part(const struct making *making, const char *name,
                                const struct buf *content, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, making->work, name, err);
    return code == ERR_OK ? file_write(path, content->data, content->len, err) : code;
}

static enum err_code build_manifest(const struct making *making, struct err *err) {
    struct buf text = {0}, signature = {0};
    char comment[64];
    snprintf(comment, sizeof comment, "meclis release, serial %" PRId64, making->manifest.serial);
    enum err_code code = manifest_write(&making->manifest, &text, err);
    if (code == ERR_OK)
        code = secret_sign(making->order->key, text.data, text.len, comment, &signature, err);
    if (code == ERR_OK)
        code = write_part(making, MANIFEST_NAME, &text, err);
    if (code == ERR_OK)
        code = write_part(making, MANIFEST_SIGNATURE_NAME, &signature, err);
    buf_free(&text);
    buf_free(&signature);
    return code;
}

/* Calls `each` for the name of every keyset file that the trust folder has, signature and all. */
typedef enum err_code keyset_visit(const struct making *making, const char *name, struct err *err);

static enum err_code each_keyset_file(const struct making *making, keyset_visit *each,
                                      struct err *err) {
    int64_t version = 0, last = verified_keyset(making->order->keyset)->version;
    enum err_code code = trust_first(making->order->trust, &version, err);
    for (; code == ERR_OK && version <= last; version++) {
        char name[KEYSET_NAME], signature[KEYSET_SIGNATURE_NAME];
        keyset_name(version, name);
        keyset_signature_name(version, signature);
        code = each(making, signature, err);
        if (code == ERR_OK)
            code = each(making, name, err);
    }
    return code;
}

static enum err_code copy_keyset_file(const struct making *making, const char *name,
                                      struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf content = {0};
    enum err_code code = path_join(path, making->order->trust, name, err);
    if (code == ERR_OK)
        code = file_read(path, KEYSET_FILE_MAX, &content, err);
    if (code == ERR_OK)
        code = write_part(making, name, &content, err);
    buf_free(&content);
    return code;
}

static enum err_code build_aside(struct making *making, struct err *err) {
    struct manifest found;
    enum err_code code = file_remove_tree(making->work, err);
    if (code == ERR_OK)
        code = folder_make(making->work, err);
    if (code == ERR_OK)
        code = build_snapshot(making, err);
    if (code == ERR_OK)
        code = build_deltas(making, err);
    if (code == ERR_OK)
        code = each_keyset_file(making, copy_keyset_file, err);
    if (code == ERR_OK)
        code = build_manifest(making, err);
    if (code == ERR_OK)
        code = release_check(making->order->keyset, making->work, making->work, &found, err);
    return code;
}

/* ---- putting it in place ---- */

static enum err_code place_file(const struct making *making, const char *name, struct err *err) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    enum err_code code = path_join(from, making->work, name, err);
    if (code == ERR_OK)
        code = path_join(to, making->order->out, name, err);
    return code == ERR_OK ? file_rename(from, to, err) : code;
}

/* The manifest last: until then everybody sees the old release. The signature goes just before it,
 * so a reader between the two finds a manifest that does not fit, and asks again. */
static enum err_code place(const struct making *making, struct err *err) {
    const struct manifest *manifest = &making->manifest;
    enum err_code code = place_file(making, manifest->snapshot.file, err);
    for (size_t i = 0; i < manifest->delta_count && code == ERR_OK; i++)
        code = place_file(making, manifest->deltas[i].file, err);
    if (code == ERR_OK)
        code = each_keyset_file(making, place_file, err);
    if (code == ERR_OK)
        code = place_file(making, MANIFEST_SIGNATURE_NAME, err);
    if (code == ERR_OK)
        code = place_file(making, MANIFEST_NAME, err);
    return code;
}

/* A run that was cut off between those two left a signature whose manifest is still in its work
 * folder: nobody could tell that from a damaged release. Everything else is built anew. */
static enum err_code finish_last(const struct making *making, struct err *err) {
    struct verified_manifest *manifest = NULL;
    if (release_find(making->order, making->work, making->order->out, &manifest, NULL) != ERR_OK)
        return ERR_OK;
    verified_manifest_free(manifest);
    return place_file(making, MANIFEST_NAME, err);
}

/* The serial that a snapshot or a delta is of, 0 for other names. */
static int64_t snapshot_serial(const char *name) {
    char again[MANIFEST_SNAPSHOT_NAME];
    long long serial = 0;
    if (sscanf(name, "snapshot-%18lld", &serial) != 1 || serial < 1)
        return 0;
    manifest_snapshot_name(serial, again);
    return strcmp(again, name) == 0 ? serial : 0;
}

static int64_t delta_serial(const char *name) {
    char again[MANIFEST_DELTA_NAME];
    long long from = 0, to = 0;
    if (sscanf(name, "delta-%18lld-%18lld", &from, &to) != 2 || from < 1 || to < 1)
        return 0;
    manifest_delta_name(from, to, again);
    return strcmp(again, name) == 0 ? to : 0;
}

/* The serial of the SNAPSHOTS_KEPTth newest snapshot; 1 where there are fewer. */
static int64_t oldest_kept(char **names, size_t count) {
    int64_t kept[SNAPSHOTS_KEPT] = {0};
    for (size_t i = 0; i < count; i++) {
        int64_t serial = snapshot_serial(names[i]);
        for (size_t j = 0; j < SNAPSHOTS_KEPT; j++)
            if (serial > kept[j]) {
                int64_t other = kept[j];
                kept[j] = serial;
                serial = other;
            }
    }
    return kept[SNAPSHOTS_KEPT - 1] ? kept[SNAPSHOTS_KEPT - 1] : 1;
}

static enum err_code remove_below(const char *out, char **names, size_t count, int64_t serial,
                                  struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        char path[FILE_PATH_MAX];
        int64_t of = snapshot_serial(names[i]);
        of = of ? of : delta_serial(names[i]);
        if (of == 0 || of >= serial)
            continue;
        code = path_join(path, out, names[i], err);
        if (code == ERR_OK)
            code = file_remove_tree(path, err);
    }
    return code;
}

/* What nobody asks for any more, and everything that holds a text which is retracted now. */
static enum err_code remove_old(const struct release_order *order, struct err *err) {
    char **names = NULL;
    size_t count = 0;
    int64_t clean = 0;
    enum err_code code = library_clean_since(order->library, &clean, err);
    if (code == ERR_OK)
        code = folder_names(order->out, &names, &count, err);
    if (code != ERR_OK)
        return code;
    int64_t kept = oldest_kept(names, count);
    code = remove_below(order->out, names, count, kept > clean ? kept : clean, err);
    folder_names_free(names, count);
    return code == ERR_OK ? file_sync(order->out, err) : code;
}

/* ---- all of it ---- */

static enum err_code check_key(const struct release_order *order, struct err *err) {
    const struct keyset_keys *keys = &verified_keyset(order->keyset)->publish;
    struct minisign_public public;
    secret_public(order->key, &public);
    for (size_t i = 0; i < keys->count; i++)
        if (minisign_public_equal(&keys->items[i], &public))
            return ERR_OK;
    char id[MINISIGN_ID_TEXT];
    minisign_id_text(public.id, id);
    return err_set(err, ERR_REFUSED,
                   "key %s is no publishing key of the keyset in %s; take publish.key, or the "
                   "trust folder that belongs to it",
                   id, order->trust);
}

/* The serial is spent in the transaction in which it was chosen, and before anybody can see it: two
 * releases never share one, whatever their folders. */
static enum err_code build(struct making *making, struct err *err) {
    struct library *library = making->order->library;
    enum err_code code = library_begin(library, err);
    if (code == ERR_OK)
        code = release_ask_personal(making->order, err);
    if (code == ERR_OK)
        code = begin_manifest(making, err);
    if (code == ERR_OK)
        code = build_aside(making, err);
    if (code == ERR_OK)
        code = library_set_serial(library, making->manifest.serial, err);
    if (code == ERR_OK)
        code = library_commit(library, err);
    if (code != ERR_OK)
        library_undo(library);
    return code;
}

static enum err_code make_locked(struct making *making, struct err *err) {
    enum err_code code = finish_last(making, err);
    if (code != ERR_OK)
        return code;
    code = build(making, err);
    if (code == ERR_OK) {
        code = place(making, err);
        if (code != ERR_OK)
            return code; /* the next run finishes it from the work folder */
    }
    (void)!file_remove_tree(making->work, NULL);
    if (code == ERR_OK)
        code = remove_old(making->order, err);
    return code;
}

enum err_code release_make(const struct release_order *order, struct manifest *ret,
                           struct err *err) {
    struct making making = {.order = order};
    enum err_code code = check_key(order, err);
    if (code == ERR_OK)
        code = path_join(making.work, order->out, WORK_NAME, err);
    if (code == ERR_OK)
        code = folder_make(order->out, err);
    if (code != ERR_OK)
        return code;
    int lock = open(order->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0)
        return err_errno(err, "cannot open", order->out);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0)
        code = err_set(err, ERR_STORAGE, "%s: another release is being made here", order->out);
    else
        code = make_locked(&making, err);
    close(lock);
    if (code == ERR_OK)
        *ret = making.manifest;
    return code;
}
