#include "sync/update.h"

#include <inttypes.h>
#include <unistd.h>

#include "bundle/trust.h"
#include "store/generation.h"
#include "sync/chain.h"
#include "sync/inbox.h"
#include "sync/origin.h"
#include "sync/storage.h"

#define ABSENT ERR_USAGE /* what no source says of anything but a file that it does not have */

/* ---- update ---- */

/* A release on its way in. */
struct arrival {
    struct source *source;
    struct buf text, signature;
    struct verified_manifest *manifest;
};

static void arrival_clear(struct arrival *arrival) {
    verified_manifest_free(arrival->manifest);
    buf_free(&arrival->text);
    buf_free(&arrival->signature);
}

static struct received received(const char *name, const struct buf *buf) {
    return (struct received){name, buf_string(buf), buf->len};
}

/* `have`: the manifest that need not come again, or NULL; *ret_same says that it did not. */
static enum err_code receive_pair(struct arrival *arrival, const struct digest *have,
                                  bool *ret_same, struct err *err) {
    struct source_want manifest = {
        .name = MANIFEST_NAME, .max = MANIFEST_FILE_MAX, .absent = ERR_MISSING, .unless = have};
    struct source_want signature = {
        .name = MANIFEST_SIGNATURE_NAME, .max = MANIFEST_FILE_MAX, .absent = ERR_REFUSED};
    bool same = false;
    enum err_code code = source_text(arrival->source, &manifest, &arrival->text, &same, err);
    if (code == ERR_OK && !same)
        code = source_text(arrival->source, &signature, &arrival->signature, NULL, err);
    if (code == ERR_OK)
        *ret_same = same;
    return code;
}

/* The keyset that follows, if the release carries one: ABSENT where not. */
static enum err_code receive_keyset(const struct update_order *order,
                                    struct verified_keyset **keyset, struct err *err) {
    char name[KEYSET_NAME], signature_name[KEYSET_SIGNATURE_NAME];
    struct buf text = {0}, signature = {0};
    keyset_name(verified_keyset(*keyset)->version + 1, name);
    keyset_signature_name(verified_keyset(*keyset)->version + 1, signature_name);
    struct source_want first = {.name = name, .max = KEYSET_FILE_MAX, .absent = ABSENT};
    struct source_want second = {
        .name = signature_name, .max = KEYSET_FILE_MAX, .absent = ERR_REFUSED};
    enum err_code code = source_text(order->source, &first, &text, NULL, err);
    if (code == ERR_OK)
        code = source_text(order->source, &second, &signature, NULL, err);
    if (code == ERR_OK) /* what only waits in the inbox is kept by `apply` */
        code = chain_accept(keyset, order->mode == UPDATE_RECEIVE ? NULL : order->state,
                            received(name, &text), received(name, &signature), err);
    buf_free(&text);
    buf_free(&signature);
    return code;
}

/* Follows the row of keysets in the release. Each counts from the moment in which it is accepted,
 * whatever becomes of the release. */
static enum err_code follow_keysets(const struct update_order *order, struct state *state,
                                    struct verified_keyset **keyset, struct err *err) {
    enum err_code code = ERR_OK;
    for (int i = 0; code == ERR_OK && i < TRUST_CHAIN_MAX; i++)
        code = receive_keyset(order, keyset, err);
    if (code == ABSENT)
        code = ERR_OK;
    if (chain_raise(*keyset, &state->record) && order->mode != UPDATE_RECEIVE) {
        enum err_code saved =
            trust_record_save(state->path, &state->record, code == ERR_OK ? err : NULL);
        code = code == ERR_OK ? saved : code;
    }
    return code;
}

/* Refused, and somebody stands there with a stick. Where the release does not even know the keyset
 * in force, most likely it is an old one, whose key was withdrawn since. Only a hint, for nothing
 * of this is signed. */
static enum err_code explain_stick(const struct update_order *order,
                                   const struct verified_keyset *keyset, struct err *err) {
    char name[KEYSET_NAME];
    struct buf text = {0};
    int64_t version = verified_keyset(keyset)->version;
    if (order->source->live || order->mode == UPDATE_APPLY)
        return ERR_REFUSED;
    keyset_name(version, name);
    struct source_want want = {.name = name, .max = KEYSET_FILE_MAX, .absent = ABSENT};
    bool lacks = version > 1 && source_text(order->source, &want, &text, NULL, NULL) == ABSENT;
    buf_free(&text);
    if (!lacks)
        return err_add(err, "bu bellekteki veriler başkasının, ya da bozuk");
    return err_add(err,
                   "bu bellekteki veriler daha eski, ya da başkasının (older than keyset "
                   "%" PRId64 ", or somebody else's)",
                   version);
}

