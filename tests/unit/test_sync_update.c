#include "unit/sync_helper.h"

static void a_release_becomes_current_and_the_last_one_previous(void **state) {
    struct world *w = *state;
    struct err err = {0};
    enum apply_verdict verdict;
    struct manifest first = release_to(w, "r1");
    release_to(w, "r2");
    struct manifest third = release_to(w, "r3");
    assert_int_equal(first.serial, 1);
    assert_int_equal(third.serial, 3);
    assert_int_equal(third.count, 3);
    OK(update(w, "r1", &verdict, &err));
    assert_int_equal(verdict, APPLY_TAKE);
    assert_int_equal(pointer(w, "current"), 1);
    assert_int_equal(pointer(w, "previous"), 0);
    OK(update(w, "r1", &verdict, &err));
    assert_int_equal(verdict, APPLY_CURRENT);
    OK(update(w, "r2", NULL, &err));
    OK(update(w, "r3", NULL, &err));
    assert_int_equal(pointer(w, "previous"), 2);
    current_is_sound(w, 3);
    assert_int_equal(count_names(at(w, "state/generations")), 2); /* the first one is collected */
    assert_int_equal(count_names(at(w, "state/inbox")), 0);
}

static void a_stick_may_carry_it_in_a_folder_of_its_own(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "stick/meclis-kiosk");
    OK(update(w, "stick", NULL, &err));
    current_is_sound(w, 1);
}

static void older_data_is_refused(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r2", NULL, &err));
    assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "older"));
    current_is_sound(w, 2);
}

static void another_manifest_of_the_same_serial_is_an_alarm(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    OK(library_set_serial(w->library, 0, &err)); /* an office computer restored from a backup */
    assert_int_equal(release_to(w, "other").serial, 1);
    OK(update(w, "r1", NULL, &err));
    assert_int_equal(update(w, "other", NULL, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "two different releases"));
    current_is_sound(w, 1);
}

static void a_serial_far_ahead_is_refused(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    OK(library_set_serial(w->library, 1 + APPLY_JUMP_MAX, &err));
    release_to(w, "far");
    OK(library_set_serial(w->library, APPLY_JUMP_MAX, &err));
    release_to(w, "near");
    assert_int_equal(update(w, "far", NULL, &err), ERR_REFUSED);
    assert_int_equal(pointer(w, "current"), 0);
    OK(update(w, "r1", NULL, &err));
    assert_int_equal(update(w, "far", NULL, &err), ERR_REFUSED);
    OK(update(w, "near", NULL, &err));
    current_is_sound(w, 1 + APPLY_JUMP_MAX);
}

static void a_release_of_other_keys_or_another_municipality_is_refused(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest manifest;
    struct secret_key root, key;
    secret_generate(&root);
    secret_generate(&key);
    struct verified_keyset *foreign = make_trust(w, "foreign", NAME, &root, &key);
    struct verified_keyset *renamed = make_trust(w, "renamed", "Aydın", &w->root, &w->publish);
    OK(try_release(w, "theirs", &key, foreign, at(w, "foreign"), &manifest, &err));
    OK(try_release(w, "aydin", &w->publish, renamed, at(w, "renamed"), &manifest, &err));
    assert_int_equal(update(w, "theirs", NULL, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "not in the keyset"));
    assert_int_equal(update(w, "aydin", NULL, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "a release for Aydın"));
    assert_int_equal(try_release(w, "mixed", &key, w->keyset, w->trust, &manifest, &err),
                     ERR_REFUSED);
    verified_keyset_free(foreign);
    verified_keyset_free(renamed);
}

