/* trust.json: what this kiosk has accepted so far, so that nothing older comes back. */
#ifndef SYNC_RECORD_H
#define SYNC_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

/* All zero: nothing was ever accepted. */
struct trust_record {
    int64_t keyset;         /* version of the keyset of the last accepted manifest */
    int64_t serial;         /* and its serial; the pair never goes down */
    struct digest manifest; /* BLAKE2b-256 of that manifest's bytes */
    int64_t issued; /* the latest `issued` of any accepted manifest: time is not before it */
    int64_t date;   /* the latest that an authenticated server said; likewise. 0: none did */
    int64_t held;   /* a serial that `back` left: only a higher one is taken; 0 for none */
};

/* All zero where there is no file. ERR_REFUSED: there is one and it is damaged; ERR_STORAGE. */
enum err_code trust_record_load(const char *state, struct trust_record *ret,
                                struct err *err) CHECKED;
enum err_code trust_record_save(const char *state, const struct trust_record *record,
                                struct err *err) CHECKED;

/* Takes note of what an authenticated server says the time is. True where that is news: within a
 * day it is not, for cards wear out. */
bool trust_record_note_date(struct trust_record *record, int64_t date);

/* Below, the same as, or above the record: <0, 0, >0. */
int trust_record_compare(const struct trust_record *record, int64_t keyset, int64_t serial);

#endif
