/* The edges of bundle/: odd secret keys, too little memory, files that cannot be read or written,
 * trust folders that lead astray. */
#include "unit/sync_helper.h"

#include <malloc.h>

#include "bundle/manifest.h"
#include "bundle/pack.h"
#include "bundle/signed_json.h"
#include "bundle/unpack.h"

static const struct secret_cost cheap = {32768, 16777216};

/* A secret key's text with one of its 158 bytes changed. */
static void change_byte(struct buf *text, size_t at, uint8_t to) {
    uint8_t bytes[158];
    char line[213];
    char *begin = strchr(text->data, '\n') + 1;
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, begin, strcspn(begin, "\n"), NULL, NULL,
                                       NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    bytes[at] = to;
    sodium_bin2base64(line, sizeof line, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    memcpy(begin, line, strlen(line));
}

static enum err_code parse_changed(const char *passphrase, size_t at, uint8_t to, struct err *err) {
    struct secret_key key, again;
    struct buf text = {0};
    secret_generate(&key);
    assert_int_equal(secret_write(&key, passphrase, cheap, &text, err), ERR_OK);
    change_byte(&text, at, to);
    enum err_code code = secret_parse(text.data, text.len, passphrase, "k", &again, err);
    buf_free(&text);
    secret_wipe(&key);
    secret_wipe(NULL);
    return code;
}

static void a_key_of_another_kind_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    assert_int_equal(parse_changed(NULL, 0, 'X', &err), ERR_REFUSED);
    assert_string_equal(err.text, "k: not a minisign secret key");
    assert_int_equal(parse_changed(NULL, 4, 'X', &err), ERR_REFUSED);
    assert_string_equal(err.text, "k: not a minisign secret key");
    assert_int_equal(parse_changed(NULL, 2, 'X', &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "in a way that minisign does not know"));
    assert_int_equal(parse_changed(NULL, 130, 'X', &err), ERR_REFUSED); /* a checksum */
    assert_string_equal(err.text, "k: a damaged key");
    assert_int_equal(parse_changed("söz", 38 + 7, 1, &err), ERR_REFUSED); /* operations */
    assert_non_null(strstr(err.text, "more work"));
    assert_int_equal(parse_changed("söz", 46 + 7, 1, &err), ERR_REFUSED); /* memory */
    assert_non_null(strstr(err.text, "more work"));
}

static void other_line_ends_are_no_hindrance(void **state) {
    (void)state;
    struct err err = {0};
    struct secret_key key, again;
    struct buf text = {0};
    secret_generate(&key);
    OK(secret_write(&key, NULL, cheap, &text, &err));
    text.data[text.len - 1] = '\r'; /* and no line feed behind it */
    OK(secret_parse(text.data, text.len, NULL, "k", &again, &err));
    OK(secret_parse(text.data, text.len - 1, NULL, "k", &again, &err));
    assert_memory_equal(&key, &again, sizeof key);
    char long_text[4096];
    memset(long_text, 'x', sizeof long_text);
    assert_int_equal(secret_parse(long_text, sizeof long_text, NULL, "k", &again, &err),
                     ERR_REFUSED);
    assert_int_equal(secret_parse("untrusted comment: x\n\r", 22, NULL, "k", &again, &err),
                     ERR_REFUSED);
    assert_int_equal(secret_parse("untrusted comment: x\n", 21, NULL, "k", &again, &err),
                     ERR_REFUSED);
    assert_int_equal(secret_parse("comment: x\nabc\n", 15, NULL, "k", &again, &err), ERR_REFUSED);
    buf_free(&text);
}

/* As much address space as there is now, and `more` bytes. Ends with what was before. */
static struct rlimit limit_memory(rlim_t more) {
    struct rlimit before, now;
    unsigned long pages = 0;
    malloc_trim(0);
    FILE *file = fopen("/proc/self/statm", "r");
    assert_true(file && fscanf(file, "%lu", &pages) == 1 && fclose(file) == 0);
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    now = before;
    now.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
    assert_int_equal(setrlimit(RLIMIT_AS, &now), 0);
    return before;
}

