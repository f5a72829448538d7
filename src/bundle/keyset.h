/* keyset.N.json: who may sign. Root keys sign keysets, publishing keys sign manifests. Reading and
 * writing only; whether a keyset may be believed is bundle/verify's to say. */
#ifndef BUNDLE_KEYSET_H
#define BUNDLE_KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "bundle/minisign.h"

#define KEYSET_TYPE "meclis-keyset/1"
#define KEYSET_KEYS_MAX 8
#define KEYSET_MUNICIPALITY_SIZE 160
#define KEYSET_FILE_MAX 16384 /* bytes */

struct keyset_keys {
    struct minisign_public items[KEYSET_KEYS_MAX];
    size_t count; /* at least 1, no id and no key twice */
};

/* Is a key with this id, or the same key under another id, among them? */
bool keyset_has_key(const struct keyset_keys *keys, const struct minisign_public *key);

struct keyset {
    int64_t version;                             /* from 1 */
    char municipality[KEYSET_MUNICIPALITY_SIZE]; /* "" binds to none */
    int64_t threshold;                           /* of root keys, 1 to root.count */
    struct keyset_keys root;
    struct keyset_keys publish;
    int64_t expires; /* seconds since 1970; for reminding people, never for refusing on a kiosk */
};

/* A name that may stand in a signed file: under 160 bytes of UTF-8 without control characters. */
bool keyset_municipality_valid(const char *text);

/* Reads the text strictly; members it does not know are ignored. `name` is for messages.
 * ERR_REFUSED with the reason, and ret untouched. */
enum err_code keyset_parse(const char *text, size_t length, const char *name, struct keyset *ret,
                           struct err *err) CHECKED;
/* Appends the text that keyset_parse reads. ERR_STORAGE: no memory. */
enum err_code keyset_write(const struct keyset *keyset, struct buf *out, struct err *err) CHECKED;

/* "keyset.<version>.json", and the same with ".minisig" */
#define KEYSET_NAME 40
#define KEYSET_SIGNATURE_NAME 48
void keyset_name(int64_t version, char ret[KEYSET_NAME]);
void keyset_signature_name(int64_t version, char ret[KEYSET_SIGNATURE_NAME]);

#endif
