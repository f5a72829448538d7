#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "bundle/secret.h"

/* Made by minisign 0.11 (-G -W, -G, -S) over the two bytes "a\n". The keys guard nothing. */
#define DATA "a\n"
#define PUBLIC "RWRRQM8PKAVzDbPcDskhwT0+IQz52QB1MTdd63qNHivI4asmmSwPzWnG"
#define PLAIN_KEY                                                                                  \
    "untrusted comment: minisign encrypted secret key\n"                                           \
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAUUDPDygFcw3N8WnOlOOL" \
    "3knkiRyXOcG+4Ajnrhhg/ZcVA/zLbUn5H7PcDskhwT0+IQz52QB1MTdd63qNHivI4asmmSwPzWnGAAAAAAAAAAAAAAAA" \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define LINE1 "untrusted comment: signature from minisign secret key\n"
#define LINE2                                                                                      \
    "RURRQM8PKAVzDVCErJLiHYGT1yfjn19yjixBbkZ47sHcWPjtF/2B0nnQxbQLx24LMWWYCPRTOCGSWtp2deLQIbuAsGuh" \
    "hiutjw4="
#define LINE3 "trusted comment: timestamp:1795417857\tfile:f\thashed\n"
#define LINE4                                                                                      \
    "WsPgiKqGKWxV94jFCYAlF6iLrmTFIcK3sJRrqa1E8QiftZh+aZ21OXJ96gXdOxwHT5y9/L5aYS+h+8qvH9A7CQ=="
#define SIGNATURE LINE1 LINE2 "\n" LINE3 LINE4 "\n"

/* A cost that takes a few milliseconds. */
static const struct secret_cost cheap = {32768, 16777216};

static struct minisign_public known_key(void) {
    struct minisign_public key;
    assert_true(minisign_public_parse(PUBLIC, &key));
    return key;
}

static enum err_code verify_bytes(const char *text, size_t length, struct err *err) {
    struct minisign_public key = known_key();
    return minisign_verify(&key, 1, DATA, 2, text, length, "f", NULL, NULL, err);
}

static enum err_code verify(const char *text, struct err *err) {
    return verify_bytes(text, strlen(text), err);
}

static void a_signature_of_minisign_holds(void **state) {
    (void)state;
    struct err err = {0};
    assert_int_equal(verify(SIGNATURE, &err), ERR_OK);
    struct minisign_public key = known_key();
    char id[MINISIGN_ID_TEXT], text[MINISIGN_PUBLIC_TEXT];
    minisign_id_text(key.id, id);
    assert_string_equal(id, "0D7305280FCF4051");
    minisign_public_text(&key, text);
    assert_string_equal(text, PUBLIC);
    assert_int_equal(
        minisign_verify(&key, 1, "b\n", 2, SIGNATURE, strlen(SIGNATURE), "f", NULL, NULL, &err),
        ERR_REFUSED);
    assert_string_equal(err.text, "f: the signature does not fit: damaged or forged");
    assert_int_equal(
        minisign_verify(&key, 0, DATA, 2, SIGNATURE, strlen(SIGNATURE), "f", NULL, NULL, &err),
        ERR_REFUSED);
    assert_non_null(strstr(err.text, "key 0D7305280FCF4051"));
}

static void signatures_are_read_strictly(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",
        "\n\n\n\n",
        LINE1 LINE2 "\n" LINE3 LINE4,            /* no last newline */
        LINE1 LINE2 "\n" LINE3 LINE4 "\n\n",     /* a fifth line */
        LINE1 LINE2 "\n" LINE3 LINE4 "\nmore",   /* trailing data */
        LINE1 LINE2 "\r\n" LINE3 LINE4 "\n",     /* CR */
        LINE1 LINE2 "\n" LINE3 LINE4 "\r\n",     /* CR */
        LINE1 LINE2 "\n" LINE3 "x\r" LINE4 "\n", /* CR in the comment */
        LINE1 LINE2 " \n" LINE3 LINE4 "\n",      /* blank behind base64 */
        LINE1 "A" LINE2 "\n" LINE3 LINE4 "\n",   /* too long */
        LINE1 "\n" LINE3 LINE4 "\n",             /* empty */
        LINE1 LINE2 "\n" LINE4 "\n",             /* three lines */
        LINE1 LINE4 "\n" LINE3 LINE2 "\n",       /* lines swapped */
        "untrusted comment:x\n" LINE2 "\n" LINE3 LINE4 "\n",
        "untrusted comment: x\x7f\n" LINE2 "\n" LINE3 LINE4 "\n",
        "untrusted comment: x\r\n" LINE2 "\n" LINE3 LINE4 "\n",
        LINE1 LINE2 "\ntrusted comment:x\n" LINE4 "\n",
        LINE1 LINE2 "\ntrusted comment: timestamp:1795417858\tfile:f\thashed\n" LINE4 "\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct err err = {0};
        assert_int_equal(verify(wrong[i], &err), ERR_REFUSED);
        assert_non_null(strstr(err.text, "f"));
    }
    char text[sizeof SIGNATURE];
    memcpy(text, SIGNATURE, sizeof text);
    text[strlen(LINE1 LINE2) + 8] = '\0'; /* a NUL inside */
    assert_int_equal(verify_bytes(text, sizeof text - 1, NULL), ERR_REFUSED);
}

