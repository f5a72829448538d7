#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/file.h"
#include "bundle/secret.h"
#include "bundle/trust.h"

/* A publisher: two keys, the keyset made of them, and a manifest with its signature. */
struct fixture {
    struct secret_key root, publish;
    struct keyset keyset;
    struct manifest manifest;
    struct verified_keyset *verified;
    struct buf text, signature;
};

static struct received of_buf(const char *name, const struct buf *buf) {
    return (struct received){name, buf_string(buf), buf->len};
}

static struct keyset sample_keyset(const struct secret_key *root,
                                   const struct secret_key *publish) {
    struct keyset keyset = {.version = 1,
                            .municipality = "Muğla Büyükşehir Belediyesi",
                            .threshold = 1,
                            .root.count = 1,
                            .publish.count = 1,
                            .expires = 2000000000};
    secret_public(root, &keyset.root.items[0]);
    secret_public(publish, &keyset.publish.items[0]);
    return keyset;
}

static struct manifest sample_manifest(void) {
    struct manifest manifest = {.municipality = "Muğla Büyükşehir Belediyesi",
                                .keyset = 1,
                                .serial = 12,
                                .issued = 1437628500,
                                .expires = 1440652500,
                                .schema = MANIFEST_SCHEMA,
                                .set_digest = digest_bytes("set", 3),
                                .count = 401,
                                .newest = "2015-07-09",
                                .snapshot = {.size = 5,
                                             .digest = digest_bytes("12345", 5),
                                             .database_size = 99,
                                             .database_digest = digest_bytes("db", 2)}};
    manifest_snapshot_name(12, manifest.snapshot.file);
    return manifest;
}

static enum err_code sign_and_verify(struct fixture *f, const struct secret_key *key,
                                     struct verified_manifest **ret, struct err *err) {
    buf_clear(&f->signature);
    assert_int_equal(secret_sign(key, f->text.data, f->text.len, "", &f->signature, err), ERR_OK);
    return verify_manifest(f->verified, of_buf("manifest.json", &f->text),
                           of_buf("manifest.json.minisig", &f->signature), ret, err);
}

static struct verified_keyset *make_keyset(const struct secret_key *root,
                                           const struct keyset *keyset) {
    struct buf text = {0}, signature = {0};
    struct err err;
    struct verified_keyset *verified = NULL;
    assert_int_equal(keyset_write(keyset, &text, &err), ERR_OK);
    assert_int_equal(secret_sign(root, text.data, text.len, "", &signature, &err), ERR_OK);
    assert_int_equal(verify_keyset(of_buf("k", &text), of_buf("s", &signature), &verified, &err),
                     ERR_OK);
    buf_free(&text);
    buf_free(&signature);
    return verified;
}

static int fixture_make(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    struct err err;
    secret_generate(&f->root);
    secret_generate(&f->publish);
    f->keyset = sample_keyset(&f->root, &f->publish);
    f->verified = make_keyset(&f->root, &f->keyset);
    f->manifest = sample_manifest();
    assert_int_equal(manifest_write(&f->manifest, &f->text, &err), ERR_OK);
    *state = f;
    return 0;
}

static int fixture_free(void **state) {
    struct fixture *f = *state;
    verified_keyset_free(f->verified);
    buf_free(&f->text);
    buf_free(&f->signature);
    free(f);
    return 0;
}

static void a_signed_manifest_is_verified(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_OK);
    assert_memory_equal(verified_manifest(verified), &f->manifest, sizeof f->manifest);
    struct digest digest = verified_manifest_digest(verified),
                  expected = digest_bytes(f->text.data, f->text.len);
    assert_true(digest_equal(&digest, &expected));
    verified_manifest_free(verified);
}

