/* inbox/net.json: what sync knows of the server that it asks. It lies where a fetch without any
 * other rights can write it, and decides nothing but when and how to ask. */
#ifndef SYNC_NET_RECORD_H
#define SYNC_NET_RECORD_H

#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

/* All zero: nothing is known. */
struct net_record {
    char url[1024];         /* of the release; the rest is about this address alone */
    char etag[256];         /* with which the server gave the manifest below; "" for none */
    struct digest manifest; /* BLAKE2b-256 of the last manifest from there that was verified */
    int64_t asked;          /* when it last came whole, seconds since 1970 */
    int64_t failures;       /* one after another, since something last went well */
    int64_t next;           /* a timer asks no earlier, seconds since 1970; 0: whenever it likes */
    char error[512];        /* the last failure, "" for none */
};

/* `folder` is the inbox. All zero where there is none or it is damaged. */
void net_record_load(const char *folder, struct net_record *ret);
/* Writes it unless the file says exactly this already: cards wear out. */
enum err_code net_record_save(const char *folder, const struct net_record *record,
                              struct err *err) CHECKED;

/* Notes how asking went (NULL: well). After n failures the pause is min * 2^(n-1) seconds, at most
 * max, and of that a random part between a half and the whole, so that kiosks that failed together
 * do not come back together. */
void net_record_note(struct net_record *record, int64_t now, int64_t min, int64_t max,
                     const struct err *failure);
/* Seconds that a timer still has to wait; 0: none. A clock that was set back holds up nobody. */
int64_t net_record_wait(const struct net_record *record, int64_t now, int64_t max);

#endif
