#include "sync/update.h"

#include <inttypes.h>
#include <unistd.h>

#include "bundle/trust.h"
#include "store/generation.h"
#include "sync/copy.h"
#include "sync/storage.h"

/* ---- update ---- */

/* A release on its way in. */
struct arrival {
    struct copy_source source;
    struct buf text, signature;
    struct verified_manifest *manifest;
};

static void arrival_clear(struct arrival *arrival) {
    verified_manifest_free(arrival->manifest);
    buf_free(&arrival->text);
    buf_free(&arrival->signature);
    if (arrival->source.folder >= 0)
        copy_close(&arrival->source);
}

static enum err_code receive(const struct copy_source *source, const char *name,
                             enum err_code absent, const char *state, struct buf *ret,
                             struct err *err) {
    int fd = -1;
    enum err_code code = copy_file(source, name, MANIFEST_FILE_MAX, absent, state, &fd, err);
    if (code != ERR_OK)
        return code;
    code = copy_read(fd, name, MANIFEST_FILE_MAX, ret, err);
    close(fd);
    return code;
}

static struct received received(const char *name, const struct buf *buf) {
    return (struct received){name, buf_string(buf), buf->len};
}

static enum err_code receive_manifest(struct arrival *arrival, const struct verified_keyset *keyset,
                                      const char *from, const char *state, struct err *err) {
    enum err_code code = copy_open(from, &arrival->source, err);
    if (code == ERR_OK)
        code = receive(&arrival->source, MANIFEST_NAME, ERR_MISSING, state, &arrival->text, err);
    if (code == ERR_OK)
        code = receive(&arrival->source, MANIFEST_SIGNATURE_NAME, ERR_REFUSED, state,
                       &arrival->signature, err);
    if (code == ERR_OK)
        code = verify_manifest(keyset, received(MANIFEST_NAME, &arrival->text),
                               received(MANIFEST_SIGNATURE_NAME, &arrival->signature),
                               &arrival->manifest, err);
    return code;
}

static enum err_code receive_snapshot(struct state *state, const struct arrival *arrival,
                                      struct err *err) {
    const struct manifest_snapshot *snapshot = &verified_manifest(arrival->manifest)->snapshot;
    int fd = -1;
    enum err_code code = copy_file(&arrival->source, snapshot->file, snapshot->size, ERR_REFUSED,
                                   state->path, &fd, err);
    if (code != ERR_OK)
        return code;
    struct release release = {.manifest = arrival->manifest,
                              .text = received(MANIFEST_NAME, &arrival->text),
                              .signature = received(MANIFEST_SIGNATURE_NAME, &arrival->signature)};
    code = apply_snapshot(state, &release, fd, err);
    close(fd);
    return code;
}

static enum err_code take_in(struct state *state, const struct verified_keyset *keyset,
                             const char *from, enum apply_verdict *ret, struct err *err) {
    struct arrival arrival = {.source.folder = -1};
    enum apply_verdict verdict = APPLY_TAKE;
    enum err_code code = receive_manifest(&arrival, keyset, from, state->path, err);
    if (code == ERR_OK)
        code = apply_judge(state, arrival.manifest, &verdict, err);
    if (code == ERR_OK && verdict == APPLY_TAKE)
        code = receive_snapshot(state, &arrival, err);
    arrival_clear(&arrival);
    if (code == ERR_OK)
        *ret = verdict;
    return code;
}

enum err_code update_from_folder(const char *state_path, const char *trust, const char *from,
                                 struct state *ret_state, enum apply_verdict *ret_verdict,
                                 struct err *err) {
    struct verified_keyset *keyset = NULL;
    struct state state;
    enum apply_verdict verdict = APPLY_TAKE;
    enum err_code code = trust_load(trust, &keyset, err);
    if (code == ERR_OK)
        code = state_prepare(state_path, err);
    if (code == ERR_OK) {
        state_collect(state_path); /* room for what comes */
        code = state_load(state_path, &state, err);
    }
    if (code == ERR_OK)
        code = take_in(&state, keyset, from, &verdict, err);
    if (code == ERR_OK && state.record_stale && verdict != APPLY_TAKE)
        code = trust_record_save(state_path, &state.record, err);
    if (code == ERR_OK) {
        *ret_state = state;
        *ret_verdict = verdict;
    }
    verified_keyset_free(keyset);
    return code;
}

/* ---- back ---- */

enum err_code update_back(const char *path, struct state *ret_state, struct err *err) {
    struct state state;
    enum err_code code = state_load(path, &state, err);
    if (code != ERR_OK)
        return code;
    struct kept left = state.current;
    if (state.previous.unreadable)
        return err_set(err, ERR_STORAGE, "%s/previous: cannot be read; check the disk", path);
    if (!state.previous.pointed || (left.pointed && left.serial == state.previous.serial))
        return err_set(err, ERR_MISSING, "%s: there is no previous generation to go back to", path);
    code = state_check(&state, &state.previous, err);
    if (code != ERR_OK)
        return err_add(err, "cannot go back to serial %" PRId64, state.previous.serial);
    int64_t from = left.pointed ? left.serial : state.record.serial;
    state.record.held = from > state.previous.serial ? from : 0;
    state.current = state.previous;
    /* first the hold: without it the next update would bring back what the staff has left */
    code = trust_record_save(path, &state.record, err);
    if (code == ERR_OK)
        code = generation_point(path, "current", state.current.serial, err);
    if (code == ERR_OK && left.pointed) {
        state.previous = left;
        code = generation_point(path, "previous", left.serial, err);
    }
    if (code == ERR_OK)
        *ret_state = state;
    return storage_failed(code, err);
}

/* ---- check ---- */

/* A storage error may have been a want of memory that is over: that is no reason to go back. */
static enum err_code check_kept(const struct state *state, const struct kept *kept,
                                struct err *err) {
    enum err_code code = state_check(state, kept, err);
    if (code != ERR_STORAGE)
        return code;
    if (err)
        *err = (struct err){0};
    return state_check(state, kept, err);
}

static enum err_code fall_back(struct state *state, struct err *ret_damage, struct err *err) {
    enum err_code code = check_kept(state, &state->previous, NULL);
    bool unread = code == ERR_STORAGE || state->previous.unreadable;
    if (code != ERR_OK) /* what cannot be read now may be sound all the same */
        return err_set(err, unread ? ERR_STORAGE : ERR_REFUSED,
                       "%.300s; no sound previous generation is left: run update",
                       ret_damage->text);
    code = generation_point(state->path, "current", state->previous.serial, err);
    if (code == ERR_OK)
        state->current = state->previous;
    return storage_failed(code, err);
}

enum err_code update_check(const char *path, struct state *ret_state, struct err *ret_damage,
                           struct err *err) {
    struct state state;
    struct err damage = {0};
    enum err_code code = state_load(path, &state, err);
    if (code != ERR_OK)
        return code;
    if (!state.current.pointed &&
        generation_pointer(path, "current", &state.current.serial, &damage) == ERR_MISSING &&
        !state.previous.pointed)
        return err_set(err, ERR_MISSING, "%s: nothing is installed here yet; run update", path);
    if (!state.current.pointed || check_kept(&state, &state.current, &damage) != ERR_OK)
        code = fall_back(&state, &damage, err);
    if (code != ERR_OK)
        return code;
    *ret_state = state;
    *ret_damage = damage;
    return ERR_OK;
}
