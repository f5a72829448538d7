/* The deltas that a manifest lists, and reading one back into memory. */
#include "unit/store_helper.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "bundle/manifest.h"
#include "bundle/pack.h"
#include "bundle/unpack.h"

static struct manifest sample_manifest(void) {
    struct manifest manifest = {.municipality = "Muğla",
                                .keyset = 1,
                                .serial = 12,
                                .issued = 1437628500,
                                .expires = 1440652500,
                                .schema = MANIFEST_SCHEMA,
                                .set_digest = digest_bytes("set", 3),
                                .count = 401,
                                .newest = "2015-07-09",
                                .snapshot = {.size = 5, .database_size = 99},
                                .delta_count = 2};
    manifest_snapshot_name(12, manifest.snapshot.file);
    for (size_t i = 0; i < 2; i++) {
        struct manifest_delta *delta = &manifest.deltas[i];
        *delta = (struct manifest_delta){.from = 11 - (int64_t)i,
                                         .base_digest = digest_bytes("base", i),
                                         .size = 70 + i,
                                         .digest = digest_bytes("file", i),
                                         .content_size = 900 + i};
        manifest_delta_name(delta->from, 12, delta->file);
    }
    return manifest;
}

static void deltas_are_written_and_read(void **state) {
    (void)state;
    struct err err = {0};
    struct manifest written = sample_manifest(), read = {0};
    struct buf text = {0};
    OK(manifest_write(&written, &text, &err));
    OK(manifest_parse(text.data, text.len, "m", &read, &err));
    assert_memory_equal(&written, &read, sizeof read);
    struct digest other = digest_bytes("other", 5);
    assert_ptr_equal(manifest_find_delta(&read, 10, &written.deltas[1].base_digest),
                     &read.deltas[1]);
    assert_null(manifest_find_delta(&read, 10, &other));
    assert_null(manifest_find_delta(&read, 9, &written.deltas[1].base_digest));
    buf_free(&text);
}

static enum err_code parse_changed(const struct buf *text, const char *from, const char *to) {
    struct buf changed = {0};
    struct manifest manifest;
    const char *found = strstr(text->data, from);
    assert_non_null(found);
    buf_add(&changed, text->data, (size_t)(found - text->data));
    buf_text(&changed, to);
    buf_text(&changed, found + strlen(from));
    enum err_code code = manifest_parse(changed.data, changed.len, "m", &manifest, NULL);
    buf_free(&changed);
    return code;
}

static void odd_deltas_are_refused(void **state) {
    (void)state;
    static const char *const changes[][2] = {
        {"\"from\": 11", "\"from\": 12"},
        {"\"from\": 11", "\"from\": 0"},
        {"\"from\": 11", "\"from\": -1"},
        {"\"from\": 11", "\"from\": 9223372036854775807"},
        {"\"from\": 11", "\"from\": 9"},
        {"delta-11-12.zst", "../delta-11-12.zst"},
        {"delta-11-12.zst", "delta-11-012.zst"},
        {"delta-11-12.zst", "delta-11-13.zst"},
        {"\"size\": 70", "\"size\": 0"},
        {"\"size\": 70", "\"size\": -1"},
        {"\"size\": 70", "\"size\": 18446744073709551686"},
        {"\"content_size\": 900", "\"content_size\": 0"},
        {"\"content_size\": 900", "\"content_size\": 1099511627777"},
        {"\"base_set_digest\": \"", "\"base_set_digest\": \"f"},
        {"\"deltas\": [", "\"deltas\": [{},"},
        {"\"deltas\": [", "\"deltas\": [null,"},
        {"\"deltas\": [", "\"deltas\": {}, \"others\": ["},
    };
    struct err err = {0};
    struct manifest manifest = sample_manifest();
    struct buf text = {0};
    OK(manifest_write(&manifest, &text, &err));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (parse_changed(&text, changes[i][0], changes[i][1]) != ERR_REFUSED)
            fail_msg("%s -> %s was taken", changes[i][0], changes[i][1]);
    assert_int_equal(parse_changed(&text, "\"size\": 70", "\"size\": 4294967297"), ERR_OK);
    buf_clear(&text);
    manifest.deltas[1] = manifest.deltas[0]; /* twice from one serial */
    OK(manifest_write(&manifest, &text, &err));
    assert_int_equal(manifest_parse(text.data, text.len, "m", &manifest, &err), ERR_REFUSED);
    buf_free(&text);
}

static void only_what_was_signed_comes_out(void **state) {
    struct err err = {0};
    struct packed packed;
    struct buf content = {0}, out = {0};
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    for (int i = 0; i < 40000; i++)
        buf_format(&content, "%d ", i * 7919 % 10007);
    snprintf(from, sizeof from, "%s", in_folder(state, "plain"));
    snprintf(to, sizeof to, "%s", in_folder(state, "packed"));
    OK(file_write(from, content.data, content.len, &err));
    OK(pack_file(from, to, &packed, &err));
    int fd = open(to, O_RDWR | O_CLOEXEC);
    OK(unpack_bytes(fd, "packed", content.len, &out, &err));
    assert_int_equal(out.len, content.len);
    assert_memory_equal(out.data, content.data, out.len);
    for (int i = -1; i <= 1; i += 2) { /* one byte more or less than was signed */
        buf_clear(&out);
        lseek(fd, 0, SEEK_SET);
        assert_int_equal(unpack_bytes(fd, "packed", content.len + (size_t)i, &out, &err),
                         ERR_REFUSED);
        assert_true(out.len <= content.len);
    }
    for (off_t size = 0; size < (off_t)packed.size; size += 1 + (off_t)packed.size / 50) {
        int cut = open(in_folder(state, "cut"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        struct buf bytes = {0};
        OK(file_read(to, 1 << 24, &bytes, &err));
        OK(file_write_all(cut, bytes.data, (size_t)size, "cut", &err));
        lseek(cut, 0, SEEK_SET);
        buf_clear(&out);
        assert_int_equal(unpack_bytes(cut, "cut", content.len, &out, &err), ERR_REFUSED);
        buf_free(&bytes);
        close(cut);
    }
    close(fd);
    buf_free(&content);
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deltas_are_written_and_read),
        cmocka_unit_test(odd_deltas_are_refused),
        WITH_FOLDER(only_what_was_signed_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
