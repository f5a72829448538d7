#include "store/backup.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/database.h"
#include "store/migrate.h"
#include "store/schema.h"

#define BUSY_MS 10000

/* Writable if that can be: only so is a transaction undone that a power cut left half done. */
static enum err_code open_library(const char *path, sqlite3 **ret, struct err *err) {
    sqlite3 *db = NULL;
    enum err_code code = database_open_own(path, SQLITE_OPEN_READWRITE, &db, err);
    if (code != ERR_OK)
        return code;
    sqlite3_busy_timeout(db, BUSY_MS);
    *ret = db;
    return ERR_OK;
}

/* ---- copying ---- */

static enum err_code copy_pages(sqlite3 *from, sqlite3 *to, struct err *err) {
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup)
        sqlite3_backup_step(backup, -1);
    if (!backup || sqlite3_backup_finish(backup) != SQLITE_OK)
        return err_set(err, ERR_STORAGE, "%s: cannot be copied to %s (%s); is there room?",
                       database_name(from), database_name(to), sqlite3_errmsg(to));
    return ERR_OK;
}

enum err_code library_backup(const char *path, const char *to, struct err *err) {
    sqlite3 *from = NULL, *copy = NULL;
    if (unlink(to) != 0 && errno != ENOENT)
        return err_set(err, ERR_STORAGE, "cannot replace %s: %s", to, strerror(errno));
    enum err_code code = open_library(path, &from, err);
    if (code == ERR_OK)
        code = database_open_own(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &copy, err);
    if (code == ERR_OK)
        code = copy_pages(from, copy, err);
    if (sqlite3_close(copy) != SQLITE_OK && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: cannot close; try again", to);
    sqlite3_close(from);
    if (code == ERR_OK)
        code = file_sync(to, err);
    if (code != ERR_OK)
        unlink(to);
    return code;
}

/* ---- looking ---- */

static enum err_code check_integrity(sqlite3 *db, struct err *err) {
    sqlite3_stmt *rows = NULL;
    bool row = false;
    enum err_code code = database_prepare(db, "PRAGMA integrity_check(1)", &rows, err);
    if (code == ERR_OK)
        code = database_step(rows, &row, err);
    if (code == ERR_OK && row && strcmp((const char *)sqlite3_column_text(rows, 0), "ok") != 0)
        code = err_set(err, ERR_REFUSED, "%s: damaged (%s); take another backup", database_name(db),
                       (const char *)sqlite3_column_text(rows, 0));
    sqlite3_finalize(rows);
    return code;
}

/* One of the version before passes where a copy of it can be brought to this one. */
static enum err_code check_schema(sqlite3 *db, struct err *err) {
    bool old = false;
    sqlite3 *copy = NULL;
    enum err_code code = migrate_needed(db, &old, err);
    if (code == ERR_OK && !old)
        return schema_check(db, SCHEMA_LIBRARY, err);
    if (code == ERR_OK)
        code = database_open_own("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &copy, err);
    if (code == ERR_OK)
        code = copy_pages(db, copy, err);
    if (code == ERR_OK)
        code = migrate_library(copy, err);
    if (code == ERR_OK)
        code = schema_check(copy, SCHEMA_LIBRARY, err);
    sqlite3_close(copy);
    return code;
}

static enum err_code summarise(sqlite3 *db, struct library_summary *ret, struct err *err) {
    struct library_summary summary = {0};
    enum err_code code =
        database_number(db, "SELECT serial FROM publication", &summary.serial, err);
    if (code == ERR_OK)
        code = database_number(db, "SELECT count(*) FROM decision", &summary.decisions, err);
    if (code == ERR_OK)
        *ret = summary;
    return code;
}

enum err_code library_check(const char *path, struct library_summary *ret, struct err *err) {
    sqlite3 *db = NULL;
    enum err_code code = open_library(path, &db, err);
    if (code == ERR_OK)
        code = check_integrity(db, err);
    if (code == ERR_OK)
        code = check_schema(db, err);
    if (code == ERR_OK)
        code = summarise(db, ret, err);
    sqlite3_close(db);
    return code;
}

/* ---- comparing ---- */

/* The decision's revision, -1 where there is no such decision. */
static enum err_code find_revision(sqlite3_stmt *find, int64_t id, int64_t *ret, struct err *err) {
    bool row = false;
    sqlite3_bind_int64(find, 1, id);
    enum err_code code = database_step(find, &row, err);
    if (code == ERR_OK)
        *ret = row ? sqlite3_column_int64(find, 0) : -1;
    sqlite3_reset(find);
    return code;
}

static enum err_code compare_rows(sqlite3_stmt *rows, sqlite3_stmt *find, bool *ret,
                                  struct err *err) {
    enum err_code code = ERR_OK;
    bool row = true, covers = true;
    while (code == ERR_OK && row && covers) {
        int64_t revision = -1;
        code = database_step(rows, &row, err);
        if (code == ERR_OK && row)
            code = find_revision(find, sqlite3_column_int64(rows, 0), &revision, err);
        if (code == ERR_OK && row)
            covers = revision >= sqlite3_column_int64(rows, 1);
    }
    if (code == ERR_OK)
        *ret = covers;
    return code;
}

enum err_code library_covers(const char *path, const char *other, bool *ret, struct err *err) {
    struct library_summary ours, theirs;
    sqlite3 *db = NULL, *other_db = NULL;
    sqlite3_stmt *rows = NULL, *find = NULL;
    bool covers = false;
    enum err_code code = library_check(path, &ours, err);
    if (code == ERR_OK)
        code = library_check(other, &theirs, err);
    if (code == ERR_OK)
        code = open_library(path, &db, err);
    if (code == ERR_OK)
        code = open_library(other, &other_db, err);
    if (code == ERR_OK)
        code = database_prepare(db, "SELECT revision FROM decision WHERE id = ?1", &find, err);
    if (code == ERR_OK)
        code = database_prepare(other_db, "SELECT id, revision FROM decision", &rows, err);
    if (code == ERR_OK)
        code = compare_rows(rows, find, &covers, err);
    sqlite3_finalize(rows);
    sqlite3_finalize(find);
    sqlite3_close(db);
    sqlite3_close(other_db);
    if (code == ERR_OK)
        *ret = covers && ours.serial >= theirs.serial;
    return code;
}
