#include "unit/sync_helper.h"

#include "base/clock.h"
#include "publish/command.h"
#include "publish/passphrase.h"

static const struct command_context context = {
    .clock = {.fake = true, .wall_us = ISSUED * INT64_C(1000000)}};

/* Runs a command with its arguments, the last one NULL. */
static enum err_code run(command_run *command, struct err *err, char *first, ...) {
    char *argv[16] = {first};
    int argc = 1;
    va_list more;
    va_start(more, first);
    while (argc < 15 && (argv[argc] = va_arg(more, char *)))
        argc++;
    va_end(more);
    return command(&context, argc, argv, err);
}

/* at() as an argument. */
static char *arg(const struct world *w, const char *name) {
    return (char *)(uintptr_t)at(w, name);
}

static mode_t mode_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mode & 0777 : 0;
}

static void keys_are_made_once_and_never_overwritten(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct verified_keyset *keyset = NULL;
    struct secret_key key;
    struct minisign_public public;
    OK(run(command_keygen, &err, "keygen", "--out", arg(w, "keys"), "--municipality", NAME,
           "--no-passphrase", NULL));
    assert_int_equal(mode_of(at(w, "keys/root.key")), 0600);
    assert_int_equal(mode_of(at(w, "keys/publish.key")), 0600);
    OK(trust_load(at(w, "keys/trust"), &keyset, &err));
    const struct keyset *k = verified_keyset(keyset);
    assert_string_equal(k->municipality, NAME);
    OK(passphrase_open_key(at(w, "keys/publish.key"), NULL, &key, &err));
    secret_public(&key, &public);
    assert_true(minisign_public_equal(&public, &k->publish.items[0]));
    assert_false(minisign_public_equal(&public, &k->root.items[0]));
    verified_keyset_free(keyset);
    assert_int_equal(
        run(command_keygen, &err, "keygen", "--out", arg(w, "keys"), "--no-passphrase", NULL),
        ERR_REFUSED);
    unlink(at(w, "keys/root.key")); /* it is kept elsewhere: the others are still no room */
    assert_int_equal(
        run(command_keygen, &err, "keygen", "--out", arg(w, "keys"), "--no-passphrase", NULL),
        ERR_REFUSED);
    assert_false(file_exists(at(w, "keys/root.key")));
}

static void wrong_calls_of_keygen_are_usage_errors(void **state) {
    struct world *w = *state;
    struct err err = {0};
    assert_int_equal(run(command_keygen, &err, "keygen", "--no-passphrase", NULL), ERR_USAGE);
    assert_int_equal(run(command_keygen, &err, "keygen", "--out", arg(w, "k"), "--no-passphrase",
                         "--passphrase-file", "x", NULL),
                     ERR_USAGE);
    assert_int_equal(run(command_keygen, &err, "keygen", "--out", arg(w, "k"), "--no-passphrase",
                         "--municipality", "a\nb", NULL),
                     ERR_USAGE);
    write_text(at(w, "words"), "\n", 1);
    assert_int_equal(run(command_keygen, &err, "keygen", "--out", arg(w, "k"), "--passphrase-file",
                         arg(w, "words"), NULL),
                     ERR_USAGE);
    assert_int_equal(run(command_keygen, &err, "keygen", "--out", arg(w, "k"), "--passphrase-file",
                         arg(w, "nothing"), NULL),
                     ERR_MISSING);
    assert_false(file_exists(at(w, "k/root.key")));
}

static void a_release_is_checked_and_complete(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest found, made = release_to(w, "r");
    OK(release_check(w->keyset, at(w, "r"), w->folder, &found, &err));
    assert_memory_equal(&found, &made, sizeof made);
    assert_int_equal(count_names(at(w, "r")), 5);
    assert_true(file_exists(at(w, "r/keyset.1.json")));
    assert_true(file_exists(at(w, "r/keyset.1.json.minisig")));
    assert_string_equal(found.municipality, NAME);
    assert_false(file_exists(at(w, "check.db")));
    OK(run(command_verify, &err, "verify", "--trust", w->trust, arg(w, "r"), NULL));
}

