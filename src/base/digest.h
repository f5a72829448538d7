/* BLAKE2b-256 and SHA-256 of bytes, files and streams, and their hexadecimal text. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct digest {
    uint8_t bytes[32];
};

#define DIGEST_HEX 65 /* 64 lower-case digits and a NUL */

/* A BLAKE2b-256 in the making. */
struct digest_stream {
    crypto_generichash_state state;
};

void digest_begin(struct digest_stream *stream);
void digest_add(struct digest_stream *stream, const void *bytes, size_t count);
struct digest digest_end(struct digest_stream *stream);

struct digest digest_bytes(const void *bytes, size_t count);
/* Of everything from the descriptor's current offset to the end; ret_size in bytes, may be NULL. */
enum err_code digest_fd(int fd, const char *path, struct digest *ret, uint64_t *ret_size,
                        struct err *err) CHECKED;

bool digest_equal(const struct digest *a, const struct digest *b);
void digest_hex(const struct digest *digest, char ret[DIGEST_HEX]);
bool digest_parse(const char *hex, struct digest *ret); /* exactly 64 lower-case digits */

/* The first eight digits as people read them out: "7C3E 91A0". */
#define DIGEST_SHORT 10
void digest_short(const struct digest *digest, char ret[DIGEST_SHORT]);

/* The provenance hash of a source document. */
void digest_sha256_hex(const void *bytes, size_t count, char ret[DIGEST_HEX]);

#endif