static enum err_code verify_pair(struct arrival *arrival, const struct update_order *order,
                                 struct state *state, struct verified_keyset **keyset,
                                 struct err *err) {
    struct err hindrance = {0};
    enum err_code followed = follow_keysets(order, state, keyset, &hindrance);
    enum err_code code = followed;
    if (followed != ERR_STORAGE)
        code = verify_manifest(*keyset, received(MANIFEST_NAME, &arrival->text),
                               received(MANIFEST_SIGNATURE_NAME, &arrival->signature),
                               &arrival->manifest, err);
    /* A bad keyset that is not needed stops nobody: whoever could put it there could as well have
     * taken it away. Where it is needed, it is what is wrong. */
    if (followed != ERR_OK && code != ERR_OK) {
        if (err)
            *err = hindrance;
        code = followed;
    }
    if (followed == ERR_OK && code == ERR_REFUSED && err)
        code = explain_stick(order, *keyset, err);
    return code;
}

/* A new release may have been put in place between the two files: then they do not fit, and both
 * are asked for once more. */
static enum err_code receive_manifest(struct arrival *arrival, const struct update_order *order,
                                      struct state *state, struct verified_keyset **keyset,
                                      const struct digest *have, bool *ret_same, struct err *err) {
    bool same = false;
    enum err_code code = receive_pair(arrival, have, &same, err);
    if (code == ERR_OK && !same)
        code = verify_pair(arrival, order, state, keyset, err);
    if (code == ERR_REFUSED && arrival->source->live) {
        code = receive_pair(arrival, NULL, &same, err);
        if (code == ERR_OK)
            code = verify_pair(arrival, order, state, keyset, err);
    }
    if (code != ERR_OK)
        return code;
    if (!same) {
        struct digest digest = verified_manifest_digest(arrival->manifest);
        source_accepted(arrival->source, &digest);
    }
    *ret_same = same;
    return ERR_OK;
}

/* Who stands at the kiosk with a stick in his hand reads Turkish. */
static enum err_code judge(const struct state *state, const struct arrival *arrival,
                           enum apply_verdict *ret, struct err *err) {
    const struct manifest *manifest = verified_manifest(arrival->manifest);
    enum err_code code = apply_judge(state, arrival->manifest, ret, err);
    if (code == ERR_REFUSED && !arrival->source->live &&
        trust_record_compare(&state->record, manifest->keyset, manifest->serial) < 0)
        code = err_add(err, "bu bellekteki veriler daha eski");
    return code;
}

/* The delta, or where that is NULL the snapshot. */
static enum err_code receive_content(const struct arrival *arrival,
                                     const struct manifest_delta *delta, int *ret_fd,
                                     struct err *err) {
    const struct manifest_snapshot *snapshot = &verified_manifest(arrival->manifest)->snapshot;
    struct source_want want = {.name = delta ? delta->file : snapshot->file,
                               .max = delta ? delta->size : snapshot->size,
                               .digest = delta ? &delta->digest : &snapshot->digest,
                               .absent = ERR_REFUSED};
    return source_file(arrival->source, &want, ret_fd, err);
}

static enum err_code verify_content(const struct arrival *arrival,
                                    const struct manifest_delta *delta, int fd, struct err *err) {
    const char *name = verified_manifest(arrival->manifest)->snapshot.file;
    return delta ? verify_delta(arrival->manifest, delta, fd, delta->file, err)
                 : verify_snapshot(arrival->manifest, fd, name, err);
}

static enum err_code apply_content(struct state *state, const struct arrival *arrival,
                                   const struct manifest_delta *delta, int fd, struct err *err) {
    struct release release = {.manifest = arrival->manifest,
                              .text = received(MANIFEST_NAME, &arrival->text),
                              .signature = received(MANIFEST_SIGNATURE_NAME, &arrival->signature)};
    return delta ? apply_delta(state, &release, delta, fd, err)
                 : apply_snapshot(state, &release, fd, err);
}

static enum err_code take_content(const struct update_order *order, struct state *state,
                                  const struct arrival *arrival, const struct manifest_delta *delta,
                                  struct err *err) {
    int fd = -1;
    enum err_code code = receive_content(arrival, delta, &fd, err);
    if (code == ERR_OK && order->watch)
        order->watch->checking(order->watch->data);
    if (code == ERR_OK)
        code = order->mode == UPDATE_RECEIVE ? verify_content(arrival, delta, fd, err)
                                             : apply_content(state, arrival, delta, fd, err);
    if (fd >= 0)
        close(fd);
    return code;
}

/* A delta only saves bytes and time: where it is missing, damaged or of no use, the snapshot
 * decides. So it does after a failure of the disk or of memory, which may have been the delta's
 * own; but where the delta is all that waits, that failure is what there is to say. A server that
 * is gone would be gone again. */
