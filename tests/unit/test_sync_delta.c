/* Updates by delta, and retractions that reach the kiosk. */
#include "unit/sync_helper.h"

#define SECRET "GIZLENECEK"

/* The next release of the library as it stands, into the folder `name`. */
static struct manifest release_again(struct world *w, const char *name) {
    struct err err = {0};
    struct manifest manifest;
    static int64_t minutes;
    struct release_order order = {.deltas = RELEASE_DELTAS,
                                  .library = w->library,
                                  .key = &w->publish,
                                  .keyset = w->keyset,
                                  .trust = w->trust,
                                  .out = at(w, name),
                                  .issued = ISSUED + 86400 + 60 * ++minutes,
                                  .expires = ISSUED + 3000000};
    OK(release_make(&order, &manifest, &err));
    return manifest;
}

static void remove_file(const struct world *w, const char *name) {
    assert_int_equal(unlink(at(w, name)), 0);
}

static void a_delta_is_enough(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    assert_false(file_exists(at(w, "state/generations/1/built.json")));
    struct manifest second = release_to(w, "r");
    assert_int_equal(second.delta_count, 1);
    assert_int_equal(second.deltas[0].from, 1);
    remove_file(w, "r/snapshot-2.db.zst");
    OK(update(w, "r", NULL, &err));
    current_is_sound(w, 2);
    assert_int_equal(pointer(w, "previous"), 1);
    assert_true(file_exists(at(w, "state/generations/2/built.json")));
    enum apply_verdict verdict;
    OK(update(w, "r", &verdict, &err));
    assert_int_equal(verdict, APPLY_CURRENT);
    for (int i = 3; i <= 8; i++) { /* one on another */
        release_to(w, "r");
        char name[64];
        snprintf(name, sizeof name, "r/snapshot-%d.db.zst", i);
        remove_file(w, name);
        OK(update(w, "r", NULL, &err));
        current_is_sound(w, i);
    }
    struct state now;
    OK(update_back(w->state, &now, &err));
    current_is_sound(w, 7);
}

static void a_kiosk_that_was_off_takes_one_delta_or_the_snapshot(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    for (int i = 2; i <= 6; i++)
        release_to(w, "r");
    assert_true(file_exists(at(w, "r/delta-1-6.zst")));
    remove_file(w, "r/snapshot-6.db.zst");
    OK(update(w, "r", NULL, &err));
    current_is_sound(w, 6);
    for (int i = 7; i <= 12; i++)
        release_to(w, "r");
    assert_false(file_exists(at(w, "r/delta-6-12.zst")));
    OK(update(w, "r", NULL, &err));
    current_is_sound(w, 12);
    assert_false(file_exists(at(w, "state/generations/12/built.json")));
}

/* Another set of the same serial, as after an office computer was lost: its digest tells. */
static void a_delta_from_another_set_is_not_tried(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct manifest manifest;
    release_to(w, "r1");
    OK(update(w, "r1", NULL, &err));
    OK(library_set_serial(w->library, 0, &err));
    release_to(w, "other");
    OK(try_release(w, "r2", &w->publish, w->keyset, w->trust, &manifest, &err));
    assert_int_equal(manifest.serial, 2);
    assert_int_equal(manifest.deltas[0].from, 1);
    OK(update(w, "r2", NULL, &err));
    current_is_sound(w, 2);
    assert_false(file_exists(at(w, "state/generations/2/built.json")));
}

static void copy_state(const struct world *w, const char *from, const char *to) {
    char command[FILE_PATH_MAX * 3];
    snprintf(command, sizeof command, "rm -rf '%s' && cp -a '%s' '%s'", at(w, to), at(w, from),
             at(w, to));
    assert_int_equal(system(command), 0);
}

/* The delta with these bytes: exactly the new set all the same, from the snapshot. */
static void heals_from(struct world *w, const char *bytes, size_t count) {
    struct err err = {0};
    copy_state(w, "before", "state");
    FILE *to = fopen(at(w, "r/delta-1-2.zst"), "wb");
    assert_int_equal(fwrite(bytes, 1, count, to), count);
    fclose(to);
    OK(update(w, "r", NULL, &err));
    current_is_sound(w, 2);
    assert_false(file_exists(at(w, "state/generations/2/built.json")));
    assert_int_equal(count_names(at(w, "state/generations")), 2);
}

static void a_damaged_delta_gives_way_to_the_snapshot(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    release_to(w, "r");
    copy_state(w, "state", "before");
    struct buf good = read_whole(at(w, "r/delta-1-2.zst"));
    for (size_t i = 0; i < good.len; i += 1 + good.len / 12) {
        heals_from(w, good.data, i);
        good.data[i] ^= 4;
        heals_from(w, good.data, good.len);
        good.data[i] ^= 4;
    }
    buf_byte(&good, 'x');
    heals_from(w, good.data, good.len);
    good.len--;
    copy_state(w, "before", "state"); /* and with the base damaged */
    struct buf base = read_whole(at(w, "state/generations/1/decisions.db"));
    for (size_t i = 4096; i < base.len; i += 97)
        base.data[i] ^= 1;
    write_text(at(w, "state/generations/1/decisions.db"), base.data, base.len);
    write_text(at(w, "r/delta-1-2.zst"), good.data, good.len);
    OK(update(w, "r", NULL, &err));
    current_is_sound(w, 2);
    buf_free(&good);
    buf_free(&base);
}

