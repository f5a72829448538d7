#include "sync/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/generation.h"
#include "sync/storage.h"

enum err_code state_generations(char *ret, const char *path, struct err *err) {
    return path_join(ret, path, "generations", err);
}

enum err_code state_generation(char *ret, const char *path, int64_t serial, const char *ending,
                               struct err *err) {
    char name[64];
    snprintf(name, sizeof name, "generations/%" PRId64 "%s", serial, ending);
    return path_join(ret, path, name, err);
}

/* ---- loading ---- */

/* What built.json says of the database, or where there is none (or no sound one) the manifest. */
static enum err_code load_built(const char *folder, struct kept *kept) {
    kept->database = (struct built){kept->manifest.snapshot.database_size,
                                    kept->manifest.snapshot.database_digest};
    enum err_code code = built_load(folder, &kept->database);
    return code == ERR_STORAGE ? code : ERR_OK;
}

/* Reads the manifest beside the database; leaves has_manifest unset where it is not usable. */
static enum err_code load_manifest(const char *path, struct kept *kept) {
    char folder[FILE_PATH_MAX], file[FILE_PATH_MAX];
    struct buf text = {0};
    enum err_code code = state_generation(folder, path, kept->serial, "", NULL);
    if (code == ERR_OK)
        code = path_join(file, folder, MANIFEST_NAME, NULL);
    if (code == ERR_OK)
        code = file_read(file, MANIFEST_FILE_MAX, &text, NULL);
    if (code == ERR_OK)
        code = manifest_parse(buf_string(&text), text.len, file, &kept->manifest, NULL);
    if (code == ERR_OK)
        code = load_built(folder, kept);
    if (code == ERR_OK) {
        kept->manifest_digest = digest_bytes(text.data, text.len);
        kept->has_manifest = kept->manifest.serial == kept->serial;
    }
    buf_free(&text);
    return code;
}

/* A set that is gone is one thing, a disk that does not tell another. */
static enum err_code look_for_database(const char *path, struct kept *kept) {
    char database[FILE_PATH_MAX];
    struct stat st;
    enum err_code code = generation_database(database, path, kept->serial, NULL);
    if (code != ERR_OK)
        return code;
    kept->has_database = stat(database, &st) == 0;
    return kept->has_database || errno == ENOENT || errno == ENOTDIR ? ERR_OK : ERR_STORAGE;
}

static struct kept try_kept(const char *path, const char *pointer) {
    struct kept kept = {0};
    enum err_code code = generation_pointer(path, pointer, &kept.serial, NULL);
    kept.pointed = code == ERR_OK;
    kept.damaged = code == ERR_REFUSED;
    if (kept.pointed)
        code = load_manifest(path, &kept);
    if (kept.pointed && code != ERR_STORAGE)
        code = look_for_database(path, &kept);
    kept.unreadable = code == ERR_STORAGE;
    return kept;
}

static struct kept load_kept(const char *path, const char *pointer) {
    struct kept kept = try_kept(path, pointer);
    return kept.unreadable ? try_kept(path, pointer) : kept; /* memory may be back by now */
}

/* The record is written after the switch, so a power cut leaves it behind by one. */
static void raise_record(struct state *state, struct kept *kept) {
    struct trust_record *record = &state->record;
    if (!kept->has_manifest)
        return;
    const struct manifest *manifest = &kept->manifest;
    int order = trust_record_compare(record, manifest->keyset, manifest->serial);
    if (order > 0) {
        record->keyset = manifest->keyset;
        record->serial = manifest->serial;
        record->manifest = kept->manifest_digest;
        state->record_stale = true;
    } else if (order == 0 && !digest_equal(&record->manifest, &kept->manifest_digest)) {
        kept->has_manifest = false; /* no longer what was verified */
        return;
    }
    if (manifest->issued > record->issued)
        record->issued = manifest->issued;
}

/* A damaged record has lost the hold, but only `back` leaves the last set that was accepted behind
 * as `previous`. */
static void restore_hold(struct state *state) {
    struct trust_record *record = &state->record;
    if (record->held || !state->current.pointed || !state->previous.pointed ||
        state->previous.serial != record->serial || state->current.serial == record->serial)
        return;
    record->held = record->serial;
    state->record_stale = true;
}

enum err_code state_load(const char *path, struct state *ret, struct err *err) {
    struct state state = {.path = path};
    enum err_code code = trust_record_load(path, &state.record, err);
    state.record_stale = code == ERR_REFUSED;
    if (code != ERR_OK && code != ERR_REFUSED)
        return code;
    state.current = load_kept(path, "current");
    if (state.current.pointed && state.record.held == state.current.serial) {
        state.record.held = 0; /* `back` was cut off before the switch: nothing was left */
        state.record_stale = true;
    }
    state.previous = load_kept(path, "previous");
    raise_record(&state, &state.current);
    raise_record(&state, &state.previous);
    restore_hold(&state);
    *ret = state;
    return ERR_OK;
}

