/* Which keyset may follow which. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/file.h"
#include "bundle/secret.h"
#include "bundle/trust.h"

/* Five root keys to choose from, and the keyset that is in force: `old`. */
struct fixture {
    struct secret_key keys[5];
    struct keyset old;
    struct verified_keyset *verified;
};

static struct keyset keyset_of(const struct fixture *f, int64_t version, int64_t threshold,
                               const char *roots) {
    struct keyset keyset = {.version = version,
                            .municipality = "Muğla Büyükşehir Belediyesi",
                            .threshold = threshold,
                            .publish.count = 1,
                            .expires = 2000000000};
    secret_public(&f->keys[4], &keyset.publish.items[0]);
    for (const char *p = roots; *p; p++)
        secret_public(&f->keys[*p - '0'], &keyset.root.items[keyset.root.count++]);
    return keyset;
}

static void sign_all(const struct fixture *f, const char *signers, const struct buf *text,
                     struct buf *ret) {
    struct err err = {0};
    for (const char *p = signers; *p; p++)
        assert_int_equal(secret_sign(&f->keys[*p - '0'], text->data, text->len, "", ret, &err),
                         ERR_OK);
}

static struct received of_buf(const struct buf *buf) {
    return (struct received){"keyset.2.json", buf_string(buf), buf->len};
}

static int fixture_make(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    struct buf text = {0}, signature = {0};
    struct err err = {0};
    for (size_t i = 0; i < 5; i++)
        secret_generate(&f->keys[i]);
    f->old = keyset_of(f, 1, 1, "0");
    assert_int_equal(keyset_write(&f->old, &text, &err), ERR_OK);
    sign_all(f, "0", &text, &signature);
    assert_int_equal(verify_keyset(of_buf(&text), of_buf(&signature), &f->verified, &err), ERR_OK);
    buf_free(&text);
    buf_free(&signature);
    *state = f;
    return 0;
}

static int fixture_free(void **state) {
    struct fixture *f = *state;
    verified_keyset_free(f->verified);
    free(f);
    return 0;
}

/* Offers `next`, signed by `signers`; ret_after gets what is in force then, if it is taken. */
static enum err_code offer(struct fixture *f, const struct keyset *next, const char *signers,
                           struct verified_keyset **ret_after, struct err *err) {
    struct buf text = {0}, signature = {0};
    struct verified_keyset *after = NULL;
    assert_int_equal(keyset_write(next, &text, err), ERR_OK);
    sign_all(f, signers, &text, &signature);
    enum err_code code =
        verify_next_keyset(f->verified, of_buf(&text), of_buf(&signature), &after, err);
    assert_int_equal(code == ERR_OK, after != NULL);
    if (after)
        assert_memory_equal(verified_keyset(after), next, sizeof *next);
    if (ret_after)
        *ret_after = after;
    else
        verified_keyset_free(after);
    buf_free(&text);
    buf_free(&signature);
    return code;
}

static void both_thresholds_count(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *roots; /* of the new keyset */
        int threshold;
        const char *signers;
        enum err_code code;
        const char *said;
    } cases[] = {
        {"0", 1, "0", ERR_OK, NULL},
        {"1", 1, "01", ERR_OK, NULL},
        {"1", 1, "10", ERR_OK, NULL},
        {"01", 1, "0", ERR_OK, NULL},
        {"01", 2, "01", ERR_OK, NULL},
        {"12", 2, "012", ERR_OK, NULL},
        {"0", 1, "", ERR_REFUSED, "0 of the old"},
        {"1", 1, "0", ERR_REFUSED, "0 of the new"},
        {"1", 1, "1", ERR_REFUSED, "0 of the old"},
        {"12", 2, "01", ERR_REFUSED, "1 of the new"},
        {"12", 2, "12", ERR_REFUSED, "0 of the old"},
        {"01", 2, "0", ERR_REFUSED, "1 of the new"},
        {"1", 1, "4", ERR_REFUSED, "0 of the old"},         /* a publishing key makes no keysets */
        {"0", 1, "00", ERR_REFUSED, "twice"},               /* one key, counted once */
        {"12", 2, "011", ERR_REFUSED, "twice"},             /* the same on the new side */
        {"0", 1, "03", ERR_REFUSED, "not in the keyset"},   /* a stranger's block beside it */
        {"12", 1, "0124", ERR_REFUSED, "not in the keyset"} /* and the publishing key's */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct keyset next = keyset_of(f, 2, cases[i].threshold, cases[i].roots);
        enum err_code code = offer(f, &next, cases[i].signers, NULL, &err);
        if (code != cases[i].code || (cases[i].said && !strstr(err.text, cases[i].said)))
            fail_msg("%s signed by %s: %d %s", cases[i].roots, cases[i].signers, code, err.text);
    }
}