/* "RURR" is "ED"; "RWRR" is "Ed", under which the same 64 bytes sign the hash as if it were a file.
 */
static void a_relabelled_signature_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    struct minisign_public key = known_key();
    char text[sizeof SIGNATURE];
    memcpy(text, SIGNATURE, sizeof text);
    text[strlen(LINE1) + 1] = 'W';
    uint8_t hash[MINISIGN_HASH_SIZE];
    minisign_hash(DATA, 2, hash);
    assert_int_equal(
        minisign_verify(&key, 1, hash, sizeof hash, text, strlen(text), "f", NULL, NULL, &err),
        ERR_REFUSED);
    assert_string_equal(err.text, "f.minisig: not a prehashed signature");
}

/* Nobody signs the untrusted comment, so minisign's files may have any; who wants every bit to
 * count asks for the usual one. */
static void any_untrusted_comment_will_do(void **state) {
    (void)state;
    static const char own[] = SIGNATURE;
    static const char other[] = "untrusted comment: ba\xc5\x9fka\n" LINE2 "\n" LINE3 LINE4 "\n";
    static const char none[] = "untrusted comment: \n" LINE2 "\n" LINE3 LINE4 "\n";
    assert_int_equal(verify(other, NULL), ERR_OK);
    assert_int_equal(verify(none, NULL), ERR_OK);
    assert_true(minisign_comment_is_own(own, strlen(own)));
    assert_false(minisign_comment_is_own(own, 20));
    assert_false(minisign_comment_is_own(other, strlen(other)));
    assert_int_equal(minisign_measure(other, strlen(other)), strlen(other));
    assert_int_equal(minisign_measure(other, strlen(other) - 1), 0);
    for (size_t length = 1023; length <= 1025; length++) {
        struct buf text = {0};
        buf_text(&text, MINISIGN_UNTRUSTED);
        for (size_t i = 0; i < length; i++)
            buf_byte(&text, 'x');
        buf_text(&text, "\n" LINE2 "\n" LINE3 LINE4 "\n");
        assert_int_equal(verify(text.data, NULL), length <= 1024 ? ERR_OK : ERR_REFUSED);
        buf_free(&text);
    }
}

/* The only bits that may change are those of the text behind "untrusted comment: ", and only while
 * they make no control character of it. */
static void every_flipped_bit_and_every_cut_is_refused(void **state) {
    (void)state;
    char text[sizeof SIGNATURE];
    size_t from = strlen(MINISIGN_UNTRUSTED), to = strlen(LINE1) - 1;
    for (size_t i = 0; i < strlen(SIGNATURE); i++) {
        assert_int_equal(verify_bytes(SIGNATURE, i, NULL), ERR_REFUSED);
        for (int bit = 0; bit < 8; bit++) {
            memcpy(text, SIGNATURE, sizeof text);
            text[i] = (char)(text[i] ^ 1 << bit);
            unsigned char now = (unsigned char)text[i];
            bool free = i >= from && i < to && now >= 0x20 && now != 0x7f;
            if (verify_bytes(text, strlen(SIGNATURE), NULL) != (free ? ERR_OK : ERR_REFUSED))
                fail_msg("byte %zu, bit %d: judged wrongly: %s", i, bit, text);
            assert_true(i > to || !minisign_comment_is_own(text, strlen(SIGNATURE)));
        }
    }
}

