/* Deltas: a record as bytes and back, and a set brought from one serial to the next. */
#include "unit/store_helper.h"

#include <sqlite3.h>

#include "decision/wire.h"
#include "store/check.h"
#include "store/delta.h"

#define NAME "Muğla Büyükşehir Belediyesi"

static void assert_same_wire(const char *bytes, size_t count, const struct decision *decision) {
    struct buf again = {0};
    decision_wire(decision, &again);
    assert_int_equal(again.len, count);
    assert_memory_equal(again.data, bytes, count);
    buf_free(&again);
}

static void a_record_comes_back_as_it_was(void **state) {
    (void)state;
    struct decision all[] = {full_sample(), sample(20160105, 1, "", ""),
                             tombstone(20160105, 2, "KVKK"), sample(21001231, 99999, "a", "b")};
    text_list_add(&all[1].changes, "2:outcome=rejected");
    for (size_t i = 0; i < 4; i++) {
        struct buf bytes = {0};
        struct decision back;
        all[i].id = decision_id(all[i].date, all[i].number);
        decision_wire(&all[i], &bytes);
        assert_true(decision_unwire(bytes.data, bytes.len, &back));
        assert_same_wire(bytes.data, bytes.len, &back);
        assert_int_equal(back.number, all[i].number);
        assert_string_equal(back.body, all[i].body);
        assert_int_equal(back.changes.count, all[i].changes.count);
        decision_clear(&back);
        decision_clear(&all[i]);
        buf_free(&bytes);
    }
}