static enum err_code take_set(const struct update_order *order, struct state *state,
                              const struct arrival *arrival, struct err *err) {
    const struct manifest_delta *delta = apply_delta_for(state, arrival->manifest);
    if (order->watch)
        order->watch->copying(order->watch->data, 0, 0);
    enum err_code code = delta ? take_content(order, state, arrival, delta, err) : ERR_REFUSED;
    if (code == ERR_OK || (code == ERR_MISSING && arrival->source->live))
        return code;
    struct err first = err ? *err : (struct err){0};
    enum err_code whole = take_content(order, state, arrival, NULL, err);
    if (whole != ERR_REFUSED || code != ERR_STORAGE)
        return whole;
    if (err)
        *err = first;
    return code;
}

/* The one way of a release from any source: manifest, verdict, files, and where it is to be applied
 * the switch. */
static enum err_code take_in(const struct update_order *order, struct state *state,
                             struct verified_keyset **keyset, enum apply_verdict *ret,
                             struct err *err) {
    struct arrival arrival = {.source = order->source};
    enum apply_verdict verdict = APPLY_TAKE;
    const struct digest *have = apply_settled(state, &verdict) ? &state->record.manifest : NULL;
    bool same = false;
    enum err_code code = receive_manifest(&arrival, order, state, keyset, have, &same, err);
    if (trust_record_note_date(&state->record, order->source->date))
        state->record_stale = true;
    if (code == ERR_OK && !same)
        code = judge(state, &arrival, &verdict, err);
    if (code == ERR_OK && verdict == APPLY_TAKE)
        code = take_set(order, state, &arrival, err);
    arrival_clear(&arrival);
    if (code == ERR_REFUSED && err)
        origin_explain(order->trust, state, err);
    if (code == ERR_OK)
        *ret = verdict;
    return code;
}

/* Makes room for what comes. Receiving alone touches nothing but the inbox. */
static enum err_code prepare(const struct update_order *order, struct err *err) {
    enum err_code code = ERR_OK;
    if (order->mode != UPDATE_APPLY)
        code = inbox_prepare(order->state, err);
    if (code == ERR_OK && order->mode != UPDATE_RECEIVE) {
        code = state_prepare(order->state, err);
        state_collect(order->state);
    }
    if (code == ERR_OK)
        code = folder_make(order->source->into, err);
    if (code == ERR_OK)
        code = file_sync(order->state, err);
    return storage_failed(code, err);
}

/* Whatever a retraction took away is gone before anybody calls the update done: older generations,
 * and what older transfers left in the inbox. `apply` too empties it, and so needs the right to: a
 * `ready` that stays would call it again and again. */
static enum err_code forget(const struct update_order *order, struct err *err) {
    enum err_code code = state_collect_surely(order->state, err);
    return code == ERR_OK ? inbox_clear_surely(order->state, err) : code;
}

enum err_code update_take(const struct update_order *order, struct state *ret_state,
                          enum apply_verdict *ret_verdict, struct err *err) {
    struct verified_keyset *keyset = NULL;
    struct state state;
    enum apply_verdict verdict = APPLY_TAKE;
    order->source->watch = order->watch;
    enum err_code code = chain_load(order->trust, order->state, &keyset, err);
    if (code == ERR_OK)
        code = prepare(order, err);
    if (code == ERR_OK)
        code = state_load(order->state, &state, err);
    if (code == ERR_OK)
        code = take_in(order, &state, &keyset, &verdict, err);
    if (code == ERR_OK && order->mode != UPDATE_RECEIVE)
        code = forget(order, err);
    if (code == ERR_OK && state.record_stale && verdict != APPLY_TAKE &&
        order->mode != UPDATE_RECEIVE)
        code = trust_record_save(order->state, &state.record, err);
    if (code == ERR_OK && verdict == APPLY_TAKE && order->mode == UPDATE_RECEIVE)
        code = inbox_finish(order->state, err);
    if (code == ERR_OK) {
        *ret_state = state;
        *ret_verdict = verdict;
    }
    verified_keyset_free(keyset);
    return code;
}

/* ---- back ---- */

static bool is_later(const struct kept *left, int64_t serial, const struct kept *other) {
    if (left->has_manifest && other->has_manifest &&
        left->manifest.keyset != other->manifest.keyset)
        return left->manifest.keyset > other->manifest.keyset;
    return serial > other->serial;
}

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
    /* going forward again leaves nothing; a later keyset may have begun with a lower serial */
    int64_t from = left.pointed ? left.serial : state.record.serial;
    state.record.held = is_later(&left, from, &state.previous) ? from : 0;
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