static void what_is_missing_is_told_apart(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    assert_int_equal(update(w, "nowhere", NULL, &err), ERR_MISSING);
    OK(folder_make(at(w, "empty"), &err));
    assert_int_equal(update(w, "empty", NULL, &err), ERR_MISSING);
    static const struct {
        const char *name;
        enum err_code code;
    } files[] = {{"manifest.json", ERR_MISSING},
                 {"manifest.json.minisig", ERR_REFUSED},
                 {"snapshot-2.db.zst", ERR_REFUSED}};
    release_to(w, "r2");
    unlink(at(w, "r2/delta-1-2.zst")); /* or the snapshot would not be needed */
    for (size_t i = 0; i < 3; i++) {
        char path[FILE_PATH_MAX];
        OK(path_join(path, at(w, "r2"), files[i].name, &err));
        assert_int_equal(rename(path, at(w, "aside")), 0);
        assert_int_equal(update(w, "r2", NULL, &err), files[i].code);
        assert_int_equal(mkfifo(path, 0600), 0);
        assert_int_equal(update(w, "r2", NULL, &err), ERR_REFUSED);
        unlink(path);
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(update(w, "r2", NULL, &err), ERR_REFUSED);
        rmdir(path);
        assert_int_equal(symlink(at(w, "aside"), path), 0);
        assert_int_equal(update(w, "r2", NULL, &err), ERR_REFUSED);
        unlink(path);
        write_text(path, "", 0);
        assert_int_equal(update(w, "r2", NULL, &err), ERR_REFUSED);
        assert_int_equal(rename(at(w, "aside"), path), 0);
    }
    current_is_sound(w, 1);
    OK(update(w, "r2", NULL, &err));
    current_is_sound(w, 2);
}

/* Tries the release with `count` bytes of `bytes` as one of its files: refused, and nothing has
 * moved. */
static void refuses_as(struct world *w, const char *file, const char *bytes, size_t count) {
    struct err err = {0};
    FILE *to = fopen(at(w, file), "wb");
    assert_non_null(to);
    assert_int_equal(fwrite(bytes, 1, count, to), count);
    fclose(to);
    enum err_code code = update(w, "r2", NULL, &err);
    if (code != ERR_REFUSED)
        fail_msg("%s with %zu bytes: %d %s", file, count, code, err.text);
    assert_int_equal(pointer(w, "current"), 1);
}

static void a_cut_or_changed_file_leaves_the_old_set(void **state) {
    struct world *w = *state;
    struct err err = {0};
    static const char *const files[] = {"r2/manifest.json", "r2/manifest.json.minisig",
                                        "r2/snapshot-2.db.zst"};
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    release_to(w, "r2");
    unlink(at(w, "r2/delta-1-2.zst")); /* or the snapshot would not be needed */
    for (size_t f = 0; f < 3; f++) {
        struct buf good = read_whole(at(w, files[f])), bent = {0};
        for (size_t i = 0; i < good.len; i += 1 + good.len / 120) {
            refuses_as(w, files[f], good.data, i);
            buf_clear(&bent);
            buf_add(&bent, good.data, good.len);
            bent.data[i] = (char)(bent.data[i] ^ 1 << i % 8);
            refuses_as(w, files[f], bent.data, bent.len);
        }
        buf_clear(&bent);
        buf_add(&bent, good.data, good.len);
        buf_byte(&bent, '\n');
        refuses_as(w, files[f], bent.data, bent.len);
        write_text(at(w, files[f]), good.data, good.len);
        buf_free(&good);
        buf_free(&bent);
    }
    assert_int_equal(count_names(at(w, "state/generations")), 1);
    OK(update(w, "r2", NULL, &err));
    current_is_sound(w, 2);
}