static void the_root_key_or_a_stranger_signs_no_manifest(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    struct secret_key stranger;
    secret_generate(&stranger);
    assert_int_equal(sign_and_verify(f, &f->root, &verified, &err), ERR_REFUSED);
    assert_int_equal(sign_and_verify(f, &stranger, &verified, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "not in the keyset"));
    struct received text = of_buf("manifest.json", &f->text), none = {"s", "", 0};
    assert_int_equal(verify_manifest(f->verified, text, none, &verified, &err), ERR_REFUSED);
    assert_null(verified);
}

/* A keyset is signed by the same rules; it must not pass for a manifest, nor the other way. */
static void one_kind_of_file_is_not_taken_for_another(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    struct verified_keyset *keyset = NULL;
    assert_int_equal(sign_and_verify(f, &f->root, &verified, &err), ERR_REFUSED);
    assert_int_equal(
        verify_keyset(of_buf("k", &f->text), of_buf("s", &f->signature), &keyset, &err),
        ERR_REFUSED);
    buf_clear(&f->text);
    assert_int_equal(keyset_write(&f->keyset, &f->text, &err), ERR_OK);
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "first member"));
}

static void every_flipped_bit_of_a_manifest_is_refused(void **state) {
    struct fixture *f = *state;
    struct verified_manifest *verified = NULL;
    struct err err;
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_OK);
    verified_manifest_free(verified);
    struct received signature = of_buf("s", &f->signature);
    for (size_t i = 0; i < f->text.len; i++) {
        struct received cut = {"m", f->text.data, i};
        assert_int_equal(verify_manifest(f->verified, cut, signature, &verified, NULL),
                         ERR_REFUSED);
        for (int bit = 0; bit < 8; bit++) {
            f->text.data[i] = (char)(f->text.data[i] ^ 1 << bit);
            assert_int_equal(
                verify_manifest(f->verified, of_buf("m", &f->text), signature, &verified, NULL),
                ERR_REFUSED);
            f->text.data[i] = (char)(f->text.data[i] ^ 1 << bit);
        }
    }
}

static enum err_code try_changed(struct fixture *f, const char *from, const char *to,
                                 struct err *err) {
    struct buf original = f->text, changed = {0};
    const char *at = strstr(original.data, from);
    assert_non_null(at);
    buf_add(&changed, original.data, (size_t)(at - original.data));
    buf_text(&changed, to);
    buf_text(&changed, at + strlen(from));
    f->text = changed;
    struct verified_manifest *verified = NULL;
    enum err_code code = sign_and_verify(f, &f->publish, &verified, err);
    assert_int_equal(code == ERR_OK, verified != NULL);
    verified_manifest_free(verified);
    buf_free(&f->text);
    f->text = original;
    return code;
}

