/* minisign_verify: of all texts only the one that was made with the key is taken, whole; and
 * nothing is taken for another file. The key comes from a fixed seed, so the good signature is
 * always the same and lies in the corpus. */
#include "fuzz/target.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "bundle/secret.h"

static const char signed_text[] = "{\n  \"type\": \"meclis-manifest/1\"\n}\n";

static void make(struct minisign_public *ret_key, struct buf *ret_signature) {
    static const char comment[] = "timestamp:1437628500\tfile:manifest.json\thashed";
    uint8_t seed[crypto_sign_SEEDBYTES] = "a fixed seed, for tests alone!!", secret[64];
    uint8_t bytes[74] = {'E', 'D', 1, 2, 3, 4, 5, 6, 7, 8}, hash[64];
    uint8_t commented[64 + sizeof comment], over[64];
    char line[128];
    crypto_sign_seed_keypair(ret_key->key, secret, seed);
    memcpy(ret_key->id, bytes + 2, sizeof ret_key->id);
    minisign_hash(signed_text, strlen(signed_text), hash);
    crypto_sign_detached(bytes + 10, NULL, hash, sizeof hash, secret);
    memcpy(commented, bytes + 10, 64);
    memcpy(commented + 64, comment, strlen(comment));
    crypto_sign_detached(over, NULL, commented, 64 + strlen(comment), secret);
    sodium_bin2base64(line, sizeof line, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    buf_format(ret_signature, "%s%s\n%s\n%s%s\n", MINISIGN_UNTRUSTED, MINISIGN_SIGNATURE_COMMENT,
               line, MINISIGN_TRUSTED, comment);
    sodium_bin2base64(line, sizeof line, over, sizeof over, sodium_base64_VARIANT_ORIGINAL);
    buf_format(ret_signature, "%s\n", line);
}

/* Everything behind the first line is signed or has one form only. */
static bool same_behind_first_line(const struct buf *good, const uint8_t *bytes, size_t count) {
    const char *line = memchr(good->data, '\n', good->len);
    const uint8_t *other = memchr(bytes, '\n', count);
    size_t rest = good->len - (size_t)(line - good->data);
    return other && count - (size_t)(other - bytes) == rest && memcmp(other, line, rest) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    struct minisign_public key;
    struct buf good = {0};
    struct err err = {0};
    char first = count ? (char)bytes[0] : '\0';
    MUST(sodium_init() >= 0);
    make(&key, &good);
    MUST(minisign_verify(&key, 1, signed_text, strlen(signed_text), good.data, good.len, "f", NULL,
                         NULL, &err) == ERR_OK);
    enum err_code code = minisign_verify(&key, 1, signed_text, strlen(signed_text),
                                         (const char *)bytes, count, "f", NULL, NULL, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    MUST(code != ERR_OK || same_behind_first_line(&good, bytes, count));
    MUST(minisign_verify(&key, 1, &first, 1, (const char *)bytes, count, "f", NULL, NULL, &err) ==
         ERR_REFUSED);
    buf_free(&good);
    return 0;
}
