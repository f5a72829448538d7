/* The release folder: making one, and checking one as a kiosk would. */
#ifndef PUBLISH_RELEASE_H
#define PUBLISH_RELEASE_H

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
};

/* Makes the next release in `out`: built and checked aside, then renamed into place in an order in
 * which a reader of the old manifest finds its files until the new one is there. ERR_REFUSED: the
 * key is not in the keyset, or `out` holds somebody else's release. */
enum err_code release_make(const struct release_order *order, struct manifest *ret,
                           struct err *err) CHECKED;

/* Writes the deltas from the last few releases into the folder `work` and lists them in `manifest`,
 * whose serial and snapshot are filled; the release must have been noted in the library. */
enum err_code release_build_deltas(struct library *library, const char *work,
                                   struct manifest *manifest, struct err *err) CHECKED;

/* The full check of the release in `folder`: manifest, keyset, snapshot, deltas, database.
 * `scratch` is a folder in which a database may be written for a while. */
enum err_code release_check(const struct verified_keyset *keyset, const char *folder,
                            const char *scratch, struct manifest *ret, struct err *err) CHECKED;

/* Only manifest.json and its signature, each from its folder. ERR_MISSING: no manifest there. */
enum err_code release_manifest(const struct verified_keyset *keyset, const char *folder,
                               const char *signature_folder, struct verified_manifest **ret,
                               struct err *err) CHECKED;

#endif
