#include "sync/apply.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bundle/unpack.h"
#include "store/compare.h"
#include "store/generation.h"
#include "sync/patch.h"
#include "sync/storage.h"

#define DATABASE_NAME "decisions.db"

/* ---- may it come in? ---- */

static enum err_code judge_same(const struct state *state, const struct verified_manifest *manifest,
                                enum apply_verdict *ret, struct err *err) {
    int64_t serial = verified_manifest(manifest)->serial;
    struct digest digest = verified_manifest_digest(manifest);
    if (!digest_equal(&digest, &state->record.manifest))
        return err_set(err, ERR_REFUSED,
                       "two different releases carry serial %" PRId64
                       ": one of them is not to be trusted; ask the publisher",
                       serial);
    if (state->record.held == serial)
        *ret = APPLY_HELD;
    else if (state->current.serial == serial && state_looks_whole(state, &state->current))
        *ret = APPLY_CURRENT;
    else
        *ret = APPLY_TAKE; /* it was accepted before and is damaged or gone */
    return ERR_OK;
}

enum err_code apply_judge(const struct state *state, const struct verified_manifest *manifest,
                          enum apply_verdict *ret, struct err *err) {
    const struct trust_record *record = &state->record;
    const struct manifest *m = verified_manifest(manifest);
    int order = trust_record_compare(record, m->keyset, m->serial);
    if (order < 0)
        return err_set(err, ERR_REFUSED,
                       "the data here is older than what this kiosk has: serial %" PRId64
                       " of keyset %" PRId64 ", not above %" PRId64 " of keyset %" PRId64
                       "; take a newer release",
                       m->serial, m->keyset, record->serial, record->keyset);
    if (m->schema < MANIFEST_SCHEMA)
        return err_set(
            err, ERR_REFUSED,
            "the release is of an older program (schema %" PRId64
            ", this one reads %d); update the publisher's software and release once more",
            m->schema, MANIFEST_SCHEMA);
    if (m->schema > MANIFEST_SCHEMA)
        return err_set(err, ERR_REFUSED,
                       "the release needs a newer program (schema %" PRId64
                       ", this one reads %d); update the kiosk's software first",
                       m->schema, MANIFEST_SCHEMA);
    if (order == 0)
        return judge_same(state, manifest, ret, err);
    /* a new keyset counts from anew */
    int64_t base = m->keyset == record->keyset ? record->serial : 0;
    if (m->serial - base > APPLY_JUMP_MAX)
        return err_set(err, ERR_REFUSED,
                       "serial %" PRId64 " is more than %d ahead of %" PRId64 "; ask the publisher",
                       m->serial, APPLY_JUMP_MAX, base);
    *ret = APPLY_TAKE;
    return ERR_OK;
}

bool apply_settled(const struct state *state, enum apply_verdict *ret) {
    const struct trust_record *record = &state->record;
    const struct kept *current = &state->current;
    if (record->serial > 0 && record->held == record->serial) {
        *ret = APPLY_HELD;
        return true;
    }
    if (current->serial != record->serial || !state_looks_whole(state, current) ||
        !digest_equal(&current->manifest_digest, &record->manifest))
        return false;
    *ret = APPLY_CURRENT;
    return true;
}

/* ---- building ---- */

/* Written when a delta could not be used, so that the next release is asked for whole: in two
 * sandboxes it is fetched before anybody can know. Gone with the next switch. */
#define WHOLE_NAME "whole"

static void want_whole(const struct state *state) {
    char path[FILE_PATH_MAX];
    if (path_join(path, state->path, WHOLE_NAME, NULL) == ERR_OK)
        (void)!file_write(path, "", 0, NULL);
}

static bool wants_whole(const struct state *state) {
    char path[FILE_PATH_MAX];
    return path_join(path, state->path, WHOLE_NAME, NULL) == ERR_OK && file_exists(path);
}

static void want_any(const struct state *state) {
    char path[FILE_PATH_MAX];
    if (path_join(path, state->path, WHOLE_NAME, NULL) == ERR_OK)
        unlink(path);
}

