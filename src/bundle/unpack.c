#include "bundle/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/digest_queue.h"
#include "base/file.h"

#define BLOCK 131072
#define WINDOW_LOG_MAX 23

/* One decompression under way, into an open file or into memory. */
struct unpacker {
    ZSTD_DCtx *zstd;
    int from, to;
    struct buf *memory; /* in place of `to` where not NULL */
    const char *from_name, *to_name;
    uint64_t limit;              /* bytes that may come out */
    uint64_t written;            /* never more than limit */
    bool begun;                  /* a first block was read */
    bool ended;                  /* the frame is complete */
    char *in;                    /* BLOCK bytes */
    struct digest_queue *digest; /* of what goes into `to` */
};

static enum err_code zstd_failed(const struct unpacker *u, size_t result, struct err *err) {
    enum err_code code =
        ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation ? ERR_STORAGE : ERR_REFUSED;
    return err_set(err, code, "%s: cannot decompress: %s", u->from_name, ZSTD_getErrorName(result));
}

static enum err_code no_memory(const struct unpacker *u, struct err *err) {
    return err_set(err, ERR_STORAGE, "%s: no memory to decompress it", u->from_name);
}

static char *out_room(struct unpacker *u) {
    return u->memory ? buf_room(u->memory, DIGEST_QUEUE_BLOCK) : digest_queue_room(u->digest);
}

static enum err_code write_out(struct unpacker *u, const char *bytes, size_t count,
                               struct err *err) {
    if (count > u->limit - u->written)
        return err_set(err, ERR_REFUSED, "%s: holds more than the %llu bytes that were signed",
                       u->from_name, (unsigned long long)u->limit);
    u->written += count;
    if (u->memory) {
        buf_took(u->memory, count);
        return ERR_OK;
    }
    digest_queue_give(u->digest, count);
    return file_write_all(u->to, bytes, count, u->to_name, err);
}

static enum err_code decompress_block(struct unpacker *u, size_t count, struct err *err) {
    ZSTD_inBuffer in = {u->in, count, 0};
    while (!u->ended) {
        ZSTD_outBuffer out = {out_room(u), DIGEST_QUEUE_BLOCK, 0};
        if (!out.dst)
            return no_memory(u, err);
        size_t left = ZSTD_decompressStream(u->zstd, &out, &in);
        if (ZSTD_isError(left))
            return zstd_failed(u, left, err);
        enum err_code code = write_out(u, out.dst, out.pos, err);
        if (code != ERR_OK)
            return code;
        u->ended = left == 0;
        if (in.pos == in.size && out.pos < out.size)
            break;
    }
    if (in.pos < in.size)
        return err_set(err, ERR_REFUSED, "%s: something follows the compressed data", u->from_name);
    return ERR_OK;
}

/* Skippable frames and formats of old zstd versions are told apart by their first four bytes. */
static bool is_frame(const char *bytes, size_t count) {
    static const unsigned char magic[4] = {0x28, 0xb5, 0x2f, 0xfd};
    return count >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
}

static enum err_code decompress_all(struct unpacker *u, struct err *err) {
    for (;;) {
        ssize_t got = read(u->from, u->in, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, "cannot read", u->from_name);
        if (got == 0)
            return ERR_OK;
        if (!u->begun && !is_frame(u->in, (size_t)got))
            return err_set(err, ERR_REFUSED, "%s: not zstd data", u->from_name);
        u->begun = true;
        enum err_code code = decompress_block(u, (size_t)got, err);
        if (code != ERR_OK)
            return code;
    }
}

static enum err_code run(struct unpacker *u, struct err *err) {
    u->zstd = ZSTD_createDCtx();
    u->in = malloc(BLOCK);
    enum err_code code = ERR_OK;
    if (!u->zstd || !u->in ||
        ZSTD_isError(ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX)))
        code = no_memory(u, err);
    if (code == ERR_OK)
        code = decompress_all(u, err);
    if (code == ERR_OK && (!u->ended || u->written != u->limit))
        code = err_set(err, ERR_REFUSED, "%s: holds fewer than the %llu bytes that were signed",
                       u->from_name, (unsigned long long)u->limit);
    ZSTD_freeDCtx(u->zstd);
    free(u->in);
    return code;
}

enum err_code unpack_stream(int from, const char *from_name, int to, const char *to_name,
                            const struct unpack_limits *limits, struct err *err) {
    struct digest_queue queue;
    struct unpacker u = {.from = from,
                         .to = to,
                         .digest = &queue,
                         .from_name = from_name,
                         .to_name = to_name,
                         .limit = limits->size};
    enum err_code code = digest_queue_begin(&queue) ? run(&u, err) : no_memory(&u, err);
    struct digest digest = digest_queue_end(&queue);
    if (code == ERR_OK && !digest_equal(&digest, &limits->digest))
        code = err_set(err, ERR_REFUSED, "%s: holds other data than what was signed", from_name);
    return code;
}

enum err_code unpack_bytes(int from, const char *from_name, uint64_t size, struct buf *ret,
                           struct err *err) {
    struct unpacker u = {
        .from = from, .to = -1, .memory = ret, .from_name = from_name, .limit = size};
    return run(&u, err);
}