const struct kept *state_shown(const struct state *state) {
    const struct kept *current = &state->current, *previous = &state->previous;
    return !current->has_database && previous->has_database ? previous : current;
}

/* ---- checking ---- */

enum err_code state_compare(const struct check_result *found, const struct manifest *manifest,
                            struct err *err) {
    struct manifest_content content = {.serial = found->serial,
                                       .issued = found->issued,
                                       .count = found->count,
                                       .set_digest = found->set_digest,
                                       .municipality = found->municipality};
    if (found->newest.year)
        date_iso(found->newest, content.newest);
    return manifest_compare(manifest, &content, err);
}

static enum err_code check_bytes(const char *path, const struct built *expected, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    struct digest digest;
    uint64_t size = 0;
    enum err_code code = digest_fd(fd, path, &digest, &size, err);
    close(fd);
    if (code == ERR_OK && (size != expected->size || !digest_equal(&digest, &expected->digest)))
        code = err_set(err, ERR_REFUSED, "%s: no longer what was verified", path);
    return code;
}

enum err_code state_check(const struct state *state, const struct kept *kept, struct err *err) {
    char path[FILE_PATH_MAX];
    struct check_result found;
    if (!kept->pointed)
        return err_set(err, ERR_MISSING, "%s: no such generation", state->path);
    if (kept->unreadable)
        return err_set(err, ERR_STORAGE, "%s: its manifest cannot be read; check the disk",
                       state->path);
    enum err_code code = generation_database(path, state->path, kept->serial, err);
    if (code == ERR_OK && kept->has_manifest)
        code = check_bytes(path, &kept->database, err);
    if (code == ERR_OK)
        code = store_check(path, &found, err);
    if (code == ERR_OK && kept->has_manifest)
        code = state_compare(&found, &kept->manifest, err);
    if (code == ERR_OK && found.serial != kept->serial)
        code = err_set(err, ERR_REFUSED, "%s: the database of another serial", path);
    return code;
}

bool state_looks_whole(const struct state *state, const struct kept *kept) {
    char path[FILE_PATH_MAX];
    struct stat st;
    return kept->pointed && kept->has_manifest &&
           generation_database(path, state->path, kept->serial, NULL) == ERR_OK &&
           stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           (uint64_t)st.st_size == kept->database.size;
}

/* ---- work folders and rubbish ---- */

/* May this entry of a folder go? */
typedef bool removable(const char *name, const void *data);

static enum err_code remove_entries(const char *folder, removable *may_go, const void *data,
                                    struct err *err) {
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    enum err_code code = folder_names(folder, &names, &count, err);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        if (!may_go(names[i], data))
            continue;
        code = path_join(path, folder, names[i], err);
        if (code == ERR_OK)
            code = file_remove_tree(path, err);
    }
    folder_names_free(names, count);
    return code;
}

static bool is_work(const char *name, const void *data) {
    (void)data;
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".tmp") == 0;
}

enum err_code state_prepare(const char *path, struct err *err) {
    char generations[FILE_PATH_MAX];
    enum err_code code = state_generations(generations, path, err);
    if (code == ERR_OK)
        code = folder_make(generations, err);
    if (code == ERR_OK)
        code = remove_entries(generations, is_work, NULL, err);
    if (code == ERR_OK)
        code = file_sync(path, err);
    return storage_failed(code, err);
}

/* The names of the generations that stay. */
struct staying {
    char names[2][32];
};

static bool is_not_staying(const char *name, const void *data) {
    const struct staying *staying = data;
    return strcmp(name, staying->names[0]) != 0 && strcmp(name, staying->names[1]) != 0;
}

/* ERR_OK also where nobody knows what is rubbish, because a pointer cannot be read. */
static enum err_code collect(const char *path, struct err *err) {
    char generations[FILE_PATH_MAX];
    int64_t current, previous;
    if (generation_pointer(path, "current", &current, NULL) != ERR_OK)
        return ERR_OK;
    enum err_code code = generation_pointer(path, "previous", &previous, NULL);
    if (code == ERR_MISSING)
        previous = current;
    else if (code != ERR_OK)
        return ERR_OK;
    struct staying staying;
    snprintf(staying.names[0], sizeof staying.names[0], "%" PRId64, current);
    snprintf(staying.names[1], sizeof staying.names[1], "%" PRId64, previous);
    code = state_generations(generations, path, err);
    return code == ERR_OK ? remove_entries(generations, is_not_staying, &staying, err) : code;
}

enum err_code state_collect_surely(const char *path, struct err *err) {
    return storage_failed(collect(path, err), err);
}

void state_collect(const char *path) {
    (void)!collect(path, NULL);
}
