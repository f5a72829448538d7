#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "unit/check.h"

#include "base/file.h"
#include "bundle/pack.h"
#include "bundle/unpack.h"

/* A folder, some content in it, and that content compressed. */
struct fixture {
    char folder[32];
    char source[FILE_PATH_MAX], packed_path[FILE_PATH_MAX], out[FILE_PATH_MAX];
    struct buf content, packed_bytes;
    struct packed packed;
};

static int fixture_make(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    struct err err = {0};
    strcpy(f->folder, "/tmp/meclis-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    assert_int_equal(path_join(f->source, f->folder, "a", &err), ERR_OK);
    assert_int_equal(path_join(f->packed_path, f->folder, "a.zst", &err), ERR_OK);
    assert_int_equal(path_join(f->out, f->folder, "b", &err), ERR_OK);
    for (int i = 0; i < 60000; i++)
        buf_format(&f->content, "karar %d, ", i * 7919 % 10007);
    assert_int_equal(file_write(f->source, f->content.data, f->content.len, &err), ERR_OK);
    assert_int_equal(pack_file(f->source, f->packed_path, &f->packed, &err), ERR_OK);
    assert_int_equal(file_read(f->packed_path, 1 << 24, &f->packed_bytes, &err), ERR_OK);
    *state = f;
    return 0;
}

static int fixture_free(void **state) {
    struct fixture *f = *state;
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    buf_free(&f->content);
    buf_free(&f->packed_bytes);
    free(f);
    return 0;
}

/* Decompresses `bytes` under the limits; the output file's size goes to ret_size. */
static enum err_code unpack(struct fixture *f, const void *bytes, size_t count,
                            struct unpack_limits limits, off_t *ret_size, struct err *err) {
    FILE *in = tmpfile();
    assert_int_equal(fwrite(bytes, 1, count, in), count);
    rewind(in);
    int out = open(f->out, O_RDWR | O_CREAT | O_TRUNC, 0600);
    enum err_code code = unpack_stream(fileno(in), "in", out, "out", &limits, err);
    *ret_size = lseek(out, 0, SEEK_END);
    close(out);
    fclose(in);
    return code;
}

static struct unpack_limits limits_of(const struct fixture *f) {
    return (struct unpack_limits){f->packed.source_size, f->packed.source_digest};
}

static void a_file_comes_back_as_it_was(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    off_t size;
    struct digest digest = digest_bytes(f->content.data, f->content.len);
    assert_int_equal(f->packed.source_size, f->content.len);
    assert_true(digest_equal(&digest, &f->packed.source_digest));
    digest = digest_bytes(f->packed_bytes.data, f->packed_bytes.len);
    assert_int_equal(f->packed.size, f->packed_bytes.len);
    assert_true(digest_equal(&digest, &f->packed.digest));
    assert_int_equal(
        unpack(f, f->packed_bytes.data, f->packed_bytes.len, limits_of(f), &size, &err), ERR_OK);
    struct buf back = {0};
    assert_int_equal(file_read(f->out, 1 << 24, &back, &err), ERR_OK);
    assert_int_equal(back.len, f->content.len);
    assert_memory_equal(back.data, f->content.data, back.len);
    buf_free(&back);
    assert_int_equal(pack_file(f->source, f->packed_path, &f->packed, &err), ERR_STORAGE);
    assert_true(file_exists(f->packed_path)); /* what was there stays */
}

static void not_one_byte_more_than_signed_is_written(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    off_t size;
    struct unpack_limits limits = limits_of(f);
    limits.size--;
    assert_int_equal(unpack(f, f->packed_bytes.data, f->packed_bytes.len, limits, &size, &err),
                     ERR_REFUSED);
    assert_true((uint64_t)size <= limits.size);
    limits.size += 2;
    assert_int_equal(unpack(f, f->packed_bytes.data, f->packed_bytes.len, limits, &size, &err),
                     ERR_REFUSED);
    limits.size--;
    limits.digest.bytes[31] ^= 1;
    assert_int_equal(unpack(f, f->packed_bytes.data, f->packed_bytes.len, limits, &size, &err),
                     ERR_REFUSED);
    assert_non_null(strstr(err.text, "other data"));
}

static void a_bomb_stops_at_the_limit(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    size_t large = 64 << 20;
    char *zeros = calloc(1, large), *bomb = malloc(1 << 20);
    size_t count = ZSTD_compress(bomb, 1 << 20, zeros, large, 3);
    assert_false(ZSTD_isError(count));
    off_t size;
    struct unpack_limits limits = {1000, digest_bytes(zeros, 1000)};
    assert_int_equal(unpack(f, bomb, count, limits, &size, &err), ERR_REFUSED);
    assert_int_equal(size, 0);
    free(zeros);
    free(bomb);
}

static void one_frame_and_nothing_else_is_accepted(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    static const char skippable[] = "\x50\x2a\x4d\x18\x04\x00\x00\x00qwer";
    const struct buf *good = &f->packed_bytes;
    struct buf two = {0}, behind = {0}, before = {0}, byte = {0};
    off_t size;
    buf_add(&two, good->data, good->len);
    buf_add(&two, good->data, good->len);
    buf_add(&behind, good->data, good->len);
    buf_add(&behind, skippable, sizeof skippable - 1);
    buf_add(&before, skippable, sizeof skippable - 1);
    buf_add(&before, good->data, good->len);
    buf_add(&byte, good->data, good->len);
    buf_byte(&byte, '\0');
    struct buf *wrong[] = {&two, &behind, &before, &byte};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(unpack(f, wrong[i]->data, wrong[i]->len, limits_of(f), &size, &err),
                         ERR_REFUSED);
        buf_free(wrong[i]);
    }
    struct unpack_limits nothing = {0, digest_bytes("", 0)};
    assert_int_equal(unpack(f, skippable, sizeof skippable - 1, nothing, &size, &err), ERR_REFUSED);
    assert_int_equal(unpack(f, "", 0, nothing, &size, &err), ERR_REFUSED);
    assert_int_equal(unpack(f, "garbage", 7, limits_of(f), &size, &err), ERR_REFUSED);
}