/* Signed by the right key and untrue: the database decides. */
static void a_manifest_that_its_database_belies_is_refused(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest good = release_to(w, "r1");
    for (int i = 0; i < 7; i++) {
        struct manifest bad = good;
        struct buf text = {0}, signature = {0};
        bad.count += i == 0;
        bad.issued += i == 1;
        bad.set_digest.bytes[0] ^= i == 2;
        bad.newest[0] = i == 3 ? '1' : bad.newest[0];
        bad.snapshot.database_size += i == 4;
        bad.schema += i == 5;
        bad.schema -= i == 6;
        OK(manifest_write(&bad, &text, &err));
        OK(secret_sign(&w->publish, text.data, text.len, "", &signature, &err));
        write_text(at(w, "r1/manifest.json"), text.data, text.len);
        write_text(at(w, "r1/manifest.json.minisig"), signature.data, signature.len);
        assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
        assert_true(i != 5 || strstr(err.text, "needs a newer program"));
        assert_true(i != 6 || strstr(err.text, "of an older program (schema 2"));
        assert_int_equal(pointer(w, "current"), 0);
        assert_int_equal(count_names(at(w, "state/generations")), 0);
        buf_free(&text);
        buf_free(&signature);
    }
}

static void rubbish_of_interrupted_runs_is_no_hindrance(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r1", NULL, &err));
    OK(folder_make(at(w, "state/generations/2.tmp"), &err));
    write_text(at(w, "state/generations/2.tmp/decisions.db"), "half", 4);
    OK(folder_make(at(w, "state/generations/2"), &err)); /* renamed, but never pointed to */
    write_text(at(w, "state/generations/2/decisions.db"), "other", 5);
    write_text(at(w, "state/inbox/manifest.json"), "stale", 5);
    write_text(at(w, "state/inbox/snapshot-2.db.zst"), "stale", 5);
    write_text(at(w, "state/current.tmp"), "2", 1);
    write_text(at(w, "state/trust.json.tmp"), "{", 1);
    OK(update(w, "r2", NULL, &err));
    current_is_sound(w, 2);
    assert_int_equal(pointer(w, "previous"), 1);
    assert_int_equal(count_names(at(w, "state/generations")), 2);
    assert_int_equal(count_names(at(w, "state/inbox")), 0);
}

static void half_pointers_are_healed(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    release_to(w, "r2");
    static const char *const halves[] = {"", "1", "x\n", "999\n", "-1\n"};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        OK(update(w, i ? "r2" : "r1", NULL, &err));
        write_text(at(w, "state/current"), halves[i], strlen(halves[i]));
        OK(update(w, "r2", NULL, &err));
        current_is_sound(w, 2);
    }
}

static void a_lagging_or_damaged_record_opens_no_way_back(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r1", NULL, &err));
    struct buf old = read_whole(at(w, "state/trust.json"));
    OK(update(w, "r2", NULL, &err));
    write_text(at(w, "state/trust.json"), old.data, old.len); /* the switch was last */
    enum apply_verdict verdict;
    assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
    OK(update(w, "r2", &verdict, &err));
    assert_int_equal(verdict, APPLY_CURRENT);
    struct trust_record record;
    OK(trust_record_load(w->state, &record, &err));
    assert_int_equal(record.serial, 2); /* and it was brought up to date */
    static const char *const damages[] = {"", "{", "{\"type\": \"meclis-trust/1\"}"};
    for (size_t i = 0; i < 3; i++) {
        write_text(at(w, "state/trust.json"), damages[i], strlen(damages[i]));
        assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
        OK(update(w, "r2", &verdict, &err));
        assert_int_equal(verdict, APPLY_CURRENT);
    }
    buf_free(&old);
}

/* The hold is written, the switch is not. */
static void back_cut_off_before_the_switch_holds_nothing(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct state now;
    struct trust_record record;
    enum apply_verdict verdict;
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r1", NULL, &err));
    OK(update(w, "r2", NULL, &err));
    OK(update_back(w->state, &now, &err));
    OK(generation_point(w->state, "current", 2, &err));
    OK(generation_point(w->state, "previous", 1, &err));
    OK(update(w, "r2", &verdict, &err));
    assert_int_equal(verdict, APPLY_CURRENT);
    OK(trust_record_load(w->state, &record, &err));
    assert_int_equal(record.held, 0);
}

