#include "bundle/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "base/file.h"

#define LEVEL 15
#define LEVEL_SMALL 19 /* of a file that takes no time anyway */
#define SMALL (1024 * 1024)
#define BLOCK 131072

/* One compression under way. */
struct packer {
    ZSTD_CCtx *zstd;
    int from, to;
    const char *from_path, *to_path;
    char *in, *out; /* BLOCK bytes each */
    struct digest_stream in_digest, out_digest;
    struct packed packed;
};

static enum err_code write_out(struct packer *p, size_t count, struct err *err) {
    digest_add(&p->out_digest, p->out, count);
    p->packed.size += count;
    return file_write_all(p->to, p->out, count, p->to_path, err);
}

/* Hands a block to zstd; `last` ends the frame. */
static enum err_code compress_block(struct packer *p, size_t count, bool last, struct err *err) {
    ZSTD_inBuffer in = {p->in, count, 0};
    for (;;) {
        ZSTD_outBuffer out = {p->out, BLOCK, 0};
        size_t left = ZSTD_compressStream2(p->zstd, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return err_set(err, ERR_STORAGE, "%s: cannot compress: %s", p->from_path,
                           ZSTD_getErrorName(left));
        enum err_code code = write_out(p, out.pos, err);
        if (code != ERR_OK)
            return code;
        if (last ? left == 0 : in.pos == in.size)
            return ERR_OK;
    }
}

static enum err_code compress_all(struct packer *p, struct err *err) {
    for (;;) {
        ssize_t got = read(p->from, p->in, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, "cannot read", p->from_path);
        digest_add(&p->in_digest, p->in, (size_t)got);
        p->packed.source_size += (uint64_t)got;
        enum err_code code = compress_block(p, (size_t)got, got == 0, err);
        if (code != ERR_OK || got == 0)
            return code;
    }
}

static enum err_code prepare(struct packer *p, struct err *err) {
    p->from = open(p->from_path, O_RDONLY | O_CLOEXEC);
    if (p->from < 0)
        return err_errno(err, "cannot open", p->from_path);
    p->to = open(p->to_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (p->to < 0)
        return err_errno(err, "cannot create", p->to_path);
    struct stat st;
    if (fstat(p->from, &st) != 0)
        return err_errno(err, "cannot read", p->from_path);
    int level = st.st_size <= SMALL ? LEVEL_SMALL : LEVEL;
    p->in = malloc(BLOCK);
    p->out = malloc(BLOCK);
    p->zstd = ZSTD_createCCtx();
    if (!p->in || !p->out || !p->zstd ||
        ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel, level)) ||
        ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_windowLog, PACK_WINDOW_LOG)) ||
        ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(p->zstd, (unsigned long long)st.st_size)))
        return err_set(err, ERR_STORAGE, "%s: no memory to compress it", p->from_path);
    digest_begin(&p->in_digest);
    digest_begin(&p->out_digest);
    return ERR_OK;
}

enum err_code pack_file(const char *from, const char *to, struct packed *ret, struct err *err) {
    struct packer p = {.from = -1, .to = -1, .from_path = from, .to_path = to};
    enum err_code code = prepare(&p, err);
    if (code == ERR_OK)
        code = compress_all(&p, err);
    if (code == ERR_OK && fsync(p.to) != 0)
        code = err_errno(err, "cannot sync", to);
    if (code == ERR_OK) {
        p.packed.digest = digest_end(&p.out_digest);
        p.packed.source_digest = digest_end(&p.in_digest);
        *ret = p.packed;
    } else if (p.to >= 0) {
        unlink(to);
    }
    if (p.from >= 0)
        close(p.from);
    if (p.to >= 0)
        close(p.to);
    free(p.in);
    free(p.out);
    ZSTD_freeCCtx(p.zstd);
    return code;
}