static void the_right_one_of_many_keys_is_found(void **state) {
    (void)state;
    struct err err = {0};
    struct secret_key secrets[3];
    struct minisign_public keys[3];
    struct buf signature = {0};
    for (size_t i = 0; i < 3; i++) {
        secret_generate(&secrets[i]);
        secret_public(&secrets[i], &keys[i]);
    }
    memcpy(keys[0].id, keys[1].id, sizeof keys[0].id); /* the id alone decides nothing */
    assert_int_equal(secret_sign(&secrets[1], "xyz", 3, "a comment", &signature, &err), ERR_OK);
    size_t one = signature.len, key = 9, used = 9;
    assert_int_equal(secret_sign(&secrets[2], "xyz", 3, "", &signature, &err), ERR_OK);
    assert_int_equal(
        minisign_verify(keys, 3, "xyz", 3, signature.data, signature.len, "f", &key, &used, &err),
        ERR_OK);
    assert_int_equal(key, 1);
    assert_int_equal(used, one);
    assert_int_equal(minisign_verify(keys, 3, "xyz", 3, signature.data + used, signature.len - used,
                                     "f", &key, &used, &err),
                     ERR_OK);
    assert_int_equal(key, 2);
    assert_int_equal(
        minisign_verify(keys, 3, "xyz", 3, signature.data, signature.len, "f", &key, NULL, &err),
        ERR_REFUSED);
    buf_free(&signature);
}

static void secret_keys_of_minisign_are_read_and_written(void **state) {
    (void)state;
    struct err err = {0};
    struct secret_key key;
    struct minisign_public public, known = known_key();
    assert_false(secret_needs_passphrase(PLAIN_KEY, strlen(PLAIN_KEY)));
    assert_int_equal(secret_parse(PLAIN_KEY, strlen(PLAIN_KEY), NULL, "k", &key, &err), ERR_OK);
    secret_public(&key, &public);
    assert_true(minisign_public_equal(&public, &known));
    struct buf text = {0};
    assert_int_equal(secret_write(&key, NULL, cheap, &text, &err), ERR_OK);
    assert_string_equal(text.data, PLAIN_KEY);
    buf_free(&text);
    struct buf signature = {0};
    assert_int_equal(
        secret_sign(&key, DATA, 2, "timestamp:1795417857\tfile:f\thashed", &signature, &err),
        ERR_OK);
    assert_string_equal(signature.data, SIGNATURE); /* Ed25519 is deterministic */
    buf_free(&signature);
}

static void a_passphrase_opens_its_key_and_no_other(void **state) {
    (void)state;
    struct err err = {0};
    struct secret_key key, again = {0};
    secret_generate(&key);
    struct buf text = {0};
    assert_int_equal(secret_write(&key, "güvenli söz", cheap, &text, &err), ERR_OK);
    assert_true(secret_needs_passphrase(text.data, text.len));
    assert_int_equal(secret_parse(text.data, text.len, NULL, "k", &again, &err), ERR_USAGE);
    assert_int_equal(secret_parse(text.data, text.len, "guvenli soz", "k", &again, &err),
                     ERR_REFUSED);
    assert_string_equal(err.text, "k: wrong passphrase");
    assert_int_equal(secret_parse(text.data, text.len, "güvenli söz", "k", &again, &err), ERR_OK);
    assert_memory_equal(&key, &again, sizeof key);
    text.data[strlen("untrusted comment: minisign encrypted secret key\n") + 150] ^= 1;
    assert_int_equal(secret_parse(text.data, text.len, "güvenli söz", "k", &again, &err),
                     ERR_REFUSED);
    buf_free(&text);
}

static void what_is_no_key_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"", "x\n", "untrusted comment: x\n",
                                        "untrusted comment: x\nRWRT\n",
                                        "untrusted comment: x\n" PUBLIC "\n"};
    struct secret_key key;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(secret_parse(wrong[i], strlen(wrong[i]), NULL, "k", &key, NULL),
                         ERR_REFUSED);
    static const char *const no_public[] = {
        "", "RWRR", "A" PUBLIC, PUBLIC "\n",
        "RURRQM8PKAVzDbPcDskhwT0+IQz52QB1MTdd63qNHivI4asmmSwPzWnG"};
    struct minisign_public public;
    for (size_t i = 0; i < sizeof no_public / sizeof *no_public; i++)
        assert_false(minisign_public_parse(no_public[i], &public));
}

static int start(void **state) {
    (void)state;
    return sodium_init() < 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_of_minisign_holds),
        cmocka_unit_test(signatures_are_read_strictly),
        cmocka_unit_test(a_relabelled_signature_is_refused),
        cmocka_unit_test(any_untrusted_comment_will_do),
        cmocka_unit_test(every_flipped_bit_and_every_cut_is_refused),
        cmocka_unit_test(the_right_one_of_many_keys_is_found),
        cmocka_unit_test(secret_keys_of_minisign_are_read_and_written),
        cmocka_unit_test(a_passphrase_opens_its_key_and_no_other),
        cmocka_unit_test(what_is_no_key_is_refused),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
