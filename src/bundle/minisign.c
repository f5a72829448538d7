#include "bundle/minisign.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define TRUSTED_MAX 8192 /* longest trusted comment, in bytes; minisign's own limit */
#define COMMENT_MAX 1024 /* the same of an untrusted one */
#define BASE64_TEXT 101  /* of a signature's 74 bytes, and a NUL */

/* The 42 bytes of a public key. */
struct public_bytes {
    uint8_t algorithm[2];
    uint8_t id[MINISIGN_ID_SIZE];
    uint8_t key[32];
};

/* The 74 bytes of a signature's second line. */
struct signature_bytes {
    uint8_t algorithm[2];
    uint8_t id[MINISIGN_ID_SIZE];
    uint8_t signature[MINISIGN_SIGNATURE_SIZE];
};

/* One signature, taken apart. `trusted` points into the text. */
struct signature {
    struct signature_bytes bytes;
    uint8_t over_comment[MINISIGN_SIGNATURE_SIZE];
    const char *trusted;
    size_t trusted_length;
};

/* One line of a text, without its newline. */
struct line {
    const char *start;
    size_t length;
};

/* Exactly `count` bytes (at most 74) of base64, in the one form in which they can be written:
 * libsodium 1.0.18 reads some bytes over 127 as letters, so the text is compared with ours. */
