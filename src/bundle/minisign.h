/* Public keys and signatures exactly in minisign's format: reading and checking. Only what a kiosk
 * needs is here; secret keys and signing are in bundle/secret.h.
 *
 * A signature is four lines: untrusted comment, base64 of 74 bytes (algorithm, key id, signature
 * over the BLAKE2b-512 of the file), trusted comment, base64 of 64 bytes (over signature and
 * trusted comment). What `minisign -S` writes is taken, with any comments, and nothing laxer: only
 * the prehashed algorithm "ED" (relabelled "Ed", the same signature holds for the 64-byte hash as a
 * file), exactly four lines that each end in a newline, no control characters but tabs, canonical
 * base64. So the untrusted comment is the one thing in a signature that could change unnoticed; the
 * files of a release must have the one that `minisign -S` writes unless told otherwise
 * (minisign_comment_is_own), and then no bit can. The trusted comment is never interpreted. */
#ifndef BUNDLE_MINISIGN_H
#define BUNDLE_MINISIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MINISIGN_UNTRUSTED "untrusted comment: "
#define MINISIGN_TRUSTED "trusted comment: "
#define MINISIGN_SIGNATURE_COMMENT "signature from minisign secret key"

#define MINISIGN_ID_SIZE 8
#define MINISIGN_HASH_SIZE 64
#define MINISIGN_SIGNATURE_SIZE 64
#define MINISIGN_SIGNATURE_MAX 16384 /* bytes of a signature file that are looked at */

struct minisign_public {
    uint8_t id[MINISIGN_ID_SIZE];
    uint8_t key[32];
};

#define MINISIGN_PUBLIC_TEXT 57 /* base64 of 42 bytes and a NUL */
#define MINISIGN_ID_TEXT 17     /* as minisign shows it: 16 upper-case digits, high byte first */

/* The one line of base64; false, and ret untouched, for anything else. */
bool minisign_public_parse(const char *line, struct minisign_public *ret);
void minisign_public_text(const struct minisign_public *key, char ret[MINISIGN_PUBLIC_TEXT]);
void minisign_id_text(const uint8_t id[MINISIGN_ID_SIZE], char ret[MINISIGN_ID_TEXT]);
bool minisign_public_equal(const struct minisign_public *a, const struct minisign_public *b);

/* Checks the signature at the start of `text` over `bytes`. Some key of `keys` must have made it;
 * *ret_key is its index, *ret_used how many bytes of the text the four lines took. Either may be
 * NULL; without ret_used nothing may follow the four lines. `name` is the signed file's, for
 * messages. ERR_REFUSED with the reason for anything but a good signature. */
enum err_code minisign_verify(const struct minisign_public *keys, size_t key_count,
                              const void *bytes, size_t count, const char *text, size_t length,
                              const char *name, size_t *ret_key, size_t *ret_used,
                              struct err *err) CHECKED;

/* How many bytes the four lines at the start of `text` take; 0 where no signature stands there.
 * Says nothing about whether it holds. */
size_t minisign_measure(const char *text, size_t length);
/* Does the signature begin with the untrusted comment that minisign and we write by ourselves? */
bool minisign_comment_is_own(const char *text, size_t length);

/* BLAKE2b-512, which is what a signature signs. */
void minisign_hash(const void *bytes, size_t count, uint8_t ret[MINISIGN_HASH_SIZE]);

#endif