static void back_holds_what_it_left(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct state now;
    enum apply_verdict verdict;
    assert_int_equal(update_back(w->state, &now, &err), ERR_MISSING);
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r1", NULL, &err));
    assert_int_equal(update_back(w->state, &now, &err), ERR_MISSING);
    OK(update(w, "r2", NULL, &err));
    OK(update_back(w->state, &now, &err));
    assert_int_equal(now.record.held, 2);
    assert_int_equal(pointer(w, "current"), 1);
    assert_int_equal(pointer(w, "previous"), 2);
    OK(update(w, "r2", &verdict, &err));
    assert_int_equal(verdict, APPLY_HELD);
    assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
    assert_int_equal(pointer(w, "current"), 1);
    struct status status = {0};
    OK(state_load(w->state, &now, &err));
    status_refresh(&status, &now, 0);
    assert_int_equal(status.serial, 1);
    assert_int_equal(status.held, 2);
    OK(update_back(w->state, &now, &err)); /* and forward again */
    assert_int_equal(pointer(w, "current"), 2);
    assert_int_equal(now.record.held, 0);
    OK(update_back(w->state, &now, &err));
    release_to(w, "r3");
    OK(update(w, "r3", NULL, &err));
    current_is_sound(w, 3);
    assert_int_equal(pointer(w, "previous"), 1);
    OK(state_load(w->state, &now, &err));
    assert_int_equal(now.record.held, 0);
}

static void damage_is_found_and_the_previous_set_shown(void **state) {
    struct world *w = *state;
    struct err err = {0}, damage = {0};
    struct state now;
    assert_int_equal(update_check(w->state, &now, &damage, &err), ERR_MISSING);
    release_to(w, "r1");
    release_to(w, "r2");
    OK(update(w, "r1", NULL, &err));
    OK(update(w, "r2", NULL, &err));
    OK(update_check(w->state, &now, &damage, &err));
    assert_int_equal(damage.code, ERR_OK);
    const char *database = at(w, "state/generations/2/decisions.db");
    struct buf content = read_whole(database);
    content.data[content.len - 1] ^= 1; /* free space in a page: SQLite alone would not notice */
    write_text(database, content.data, content.len);
    buf_free(&content);
    OK(update_check(w->state, &now, &damage, &err));
    assert_int_equal(damage.code, ERR_REFUSED);
    current_is_sound(w, 1);
    enum apply_verdict verdict;
    OK(update(w, "r2", &verdict, &err)); /* the same release repairs it */
    assert_int_equal(verdict, APPLY_TAKE);
    current_is_sound(w, 2);
    assert_int_equal(update(w, "r1", NULL, &err), ERR_REFUSED);
    write_text(at(w, "state/generations/2/decisions.db"), "", 0);
    write_text(at(w, "state/generations/1/decisions.db"), "", 0);
    assert_int_equal(update_check(w->state, &now, &damage, &err), ERR_REFUSED);
    OK(update(w, "r2", &verdict, &err)); /* in place, for current still points to it */
    assert_int_equal(verdict, APPLY_TAKE);
    current_is_sound(w, 2);
}

static void a_lost_manifest_copy_is_no_damage_to_the_set(void **state) {
    struct world *w = *state;
    struct err err = {0}, damage = {0};
    struct state now;
    enum apply_verdict verdict;
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    write_text(at(w, "state/generations/1/manifest.json"), "{", 1);
    OK(update_check(w->state, &now, &damage, &err));
    assert_int_equal(damage.code, ERR_OK);
    OK(update(w, "r1", &verdict, &err));
    assert_int_equal(verdict, APPLY_TAKE);
    current_is_sound(w, 1);
}

