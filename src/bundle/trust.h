/* The trust folder: keyset.N.json and keyset.N.json.minisig, from the first one that was installed
 * by hand to the last. Written by keygen and rotate beside the publisher's keys, and copied to the
 * kiosks; a release carries the same files, and so does a kiosk's state. */
#ifndef BUNDLE_TRUST_H
#define BUNDLE_TRUST_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "bundle/verify.h"

#define TRUST_CHAIN_MAX 1000 /* keysets that are followed in one go */

/* The last keyset of the folder. The lowest one is believed because it was put there, each other
 * one because it follows the one before. ERR_MISSING: no such folder, or no keyset in it;
 * ERR_REFUSED: one is damaged or missing in the row. The text says how to install a trust folder.
 */
enum err_code trust_load(const char *folder, struct verified_keyset **ret, struct err *err) CHECKED;
/* The same, ending at that version. ERR_MISSING where there is none. */
enum err_code trust_load_version(const char *folder, int64_t version, struct verified_keyset **ret,
                                 struct err *err) CHECKED;
/* The lowest version in the folder. */
enum err_code trust_first(const char *folder, int64_t *ret, struct err *err) CHECKED;

/* Follows, from *keyset on, the keysets that `folder` holds, to version `last` (0: to the end).
 * Each one that may follow takes the place of *keyset, also where a later one is refused. */
enum err_code trust_follow(const char *folder, int64_t last, struct verified_keyset **keyset,
                           struct err *err) CHECKED;

/* One file of such a folder, at most KEYSET_FILE_MAX bytes. ERR_MISSING: it is not there. */
enum err_code trust_read_part(const char *folder, const char *name, struct buf *ret,
                              struct err *err) CHECKED;

#endif
