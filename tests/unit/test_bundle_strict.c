/* Manifest and keyset, member by member: each one absent, of another type or out of range is
 * refused and named; UTF-8 in the municipality's name, form by form. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "bundle/keyset.h"
#include "bundle/manifest.h"
#include "bundle/secret.h"

static struct buf manifest_text(void) {
    struct err err = {0};
    struct buf text = {0};
    struct manifest manifest = {.municipality = "Muğla",
                                .keyset = 1,
                                .serial = 7,
                                .issued = 1437628500,
                                .expires = 1440000000,
                                .schema = 1,
                                .set_digest = digest_bytes("set", 3),
                                .count = 2,
                                .newest = "2015-07-09",
                                .snapshot = {.size = 5,
                                             .digest = digest_bytes("12345", 5),
                                             .database_size = 99,
                                             .database_digest = digest_bytes("db", 2)}};
    manifest_snapshot_name(7, manifest.snapshot.file);
    assert_int_equal(manifest_write(&manifest, &text, &err), ERR_OK);
    return text;
}

static struct buf keyset_text(void) {
    struct err err = {0};
    struct buf text = {0};
    struct secret_key root, publish;
    struct keyset keyset = {.version = 1,
                            .municipality = "Muğla",
                            .threshold = 1,
                            .root.count = 1,
                            .publish.count = 1,
                            .expires = 2000000000};
    secret_generate(&root);
    secret_generate(&publish);
    secret_public(&root, &keyset.root.items[0]);
    secret_public(&publish, &keyset.publish.items[0]);
    assert_int_equal(keyset_write(&keyset, &text, &err), ERR_OK);
    return text;
}

typedef enum err_code parse(const char *text, size_t length, struct err *err);

static enum err_code parse_manifest(const char *text, size_t length, struct err *err) {
    struct manifest manifest;
    return manifest_parse(text, length, "m", &manifest, err);
}

static enum err_code parse_keyset(const char *text, size_t length, struct err *err) {
    struct keyset keyset;
    return keyset_parse(text, length, "k", &keyset, err);
}

/* `text` with the value behind "member": replaced; a value goes up to its line's end. */
static struct buf with(const struct buf *text, const char *member, const char *value) {
    struct buf changed = {0};
    char key[64];
    snprintf(key, sizeof key, "\"%s\": ", member);
    const char *at = strstr(text->data, key);
    assert_non_null(at);
    at += strlen(key);
    const char *end = at;
    for (int depth = 0; *end && (depth > 0 || (*end != ',' && *end != '\n')); end++)
        depth += (*end == '{' || *end == '[') - (*end == '}' || *end == ']');
    buf_add(&changed, text->data, (size_t)(at - text->data));
    buf_text(&changed, value);
    buf_text(&changed, end);
    return changed;
}

static void refuses(parse *parse_one, const struct buf *text, const char *member,
                    const char *value) {
    struct err err = {0};
    struct buf changed = with(text, member, value);
    if (parse_one(changed.data, changed.len, &err) != ERR_REFUSED || !strstr(err.text, member))
        fail_msg("\"%s\": %s -> %s", member, value, err.text);
    buf_free(&changed);
}

static void every_member_of_a_manifest_is_needed(void **state) {
    (void)state;
    static const char *const members[] = {
        "municipality", "keyset",  "serial",        "issued",          "expires",  "schema",
        "set_digest",   "count",   "newest",        "deltas",          "snapshot", "file",
        "size",         "blake2b", "database_size", "database_blake2b"};
    struct buf text = manifest_text();
    struct err err = {0};
    assert_int_equal(parse_manifest(text.data, text.len, &err), ERR_OK);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        refuses(parse_manifest, &text, members[i], "true");
        if (i > 0) /* a name may be empty: it binds to none */
            refuses(parse_manifest, &text, members[i], "\"\"");
        refuses(parse_manifest, &text, members[i], "{}");
        refuses(parse_manifest, &text, members[i], "-1");
    }
    buf_free(&text);
}

static void every_member_of_a_keyset_is_needed(void **state) {
    (void)state;
    static const char *const members[] = {"version", "threshold", "root", "publish", "expires"};
    struct buf text = keyset_text();
    struct err err = {0};
    assert_int_equal(parse_keyset(text.data, text.len, &err), ERR_OK);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        refuses(parse_keyset, &text, members[i], "true");
        refuses(parse_keyset, &text, members[i], "\"\"");
        refuses(parse_keyset, &text, members[i], "[7]");
        refuses(parse_keyset, &text, members[i], "[\"RWQ\"]");
        refuses(parse_keyset, &text, members[i], "0");
    }
    refuses(parse_keyset, &text, "municipality", "7");
    buf_free(&text);
}

static void what_is_no_object_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",           "7",    "[]", "{}", "{\"type\": 7}",
                                        "{\"a\": 1}", "{} {}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct err err = {0};
        assert_int_equal(parse_manifest(texts[i], strlen(texts[i]), &err), ERR_REFUSED);
        assert_int_equal(parse_keyset(texts[i], strlen(texts[i]), &err), ERR_REFUSED);
    }
}

static void a_name_is_well_formed_utf8(void **state) {
    (void)state;
    static const char *const good[] = {"",
                                       "Muğla",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xef\xbf\xbd",
                                       "\xf0\x90\x80\x80",
                                       "\xf1\x80\x80\x80",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80",
                                      "\xc1\xbf",
                                      "\xc4",
                                      "\xe0\x9f\xbf",
                                      "\xe2\x82",
                                      "\xed\xa0\x80",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf1\x80\x80",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xff",
                                      "a\tb",
                                      "a\x7f",
                                      "\xe2\x28\xa1",
                                      "\xe2\x82\x28"};
    char long_name[KEYSET_MUNICIPALITY_SIZE + 1] = "";
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(keyset_municipality_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(keyset_municipality_valid(bad[i]));
    memset(long_name, 'a', KEYSET_MUNICIPALITY_SIZE - 1);
    assert_true(keyset_municipality_valid(long_name));
    long_name[KEYSET_MUNICIPALITY_SIZE - 1] = 'a';
    assert_false(keyset_municipality_valid(long_name));
}

/* Each thing that a database may say otherwise than its manifest is named. */
static void a_set_is_compared_in_everything(void **state) {
    (void)state;
    struct buf text = manifest_text();
    struct manifest manifest;
    struct err err = {0};
    assert_int_equal(manifest_parse(text.data, text.len, "m", &manifest, &err), ERR_OK);
    const struct manifest_content same = {.serial = 7,
                                          .issued = 1437628500,
                                          .count = 2,
                                          .set_digest = digest_bytes("set", 3),
                                          .municipality = "Muğla",
                                          .newest = "2015-07-09"};
    assert_int_equal(manifest_compare(&manifest, &same, &err), ERR_OK);
    struct manifest_content other[6] = {same, same, same, same, same, same};
    other[0].serial = 8;
    other[1].issued++;
    other[2].count++;
    other[3].set_digest.bytes[0] ^= 1;
    other[4].municipality = "Aydın";
    memcpy(other[5].newest, "2015-07-10", 11);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_int_equal(manifest_compare(&manifest, &other[i], &err), ERR_REFUSED);
    buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_a_manifest_is_needed),
        cmocka_unit_test(every_member_of_a_keyset_is_needed),
        cmocka_unit_test(what_is_no_object_is_refused),
        cmocka_unit_test(a_name_is_well_formed_utf8),
        cmocka_unit_test(a_set_is_compared_in_everything),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