static void with_little_memory_a_key_costs_less_or_nothing_is_written(void **state) {
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* its shadow needs the address space */
#endif
    struct err err = {0};
    struct secret_key key, again;
    struct buf text = {0}, none = {0};
    secret_generate(&key);
    struct rlimit before = limit_memory(80 << 20);
    enum err_code halved =
        secret_write(&key, "söz", (struct secret_cost){1 << 22, 1 << 27}, &text, &err);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(halved, ERR_OK);
    (void)limit_memory(1 << 16);
    enum err_code refused = secret_write(&key, "söz", cheap, &none, &err);
    enum err_code unread = secret_parse(text.data, text.len, "söz", "k", &again, &err);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(refused, ERR_STORAGE);
    assert_int_equal(none.len, 0);
    assert_int_equal(unread, ERR_STORAGE);
    OK(secret_parse(text.data, text.len, "söz", "k", &again, &err));
    assert_memory_equal(&key, &again, sizeof key);
    buf_free(&text);
}

/* A buffer in which an allocation failed stays so, and whoever fills it says so. */
static void a_failed_buffer_is_a_failure(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct buf failed = {.failed = true};
    assert_int_equal(secret_write(&w->root, NULL, cheap, &failed, &err), ERR_STORAGE);
    assert_int_equal(secret_sign(&w->root, "x", 1, "c", &failed, &err), ERR_STORAGE);
    assert_int_equal(keyset_write(verified_keyset(w->keyset), &failed, &err), ERR_STORAGE);
    assert_int_equal(signed_json_write(NULL, &failed, &err), ERR_STORAGE);
}

static void what_is_too_large_is_not_looked_at(void **state) {
    struct world *w = *state;
    static char large[MINISIGN_SIGNATURE_MAX + 1];
    struct err err = {0};
    struct manifest manifest;
    struct verified_manifest *verified = NULL;
    struct verified_keyset *next = NULL;
    assert_int_equal(manifest_parse(large, sizeof large, "m", &manifest, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "larger than"));
    struct received whole = {"m", large, sizeof large}, small = {"m", large, 1};
    assert_int_equal(verify_manifest(w->keyset, whole, small, &verified, &err), ERR_REFUSED);
    assert_int_equal(verify_manifest(w->keyset, small, whole, &verified, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "larger than"));
    struct buf text = read_whole(at(w, "trust/keyset.1.json"));
    struct received first = {"keyset.1.json", text.data, text.len};
    assert_int_equal(verify_keyset(first, whole, &next, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "larger than"));
    buf_free(&text);
}

static void files_that_cannot_be_packed_are_named(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct packed packed;
    struct rlimit before, small;
    uint8_t *noise = malloc(3 << 20);
    randombytes_buf(noise, 3 << 20);
    write_text(at(w, "noise"), (const char *)noise, 3 << 20);
    OK(pack_file(at(w, "noise"), at(w, "noise.zst"), &packed, &err));
    assert_true(packed.size > packed.source_size); /* and so more than one block comes out */
    assert_int_equal(pack_file(at(w, "noise"), at(w, "noise.zst"), &packed, &err), ERR_STORAGE);
    assert_int_equal(pack_file(at(w, "nothing"), at(w, "a.zst"), &packed, &err), ERR_MISSING);
    assert_int_equal(pack_file(w->folder, at(w, "b.zst"), &packed, &err), ERR_STORAGE);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 100000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum err_code code = pack_file(at(w, "noise"), at(w, "c.zst"), &packed, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, ERR_STORAGE);
    assert_false(file_exists(at(w, "b.zst")));
    assert_false(file_exists(at(w, "c.zst")));
    free(noise);
#if !defined(__SANITIZE_ADDRESS__)
    before = limit_memory(0);
    code = pack_file(at(w, "noise"), at(w, "d.zst"), &packed, &err);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(code, ERR_STORAGE);
    assert_false(file_exists(at(w, "d.zst")));
#endif
}