static void no_version_is_left_out(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    static const int64_t wrong[] = {1, 3, 1000000, INT64_C(1) << 53};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct keyset next = keyset_of(f, wrong[i], 1, "0");
        assert_int_equal(offer(f, &next, "0", NULL, &err), ERR_REFUSED);
        assert_non_null(strstr(err.text, "must follow"));
    }
}

static void the_municipality_stays(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct keyset next = keyset_of(f, 2, 1, "0");
    strcpy(next.municipality, "Aydın");
    assert_int_equal(offer(f, &next, "0", NULL, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "Aydın"));
    next.municipality[0] = '\0'; /* nor is it forgotten */
    assert_int_equal(offer(f, &next, "0", NULL, &err), ERR_REFUSED);
}

static void a_lost_root_key_is_replaced_by_the_other(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct verified_keyset *after = NULL;
    struct keyset two = keyset_of(f, 2, 1, "01"), three = keyset_of(f, 3, 1, "12");
    assert_int_equal(offer(f, &two, "0", &after, &err), ERR_OK);
    verified_keyset_free(f->verified);
    f->verified = after;
    assert_int_equal(offer(f, &three, "2", NULL, &err), ERR_REFUSED);
    assert_int_equal(offer(f, &three, "1", &after, &err), ERR_OK); /* 0 is lost */
    verified_keyset_free(f->verified);
    f->verified = after;
    struct keyset four = keyset_of(f, 4, 1, "0");
    assert_int_equal(offer(f, &four, "0", NULL, &err), ERR_REFUSED); /* and its finder is nobody */
}

/* Text and signatures: whatever bit changes, it is not taken. */
static void every_flipped_bit_and_every_cut_is_refused(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct buf text = {0}, signature = {0};
    struct verified_keyset *after = NULL;
    struct keyset next = keyset_of(f, 2, 1, "1");
    assert_int_equal(keyset_write(&next, &text, &err), ERR_OK);
    sign_all(f, "01", &text, &signature);
    struct buf *files[] = {&text, &signature};
    for (size_t k = 0; k < 2; k++) {
        struct buf *file = files[k];
        for (size_t i = 0; i < file->len; i++) {
            struct received cut = {"k", file->data, i};
            assert_int_equal(verify_next_keyset(f->verified, k ? of_buf(&text) : cut,
                                                k ? cut : of_buf(&signature), &after, NULL),
                             ERR_REFUSED);
            for (int bit = 0; bit < 8; bit++) {
                file->data[i] = (char)(file->data[i] ^ 1 << bit);
                if (verify_next_keyset(f->verified, of_buf(&text), of_buf(&signature), &after,
                                       NULL) != ERR_REFUSED)
                    fail_msg("file %zu, byte %zu, bit %d: taken", k, i, bit);
                file->data[i] = (char)(file->data[i] ^ 1 << bit);
            }
        }
    }
    assert_null(after);
    buf_free(&text);
    buf_free(&signature);
}

/* ---- folders of them ---- */

