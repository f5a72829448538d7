#include "bundle/secret.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define KEY_COMMENT "minisign encrypted secret key" /* minisign writes it for plain keys too */
#define KEY_TEXT_MAX 2048
#define SCRYPT_MEMORY_MIN 16777216
#define SCRYPT_MEMORY_MAX (UINT64_C(1) << 32)
#define SCRYPT_OPERATIONS_MAX (UINT64_C(1) << 32)
#define COMMENT_MAX 1000

/* What a passphrase hides, by exclusive or with scrypt's output. */
struct hidden_bytes {
    uint8_t id[MINISIGN_ID_SIZE];
    uint8_t key[64];
    uint8_t checksum[32]; /* BLAKE2b-256 of algorithm, id and key; zero in minisign's plain keys */
};

/* The 158 bytes of a secret key. */
struct secret_bytes {
    uint8_t algorithm[2];  /* "Ed" */
    uint8_t derivation[2]; /* "Sc", or two zeros: not encrypted */
    uint8_t check[2];      /* "B2" */
    uint8_t salt[32];
    uint8_t operations[8]; /* little-endian */
    uint8_t memory[8];
    struct hidden_bytes hidden;
};

#define SECRET_TEXT 213 /* base64 of 158 bytes and a NUL */

static void put_le64(uint8_t ret[8], uint64_t value) {
    for (int i = 0; i < 8; i++)
        ret[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t get_le64(const uint8_t bytes[8]) {
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

void secret_generate(struct secret_key *ret) {
    uint8_t public_key[32];
    randombytes_buf(ret->id, sizeof ret->id);
    crypto_sign_keypair(public_key, ret->key);
}

void secret_wipe(struct secret_key *key) {
    if (key)
        sodium_memzero(key, sizeof *key);
}

void secret_public(const struct secret_key *key, struct minisign_public *ret) {
    memcpy(ret->id, key->id, sizeof ret->id);
    crypto_sign_ed25519_sk_to_pk(ret->key, key->key);
}

static void checksum(const struct secret_bytes *bytes, uint8_t ret[32]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, bytes->algorithm, sizeof bytes->algorithm);
    crypto_generichash_update(&state, bytes->hidden.id, sizeof bytes->hidden.id);
    crypto_generichash_update(&state, bytes->hidden.key, sizeof bytes->hidden.key);
    crypto_generichash_final(&state, ret, 32);
}

/* Hides or shows the hidden part; false when there is not enough memory for scrypt. */
static bool toggle(struct secret_bytes *bytes, const char *passphrase) {
    uint8_t stream[sizeof bytes->hidden];
    if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, passphrase, strlen(passphrase),
                                           bytes->salt, get_le64(bytes->operations),
                                           (size_t)get_le64(bytes->memory)) != 0)
        return false;
    uint8_t *hidden = (uint8_t *)&bytes->hidden;
    for (size_t i = 0; i < sizeof stream; i++)
        hidden[i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    return true;
}

static bool encrypt(struct secret_bytes *bytes, const char *passphrase, struct secret_cost cost) {
    memcpy(bytes->derivation, "Sc", 2);
    randombytes_buf(bytes->salt, sizeof bytes->salt);
    for (;; cost.operations /= 2, cost.memory /= 2) {
        put_le64(bytes->operations, cost.operations);
        put_le64(bytes->memory, cost.memory);
        if (toggle(bytes, passphrase))
            return true;
        if (cost.memory / 2 < SCRYPT_MEMORY_MIN)
            return false;
    }
}

enum err_code secret_write(const struct secret_key *key, const char *passphrase,
                           struct secret_cost cost, struct buf *out, struct err *err) {
    struct secret_bytes bytes = {.algorithm = {'E', 'd'}, .check = {'B', '2'}};
    memcpy(bytes.hidden.id, key->id, sizeof key->id);
    memcpy(bytes.hidden.key, key->key, sizeof key->key);
    if (passphrase)
        checksum(&bytes, bytes.hidden.checksum);
    bool whole = !passphrase || encrypt(&bytes, passphrase, cost);
    if (whole) {
        char text[SECRET_TEXT];
        sodium_bin2base64(text, sizeof text, (const uint8_t *)&bytes, sizeof bytes,
                          sodium_base64_VARIANT_ORIGINAL);
        buf_text(out, MINISIGN_UNTRUSTED KEY_COMMENT "\n");
        buf_text(out, text);
        buf_text(out, "\n");
        sodium_memzero(text, sizeof text);
    }
    sodium_memzero(&bytes, sizeof bytes);
    if (!whole || out->failed)
        return err_set(err, ERR_STORAGE, "not enough memory to write a secret key");
    return ERR_OK;
}

/* The second line's bytes. The comment is free: minisign lets people write their own. */
static bool parse_text(const char *text, size_t length, struct secret_bytes *ret) {
    const char *line = length <= KEY_TEXT_MAX ? memchr(text, '\n', length) : NULL;
    if (!line || strncmp(text, MINISIGN_UNTRUSTED, strlen(MINISIGN_UNTRUSTED)) != 0)
        return false;
    line++;
    size_t left = length - (size_t)(line - text), got = 0;
    const char *end = memchr(line, '\n', left);
    size_t line_length = end ? (size_t)(end - line) : left;
    if (line_length && line[line_length - 1] == '\r')
        line_length--;
    return sodium_base642bin((uint8_t *)ret, sizeof *ret, line, line_length, NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == sizeof *ret && memcmp(ret->algorithm, "Ed", 2) == 0 &&
           memcmp(ret->check, "B2", 2) == 0;
}

bool secret_needs_passphrase(const char *text, size_t length) {
    struct secret_bytes bytes;
    bool needs = parse_text(text, length, &bytes) && memcmp(bytes.derivation, "Sc", 2) == 0;
    sodium_memzero(&bytes, sizeof bytes);
    return needs;
}

static enum err_code decrypt(struct secret_bytes *bytes, const char *passphrase, const char *name,
                             struct err *err) {
    if (!passphrase)
        return err_set(err, ERR_USAGE, "%s: this key needs its passphrase (--passphrase-file)",
                       name);
    if (get_le64(bytes->memory) > SCRYPT_MEMORY_MAX ||
        get_le64(bytes->operations) > SCRYPT_OPERATIONS_MAX)
        return err_set(err, ERR_REFUSED, "%s: asks for more work than any key of minisign's", name);
    if (!toggle(bytes, passphrase))
        return err_set(err, ERR_STORAGE, "%s: not enough memory to open this key", name);
    return ERR_OK;
}

static enum err_code open_bytes(struct secret_bytes *bytes, const char *passphrase,
                                const char *name, struct err *err) {
    static const uint8_t none[32];
    bool encrypted = memcmp(bytes->derivation, "Sc", 2) == 0;
    if (!encrypted && memcmp(bytes->derivation, none, 2) != 0)
        return err_set(err, ERR_REFUSED, "%s: encrypted in a way that minisign does not know",
                       name);
    enum err_code code = encrypted ? decrypt(bytes, passphrase, name, err) : ERR_OK;
    if (code != ERR_OK)
        return code;
    uint8_t expected[32];
    checksum(bytes, expected);
    if (sodium_memcmp(expected, bytes->hidden.checksum, 32) == 0)
        return ERR_OK;
    if (!encrypted && sodium_memcmp(none, bytes->hidden.checksum, 32) == 0)
        return ERR_OK;
    return err_set(err, ERR_REFUSED, encrypted ? "%s: wrong passphrase" : "%s: a damaged key",
                   name);
}

enum err_code secret_parse(const char *text, size_t length, const char *passphrase,
                           const char *name, struct secret_key *ret, struct err *err) {
    struct secret_bytes bytes;
    if (!parse_text(text, length, &bytes))
        return err_set(err, ERR_REFUSED, "%s: not a minisign secret key", name);
    enum err_code code = open_bytes(&bytes, passphrase, name, err);
    if (code == ERR_OK) {
        memcpy(ret->id, bytes.hidden.id, sizeof ret->id);
        memcpy(ret->key, bytes.hidden.key, sizeof ret->key);
    }
    sodium_memzero(&bytes, sizeof bytes);
    return code;
}

static void add_base64(struct buf *out, const void *bytes, size_t count) {
    char text[128];
    sodium_bin2base64(text, sizeof text, bytes, count, sodium_base64_VARIANT_ORIGINAL);
    buf_text(out, text);
    buf_text(out, "\n");
}

enum err_code secret_sign(const struct secret_key *key, const void *bytes, size_t count,
                          const char *trusted_comment, struct buf *out, struct err *err) {
    size_t length = strlen(trusted_comment);
    assert(length <= COMMENT_MAX);
    struct {
        uint8_t algorithm[2];
        uint8_t id[MINISIGN_ID_SIZE];
        uint8_t signature[MINISIGN_SIGNATURE_SIZE];
    } signature = {.algorithm = {'E', 'D'}};
    uint8_t hash[MINISIGN_HASH_SIZE], commented[MINISIGN_SIGNATURE_SIZE + COMMENT_MAX];
    uint8_t over_comment[MINISIGN_SIGNATURE_SIZE];
    memcpy(signature.id, key->id, sizeof signature.id);
    minisign_hash(bytes, count, hash);
    crypto_sign_detached(signature.signature, NULL, hash, sizeof hash, key->key);
    memcpy(commented, signature.signature, MINISIGN_SIGNATURE_SIZE);
    memcpy(commented + MINISIGN_SIGNATURE_SIZE, trusted_comment, length);
    crypto_sign_detached(over_comment, NULL, commented, MINISIGN_SIGNATURE_SIZE + length, key->key);

    buf_text(out, MINISIGN_UNTRUSTED MINISIGN_SIGNATURE_COMMENT "\n");
    add_base64(out, &signature, sizeof signature);
    buf_format(out, MINISIGN_TRUSTED "%s\n", trusted_comment);
    add_base64(out, over_comment, sizeof over_comment);
    return out->failed ? err_set(err, ERR_STORAGE, "out of memory while signing") : ERR_OK;
}
