/* The release folder: making one, and checking one as a kiosk would. */
#ifndef PUBLISH_RELEASE_H
#define PUBLISH_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "bundle/secret.h"
#include "bundle/verify.h"
#include "store/library.h"

struct release_order {
    struct library *library;
    const struct secret_key *key;
    const struct verified_keyset *keyset;
    const char *trust; /* the folder that the keyset came from */
    const char *out;   /* made where it does not exist */
    /* where it will be copied to, or NULL: the serial rises above what lies there too */
    const char *target;
    int64_t issued; /* seconds since 1970 */
    int64_t expires;
    bool accept_personal_data; /* what looks like it is released, and not asked for again */
    int deltas;                /* from how many of the last releases, 0 to RELEASE_DELTAS */
};

/* A kiosk that was off for so many releases still takes a delta. */
#define RELEASE_DELTAS 5

/* Makes the next release in `out`: built and checked aside, then renamed into place in an order in
 * which a reader of the old manifest finds its files until the new one is there. ERR_REFUSED: the
 * key is not in the keyset, or `out` holds somebody else's release. */
enum err_code release_make(const struct release_order *order, struct manifest *ret,
                           struct err *err) CHECKED;

/* Writes the deltas from the last `most` releases into the folder `work` and lists them in
 * `manifest`, whose serial and snapshot are filled; the release must have been noted in the
 * library. */
enum err_code release_build_deltas(struct library *library, const char *work, int most,
                                   struct manifest *manifest, struct err *err) CHECKED;

/* The full check of the release in `folder`: manifest, keyset, snapshot, deltas, database.
 * `scratch` is a folder in which a database may be written for a while. */
enum err_code release_check(const struct verified_keyset *keyset, const char *folder,
                            const char *scratch, struct manifest *ret, struct err *err) CHECKED;

/* One above every serial that the library has spent or that lies where the release goes.
 * ERR_REFUSED: somebody else's release lies there. */
enum err_code release_next_serial(const struct release_order *order, int64_t *ret,
                                  struct err *err) CHECKED;
/* ERR_REFUSED, naming the decision: one that the release there has retracted is not retracted in
 * `database`, the set that is to follow it. `scratch` as above. */
enum err_code release_keep_retracted(const struct release_order *order, const char *database,
                                     const char *scratch, struct err *err) CHECKED;
/* ERR_REFUSED in one line where a decision holds what looks like personal data and nobody has said
 * that it may go out; with accept_personal_data that is said now. Call it in the transaction of the
 * release. */
enum err_code release_ask_personal(const struct release_order *order, struct err *err) CHECKED;
/* The release whose manifest is in `folder` and its signature in the other one. It may have been
 * signed under an earlier keyset of ours. ERR_MISSING: none there; ERR_REFUSED: somebody else's, or
 * damaged. */
enum err_code release_find(const struct release_order *order, const char *folder,
                           const char *signature_folder, struct verified_manifest **ret,
                           struct err *err) CHECKED;

/* Hashes the snapshot of the release in `folder`, and only then decompresses it to `database`. */
enum err_code release_unpack(const struct verified_manifest *manifest, const char *folder,
                             const char *database, struct err *err) CHECKED;

/* Only manifest.json and its signature, each from its folder. ERR_MISSING: no manifest there. */
enum err_code release_manifest(const struct verified_keyset *keyset, const char *folder,
                               const char *signature_folder, struct verified_manifest **ret,
                               struct err *err) CHECKED;

#endif