/* A generation in the making. */
struct making {
    struct state *state;
    const struct release *release;
    const struct manifest_delta *delta; /* NULL: from the snapshot */
    int fd;                             /* of the delta or the snapshot */
    char work[FILE_PATH_MAX];           /* the folder in which it is built, */
    char place[FILE_PATH_MAX];          /* and the one where it will stand */
    struct built database;              /* set by then: the bytes of what was built, */
    int tombstones;                     /* and how many tombstones it has */
};

static const struct manifest *manifest_of(const struct making *making) {
    return verified_manifest(making->release->manifest);
}

static enum err_code unpack(struct making *making, const char *path, struct err *err) {
    const struct manifest_snapshot *snapshot = &manifest_of(making)->snapshot;
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (to < 0)
        return err_errno(err, "cannot create", path);
    struct unpack_limits limits = {snapshot->database_size, snapshot->database_digest};
    enum err_code code = unpack_stream(making->fd, snapshot->file, to, path, &limits, err);
    if (close(to) != 0 && code == ERR_OK)
        code = err_errno(err, "cannot close", path);
    making->database = (struct built){snapshot->database_size, snapshot->database_digest};
    return code;
}

/* From what is current, which was verified when it came; what became of it since shows in the full
 * check of the result. */
static enum err_code patch(struct making *making, const char *path, struct err *err) {
    const struct state *state = making->state;
    char base[FILE_PATH_MAX];
    enum err_code code = generation_database(base, state->path, state->current.serial, err);
    if (code == ERR_OK)
        code =
            patch_database(base, path, making->release->manifest, making->delta, making->fd, err);
    return code;
}

static enum err_code check_database(struct making *making, const char *path, struct err *err) {
    struct check_result found;
    enum err_code code = store_check(path, &found, err);
    if (code == ERR_OK)
        code = state_compare(&found, manifest_of(making), err);
    if (code == ERR_OK)
        making->tombstones = found.tombstones;
    return code == ERR_OK ? ERR_OK : err_add(err, "release %" PRId64, manifest_of(making)->serial);
}

/* What a delta made is measured while it is checked. */
static enum err_code check_and_measure(struct making *making, const char *path, struct err *err) {
    struct built_measure measure;
    if (!making->delta)
        return check_database(making, path, err);
    built_begin(&measure, path);
    enum err_code code = check_database(making, path, err);
    enum err_code measured = built_end(&measure, &making->database, code == ERR_OK ? err : NULL);
    return code == ERR_OK ? measured : code;
}

/* The full check, while the disk writes what is checked; then it is made sure that it did. A failed
 * fsync is final: what it lost is not written by a second one. */
static enum err_code check_and_sync(struct making *making, const char *path, struct err *err) {
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    (void)!sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE); /* a beginning, no promise */
    enum err_code code = check_and_measure(making, path, err);
    if (code == ERR_OK && fsync(fd) != 0)
        code = err_errno(err, "cannot sync", path);
    close(fd);
    return code;
}

/* A new file in the work folder, synced; its name is synced with the folder. */
static enum err_code write_beside(const struct making *making, const char *name, const char *bytes,
                                  size_t count, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, making->work, name, err);
    if (code != ERR_OK)
        return code;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_errno(err, "cannot create", path);
    code = file_write_all(fd, bytes, count, path, err);
    if (code == ERR_OK && fsync(fd) != 0)
        code = err_errno(err, "cannot sync", path);
    if (close(fd) != 0 && code == ERR_OK)
        code = err_errno(err, "cannot close", path);
    return code;
}

static enum err_code write_built(const struct making *making, struct err *err) {
    char *text = built_text(&making->database);
    if (!text)
        return err_set(err, ERR_STORAGE, "%s: out of memory", making->work);
    enum err_code code = write_beside(making, BUILT_NAME, text, strlen(text), err);
    free(text);
    return code;
}