static bool decode(const char *text, size_t length, void *ret, size_t count) {
    char again[BASE64_TEXT];
    size_t got = 0;
    if (sodium_base642bin(ret, count, text, length, NULL, &got, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        got != count)
        return false;
    sodium_bin2base64(again, sizeof again, ret, count, sodium_base64_VARIANT_ORIGINAL);
    return strlen(again) == length && memcmp(again, text, length) == 0;
}

bool minisign_public_parse(const char *line, struct minisign_public *ret) {
    struct public_bytes bytes;
    if (!decode(line, strlen(line), &bytes, sizeof bytes) || memcmp(bytes.algorithm, "Ed", 2) != 0)
        return false;
    memcpy(ret->id, bytes.id, sizeof ret->id);
    memcpy(ret->key, bytes.key, sizeof ret->key);
    return true;
}

void minisign_public_text(const struct minisign_public *key, char ret[MINISIGN_PUBLIC_TEXT]) {
    struct public_bytes bytes = {.algorithm = {'E', 'd'}};
    memcpy(bytes.id, key->id, sizeof bytes.id);
    memcpy(bytes.key, key->key, sizeof bytes.key);
    sodium_bin2base64(ret, MINISIGN_PUBLIC_TEXT, (const uint8_t *)&bytes, sizeof bytes,
                      sodium_base64_VARIANT_ORIGINAL);
}

void minisign_id_text(const uint8_t id[MINISIGN_ID_SIZE], char ret[MINISIGN_ID_TEXT]) {
    for (size_t i = 0; i < MINISIGN_ID_SIZE; i++)
        snprintf(ret + 2 * i, 3, "%02X", id[MINISIGN_ID_SIZE - 1 - i]);
}

bool minisign_public_equal(const struct minisign_public *a, const struct minisign_public *b) {
    return memcmp(a->id, b->id, sizeof a->id) == 0 && memcmp(a->key, b->key, sizeof a->key) == 0;
}

void minisign_hash(const void *bytes, size_t count, uint8_t ret[MINISIGN_HASH_SIZE]) {
    crypto_generichash(ret, MINISIGN_HASH_SIZE, bytes, count, NULL, 0);
}

/* The next line of the text, which must end in a newline and hold no control character but the tab
 * that minisign itself writes into trusted comments. */
static bool take_line(const char **text, size_t *length, struct line *ret) {
    const char *end = memchr(*text, '\n', *length);
    if (!end)
        return false;
    *ret = (struct line){*text, (size_t)(end - *text)};
    for (const char *p = *text; p < end; p++)
        if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
            return false;
    *length -= ret->length + 1;
    *text = end + 1;
    return true;
}

static bool line_begins(struct line line, const char *prefix, struct line *ret_rest) {
    size_t length = strlen(prefix);
    if (line.length < length || memcmp(line.start, prefix, length) != 0)
        return false;
    *ret_rest = (struct line){line.start + length, line.length - length};
    return true;
}

/* The reason why it is not a signature of ours, or NULL. */
static const char *signature_parse(const char *text, size_t length, struct signature *ret,
                                   size_t *ret_used) {
    const char *next = text;
    size_t left = length < MINISIGN_SIGNATURE_MAX ? length : MINISIGN_SIGNATURE_MAX;
    struct line lines[4], comment, trusted;
    for (size_t i = 0; i < 4; i++)
        if (!take_line(&next, &left, &lines[i]))
            return "not four lines of plain text";
    if (!line_begins(lines[0], MINISIGN_UNTRUSTED, &comment) || comment.length > COMMENT_MAX)
        return "the first line is not an untrusted comment";
    if (!line_begins(lines[2], MINISIGN_TRUSTED, &trusted) || trusted.length > TRUSTED_MAX)
        return "the third line is not a trusted comment";
    if (!decode(lines[1].start, lines[1].length, &ret->bytes, sizeof ret->bytes) ||
        !decode(lines[3].start, lines[3].length, ret->over_comment, sizeof ret->over_comment))
        return "not a signature's base64";
    if (memcmp(ret->bytes.algorithm, "ED", 2) != 0)
        return "not a prehashed signature";
    ret->trusted = trusted.start;
    ret->trusted_length = trusted.length;
    *ret_used = (size_t)(next - text);
    return NULL;
}

size_t minisign_measure(const char *text, size_t length) {
    struct signature signature;
    size_t used = 0;
    return signature_parse(text, length, &signature, &used) ? 0 : used;
}

bool minisign_comment_is_own(const char *text, size_t length) {
    static const char own[] = MINISIGN_UNTRUSTED MINISIGN_SIGNATURE_COMMENT "\n";
    return length >= strlen(own) && memcmp(text, own, strlen(own)) == 0;
}

static bool signature_holds(const struct signature *signature, const struct minisign_public *key,
                            const uint8_t hash[MINISIGN_HASH_SIZE]) {
    uint8_t commented[MINISIGN_SIGNATURE_SIZE + TRUSTED_MAX];
    memcpy(commented, signature->bytes.signature, MINISIGN_SIGNATURE_SIZE);
    memcpy(commented + MINISIGN_SIGNATURE_SIZE, signature->trusted, signature->trusted_length);
    return memcmp(signature->bytes.id, key->id, MINISIGN_ID_SIZE) == 0 &&
           crypto_sign_verify_detached(signature->bytes.signature, hash, MINISIGN_HASH_SIZE,
                                       key->key) == 0 &&
           crypto_sign_verify_detached(signature->over_comment, commented,
                                       MINISIGN_SIGNATURE_SIZE + signature->trusted_length,
                                       key->key) == 0;
}

/* Says which of the two it is: a stranger's key, or a known key and other bytes. */
static enum err_code refuse(const struct signature *signature, const struct minisign_public *keys,
                            size_t key_count, const char *name, struct err *err) {
    char id[MINISIGN_ID_TEXT];
    minisign_id_text(signature->bytes.id, id);
    for (size_t i = 0; i < key_count; i++)
        if (memcmp(signature->bytes.id, keys[i].id, MINISIGN_ID_SIZE) == 0)
            return err_set(err, ERR_REFUSED, "%s: the signature does not fit: damaged or forged",
                           name);
    return err_set(err, ERR_REFUSED,
                   "%s: signed with key %s, which is not in the keyset: published by somebody "
                   "else, or the trust folder is another municipality's; if this publisher is the "
                   "right one, copy the trust/ folder beside its keys to this place",
                   name, id);
}

enum err_code minisign_verify(const struct minisign_public *keys, size_t key_count,
                              const void *bytes, size_t count, const char *text, size_t length,
                              const char *name, size_t *ret_key, size_t *ret_used,
                              struct err *err) {
    struct signature signature;
    size_t used = 0;
    const char *reason = signature_parse(text, length, &signature, &used);
    if (!reason && !ret_used && used != length)
        reason = "something follows the four lines";
    if (reason)
        return err_set(err, ERR_REFUSED, "%s.minisig: %s", name, reason);
    uint8_t hash[MINISIGN_HASH_SIZE];
    minisign_hash(bytes, count, hash);
    for (size_t i = 0; i < key_count; i++) {
        if (!signature_holds(&signature, &keys[i], hash))
            continue;
        if (ret_key)
            *ret_key = i;
        if (ret_used)
            *ret_used = used;
        return ERR_OK;
    }
    return refuse(&signature, keys, key_count, name, err);
}
