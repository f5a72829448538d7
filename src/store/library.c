#include "store/library.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/changes.h"
#include "store/answer.h"
#include "store/database.h"
#include "store/migrate.h"
#include "store/publication.h"
#include "store/record.h"
#include "store/revision.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/snapshot.h"

struct library {
    sqlite3 *db;
    struct record_reader reader;
    struct record_writer writer;
    sqlite3_stmt *find; /* by year and number */
};

/* ---- opening ---- */

static const char settings[] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
                               "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";

/* Makes the tables in a new file; somebody else may have been quicker. */
static enum err_code make_tables(sqlite3 *db, struct err *err) {
    int64_t objects = 0;
    enum err_code code = database_exec(db, "BEGIN IMMEDIATE", "write", err);
    if (code == ERR_OK)
        code = database_number(db, "SELECT count(*) FROM sqlite_schema", &objects, err);
    if (code == ERR_OK && objects == 0)
        code = schema_create(db, SCHEMA_LIBRARY, err);
    if (code == ERR_OK)
        code = database_exec(db, "COMMIT", "write", err);
    return code;
}

static enum err_code prepare_all(struct library *library, struct err *err) {
    enum err_code code = record_reader_open(&library->reader, library->db, err);
    if (code == ERR_OK)
        code = record_writer_open(&library->writer, library->db, err);
    if (code == ERR_OK)
        code = database_prepare(
            library->db, "SELECT " RECORD_COLUMNS " FROM decision WHERE year = ?1 AND number = ?2",
            &library->find, err);
    return code;
}

static enum err_code set_up(struct library *library, bool create, struct err *err) {
    sqlite3_busy_timeout(library->db, 10000);
    enum err_code code = database_exec(library->db, settings, "open the library", err);
    int64_t pages = 0;
    if (code == ERR_OK)
        code = database_number(library->db, "PRAGMA page_count", &pages, err);
    if (code == ERR_OK && create && pages == 0)
        code = make_tables(library->db, err);
    if (code == ERR_OK)
        code = migrate_library(library->db, err);
    if (code == ERR_OK)
        code = schema_check(library->db, SCHEMA_LIBRARY, err);
    return code == ERR_OK ? prepare_all(library, err) : code;
}

enum err_code library_open(const char *path, bool create, struct library **ret, struct err *err) {
    struct library *library = mem_zero(1, sizeof *library);
    int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    enum err_code code = database_open_own(path, flags, &library->db, err);
    if (code == ERR_MISSING)
        err_set(err, code, "%s: there is no library; import documents into it first", path);
    if (code == ERR_OK)
        code = set_up(library, create, err);
    if (code == ERR_OK)
        *ret = library;
    else
        library_close(library);
    return code;
}

/* Copies the pages of the library at `path` into `to`. */
static enum err_code copy_pages(const char *path, sqlite3 *to, struct err *err) {
    sqlite3 *from = NULL;
    enum err_code code = database_open_own(path, SQLITE_OPEN_READONLY, &from, err);
    if (code != ERR_OK)
        return code;
    sqlite3_busy_timeout(from, 10000);
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup)
        sqlite3_backup_step(backup, -1);
    if (!backup || sqlite3_backup_finish(backup) != SQLITE_OK)
        code = err_set(err, ERR_STORAGE, "%s: cannot be copied (%s); try again", path,
                       sqlite3_errmsg(to));
    sqlite3_close(from);
    return code;
}