static void a_cut_file_is_refused_at_every_length(void **state) {
    struct fixture *f = *state;
    off_t size;
    for (size_t length = 0; length < f->packed_bytes.len; length += 1 + length / 16)
        assert_int_equal(unpack(f, f->packed_bytes.data, length, limits_of(f), &size, NULL),
                         ERR_REFUSED);
    assert_int_equal(
        unpack(f, f->packed_bytes.data, f->packed_bytes.len - 1, limits_of(f), &size, NULL),
        ERR_REFUSED);
}

static void a_window_over_8_mib_is_refused(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    size_t large = 20 << 20, room = ZSTD_compressBound(large);
    char *source = calloc(1, large), *packed = malloc(room);
    ZSTD_CCtx *zstd = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_windowLog, 24);
    size_t count = ZSTD_compress2(zstd, packed, room, source, large);
    assert_false(ZSTD_isError(count));
    off_t size;
    struct unpack_limits limits = {large, digest_bytes(source, large)};
    assert_int_equal(unpack(f, packed, count, limits, &size, &err), ERR_REFUSED);
    assert_int_equal(size, 0);
    ZSTD_freeCCtx(zstd);
    free(source);
    free(packed);
}

static void a_full_disk_is_a_storage_error(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    int in = open(f->packed_path, O_RDONLY), full = open("/dev/full", O_WRONLY);
    assert_true(in >= 0 && full >= 0);
    struct unpack_limits limits = limits_of(f);
    assert_int_equal(unpack_stream(in, "in", full, "out", &limits, &err), ERR_STORAGE);
    close(in);
    close(full);
    struct packed packed;
    assert_int_equal(pack_file("/nonexistent", f->out, &packed, &err), ERR_MISSING);
    assert_false(file_exists(f->out));
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_free)
    const struct CMUnitTest tests[] = {
        CASE(a_file_comes_back_as_it_was),
        CASE(not_one_byte_more_than_signed_is_written),
        CASE(a_bomb_stops_at_the_limit),
        CASE(one_frame_and_nothing_else_is_accepted),
        CASE(a_cut_file_is_refused_at_every_length),
        CASE(a_window_over_8_mib_is_refused),
        CASE(a_full_disk_is_a_storage_error),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
