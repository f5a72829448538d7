/* The row of keysets that this kiosk follows: from the trust folder that was installed by hand,
 * over those that it has accepted since (state/keysets/), to the last. */
#ifndef SYNC_CHAIN_H
#define SYNC_CHAIN_H

#include <stdbool.h>

#include "base/err.h"
#include "bundle/verify.h"
#include "sync/record.h"

/* The keyset in force. One in the state that cannot be read or does not follow ends the row there:
 * the next release heals it, and the record keeps what is older out meanwhile. ERR_MISSING,
 * ERR_REFUSED: the trust folder is not usable, the text says how to install one. */
enum err_code chain_load(const char *trust, const char *state, struct verified_keyset **ret,
                         struct err *err) CHECKED;

/* The same, ending at that version, or before where the row does. ERR_MISSING: it begins later. */
enum err_code chain_load_version(const char *trust, const char *state, int64_t version,
                                 struct verified_keyset **ret, struct err *err) CHECKED;

/* Takes the keyset that follows *keyset: verifies it, keeps it in the state (unless that is NULL),
 * and only then puts it in the place of *keyset. ERR_REFUSED: it may not follow, and nothing of it
 * is kept. */
enum err_code chain_accept(struct verified_keyset **keyset, const char *state, struct received text,
                           struct received signature, struct err *err) CHECKED;

/* Raises the record to the keyset in force, under which serials count from anew: whatever was
 * signed under an earlier one is older now. Says whether it changed. */
bool chain_raise(const struct verified_keyset *keyset, struct trust_record *record);

#endif