static void verify_refuses_what_a_kiosk_would_refuse(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r");
    static const char *const files[] = {"r/manifest.json", "r/manifest.json.minisig",
                                        "r/snapshot-1.db.zst", "r/keyset.1.json"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct buf content = read_whole(at(w, files[i]));
        content.data[content.len / 2] ^= 1;
        write_text(at(w, files[i]), content.data, content.len);
        assert_int_equal(
            run(command_verify, &err, "verify", "--trust", w->trust, arg(w, "r"), NULL),
            ERR_REFUSED);
        content.data[content.len / 2] ^= 1;
        write_text(at(w, files[i]), content.data, content.len);
        buf_free(&content);
    }
    OK(run(command_verify, &err, "verify", "--trust", w->trust, arg(w, "r"), NULL));
    OK(file_rename(at(w, "r/snapshot-1.db.zst"), at(w, "aside"), &err));
    for (int i = 0; i < 4; i++) { /* nothing, a link, a FIFO, a folder */
        const char *path = at(w, "r/snapshot-1.db.zst");
        assert_int_equal(i == 1   ? symlink(at(w, "aside"), path)
                         : i == 2 ? mkfifo(path, 0600)
                         : i == 3 ? mkdir(path, 0700)
                                  : 0,
                         0);
        assert_int_equal(
            run(command_verify, &err, "verify", "--trust", w->trust, arg(w, "r"), NULL),
            ERR_REFUSED);
        unlink(path);
    }
    assert_int_equal(
        run(command_verify, &err, "verify", "--trust", w->trust, arg(w, "nothing"), NULL),
        ERR_MISSING);
    assert_int_equal(
        run(command_verify, &err, "verify", "--trust", arg(w, "nothing"), arg(w, "r"), NULL),
        ERR_MISSING);
}

static void serials_rise_always_and_two_snapshots_stay(void **state) {
    struct world *w = *state;
    struct err err = {0};
    for (int i = 1; i <= 4; i++)
        assert_int_equal(release_to(w, "r").serial, i);
    assert_false(file_exists(at(w, "r/snapshot-2.db.zst")));
    assert_true(file_exists(at(w, "r/snapshot-3.db.zst")));
    assert_true(file_exists(at(w, "r/snapshot-4.db.zst")));
    assert_false(file_exists(at(w, "r/delta-1-2.zst")));
    assert_true(file_exists(at(w, "r/delta-2-3.zst"))); /* of the last manifest */
    assert_true(file_exists(at(w, "r/delta-1-4.zst")));
    assert_int_equal(count_names(at(w, "r")), 6 + 5);
    OK(library_set_serial(w->library, 1, &err)); /* restored from a backup */
    assert_int_equal(release_to(w, "r").serial, 5);
    assert_int_equal(release_to(w, "elsewhere").serial, 6);
    int64_t serial;
    OK(library_serial(w->library, &serial, &err));
    assert_int_equal(serial, 6);
}

/* Cut off when the new signature was in place and the new manifest was not. */
static void a_release_cut_off_in_the_middle_is_finished(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest found;
    release_to(w, "r");
    struct buf old = read_whole(at(w, "r/manifest.json"));
    release_to(w, "r");
    OK(folder_make(at(w, "r/.release.tmp"), &err));
    OK(file_rename(at(w, "r/manifest.json"), at(w, "r/.release.tmp/manifest.json"), &err));
    write_text(at(w, "r/manifest.json"), old.data, old.len);
    assert_int_equal(release_check(w->keyset, at(w, "r"), w->folder, &found, &err), ERR_REFUSED);
    assert_int_equal(release_to(w, "r").serial, 3);
    OK(release_check(w->keyset, at(w, "r"), w->folder, &found, &err));
    assert_int_equal(found.serial, 3);
    assert_false(file_exists(at(w, "r/.release.tmp")));
    buf_free(&old);
}