static enum err_code write_papers(const struct making *making, struct err *err) {
    const struct release *release = making->release;
    enum err_code code = write_beside(making, MANIFEST_SIGNATURE_NAME, release->signature.bytes,
                                      release->signature.count, err);
    if (code == ERR_OK)
        code = write_beside(making, MANIFEST_NAME, release->text.bytes, release->text.count, err);
    if (code == ERR_OK && making->delta)
        code = write_built(making, err);
    return code;
}

static enum err_code build(struct making *making, struct err *err) {
    char database[FILE_PATH_MAX];
    enum err_code code = file_remove_tree(making->work, err);
    if (code == ERR_OK)
        code = folder_make(making->work, err);
    if (code == ERR_OK)
        code = path_join(database, making->work, DATABASE_NAME, err);
    if (code == ERR_OK)
        code = making->delta ? patch(making, database, err) : unpack(making, database, err);
    if (code == ERR_OK)
        code = check_and_sync(making, database, err);
    if (code == ERR_OK)
        code = write_papers(making, err);
    if (code == ERR_OK)
        code = file_sync(making->work, err);
    return code;
}

/* ---- what was retracted stays so ---- */

/* What that generation has retracted and the new set has not. One that cannot be read knows
 * nothing: it must not keep out what heals it. */
static struct compare_lost find_lost(const struct making *making, const struct kept *kept) {
    struct compare_lost lost = {0};
    char newer[FILE_PATH_MAX], older[FILE_PATH_MAX];
    if (!kept->pointed || path_join(newer, making->work, DATABASE_NAME, NULL) != ERR_OK ||
        generation_database(older, making->state->path, kept->serial, NULL) != ERR_OK)
        return lost;
    if (store_find_lost(newer, older, &lost, NULL) == ERR_STORAGE) /* perhaps a want of memory */
        (void)!store_find_lost(newer, older, &lost, NULL);
    return lost;
}

/* Only a publisher who works from an old copy of the library would release such a set. */
static enum err_code keep_retracted(const struct making *making, struct err *err) {
    struct compare_lost lost = find_lost(making, &making->state->current);
    if (!lost.year)
        lost = find_lost(making, &making->state->previous);
    if (!lost.year)
        return ERR_OK;
    return err_set(err, ERR_REFUSED,
                   "release %" PRId64 " %s %d/%d, which was retracted here; ask the publisher to "
                   "retract it again and to make a new release (bu veriler geri alınmış bir "
                   "kararı geri getirirdi)",
                   manifest_of(making)->serial, lost.shown ? "shows" : "has forgotten", lost.year,
                   lost.number);
}

/* ---- switching ---- */

static enum err_code move_file(const struct making *making, const char *name, struct err *err) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    enum err_code code = path_join(from, making->work, name, err);
    if (code == ERR_OK)
        code = path_join(to, making->place, name, err);
    if (code == ERR_OK && strcmp(name, BUILT_NAME) == 0 && !making->delta)
        return file_remove_tree(to, err); /* a delta's, and the new database is the snapshot's */
    return code == ERR_OK ? file_rename(from, to, err) : code;
}

/* A folder that stands there already is a damaged copy of this very release: its files are replaced
 * one by one, so that a reader finds a database at every moment. */
static enum err_code move_in(const struct making *making, struct err *err) {
    static const char *const names[] = {BUILT_NAME, DATABASE_NAME, MANIFEST_SIGNATURE_NAME,
                                        MANIFEST_NAME};
    if (!file_exists(making->place))
        return file_rename(making->work, making->place, err);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && code == ERR_OK; i++)
        code = move_file(making, names[i], err);
    if (code == ERR_OK)
        code = file_remove_tree(making->work, err);
    return code;
}

/* Which generation may be `previous` beside the new one: it must not hold a text that the new one
 * has retracted, and one that cannot be read is none to fall back to. */
static struct kept next_previous(const struct making *making) {
    const struct state *state = making->state;
    int64_t serial = manifest_of(making)->serial;
    struct kept next = state->current;
    char newer[FILE_PATH_MAX], older[FILE_PATH_MAX];
    bool forgets = true;
    if (!next.pointed || next.serial == serial)
        next = state->previous;
    if (making->tombstones == 0 || !next.pointed || next.serial == serial)
        return next;
    if (path_join(newer, making->place, DATABASE_NAME, NULL) != ERR_OK ||
        generation_database(older, state->path, next.serial, NULL) != ERR_OK ||
        store_forgets(newer, older, &forgets, NULL) != ERR_OK || forgets)
        next = (struct kept){0};
    return next;
}