static void put(const struct fixture *f, const char *folder, const struct keyset *keyset,
                const char *signers) {
    char name[KEYSET_SIGNATURE_NAME], path[FILE_PATH_MAX];
    struct buf text = {0}, signature = {0};
    struct err err = {0};
    assert_int_equal(keyset_write(keyset, &text, &err), ERR_OK);
    sign_all(f, signers, &text, &signature);
    keyset_name(keyset->version, name);
    assert_int_equal(path_join(path, folder, name, &err), ERR_OK);
    assert_int_equal(file_write(path, text.data, text.len, &err), ERR_OK);
    keyset_signature_name(keyset->version, name);
    assert_int_equal(path_join(path, folder, name, &err), ERR_OK);
    assert_int_equal(file_write(path, signature.data, signature.len, &err), ERR_OK);
    buf_free(&text);
    buf_free(&signature);
}

static int64_t loads(const char *folder, enum err_code expected) {
    struct verified_keyset *keyset = NULL;
    struct err err = {0};
    enum err_code code = trust_load(folder, &keyset, &err);
    if (code != expected)
        fail_msg("%d %s", code, err.text);
    int64_t version = keyset ? verified_keyset(keyset)->version : 0;
    verified_keyset_free(keyset);
    return version;
}

static void a_folder_is_a_row_of_them(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    char folder[] = "/tmp/meclis-test-XXXXXX", path[FILE_PATH_MAX];
    assert_non_null(mkdtemp(folder));
    struct keyset two = keyset_of(f, 2, 1, "1"), three = keyset_of(f, 3, 1, "2");
    put(f, folder, &three, "12");
    assert_int_equal(loads(folder, ERR_OK), 3); /* a kiosk may begin with any */
    put(f, folder, &f->old, "0");
    loads(folder, ERR_REFUSED); /* 2 is missing */
    put(f, folder, &two, "01");
    assert_int_equal(loads(folder, ERR_OK), 3);
    struct verified_keyset *keyset = NULL;
    assert_int_equal(trust_load_version(folder, 2, &keyset, &err), ERR_OK);
    assert_int_equal(verified_keyset(keyset)->version, 2);
    assert_int_equal(trust_follow(folder, 2, &keyset, &err), ERR_OK);
    assert_int_equal(verified_keyset(keyset)->version, 2);
    put(f, folder, &three, "2"); /* the old keys did not sign it */
    assert_int_equal(trust_follow(folder, 0, &keyset, &err), ERR_REFUSED);
    assert_int_equal(verified_keyset(keyset)->version, 2);
    verified_keyset_free(keyset);
    loads(folder, ERR_REFUSED);
    assert_int_equal(trust_load_version(folder, 4, &keyset, &err), ERR_MISSING);
    int64_t first = 0;
    assert_int_equal(trust_first(folder, &first, &err), ERR_OK);
    assert_int_equal(first, 1);
    assert_int_equal(path_join(path, folder, "keyset.01.json", &err), ERR_OK);
    assert_int_equal(file_write(path, "x", 1, &err), ERR_OK); /* no name of ours */
    put(f, folder, &three, "12");
    assert_int_equal(loads(folder, ERR_OK), 3);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

static void one_key_under_two_ids_is_one_key(void **state) {
    struct fixture *f = *state;
    struct err err = {0};
    struct buf text = {0};
    struct keyset keyset = keyset_of(f, 1, 2, "01");
    memcpy(keyset.root.items[1].key, keyset.root.items[0].key, 32);
    assert_int_equal(keyset_write(&keyset, &text, &err), ERR_OK);
    assert_int_equal(keyset_parse(text.data, text.len, "k", &keyset, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "root"));
    buf_free(&text);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_free)
    const struct CMUnitTest tests[] = {
        CASE(both_thresholds_count),
        CASE(no_version_is_left_out),
        CASE(the_municipality_stays),
        CASE(a_lost_root_key_is_replaced_by_the_other),
        CASE(every_flipped_bit_and_every_cut_is_refused),
        CASE(a_folder_is_a_row_of_them),
        CASE(one_key_under_two_ids_is_one_key),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