static void a_folder_with_another_release_is_refused(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest manifest;
    struct secret_key root, key;
    secret_generate(&root);
    secret_generate(&key);
    release_to(w, "r");
    struct verified_keyset *foreign = make_trust(w, "foreign", NAME, &root, &key);
    struct buf before = read_whole(at(w, "r/manifest.json"));
    assert_int_equal(try_release(w, "r", &key, foreign, at(w, "foreign"), &manifest, &err),
                     ERR_REFUSED);
    assert_int_equal(try_release(w, "r2", &w->root, w->keyset, w->trust, &manifest, &err),
                     ERR_REFUSED); /* the root key signs no release */
    assert_false(file_exists(at(w, "r2")));
    struct buf after = read_whole(at(w, "r/manifest.json"));
    assert_string_equal(before.data, after.data);
    verified_keyset_free(foreign);
    buf_free(&before);
    buf_free(&after);
}

static void a_keyset_without_a_name_takes_the_decisions(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest manifest;
    struct verified_keyset *unnamed = make_trust(w, "unnamed", "", &w->root, &w->publish);
    OK(try_release(w, "r", &w->publish, unnamed, at(w, "unnamed"), &manifest, &err));
    assert_string_equal(manifest.municipality, NAME);
    verified_keyset_free(unnamed);
}

static void release_and_verify_are_commands(void **state) {
    struct world *w = *state;
    struct err err = {0};
    char library[FILE_PATH_MAX];
    add_decision(w);
    library_close(w->library);
    w->library = NULL;
    snprintf(library, sizeof library, "%s", at(w, "library.db"));
    OK(run(command_keygen, &err, "keygen", "--out", arg(w, "keys"), "--no-passphrase", NULL));
    OK(run(command_release, &err, "release", "--library", library, "--key",
           arg(w, "keys/publish.key"), "--out", arg(w, "r"), "--expires", "7", NULL));
    OK(run(command_verify, &err, "verify", "--trust", arg(w, "keys/trust"), arg(w, "r"), NULL));
    struct buf text = read_whole(at(w, "r/manifest.json"));
    assert_non_null(strstr(text.data, "\"expires\": \"2015-07-30T05:15:00Z\""));
    buf_free(&text);
    assert_int_equal(run(command_release, &err, "release", "--library", arg(w, "none.db"), "--key",
                         arg(w, "keys/publish.key"), "--out", arg(w, "r"), NULL),
                     ERR_MISSING);
    assert_int_equal(run(command_release, &err, "release", "--library", library, "--key",
                         arg(w, "keys/publish.pub"), "--out", arg(w, "r"), NULL),
                     ERR_REFUSED);
    assert_int_equal(run(command_release, &err, "release", "--library", library, "--key",
                         arg(w, "keys/publish.key"), "--out", arg(w, "r"), "--expires", "0", NULL),
                     ERR_USAGE);
    OK(run(command_release, &err, "release", "--library", library, "--key",
           arg(w, "keys/publish.key"), "--stick", arg(w, "r"), NULL));
    OK(run(command_verify, &err, "verify", "--trust", arg(w, "keys/trust"),
           arg(w, "r/meclis-kiosk"), NULL));
    assert_int_equal(run(command_release, &err, "release", "--library", library, "--key",
                         arg(w, "keys/publish.key"), NULL),
                     ERR_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_WORLD(keys_are_made_once_and_never_overwritten),
        IN_WORLD(wrong_calls_of_keygen_are_usage_errors),
        IN_WORLD(a_release_is_checked_and_complete),
        IN_WORLD(verify_refuses_what_a_kiosk_would_refuse),
        IN_WORLD(serials_rise_always_and_two_snapshots_stay),
        IN_WORLD(a_release_cut_off_in_the_middle_is_finished),
        IN_WORLD(a_folder_with_another_release_is_refused),
        IN_WORLD(a_keyset_without_a_name_takes_the_decisions),
        IN_WORLD(release_and_verify_are_commands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
