/* Secret keys in minisign's format, and signing with them. The publisher's half of minisign; a
 * kiosk never has one. */
#ifndef BUNDLE_SECRET_H
#define BUNDLE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "bundle/minisign.h"

/* Wipe it with secret_wipe when done. */
struct secret_key {
    uint8_t id[MINISIGN_ID_SIZE];
    uint8_t key[64]; /* seed and public key, as libsodium keeps them */
};

/* What scrypt may cost. minisign's own choice is SECRET_COST_STRONG: a second or two and 1 GiB. */
struct secret_cost {
    uint64_t operations;
    uint64_t memory; /* bytes */
};
#define SECRET_COST_STRONG ((struct secret_cost){UINT64_C(33554432), UINT64_C(1073741824)})

void secret_generate(struct secret_key *ret);
void secret_wipe(struct secret_key *key); /* takes NULL */
void secret_public(const struct secret_key *key, struct minisign_public *ret);

/* The two lines of a key file. A NULL passphrase writes it unencrypted. With too little memory for
 * `cost` the memory is halved until it fits, as minisign does; `cost` counts for a passphrase only.
 * ERR_STORAGE: no memory. */
enum err_code secret_write(const struct secret_key *key, const char *passphrase,
                           struct secret_cost cost, struct buf *out, struct err *err) CHECKED;

/* Is this key file encrypted? False for what is no key file at all; secret_parse says so. */
bool secret_needs_passphrase(const char *text, size_t length);
/* Reads a key file's text. The passphrase is ignored for an unencrypted key. ERR_REFUSED: no key,
 * or a wrong passphrase. */
enum err_code secret_parse(const char *text, size_t length, const char *passphrase,
                           const char *name, struct secret_key *ret, struct err *err) CHECKED;

/* Appends the four lines of a signature over `bytes`. The trusted comment is one line of at most
 * 1,000 bytes without control characters. ERR_STORAGE: no memory. */
enum err_code secret_sign(const struct secret_key *key, const void *bytes, size_t count,
                          const char *trusted_comment, struct buf *out, struct err *err) CHECKED;

#endif