/* Whatever is read has exactly one form: no two byte sequences are one record. */
static void odd_records_are_refused(void **state) {
    (void)state;
    struct decision decision = full_sample(), back = {0};
    struct buf bytes = {0};
    decision.id = decision_id(decision.date, decision.number);
    decision_wire(&decision, &bytes);
    for (size_t count = 0; count < bytes.len; count++)
        assert_false(decision_unwire(bytes.data, count, &back));
    int taken = 0;
    for (size_t bit = 0; bit < bytes.len * 8; bit++) {
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
        if (decision_unwire(bytes.data, bytes.len, &back)) {
            assert_same_wire(bytes.data, bytes.len, &back);
            decision_clear(&back);
            taken++;
        }
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_true(taken > 0);
    buf_byte(&bytes, 0);
    assert_false(decision_unwire(bytes.data, bytes.len, &back));
    static const char longer[] = {(char)0x80, 0}; /* 0 in two bytes */
    struct wire wire = {longer, sizeof longer, false};
    assert_int_equal(wire_number(&wire, 9), 0);
    assert_true(wire.fault);
    buf_free(&bytes);
    decision_clear(&decision);
}

/* A library, the snapshot of its release `serial` at <folder>/<serial>.db. */
static void release(void **state, struct library *library, int64_t serial,
                    struct snapshot_info *ret) {
    struct err err = {0};
    char name[32];
    *ret = (struct snapshot_info){.serial = serial, .issued = 1437647000, .municipality = NAME};
    snprintf(name, sizeof name, "%d.db", (int)serial);
    OK(library_snapshot(library, in_folder(state, name), ret, &err));
    OK(library_note_release(library, serial, &ret->set_digest, &err));
}

static void make_first(void **state, struct library **ret, struct snapshot_info *ret_info) {
    struct err err = {0};
    OK(library_open(in_folder(state, "library.db"), true, ret, &err));
    OK(library_begin(*ret, &err));
    add(*ret, full_sample());
    for (int i = 1; i <= 200; i++)
        add(*ret, sample(20160101 + i % 20, i, "Konu ÖRNEK", "Uzunca bir metin. Bir daha."));
    add(*ret, sample(20160125, 300, "Bir kişi", "GIZLENECEK metin, ki gidecektir."));
    release(state, *ret, 1, ret_info);
    OK(library_commit(*ret, &err));
}

/* Copies 1.db to applied.db and puts the delta onto it. */
static enum err_code apply_to_first(void **state, const char *bytes, size_t count,
                                    const struct snapshot_info *info, struct err *err) {
    struct buf first = {0};
    struct delta delta = {"delta", bytes, count, 1, info->serial};
    assert_int_equal(file_read(in_folder(state, "1.db"), 1 << 24, &first, err), ERR_OK);
    const char *path = in_folder(state, "applied.db");
    assert_int_equal(file_write(path, first.data, first.len, err), ERR_OK);
    buf_free(&first);
    return delta_apply(path, &delta, info, err);
}

/* The content of a database as one text, for comparing. */
static int add_row(void *data, int columns, char **values, char **names) {
    (void)names;
    for (int i = 0; i < columns; i++)
        buf_format(data, "%s|", values[i] ? values[i] : "NULL");
    buf_byte(data, '\n');
    return 0;
}

static struct buf dump(void **state, const char *name) {
    struct buf text = {0};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(in_folder(state, name), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "SELECT * FROM decision ORDER BY id;"
                                  "SELECT * FROM citation ORDER BY decision, position;"
                                  "SELECT * FROM sitting ORDER BY date; SELECT * FROM meta;"
                                  "SELECT type, name, sql FROM sqlite_schema ORDER BY name",
                                  add_row, &text, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    return text;
}

static void assert_same_rows(void **state, const char *a, const char *b) {
    struct buf left = dump(state, a), right = dump(state, b);
    assert_string_equal(left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

/* Changes of every kind between two releases. */
static void change(struct library *library) {
    struct err err = {0};
    struct decision decision;
    add(library, sample(20160201, 400, "Yeni", "Yeni bir metin."));
    add(library, sample(20140201, 17, "Eski", "Geç gelen bir metin."));
    OK(library_find(library, 2016, 5, &decision, &err));
    decision.date = date_of_number(20160301);
    decision.outcome = OUTCOME_REJECTED;
    OK(library_replace(library, &decision, &err));
    decision_clear(&decision);
    OK(library_find(library, 2015, 255, &decision, &err));
    decision.citation_count = 1;
    OK(library_replace(library, &decision, &err));
    decision_clear(&decision);
}

static void a_delta_makes_the_set_that_the_snapshot_holds(void **state) {
    struct err err = {0};
    struct library *library;
    struct snapshot_info first, second;
    struct check_result found;
    struct buf delta = {0}, none = {0};
    make_first(state, &library, &first);
    change(library);
    release(state, library, 2, &second);
    OK(library_delta(library, 1, 2, &delta, &err));
    OK(apply_to_first(state, delta.data, delta.len, &second, &err));
    OK(store_check(in_folder(state, "applied.db"), &found, &err));
    assert_true(digest_equal(&found.set_digest, &second.set_digest));
    assert_int_equal(found.serial, 2);
    assert_same_rows(state, "applied.db", "2.db");
    struct library_base bases[4];
    size_t count = 0;
    OK(library_bases(library, 2, 4, bases, &count, &err));
    assert_int_equal(count, 1);
    assert_true(digest_equal(&bases[0].set_digest, &first.set_digest));
    release(state, library, 3, &second); /* nothing new: only the serial */
    OK(library_delta(library, 2, 3, &none, &err));
    assert_true(none.len < 32);
    buf_free(&delta);
    OK(library_delta(library, 1, 3, &delta, &err));
    OK(apply_to_first(state, delta.data, delta.len, &second, &err));
    assert_same_rows(state, "applied.db", "3.db");
    buf_free(&delta);
    buf_free(&none);
    library_close(library);
}

static bool file_holds(void **state, const char *name, const char *text) {
    struct err err = {0};
    struct buf content = {0};
    OK(file_read(in_folder(state, name), 1 << 24, &content, &err));
    bool holds = memmem(content.data, content.len, text, strlen(text)) != NULL;
    buf_free(&content);
    return holds;
}

static void a_retracted_text_is_nowhere_in_the_file(void **state) {
    struct err err = {0};
    struct library *library;
    struct snapshot_info first, second;
    struct check_result found;
    struct buf delta = {0};
    bool forgets = false;
    int64_t clean = -1;
    make_first(state, &library, &first);
    OK(library_clean_since(library, &clean, &err));
    assert_int_equal(clean, 0);
    assert_true(file_holds(state, "1.db", "GIZLENECEK"));
    OK(library_retract(library, 2016, 300, "KVKK", &err));
    assert_int_equal(library_retract(library, 2016, 300, "KVKK", &err), ERR_REFUSED);
    release(state, library, 2, &second);
    OK(library_delta(library, 1, 2, &delta, &err));
    assert_null(memmem(delta.data, delta.len, "GIZLENECEK", 10));
    OK(apply_to_first(state, delta.data, delta.len, &second, &err));
    OK(store_check(in_folder(state, "applied.db"), &found, &err));
    assert_int_equal(found.tombstones, 1);
    assert_same_rows(state, "applied.db", "2.db");
    assert_false(file_holds(state, "2.db", "GIZLENECEK"));
    assert_false(file_holds(state, "applied.db", "GIZLENECEK"));
    assert_true(file_holds(state, "library.db", "GIZLENECEK")); /* among the revisions */
    char newer[FILE_PATH_MAX];
    snprintf(newer, sizeof newer, "%s", in_folder(state, "2.db"));
    OK(store_forgets(newer, in_folder(state, "1.db"), &forgets, &err));
    assert_true(forgets);
    OK(store_forgets(newer, in_folder(state, "applied.db"), &forgets, &err));
    assert_false(forgets);
    OK(library_clean_since(library, &clean, &err));
    assert_int_equal(clean, 2);
    release(state, library, 3, &second);
    OK(library_clean_since(library, &clean, &err));
    assert_int_equal(clean, 2);
    buf_free(&delta);
    library_close(library);
}

/* Nothing that is wrong with a delta passes both its reader and the check behind it. Provenance
 * (the source's name) is in no digest, but the delta as a whole is hashed before it comes here. */
static void a_damaged_delta_is_never_the_new_set(void **state) {
    struct err err = {0};
    struct library *library;
    struct snapshot_info first, second;
    struct buf delta = {0};
    make_first(state, &library, &first);
    add(library, sample(20160201, 400, "Yeni", "Yeni bir metin."));
    OK(library_retract(library, 2016, 300, "KVKK", &err));
    release(state, library, 2, &second);
    OK(library_delta(library, 1, 2, &delta, &err));
    for (size_t count = 0; count < delta.len; count += 3)
        assert_int_equal(apply_to_first(state, delta.data, count, &second, &err), ERR_REFUSED);
    for (size_t bit = 0; bit < delta.len * 8; bit += 5) {
        struct check_result found;
        delta.data[bit / 8] ^= (char)(1 << bit % 8);
        enum err_code code = apply_to_first(state, delta.data, delta.len, &second, &err);
        if (code == ERR_OK)
            code = store_check(in_folder(state, "applied.db"), &found, &err);
        assert_int_equal(code, ERR_REFUSED);
        delta.data[bit / 8] ^= (char)(1 << bit % 8);
    }
    buf_byte(&delta, 'x');
    assert_int_equal(apply_to_first(state, delta.data, delta.len, &second, &err), ERR_REFUSED);
    delta.len--;
    second.serial = 3;
    assert_int_equal(apply_to_first(state, delta.data, delta.len, &second, &err), ERR_REFUSED);
    buf_free(&delta);
    library_close(library);
}

static void a_tombstone_that_says_more_is_refused(void **state) {
    struct err err = {0};
    struct library *library;
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    for (int i = 0; i < 6; i++) {
        struct decision bad = tombstone(20160105, 2, "KVKK");
        if (i == 0)
            bad.department = mem_string("a");
        if (i == 1)
            bad.votes_for = 3;
        if (i == 2)
            bad.outcome = OUTCOME_OTHER;
        if (i == 3)
            text_list_add(&bad.changes, "2:outcome=rejected");
        if (i == 4)
            bad.source = mem_string("kisi-adi.txt");
        if (i == 5)
            bad.retracted = false; /* a reason alone */
        assert_int_equal(library_add(library, &bad, &err), ERR_REFUSED);
        decision_clear(&bad);
    }
    library_close(library);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back_as_it_was),
        cmocka_unit_test(odd_records_are_refused),
        WITH_FOLDER(a_delta_makes_the_set_that_the_snapshot_holds),
        WITH_FOLDER(a_retracted_text_is_nowhere_in_the_file),
        WITH_FOLDER(a_damaged_delta_is_never_the_new_set),
        WITH_FOLDER(a_tombstone_that_says_more_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
