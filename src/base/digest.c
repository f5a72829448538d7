#include "base/digest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void digest_begin(struct digest_stream *stream) {
    crypto_generichash_init(&stream->state, NULL, 0, sizeof(struct digest));
}

void digest_add(struct digest_stream *stream, const void *bytes, size_t count) {
    crypto_generichash_update(&stream->state, bytes, count);
}

struct digest digest_end(struct digest_stream *stream) {
    struct digest digest;
    crypto_generichash_final(&stream->state, digest.bytes, sizeof digest.bytes);
    return digest;
}

struct digest digest_bytes(const void *bytes, size_t count) {
    struct digest_stream stream;
    digest_begin(&stream);
    digest_add(&stream, bytes, count);
    return digest_end(&stream);
}

enum err_code digest_fd(int fd, const char *path, struct digest *ret, uint64_t *ret_size,
                        struct err *err) {
    struct digest_stream stream;
    digest_begin(&stream);
    uint64_t size = 0;
    char block[65536];
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, "cannot read", path);
        if (got == 0)
            break;
        digest_add(&stream, block, (size_t)got);
        size += (uint64_t)got;
    }
    *ret = digest_end(&stream);
    if (ret_size)
        *ret_size = size;
    return ERR_OK;
}

bool digest_equal(const struct digest *a, const struct digest *b) {
    return sodium_memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void digest_hex(const struct digest *digest, char ret[DIGEST_HEX]) {
    sodium_bin2hex(ret, DIGEST_HEX, digest->bytes, sizeof digest->bytes);
}

bool digest_parse(const char *hex, struct digest *ret) {
    if (strlen(hex) != DIGEST_HEX - 1 || strspn(hex, "0123456789abcdef") != DIGEST_HEX - 1)
        return false;
    return sodium_hex2bin(ret->bytes, sizeof ret->bytes, hex, DIGEST_HEX - 1, NULL, NULL, NULL) ==
           0;
}

void digest_short(const struct digest *digest, char ret[DIGEST_SHORT]) {
    const uint8_t *b = digest->bytes;
    snprintf(ret, DIGEST_SHORT, "%02X%02X %02X%02X", b[0], b[1], b[2], b[3]);
}

void digest_sha256_hex(const void *bytes, size_t count, char ret[DIGEST_HEX]) {
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, count);
    sodium_bin2hex(ret, DIGEST_HEX, hash, sizeof hash);
}
