#include "sync/apply.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "bundle/unpack.h"
#include "store/generation.h"
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
    if (m->schema != MANIFEST_SCHEMA)
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

/* The folder in which a generation is built, and the one where it will stand. */
struct site {
    char work[FILE_PATH_MAX];
    char place[FILE_PATH_MAX];
};

static enum err_code unpack_database(const char *path, const struct manifest_snapshot *snapshot,
                                     int fd, struct err *err) {
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (to < 0)
        return err_errno(err, "cannot create", path);
    struct unpack_limits limits = {snapshot->database_size, snapshot->database_digest};
    enum err_code code = unpack_stream(fd, snapshot->file, to, path, &limits, err);
    /* a failed fsync is final: what it lost is not written by a second one */
    if (code == ERR_OK && fsync(to) != 0)
        code = err_errno(err, "cannot sync", path);
    if (close(to) != 0 && code == ERR_OK)
        code = err_errno(err, "cannot close", path);
    return code;
}

static enum err_code write_beside(const char *folder, const char *name, struct received received,
                                  struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, name, err);
    return code == ERR_OK ? file_write(path, received.bytes, received.count, err) : code;
}

static enum err_code check_database(const char *path, const struct manifest *manifest,
                                    struct err *err) {
    struct check_result found;
    enum err_code code = store_check(path, &found, err);
    if (code == ERR_OK)
        code = state_compare(&found, manifest, err);
    return code == ERR_OK ? ERR_OK : err_add(err, "release %" PRId64, manifest->serial);
}

static enum err_code build(const struct site *site, const struct release *release, int fd,
                           struct err *err) {
    const struct manifest *manifest = verified_manifest(release->manifest);
    char database[FILE_PATH_MAX];
    enum err_code code = folder_make(site->work, err);
    if (code == ERR_OK)
        code = path_join(database, site->work, DATABASE_NAME, err);
    if (code == ERR_OK)
        code = unpack_database(database, &manifest->snapshot, fd, err);
    if (code == ERR_OK)
        code = check_database(database, manifest, err);
    if (code == ERR_OK)
        code = write_beside(site->work, MANIFEST_SIGNATURE_NAME, release->signature, err);
    if (code == ERR_OK)
        code = write_beside(site->work, MANIFEST_NAME, release->text, err);
    if (code == ERR_OK)
        code = file_sync(site->work, err);
    return code;
}

/* ---- switching ---- */

static enum err_code move_file(const struct site *site, const char *name, struct err *err) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    enum err_code code = path_join(from, site->work, name, err);
    if (code == ERR_OK)
        code = path_join(to, site->place, name, err);
    return code == ERR_OK ? file_rename(from, to, err) : code;
}

/* A folder that stands there already is a damaged copy of this very release: its files are replaced
 * one by one, so that a reader finds a database at every moment. */
static enum err_code move_in(const struct site *site, struct err *err) {
    if (!file_exists(site->place))
        return file_rename(site->work, site->place, err);
    enum err_code code = move_file(site, DATABASE_NAME, err);
    if (code == ERR_OK)
        code = move_file(site, MANIFEST_SIGNATURE_NAME, err);
    if (code == ERR_OK)
        code = move_file(site, MANIFEST_NAME, err);
    if (code == ERR_OK)
        code = file_remove_tree(site->work, err);
    return code;
}

static void note_accepted(struct state *state, const struct release *release) {
    const struct manifest *manifest = verified_manifest(release->manifest);
    struct digest digest = verified_manifest_digest(release->manifest);
    state->current = (struct kept){.pointed = true,
                                   .has_manifest = true,
                                   .serial = manifest->serial,
                                   .manifest = *manifest,
                                   .manifest_digest = digest};
    struct trust_record *record = &state->record;
    record->keyset = manifest->keyset;
    record->serial = manifest->serial;
    record->manifest = digest;
    record->held = 0;
    if (manifest->issued > record->issued)
        record->issued = manifest->issued;
}

static enum err_code switch_to(struct state *state, const struct release *release,
                               struct err *err) {
    int64_t serial = verified_manifest(release->manifest)->serial;
    enum err_code code = ERR_OK;
    if (state->current.pointed && state->current.serial != serial) {
        code = generation_point(state->path, "previous", state->current.serial, err);
        if (code == ERR_OK)
            state->previous = state->current;
    }
    if (code == ERR_OK)
        code = generation_point(state->path, "current", serial, err);
    if (code != ERR_OK)
        return code;
    note_accepted(state, release);
    return trust_record_save(state->path, &state->record, err);
}

enum err_code apply_snapshot(struct state *state, const struct release *release, int fd,
                             struct err *err) {
    const struct manifest *manifest = verified_manifest(release->manifest);
    struct site site;
    enum err_code code = verify_snapshot(release->manifest, fd, manifest->snapshot.file, err);
    if (code == ERR_OK)
        code = state_generation(site.work, state->path, manifest->serial, ".tmp", err);
    if (code == ERR_OK)
        code = state_generation(site.place, state->path, manifest->serial, "", err);
    if (code != ERR_OK)
        return code;
    code = build(&site, release, fd, err);
    if (code == ERR_OK)
        code = move_in(&site, err);
    if (code == ERR_OK)
        code = switch_to(state, release, err);
    if (code != ERR_OK)
        (void)!file_remove_tree(site.work, NULL);
    return storage_failed(code, err);
}