/* Well signed and wrong all the same: a publisher's mistake must not reach the disk either. */
static void a_manifest_is_read_strictly(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *from, *to;
        enum err_code code;
    } cases[] = {
        {"\"deltas\": []", "\"deltas\": [], \"later\": {\"x\": 1}", ERR_OK},
        {"\"newest\": \"2015-07-09\"", "\"newest\": null", ERR_OK},
        {"\"size\": 5", "\"size\": 2147483647", ERR_OK},
        {"\"size\": 5", "\"size\": 2147483649", ERR_OK},
        {"\"size\": 5", "\"size\": 4294967295", ERR_OK},
        {"\"size\": 5", "\"size\": 4294967297", ERR_OK},
        {"\"size\": 5", "\"size\": 0", ERR_REFUSED},
        {"\"size\": 5", "\"size\": -1", ERR_REFUSED},
        {"\"size\": 5", "\"size\": 5.0", ERR_REFUSED},
        {"\"size\": 5", "\"size\": \"5\"", ERR_REFUSED},
        {"\"size\": 5", "\"size\": 9223372036854775807", ERR_REFUSED},
        {"\"size\": 5", "\"size\": 9223372036854775808", ERR_REFUSED},
        {"\"size\": 5", "\"size\": 18446744073709551621", ERR_REFUSED},
        {"\"database_size\": 99", "\"database_size\": 0", ERR_REFUSED},
        {"\"serial\": 12", "\"serial\": 0", ERR_REFUSED},
        {"\"serial\": 12", "\"serial\": 13", ERR_REFUSED}, /* the file name is another's */
        {"\"serial\": 12", "\"serial\": 12, \"serial\": 12", ERR_REFUSED},
        {"snapshot-12.db.zst", "../snapshot-12.db.zst", ERR_REFUSED},
        {"snapshot-12.db.zst", "snapshot-012.db.zst", ERR_REFUSED},
        {"\"keyset\": 1", "\"keyset\": 2", ERR_REFUSED},
        {"meclis-manifest/1", "meclis-manifest/2", ERR_REFUSED},
        {"\"type\":", "\"first\": 1, \"type\":", ERR_REFUSED},
        {"Muğla", "Aydın", ERR_REFUSED},
        {"Muğla", "Mu\\nla", ERR_REFUSED},
        {"2015-07-09", "2015-7-9", ERR_REFUSED},
        {"\"count\": 401", "\"count\": -1", ERR_REFUSED},
        {"\"count\": 401", "\"count\": 2147483648", ERR_REFUSED},
        {"2015-07-23T05:15:00Z", "2015-07-23 05:15:00", ERR_REFUSED},
        {"\"deltas\": []", "\"deltas\": null", ERR_REFUSED},
        {"\"schema\": 3", "\"schema\": null", ERR_REFUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        if (try_changed(f, cases[i].from, cases[i].to, &err) != cases[i].code)
            fail_msg("%s -> %s: %s", cases[i].from, cases[i].to, err.text);
    }
}

static void what_is_too_large_is_refused_unread(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    while (f->text.len <= MANIFEST_FILE_MAX)
        buf_text(&f->text, "                                                                \n");
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "16384"));
}

static void a_keyset_without_a_name_binds_to_none(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    verified_keyset_free(f->verified);
    f->keyset.municipality[0] = '\0';
    f->verified = make_keyset(&f->root, &f->keyset);
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_OK);
    verified_manifest_free(verified);
}

static void a_keyset_needs_as_many_root_keys_as_it_says(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct secret_key second;
    struct buf text = {0}, one = {0}, twice = {0}, both = {0};
    struct verified_keyset *verified = NULL;
    secret_generate(&second);
    secret_public(&second, &f->keyset.root.items[1]);
    f->keyset.root.count = 2;
    f->keyset.threshold = 2;
    assert_int_equal(keyset_write(&f->keyset, &text, &err), ERR_OK);
    assert_int_equal(secret_sign(&f->root, text.data, text.len, "", &one, &err), ERR_OK);
    buf_add(&twice, one.data, one.len);
    buf_add(&twice, one.data, one.len);
    buf_add(&both, one.data, one.len);
    assert_int_equal(secret_sign(&second, text.data, text.len, "", &both, &err), ERR_OK);
    struct received keyset = of_buf("k", &text), none = {"s", "", 0};
    assert_int_equal(verify_keyset(keyset, none, &verified, &err), ERR_REFUSED);
    assert_int_equal(verify_keyset(keyset, of_buf("s", &one), &verified, &err), ERR_REFUSED);
    assert_int_equal(verify_keyset(keyset, of_buf("s", &twice), &verified, &err), ERR_REFUSED);
    assert_int_equal(verify_keyset(keyset, of_buf("s", &both), &verified, &err), ERR_OK);
    assert_memory_equal(verified_keyset(verified), &f->keyset, sizeof f->keyset);
    verified_keyset_free(verified);
    buf_free(&text);
    buf_free(&one);
    buf_free(&twice);
    buf_free(&both);
}