static void damage_to_what_a_delta_built_is_found(void **state) {
    struct world *w = *state;
    struct err err = {0}, damage = {0};
    struct state now;
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s", at(w, "state/generations/2/decisions.db"));
    struct buf database = read_whole(path);
    database.data[database.len - 1] ^= 1; /* free space in a page: SQLite would not notice */
    write_text(path, database.data, database.len);
    OK(update_check(w->state, &now, &damage, &err));
    assert_int_equal(damage.code, ERR_REFUSED);
    current_is_sound(w, 1);
    OK(update(w, "r", NULL, &err)); /* into the folder that stands there */
    current_is_sound(w, 2);
    write_text(path, "", 0);
    OK(update(w, "r", NULL, &err)); /* now from the snapshot, and built.json goes */
    current_is_sound(w, 2);
    assert_false(file_exists(at(w, "state/generations/2/built.json")));
    buf_free(&database);
}

static void add_secret(struct world *w, int number) {
    struct decision decision =
        sample(20150601, number, "Konu " SECRET, "Bir kişi hakkında " SECRET " metin.");
    decision.municipality = mem_string(NAME);
    add(w->library, decision);
}

/* Is the text in any file below the world's folder `name`? */
static bool is_below(const struct world *w, const char *name) {
    char command[FILE_PATH_MAX + 64];
    snprintf(command, sizeof command, "grep -rqa " SECRET " '%s'", at(w, name));
    return system(command) == 0;
}

static void a_retraction_reaches_previous_too(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct state now;
    for (int snapshot = 0; snapshot < 2; snapshot++) {
        add_secret(w, 500 + snapshot);
        release_again(w, "r");
        OK(update(w, "r", NULL, &err));
        int64_t with_text = release_again(w, "r").serial;
        OK(update(w, "r", NULL, &err));
        assert_true(is_below(w, "state"));
        OK(library_retract(w->library, 2015, 500 + snapshot, "KVKK", &err));
        struct manifest manifest = release_again(w, "r");
        if (snapshot) {
            char delta[96];
            snprintf(delta, sizeof delta, "r/%s", manifest.deltas[0].file);
            remove_file(w, delta);
        }
        OK(update(w, "r", NULL, &err));
        current_is_sound(w, with_text + 1);
        assert_false(is_below(w, "state"));
        assert_int_equal(pointer(w, "previous"), 0);
        assert_int_equal(count_names(at(w, "state/generations")), 1);
        assert_int_equal(update_back(w->state, &now, &err), ERR_MISSING);
        assert_int_equal(count_names(at(w, "state/inbox")), 0);
    }
    add_decision(w);
    int64_t next = release_again(w, "r").serial;
    OK(update(w, "r", NULL, &err)); /* from then on there is one to go back to again */
    assert_int_equal(pointer(w, "previous"), next - 1);
    OK(update_back(w->state, &now, &err));
    assert_false(is_below(w, "state"));
}

/* A generation in which the text never stood, or was gone already, stays. */
static void a_clean_previous_stays(void **state) {
    struct world *w = *state;
    struct err err = {0};
    release_to(w, "r");
    OK(update(w, "r", NULL, &err));
    add_secret(w, 500);
    OK(library_retract(w->library, 2015, 500, "KVKK", &err));
    release_again(w, "r");
    OK(update(w, "r", NULL, &err));
    assert_int_equal(pointer(w, "previous"), 1);
    release_again(w, "r");
    OK(update(w, "r", NULL, &err));
    assert_int_equal(pointer(w, "previous"), 2);
}

/* A run that was cut off between the switch and the removal: the next one removes. */
static void what_a_cut_off_run_left_is_removed(void **state) {
    struct world *w = *state;
    struct err err = {0};
    add_secret(w, 500);
    release_again(w, "r");
    OK(update(w, "r", NULL, &err));
    copy_state(w, "state/generations/1", "kept");
    OK(library_retract(w->library, 2015, 500, "KVKK", &err));
    release_again(w, "r");
    OK(update(w, "r", NULL, &err));
    copy_state(w, "kept", "state/generations/1");
    write_text(at(w, "state/inbox/snapshot-1.db.zst"), SECRET, sizeof SECRET);
    enum apply_verdict verdict;
    OK(update(w, "r", &verdict, &err));
    assert_int_equal(verdict, APPLY_CURRENT);
    assert_false(is_below(w, "state"));
}

static void older_files_of_the_release_lose_it(void **state) {
    struct world *w = *state;
    struct err err = {0};
    add_secret(w, 500);
    release_again(w, "r");
    release_again(w, "r");
    assert_true(file_exists(at(w, "r/snapshot-1.db.zst")));
    assert_true(file_exists(at(w, "r/delta-1-2.zst")));
    OK(library_retract(w->library, 2015, 500, "KVKK", &err));
    release_again(w, "r");
    assert_false(file_exists(at(w, "r/snapshot-1.db.zst")));
    assert_false(file_exists(at(w, "r/snapshot-2.db.zst")));
    assert_false(file_exists(at(w, "r/delta-1-2.zst")));
    assert_true(file_exists(at(w, "r/delta-1-3.zst")));
    assert_true(file_exists(at(w, "r/delta-2-3.zst")));
    release_again(w, "r");
    assert_true(file_exists(at(w, "r/snapshot-3.db.zst")));
    assert_true(file_exists(at(w, "r/snapshot-4.db.zst")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_delta_is_enough),
        IN_WORLD(a_kiosk_that_was_off_takes_one_delta_or_the_snapshot),
        IN_WORLD(a_delta_from_another_set_is_not_tried),
        IN_WORLD(a_damaged_delta_gives_way_to_the_snapshot),
        IN_WORLD(damage_to_what_a_delta_built_is_found),
        IN_WORLD(a_retraction_reaches_previous_too),
        IN_WORLD(a_clean_previous_stays),
        IN_WORLD(what_a_cut_off_run_left_is_removed),
        IN_WORLD(older_files_of_the_release_lose_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
