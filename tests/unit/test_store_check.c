#include "unit/check.h"

#include <sqlite3.h>

#include "store/check.h"
#include "unit/store_helper.h"

/* A good set at <folder>/set.db and its bytes. */
static void make_set(void **state, struct buf *ret, struct check_result *ret_good) {
    struct err err = {0};
    struct library *library;
    struct snapshot_info info = {
        .serial = 7, .issued = 1437647000, .municipality = "Muğla Büyükşehir Belediyesi"};
    const char *path = in_folder(state, "set.db");
    OK(library_open_scratch("/nonexistent", &library, &err));
    add(library, full_sample());
    for (int i = 1; i <= 60; i++)
        add(library, sample(20160101 + i % 20, i, "Konu ÖRNEK", "Uzunca bir metin. Bir daha."));
    add(library, tombstone(20160201, 61, "KVKK"));
    OK(library_snapshot(library, path, &info, &err));
    library_close(library);
    OK(store_check(path, ret_good, &err));
    OK(file_read(path, 1 << 24, ret, &err));
    assert_true(digest_equal(&ret_good->set_digest, &info.set_digest));
    assert_int_equal(ret_good->count, 61);
    assert_int_equal(info.count, 61);
    assert_int_equal(ret_good->serial, 7);
    assert_int_equal(ret_good->issued, 1437647000);
    assert_int_equal(date_number(ret_good->newest), 20160120);
    assert_string_equal(ret_good->municipality, info.municipality);
}

static enum err_code check_bytes(void **state, const char *bytes, size_t count,
                                 struct check_result *ret) {
    struct err err = {0};
    const char *path = in_folder(state, "bent.db");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    fclose(file);
    return store_check(path, ret, &err);
}

static void a_good_set_passes(void **state) {
    struct buf good = {0};
    struct check_result result;
    make_set(state, &good, &result);
    buf_free(&good);
}