static enum err_code drop_previous(struct state *state, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, state->path, "previous", err);
    if (code == ERR_OK && unlink(path) != 0 && errno != ENOENT)
        code = err_errno(err, "cannot remove", path);
    return code == ERR_OK ? file_sync(state->path, err) : code;
}

static enum err_code point_previous(const struct making *making, struct err *err) {
    struct state *state = making->state;
    struct kept next = next_previous(making);
    enum err_code code = ERR_OK;
    if (!next.pointed && making->tombstones > 0)
        code = drop_previous(state, err);
    else if (next.pointed && (!state->previous.pointed || next.serial != state->previous.serial))
        code = generation_point(state->path, "previous", next.serial, err);
    if (code == ERR_OK)
        state->previous = next;
    return code;
}

static void note_accepted(const struct making *making) {
    struct state *state = making->state;
    const struct manifest *manifest = manifest_of(making);
    struct digest digest = verified_manifest_digest(making->release->manifest);
    state->current = (struct kept){.pointed = true,
                                   .has_manifest = true,
                                   .has_database = true,
                                   .serial = manifest->serial,
                                   .manifest = *manifest,
                                   .manifest_digest = digest,
                                   .database = making->database};
    struct trust_record *record = &state->record;
    record->keyset = manifest->keyset;
    record->serial = manifest->serial;
    record->manifest = digest;
    record->held = 0;
    if (manifest->issued > record->issued)
        record->issued = manifest->issued;
}

static enum err_code switch_to(const struct making *making, struct err *err) {
    struct state *state = making->state;
    enum err_code code = point_previous(making, err);
    if (code == ERR_OK)
        code = generation_point(state->path, "current", manifest_of(making)->serial, err);
    if (code != ERR_OK)
        return code;
    want_any(state);
    note_accepted(making);
    return trust_record_save(state->path, &state->record, err);
}

static enum err_code make(struct making *making, struct err *err) {
    const char *path = making->state->path;
    int64_t serial = manifest_of(making)->serial;
    enum err_code code = state_generation(making->work, path, serial, ".tmp", err);
    if (code == ERR_OK)
        code = state_generation(making->place, path, serial, "", err);
    if (code != ERR_OK)
        return code;
    code = build(making, err);
    if (code != ERR_OK && making->delta) {
        want_whole(making->state);
        if (code == ERR_REFUSED)
            err_add(err, "%s: cannot be used", making->delta->file);
    }
    if (code == ERR_OK)
        code = keep_retracted(making, err);
    if (code == ERR_OK)
        code = move_in(making, err);
    if (code == ERR_OK)
        code = switch_to(making, err);
    if (code != ERR_OK)
        (void)!file_remove_tree(making->work, NULL);
    return storage_failed(code, err);
}

const struct manifest_delta *apply_delta_for(const struct state *state,
                                             const struct verified_manifest *manifest) {
    const struct kept *current = &state->current;
    if (wants_whole(state) || !state_looks_whole(state, current))
        return NULL;
    return manifest_find_delta(verified_manifest(manifest), current->serial,
                               &current->manifest.set_digest);
}

enum err_code apply_snapshot(struct state *state, const struct release *release, int fd,
                             struct err *err) {
    struct making making = {.state = state, .release = release, .fd = fd};
    const char *name = verified_manifest(release->manifest)->snapshot.file;
    enum err_code code = verify_snapshot(release->manifest, fd, name, err);
    return code == ERR_OK ? make(&making, err) : storage_failed(code, err);
}

enum err_code apply_delta(struct state *state, const struct release *release,
                          const struct manifest_delta *delta, int fd, struct err *err) {
    struct making making = {.state = state, .release = release, .delta = delta, .fd = fd};
    return make(&making, err);
}