static void a_full_disk_keeps_the_old_set(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    uint64_t size = release_to(w, "r2").snapshot.database_size;
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    for (rlim_t limit = 0; limit < size; limit += 1 + limit / 3) {
        small = (struct rlimit){limit, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        enum err_code code = update(w, "r2", NULL, &err);
        setrlimit(RLIMIT_FSIZE, &before);
        if (code != ERR_STORAGE)
            fail_msg("%lu bytes: %d %s", (unsigned long)limit, code, err.text);
        current_is_sound(w, 1);
    }
    OK(update(w, "r2", NULL, &err));
    current_is_sound(w, 2);
}

static void there_is_one_updater_at_a_time(void **state) {
    struct world *w = *state;
    struct err err = {0};
    int first = -1, second = -1;
    assert_int_equal(lock_take(w->state, false, &first, &err), ERR_MISSING);
    OK(lock_take(w->state, true, &first, &err));
    assert_int_equal(lock_take(w->state, true, &second, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "another"));
    close(first);
    OK(lock_take(w->state, true, &second, &err));
    close(second);
    write_text(at(w, "file"), "", 0);
    assert_int_equal(lock_take(at(w, "file/state"), true, &first, &err), ERR_STORAGE);
}

static void the_status_is_written_when_it_changes(void **state) {
    struct world *w = *state;
    struct err err = {0}, wrong = {.code = ERR_REFUSED, .text = "older data"};
    struct status status = {0}, again;
    struct state now;
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    OK(state_load(w->state, &now, &err));
    status_refresh(&status, &now, ISSUED);
    OK(status_save(w->state, &status, &err));
    struct stat before, after;
    stat(at(w, "state/status.json"), &before);
    OK(status_save(w->state, &status, &err));
    stat(at(w, "state/status.json"), &after);
    assert_int_equal(before.st_ino, after.st_ino);
    for (int i = 0; i < 20; i++) {
        snprintf(wrong.text, sizeof wrong.text, "older data %d", i % 10);
        status_add_error(&status, ISSUED + i, &wrong);
    }
    assert_int_equal(status.error_count, STATUS_ERRORS_MAX);
    assert_string_equal(status.errors[STATUS_ERRORS_MAX - 1].text, "older data 9");
    status_add_error(&status, ISSUED, &(struct err){.code = 4, .text = "older data 5"});
    assert_int_equal(status.error_count, STATUS_ERRORS_MAX);
    assert_string_equal(status.errors[STATUS_ERRORS_MAX - 1].text, "older data 5");
    OK(status_save(w->state, &status, &err));
    status_load(w->state, &again);
    assert_memory_equal(&status, &again, sizeof status);
    assert_int_equal(again.count, 1);
    assert_string_equal(again.newest, "2015-01-01");
    assert_int_equal(again.updated, ISSUED);
    write_text(at(w, "state/status.json"), "{\"serial\": \"x\"", 14);
    status_load(w->state, &again);
    assert_int_equal(again.serial, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_release_becomes_current_and_the_last_one_previous),
        IN_WORLD(a_stick_may_carry_it_in_a_folder_of_its_own),
        IN_WORLD(older_data_is_refused),
        IN_WORLD(another_manifest_of_the_same_serial_is_an_alarm),
        IN_WORLD(a_serial_far_ahead_is_refused),
        IN_WORLD(a_release_of_other_keys_or_another_municipality_is_refused),
        IN_WORLD(what_is_missing_is_told_apart),
        IN_WORLD(a_cut_or_changed_file_leaves_the_old_set),
        IN_WORLD(a_manifest_that_its_database_belies_is_refused),
        IN_WORLD(rubbish_of_interrupted_runs_is_no_hindrance),
        IN_WORLD(half_pointers_are_healed),
        IN_WORLD(a_lagging_or_damaged_record_opens_no_way_back),
        IN_WORLD(back_holds_what_it_left),
        IN_WORLD(back_cut_off_before_the_switch_holds_nothing),
        IN_WORLD(damage_is_found_and_the_previous_set_shown),
        IN_WORLD(a_lost_manifest_copy_is_no_damage_to_the_set),
        IN_WORLD(a_full_disk_keeps_the_old_set),
        IN_WORLD(there_is_one_updater_at_a_time),
        IN_WORLD(the_status_is_written_when_it_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
