/* The state folder as sync sees it: which generations are kept and what was accepted so far.
 *
 *     generations/<serial>/decisions.db, manifest.json, manifest.json.minisig, built.json
 *     generations/<serial>.tmp/     one being built, rubbish after an interrupted run
 *     inbox/                        the quarantine of what is being received
 *     current, previous             pointers (store/generation)
 *     trust.json, status.json, lock
 */
#ifndef SYNC_STATE_H
#define SYNC_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/file.h"
#include "bundle/manifest.h"
#include "store/check.h"
#include "sync/built.h"
#include "sync/record.h"

/* A generation that a pointer names. The manifest beside the database is our own copy of what was
 * verified when it came; its digest in the record tells whether it is still what it was. */
struct kept {
    bool pointed; /* the pointer could be read, `serial` is set */
    bool
        unreadable; /* the pointer, manifest or database may be there; looking at it failed twice */
    bool damaged;   /* the pointer is there, and names no generation */
    bool has_manifest; /* `manifest` is set */
    bool has_database; /* its file is there */
    int64_t serial;
    struct manifest manifest;
    struct digest manifest_digest;
    struct built database; /* with `manifest`: what the database's bytes are */
};

struct state {
    const char *path;
    struct trust_record record; /* raised to what the kept generations say: it may lag behind */
    bool record_stale;          /* no longer what trust.json says: write it anew */
    struct kept current, previous;
};

/* `path` must outlive it. What is absent or damaged is only noted; ERR_STORAGE: memory, or
 * trust.json is unreadable. */
enum err_code state_load(const char *path, struct state *ret, struct err *err) CHECKED;

/* What a kiosk shows that is started now: current, or where its pointer or its database is gone
 * previous, if that has one. */
const struct kept *state_shown(const struct state *state);

/* <state>/generations, and <state>/generations/<serial><ending>, into FILE_PATH_MAX bytes. */
enum err_code state_generations(char *ret, const char *path, struct err *err) CHECKED;
enum err_code state_generation(char *ret, const char *path, int64_t serial, const char *ending,
                               struct err *err) CHECKED;

/* Does the database hold what the manifest says? ERR_REFUSED where not. */
enum err_code state_compare(const struct check_result *found, const struct manifest *manifest,
                            struct err *err) CHECKED;
/* The full check of a kept generation: every byte of the database, and its content. */
enum err_code state_check(const struct state *state, const struct kept *kept,
                          struct err *err) CHECKED;
/* Is its database there, with the size that its manifest says? Reads none of it. */
bool state_looks_whole(const struct state *state, const struct kept *kept);

/* Removes the work folders of interrupted runs; makes the folder of generations where it is absent.
 */
enum err_code state_prepare(const char *path, struct err *err) CHECKED;
/* Removes every generation that is neither current nor previous. Failures are left to the next run.
 */
void state_collect(const char *path);
/* The same, and says where it failed: what a retraction takes away must be gone before an update
 * may be called done. */
enum err_code state_collect_surely(const char *path, struct err *err) CHECKED;

#endif