enum err_code library_open_scratch(const char *path, struct library **ret, struct err *err) {
    struct library *library = mem_zero(1, sizeof *library);
    enum err_code code =
        database_open_own("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &library->db, err);
    if (code == ERR_OK)
        code = copy_pages(path, library->db, err);
    if (code == ERR_OK || code == ERR_MISSING)
        code = set_up(library, true, err);
    if (code == ERR_OK)
        *ret = library;
    else
        library_close(library);
    return code;
}

void library_close(struct library *library) {
    if (!library)
        return;
    record_reader_close(&library->reader);
    record_writer_close(&library->writer);
    sqlite3_finalize(library->find);
    sqlite3_close(library->db);
    free(library);
}

/* ---- transactions ---- */

enum err_code library_begin(struct library *library, struct err *err) {
    return database_exec(library->db, "BEGIN IMMEDIATE", "write", err);
}

enum err_code library_commit(struct library *library, struct err *err) {
    enum err_code code = database_exec(library->db, "COMMIT", "finish writing", err);
    if (code != ERR_OK)
        library_undo(library);
    return code;
}

void library_undo(struct library *library) {
    if (!sqlite3_get_autocommit(library->db))
        sqlite3_exec(library->db, "ROLLBACK", NULL, NULL, NULL);
}

/* A savepoint of its own round each change: inside a transaction a refused record leaves the others
 * alone, outside of one it is the transaction. */
static enum err_code change_begin(struct library *library, struct err *err) {
    return database_exec(library->db, "SAVEPOINT change", "write", err);
}

static enum err_code change_end(struct library *library, enum err_code code, struct err *err) {
    if (code == ERR_OK)
        code = database_exec(library->db, "RELEASE change", "finish writing", err);
    if (code != ERR_OK)
        sqlite3_exec(library->db, "ROLLBACK TO change; RELEASE change", NULL, NULL, NULL);
    return code;
}

/* ---- records ---- */

enum err_code library_find(struct library *library, int year, int number, struct decision *ret,
                           struct err *err) {
    bool row = false;
    sqlite3_bind_int(library->find, 1, year);
    sqlite3_bind_int(library->find, 2, number);
    enum err_code code = database_step(library->find, &row, err);
    if (code == ERR_OK && !row)
        code =
            err_set(err, ERR_MISSING, "%s: there is no decision %d/%d; list shows which there are",
                    database_name(library->db), year, number);
    if (code == ERR_OK)
        code = record_read(&library->reader, library->find, ret, err);
    sqlite3_reset(library->find);
    return code;
}

enum err_code library_add(struct library *library, struct decision *decision, struct err *err) {
    int64_t old_id = decision->id;
    decision->id = decision_id(decision->date, decision->number);
    enum err_code code = change_begin(library, err);
    if (code == ERR_OK) {
        code = record_insert(&library->writer, decision, err);
        if (code == ERR_REFUSED && (sqlite3_errcode(library->db) & 0xff) == SQLITE_CONSTRAINT)
            err_set(err, code,
                    "decision %d/%d: the library has its number, or its date with its number, "
                    "already; correct the one or the other",
                    decision->year, decision->number);
        code = change_end(library, code, err);
    }
    if (code != ERR_OK)
        decision->id = old_id;
    return code;
}

/* Puts `decision`, which has the id of `old` and the next revision, in its place. */
static enum err_code put_in_place(struct library *library, const struct decision *old,
                                  const struct decision *decision, struct err *err) {
    enum err_code code = change_begin(library, err);
    if (code != ERR_OK)
        return code;
    code = revision_file(library->db, old, err);
    if (code == ERR_OK)
        code = record_update(&library->writer, decision, err);
    return change_end(library, code, err);
}

static enum err_code find_living(struct library *library, int year, int number,
                                 struct decision *ret, struct err *err) {
    enum err_code code = library_find(library, year, number, ret, err);
    if (code == ERR_OK && ret->retracted) {
        decision_clear(ret);
        code = err_set(err, ERR_REFUSED, "decision %d/%d was retracted and stays so", year, number);
    }
    return code;
}

enum err_code library_replace(struct library *library, struct decision *decision, struct err *err) {
    struct decision old = decision_empty();
    enum err_code code = find_living(library, decision->year, decision->number, &old, err);
    if (code != ERR_OK)
        return code;
    int64_t old_id = decision->id;
    int old_revision = decision->revision;
    decision->id = old.id;
    decision->revision = old.revision + 1;
    decision_note_changes(&old, decision);
    code = put_in_place(library, &old, decision, err);
    if (code != ERR_OK) {
        decision->id = old_id;
        decision->revision = old_revision;
    }
    decision_clear(&old);
    return code;
}

/* The changes that an earlier revision had: what `list` says of others than this one. */
static void changes_before(const struct text_list *list, int revision, struct text_list *ret) {
    for (size_t i = 0; i < list->count; i++)
        if (atoi(list->items[i]) != revision)
            text_list_add(ret, list->items[i]);
}

/* What `decision`, put in the place of `old` and with its revision, has changed since the one
 * before that. */
static enum err_code note_changes_again(struct library *library, const struct decision *old,
                                        struct decision *decision, struct err *err) {
    struct decision before = decision_empty();
    if (old->revision == 1)
        return ERR_OK;
    enum err_code code = revision_read(library->db, old->id, old->revision - 1, &before, err);
    if (code != ERR_OK)
        return code;
    before.year = decision->year;
    before.number = decision->number;
    changes_before(&old->changes, old->revision, &before.changes);
    decision_note_changes(&before, decision);
    decision_clear(&before);
    return ERR_OK;
}

enum err_code library_renew(struct library *library, struct decision *decision, struct err *err) {
    struct decision old = decision_empty();
    enum err_code code = find_living(library, decision->year, decision->number, &old, err);
    if (code != ERR_OK)
        return code;
    decision->id = old.id;
    decision->revision = old.revision;
    code = note_changes_again(library, &old, decision, err);
    if (code == ERR_OK)
        code = change_begin(library, err);
    if (code == ERR_OK)
        code = change_end(library, record_update(&library->writer, decision, err), err);
    decision_clear(&old);
    return code;
}

enum err_code library_retract(struct library *library, int year, int number, const char *reason,
                              struct err *err) {
    struct decision old = decision_empty();
    enum err_code code = find_living(library, year, number, &old, err);
    if (code != ERR_OK)
        return code;
    struct decision tombstone = decision_tombstone(&old, reason);
    tombstone.revision = old.revision + 1;
    code = put_in_place(library, &old, &tombstone, err);
    if (code == ERR_OK)
        code = answer_forget(library->db, old.id, err);
    decision_clear(&tombstone);
    decision_clear(&old);
    return code;
}

/* ---- what staff has said ---- */

enum err_code library_corrected(struct library *library, int64_t id, struct text_list *ret,
                                struct err *err) {
    return answer_corrected(library->db, id, ret, err);
}

enum err_code library_note_corrected(struct library *library, int64_t id,
                                     const struct text_list *fields, struct err *err) {
    return answer_note_corrected(library->db, id, fields, err);
}

enum err_code library_forget_corrected(struct library *library, int64_t id, struct err *err) {
    return answer_forget_corrected(library->db, id, err);
}

enum err_code library_answer_key(struct library *library, struct digest *ret, struct err *err) {
    return answer_key(library->db, ret, err);
}

enum err_code library_answered(struct library *library, int64_t id, const struct digest *finding,
                               bool *ret, struct err *err) {
    return answer_known(library->db, id, finding, ret, err);
}

enum err_code library_answer(struct library *library, int64_t id, const struct digest *finding,
                             struct err *err) {
    return answer_note(library->db, id, finding, err);
}

/* ---- lists ---- */

struct visiting {
    struct library *library;
    library_visit *visit;
    void *data;
};

static enum err_code visit_row(sqlite3_stmt *row, void *data, bool *ret_more, struct err *err) {
    struct visiting *visiting = data;
    struct decision decision = decision_empty();
    enum err_code code = record_read(&visiting->library->reader, row, &decision, err);
    if (code == ERR_OK)
        *ret_more = visiting->visit(&decision, visiting->data);
    decision_clear(&decision);
    return code;
}

/* Visits the rows of a SELECT RECORD_COLUMNS and ends the statement. */
static enum err_code visit_all(sqlite3_stmt *rows, struct visiting *visiting, struct err *err) {
    enum err_code code = ERR_OK;
    bool row = true, more = true;
    while (code == ERR_OK && row && more) {
        code = database_step(rows, &row, err);
        if (code == ERR_OK && row)
            code = visit_row(rows, visiting, &more, err);
    }
    sqlite3_finalize(rows);
    return code;
}

enum err_code library_each(struct library *library, int year, library_visit *visit, void *data,
                           struct err *err) {
    struct visiting visiting = {library, visit, data};
    sqlite3_stmt *rows = NULL;
    enum err_code code = database_prepare(library->db,
                                          "SELECT " RECORD_COLUMNS " FROM decision"
                                          " WHERE retracted = 0 AND (?1 = 0 OR year = ?1)"
                                          " ORDER BY date DESC, number DESC, id DESC",
                                          &rows, err);
    if (code != ERR_OK)
        return code;
    sqlite3_bind_int(rows, 1, year > 0 ? year : 0);
    return visit_all(rows, &visiting, err);
}

enum err_code library_each_record(struct library *library, library_visit *visit, void *data,
                                  struct err *err) {
    struct visiting visiting = {library, visit, data};
    sqlite3_stmt *rows = NULL;
    enum err_code code = database_prepare(
        library->db, "SELECT " RECORD_COLUMNS " FROM decision ORDER BY id", &rows, err);
    return code == ERR_OK ? visit_all(rows, &visiting, err) : code;
}

/* The columns behind the body, as decision_other_texts has them; a list is a line of JSON. */
static void read_other(sqlite3_stmt *row, struct buf *out) {
    buf_clear(out);
    for (int i = 5; i < sqlite3_column_count(row); i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        if (text)
            buf_format(out, "%s\n", text);
    }
}

enum err_code library_each_text(struct library *library, library_text_visit *visit, void *data,
                                struct err *err) {
    sqlite3_stmt *rows = NULL;
    struct buf other = {0};
    bool row = true, more = true;
    enum err_code code = database_prepare(library->db,
                                          "SELECT id, year, number, subject, body, department,"
                                          " file_number, sitting, subject_area, municipality,"
                                          " source, districts, neighbourhoods, annexes, changes"
                                          " FROM decision WHERE retracted = 0 ORDER BY id",
                                          &rows, err);
    while (code == ERR_OK && row && more) {
        code = database_step(rows, &row, err);
        if (code != ERR_OK || !row)
            break;
        read_other(rows, &other);
        struct library_text text = {.id = sqlite3_column_int64(rows, 0),
                                    .year = sqlite3_column_int(rows, 1),
                                    .number = sqlite3_column_int(rows, 2),
                                    .subject = (const char *)sqlite3_column_text(rows, 3),
                                    .body = (const char *)sqlite3_column_text(rows, 4),
                                    .other = buf_string(&other)};
        if (text.subject && text.body && !other.failed)
            more = visit(&text, data);
        else
            code = database_fail(library->db, "read", err);
    }
    buf_free(&other);
    sqlite3_finalize(rows);
    return code;
}

enum err_code library_search(struct library *library, const char *query, int limit,
                             library_visit *visit, void *data, struct err *err) {
    struct visiting visiting = {library, visit, data};
    return search_run(library->db, RECORD_COLUMNS, query, limit, visit_row, &visiting, err);
}

/* ---- releases ---- */

enum err_code library_serial(struct library *library, int64_t *ret, struct err *err) {
    return database_number(library->db, "SELECT serial FROM publication", ret, err);
}

enum err_code library_set_serial(struct library *library, int64_t serial, struct err *err) {
    sqlite3_stmt *update = NULL;
    enum err_code code =
        database_prepare(library->db, "UPDATE publication SET serial = ?1", &update, err);
    if (code != ERR_OK)
        return code;
    code = database_write(update, sqlite3_bind_int64(update, 1, serial), err);
    sqlite3_finalize(update);
    return code;
}

enum err_code library_snapshot(struct library *library, const char *path,
                               struct snapshot_info *info, struct err *err) {
    enum err_code code = database_exec(library->db, "SAVEPOINT snapshot", "read", err);
    if (code != ERR_OK)
        return code;
    code = snapshot_write(library->db, path, info, err);
    sqlite3_exec(library->db, "RELEASE snapshot", NULL, NULL, NULL);
    return code;
}

enum err_code library_note_release(struct library *library, int64_t serial,
                                   const struct digest *set_digest, struct err *err) {
    return publication_note(library->db, serial, set_digest, err);
}

enum err_code library_bases(struct library *library, int64_t serial, size_t max,
                            struct library_base *ret, size_t *ret_count, struct err *err) {
    return publication_bases(library->db, serial, max, ret, ret_count, err);
}

enum err_code library_delta(struct library *library, int64_t from, int64_t to, struct buf *out,
                            struct err *err) {
    return publication_delta(library->db, from, to, out, err);
}

enum err_code library_clean_since(struct library *library, int64_t *ret, struct err *err) {
    return publication_clean_since(library->db, ret, err);
}