static void what_cannot_be_read_is_not_unpacked(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct buf content = {0};
    struct verified_manifest *manifest = NULL;
    int closed = open(w->folder, O_RDONLY | O_DIRECTORY);
    assert_int_equal(unpack_bytes(closed, "f", 9, &content, &err), ERR_STORAGE);
    assert_non_null(strstr(err.text, "cannot read"));
    close(closed);
    release_to(w, "release");
    struct buf text = read_whole(at(w, "release/manifest.json"));
    struct buf signature = read_whole(at(w, "release/manifest.json.minisig"));
    OK(verify_manifest(w->keyset, (struct received){"m", text.data, text.len},
                       (struct received){"m", signature.data, signature.len}, &manifest, &err));
    assert_int_equal(verify_snapshot(manifest, closed, "s", &err), ERR_STORAGE);
    int folder = open(w->folder, O_RDONLY | O_DIRECTORY);
    assert_int_equal(verify_snapshot(manifest, folder, "s", &err), ERR_STORAGE);
    close(folder);
    verified_manifest_free(manifest);
    buf_free(&text);
    buf_free(&signature);
}

/* ---- trust folders ---- */

/* Without syncing: there are a thousand of them. */
static void put_quickly(const char *path, const struct buf *text) {
    FILE *file = fopen(path, "wb");
    assert_true(file && fwrite(text->data, 1, text->len, file) == text->len);
    assert_int_equal(fclose(file), 0);
}

/* keyset.<name>.json with this version in it, signed by the root key. */
static void put_keyset(const struct world *w, int64_t name, int64_t version) {
    struct err err = {0};
    struct keyset keyset = *verified_keyset(w->keyset);
    struct buf text = {0}, signature = {0};
    char file[64];
    keyset.version = version;
    OK(keyset_write(&keyset, &text, &err));
    OK(secret_sign(&w->root, text.data, text.len, "", &signature, &err));
    snprintf(file, sizeof file, "trust/keyset.%d.json", (int)name);
    put_quickly(at(w, file), &text);
    snprintf(file, sizeof file, "trust/keyset.%d.json.minisig", (int)name);
    put_quickly(at(w, file), &signature);
    buf_free(&text);
    buf_free(&signature);
}

static void trust_folders_lead_nowhere_else(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct verified_keyset *keyset = NULL;
    write_text(at(w, "trust/keyset.0.json"), "", 0);
    write_text(at(w, "trust/keyset.01.json"), "", 0);
    write_text(at(w, "trust/keyset.x.json"), "", 0);
    write_text(at(w, "trust/keyset.-2.json"), "", 0);
    OK(trust_load(w->trust, &keyset, &err)); /* those are no names of a keyset */
    verified_keyset_free(keyset);
    assert_int_equal(trust_load_version(w->trust, 0, &keyset, &err), ERR_MISSING);
    assert_int_equal(trust_load_version(w->trust, 2, &keyset, &err), ERR_MISSING);
    put_keyset(w, 5, 3); /* the name says another one */
    unlink(at(w, "trust/keyset.1.json"));
    assert_int_equal(trust_load(w->trust, &keyset, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "holds keyset 3"));
    assert_int_equal(trust_load(at(w, "trust/keyset.5.json"), &keyset, &err), ERR_MISSING);
}

static void a_chain_has_an_end(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct verified_keyset *keyset = NULL;
    for (int version = 2; version <= TRUST_CHAIN_MAX + 2; version++)
        put_keyset(w, version, version);
    assert_int_equal(trust_load(w->trust, &keyset, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "keysets in a row"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_of_another_kind_is_refused),
        cmocka_unit_test(other_line_ends_are_no_hindrance),
        cmocka_unit_test(with_little_memory_a_key_costs_less_or_nothing_is_written),
        IN_WORLD(a_failed_buffer_is_a_failure),
        IN_WORLD(what_is_too_large_is_not_looked_at),
        IN_WORLD(files_that_cannot_be_packed_are_named),
        IN_WORLD(what_cannot_be_read_is_not_unpacked),
        IN_WORLD(trust_folders_lead_nowhere_else),
        IN_WORLD(a_chain_has_an_end),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
