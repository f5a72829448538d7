/* A library of the version before this one, made with that version's own schema. */
#include "unit/store_helper.h"

#include <sqlite3.h>

#include "decision/canonical.h"
#include "store/backup.h"

static void make_old(const char *path) {
    const char *root = getenv("ROOT");
    char script[FILE_PATH_MAX];
    struct buf sql = {0};
    struct err err = {0};
    sqlite3 *db = NULL;
    snprintf(script, sizeof script, "%s/tests/unit/library-2.sql", root ? root : ".");
    OK(file_read(script, 1 << 20, &sql, &err));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, buf_string(&sql), NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    buf_free(&sql);
}

static int64_t number(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static void assert_migrated(struct library *library) {
    struct err err = {0};
    struct decision d = decision_empty();
    struct text_list fields = {0};
    int64_t serial = 0;
    OK(library_find(library, 2015, 255, &d, &err));
    assert_string_equal(d.subject, "Konu");
    assert_string_equal(d.districts.items[0], "Ula");
    assert_int_equal(d.revision, 4);
    assert_int_equal(d.citation_count, 2);
    assert_string_equal(d.citations[1].item, "f");
    assert_int_equal(d.annexes.count, 0);
    OK(library_corrected(library, d.id, &fields, &err));
    assert_int_equal(fields.count, 2); /* not body and sitting, which a document changed */
    assert_string_equal(fields.items[0], "department");
    assert_string_equal(fields.items[1], "outcome");
    text_list_clear(&fields);
    decision_clear(&d);
    OK(library_find(library, 2015, 257, &d, &err));
    assert_true(d.retracted);
    decision_clear(&d);
    OK(library_serial(library, &serial, &err));
    assert_int_equal(serial, 7);
}

static void the_version_before_is_brought_to_this_one(void **state) {
    struct err err = {0};
    struct library *library;
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s", in_folder(state, "library.db"));
    make_old(path);
    OK(library_open(path, false, &library, &err));
    assert_migrated(library);
    struct decision d = decision_empty();
    OK(library_find(library, 2015, 256, &d, &err));
    text_list_add(&d.annexes, "annex https://example.org/ek.pdf");
    OK(library_replace(library, &d, &err));
    decision_clear(&d);
    library_close(library);
    OK(library_open(path, false, &library, &err)); /* and it is a whole one of this version */
    assert_migrated(library);
    OK(library_find(library, 2015, 256, &d, &err));
    assert_string_equal(d.annexes.items[0], "annex https://example.org/ek.pdf");
    decision_clear(&d);
    library_close(library);
    assert_int_equal(number(path, "PRAGMA user_version"), 3);
    assert_int_equal(number(path, "SELECT count(*) FROM revision"), 5);
    assert_int_equal(number(path, "SELECT count(*) FROM published"), 2);
    assert_int_equal(number(path, "SELECT count(*) FROM release"), 0);
    assert_int_equal(number(path, "SELECT length(answer_key) FROM publication"), 32);
    assert_int_equal(number(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number(path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%old%'"), 0);
}

/* What only looks leaves it as it was; a backup of it is one of that version. */
static void a_look_changes_nothing(void **state) {
    struct err err = {0};
    struct library *library;
    struct library_summary summary;
    struct buf before = {0}, after = {0};
    char path[FILE_PATH_MAX], copy[FILE_PATH_MAX];
    bool covers = false;
    snprintf(path, sizeof path, "%s", in_folder(state, "library.db"));
    snprintf(copy, sizeof copy, "%s", in_folder(state, "copy.db"));
    make_old(path);
    OK(file_read(path, 1 << 20, &before, &err));
    OK(library_open_scratch(path, &library, &err));
    assert_migrated(library);
    library_close(library);
    OK(library_backup(path, copy, &err));
    OK(library_check(copy, &summary, &err));
    assert_int_equal(summary.decisions, 3);
    assert_int_equal(summary.serial, 7);
    OK(library_covers(copy, path, &covers, &err));
    assert_true(covers);
    OK(file_read(path, 1 << 20, &after, &err));
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_free(&before);
    buf_free(&after);
}

/* The bytes, and so the digest, of records without annexes are those of the version before. */
static void no_annexes_no_bytes(void **state) {
    (void)state;
    struct decision plain = sample(20150709, 1, "a", "b"), changed = sample(20150709, 1, "a", "b");
    struct buf one = {0}, two = {0};
    decision_canonical(&plain, &one);
    char last = one.data[one.len - 1];
    assert_int_equal(last, 0); /* the reason that is not there */
    text_list_add(&changed.annexes, "annex");
    decision_canonical(&changed, &two);
    assert_true(two.len > one.len);
    assert_memory_equal(one.data, two.data, one.len);
    text_list_clear(&changed.annexes);
    text_list_add(&changed.changes, "annex");
    buf_clear(&one);
    decision_canonical(&changed, &one);
    assert_false(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
    buf_free(&one);
    buf_free(&two);
    decision_clear(&plain);
    decision_clear(&changed);
}

static void a_later_version_is_named(void **state) {
    struct err err = {0};
    struct library *library = NULL;
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s", in_folder(state, "library.db"));
    make_old(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(library_open(path, true, &library, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "version 99"));
    assert_non_null(strstr(err.text, "newer program"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(the_version_before_is_brought_to_this_one),
        WITH_FOLDER(a_look_changes_nothing),
        cmocka_unit_test(no_annexes_no_bytes),
        WITH_FOLDER(a_later_version_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