static void keysets_are_read_strictly(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct keyset keyset;
    struct buf text = {0};
    f->keyset.publish.items[1] = f->keyset.publish.items[0]; /* one id twice */
    f->keyset.publish.count = 2;
    assert_int_equal(keyset_write(&f->keyset, &text, &err), ERR_OK);
    assert_int_equal(keyset_parse(text.data, text.len, "k", &keyset, &err), ERR_REFUSED);
    f->keyset.publish.count = 0;
    buf_clear(&text);
    assert_int_equal(keyset_write(&f->keyset, &text, &err), ERR_OK);
    assert_int_equal(keyset_parse(text.data, text.len, "k", &keyset, &err), ERR_REFUSED);
    f->keyset.publish.count = 1;
    f->keyset.threshold = 2; /* of one */
    buf_clear(&text);
    assert_int_equal(keyset_write(&f->keyset, &text, &err), ERR_OK);
    assert_int_equal(keyset_parse(text.data, text.len, "k", &keyset, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "threshold"));
    buf_free(&text);
    assert_false(keyset_municipality_valid("a\nb"));
    assert_false(keyset_municipality_valid("\xff"));
    assert_true(keyset_municipality_valid(""));
}

static void a_trust_folder_is_whole_or_a_hard_stop(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    char folder[] = "/tmp/meclis-test-XXXXXX", path[FILE_PATH_MAX];
    assert_non_null(mkdtemp(folder));
    struct verified_keyset *verified = NULL;
    assert_int_equal(trust_load("/nonexistent", &verified, &err), ERR_MISSING);
    assert_int_equal(trust_load(folder, &verified, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "keygen"));
    struct buf text = {0}, signature = {0};
    assert_int_equal(keyset_write(&f->keyset, &text, &err), ERR_OK);
    assert_int_equal(secret_sign(&f->root, text.data, text.len, "", &signature, &err), ERR_OK);
    assert_int_equal(path_join(path, folder, "keyset.1.json", &err), ERR_OK);
    assert_int_equal(file_write(path, text.data, text.len, &err), ERR_OK);
    assert_int_equal(trust_load(folder, &verified, &err), ERR_REFUSED);
    strcat(path, ".minisig");
    assert_int_equal(file_write(path, signature.data, signature.len - 1, &err), ERR_OK);
    assert_int_equal(trust_load(folder, &verified, &err), ERR_REFUSED);
    assert_null(verified);
    assert_int_equal(file_write(path, signature.data, signature.len, &err), ERR_OK);
    assert_int_equal(trust_load(folder, &verified, &err), ERR_OK);
    verified_keyset_free(verified);
    buf_free(&text);
    buf_free(&signature);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

static void a_snapshot_is_hashed_whole(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_manifest *verified = NULL;
    assert_int_equal(sign_and_verify(f, &f->publish, &verified, &err), ERR_OK);
    static const struct {
        const char *content;
        enum err_code code;
    } cases[] = {{"12345", ERR_OK},
                 {"1234", ERR_REFUSED},
                 {"123456", ERR_REFUSED},
                 {"12346", ERR_REFUSED},
                 {"", ERR_REFUSED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *file = tmpfile();
        fputs(cases[i].content, file);
        fflush(file);
        assert_int_equal(verify_snapshot(verified, fileno(file), "s", &err), cases[i].code);
        assert_true(cases[i].code != ERR_OK || lseek(fileno(file), 0, SEEK_CUR) == 0);
        fclose(file);
    }
    assert_int_equal(verify_snapshot(verified, -1, "s", &err), ERR_STORAGE);
    verified_manifest_free(verified);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_free)
    const struct CMUnitTest tests[] = {
        CASE(a_signed_manifest_is_verified),
        CASE(the_root_key_or_a_stranger_signs_no_manifest),
        CASE(one_kind_of_file_is_not_taken_for_another),
        CASE(every_flipped_bit_of_a_manifest_is_refused),
        CASE(a_manifest_is_read_strictly),
        CASE(what_is_too_large_is_refused_unread),
        CASE(a_keyset_without_a_name_binds_to_none),
        CASE(a_keyset_needs_as_many_root_keys_as_it_says),
        CASE(keysets_are_read_strictly),
        CASE(a_trust_folder_is_whole_or_a_hard_stop),
        CASE(a_snapshot_is_hashed_whole),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