/* What somebody with the sqlite3 program and the signing key could have done to it. */
static void every_change_by_sql_is_refused(void **state) {
    static const char *const changes[] = {
        "CREATE TRIGGER t AFTER INSERT ON decision BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE extra (x)",
        "CREATE INDEX more ON decision (outcome)",
        "CREATE VIRTUAL TABLE words USING fts5 (body)",
        "DROP INDEX decision_order",
        "DROP TABLE sitting",
        "ALTER TABLE decision ADD COLUMN more TEXT",
        "ANALYZE",
        "PRAGMA application_id = 1",
        "PRAGMA user_version = 1",
        "PRAGMA user_version = 2",
        "UPDATE decision SET annexes = '[\"plan.pdf\"]' WHERE number = 5",
        "UPDATE decision SET annexes = '[\"annex \"]' WHERE number = 5",
        "UPDATE decision SET annexes = '[\"annex\"]' WHERE number = 61",
        "PRAGMA journal_mode = WAL",
        "PRAGMA page_size = 8192; VACUUM",
        "UPDATE meta SET count = count + 1",
        "UPDATE meta SET count = -1",
        "UPDATE meta SET serial = 0",
        "UPDATE meta SET schema = 1",
        "UPDATE meta SET set_digest = 'x'",
        "UPDATE meta SET set_digest = upper(set_digest)",
        "UPDATE meta SET municipality = replace(hex(zeroblob(100)), '0', 'M')",
        "UPDATE meta SET municipality = 'a' || char(10) || char(27)",
        "DELETE FROM meta",
        "UPDATE decision SET body = 'other' WHERE number = 5",
        "UPDATE decision SET subject = subject || char(0) WHERE number = 5",
        "UPDATE decision SET subject = CAST(x'ff' AS TEXT) WHERE number = 5",
        "UPDATE decision SET department = CAST(x'c080' AS TEXT) WHERE number = 5",
        "UPDATE decision SET outcome = 99 WHERE number = 5",
        "UPDATE decision SET outcome = 4 WHERE number = 5",
        "UPDATE decision SET votes_for = -5 WHERE number = 5",
        "UPDATE decision SET votes_for = 4294967296 WHERE number = 5",
        "UPDATE decision SET year = 3000 WHERE number = 5",
        "UPDATE decision SET date = 20150231 WHERE number = 5",
        "UPDATE decision SET retracted = 2 WHERE number = 5",
        "UPDATE decision SET retracted = 0 WHERE number = 61",
        "UPDATE decision SET subject = 'still here' WHERE number = 61",
        "UPDATE decision SET retraction_reason = NULL WHERE number = 61",
        "UPDATE decision SET districts = '[' WHERE number = 5",
        "UPDATE decision SET districts = '{}' WHERE number = 5",
        "UPDATE decision SET districts = '[1]' WHERE number = 5",
        "UPDATE decision SET districts = '[\"a\",\"a\"]' WHERE number = 5",
        "UPDATE decision SET districts = '[\"\\u0000\"]' WHERE number = 5",
        "UPDATE decision SET scales = '[\"1/1000\",\"1/5000\"]' WHERE number = 255",
        "UPDATE decision SET id = -5 WHERE number = 5",
        "UPDATE decision SET id = id + 1000000 WHERE number = 60",
        "DELETE FROM decision WHERE number = 61",
        "DELETE FROM decision WHERE number = 5",
        "DELETE FROM decision",
        "INSERT INTO citation (decision, position, law) VALUES (7, 0, 5393)",
        "UPDATE citation SET position = 9 WHERE position = 1",
        "UPDATE citation SET law = -1",
        "UPDATE citation SET article = 'an article of a length that nobody has'",
        "DELETE FROM citation WHERE position = 1",
        "UPDATE sitting SET count = count + 1 WHERE date = 20160105",
        "UPDATE sitting SET unanimous = unanimous - 1 WHERE date = 20160105",
        "UPDATE sitting SET date = 20160131 WHERE date = 20160105",
        "INSERT INTO sitting VALUES (20170101, 0, 0)",
        "DELETE FROM sitting WHERE date = 20160105",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')",
        ("PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES"
         " ('trigger', 't', 'meta', 0, 'CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; "
         "END')"),
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2",
    };
    struct buf good = {0}, bent = {0};
    struct check_result result, before;
    struct err err = {0};
    make_set(state, &good, &result);
    before = result;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const char *path = in_folder(state, "bent.db");
        sqlite3 *db;
        OK(file_write(path, good.data, good.len, &err));
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        if (sqlite3_exec(db, changes[i], NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("%s: %s", changes[i], sqlite3_errmsg(db));
        sqlite3_close(db);
        OK(file_read(path, 1 << 24, &bent, &err));
        assert_false(bent.len == good.len && memcmp(bent.data, good.data, good.len) == 0);
        enum err_code code = store_check(path, &result, &err);
        if (code != ERR_REFUSED)
            fail_msg("%s: %d %s", changes[i], code, err.text);
        assert_non_null(strstr(err.text, "bent.db: "));
        assert_memory_equal(&before, &result, sizeof result);
    }
    buf_free(&good);
    buf_free(&bent);
}

static void every_truncation_is_refused(void **state) {
    struct buf good = {0};
    struct check_result result;
    make_set(state, &good, &result);
    for (size_t size = 0; size < good.len; size += size < 200 ? 1 : 509)
        assert_int_equal(check_bytes(state, good.data, size, &result), ERR_REFUSED);
    buf_text(&good, "x");
    assert_int_equal(check_bytes(state, good.data, good.len, &result), ERR_REFUSED);
    buf_free(&good);
}

/* A flip of one bit is refused, or it fell on a byte that means nothing (the unused part of a page)
 * or that only the signed manifest can vouch for (meta, the name of a source). */
static void a_bit_flip_never_changes_a_decision(void **state) {
    struct buf good = {0};
    struct check_result whole;
    make_set(state, &good, &whole);
    int refusals = 0, rounds = 0;
    for (size_t bit = 0; bit < good.len * 8; bit += bit < 800 ? 7 : 331, rounds++) {
        struct check_result result = {0};
        good.data[bit / 8] ^= (char)(1 << bit % 8);
        enum err_code code = check_bytes(state, good.data, good.len, &result);
        good.data[bit / 8] ^= (char)(1 << bit % 8);
        refusals += code == ERR_REFUSED;
        if (code == ERR_REFUSED)
            continue;
        assert_int_equal(code, ERR_OK);
        assert_true(digest_equal(&result.set_digest, &whole.set_digest));
        assert_int_equal(result.count, whole.count);
        assert_int_equal(date_compare(result.newest, whole.newest), 0);
    }
    assert_true(refusals > rounds / 4);
    buf_free(&good);
}

static void what_is_no_file_is_refused(void **state) {
    struct err err = {0};
    struct check_result result;
    assert_int_equal(store_check(in_folder(state, "none.db"), &result, &err), ERR_MISSING);
    assert_int_equal(store_check(*state, &result, &err), ERR_REFUSED);
    char garbage[8192];
    memset(garbage, 'x', sizeof garbage);
    assert_int_equal(check_bytes(state, garbage, sizeof garbage, &result), ERR_REFUSED);
    struct library *library;
    const char *path = in_folder(state, "library.db");
    OK(library_open(path, true, &library, &err));
    library_close(library);
    assert_int_equal(store_check(path, &result, &err), ERR_REFUSED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_good_set_passes),           WITH_FOLDER(every_change_by_sql_is_refused),
        WITH_FOLDER(every_truncation_is_refused), WITH_FOLDER(a_bit_flip_never_changes_a_decision),
        WITH_FOLDER(what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
