#include "store/schema.h"

#include <inttypes.h>
#include <string.h>

#include "store/database.h"

static const char set_sql[] =
#include "schema.inc"
    ;
static const char library_sql[] =
#include "library.inc"
    ;

enum err_code schema_create(sqlite3 *db, enum schema_kind kind, struct err *err) {
    enum err_code code = database_exec(db, set_sql, "make its tables", err);
    if (code == ERR_OK && kind == SCHEMA_LIBRARY)
        code = database_exec(db, library_sql, "make its tables", err);
    return code;
}

static enum err_code same_number(sqlite3 *db, sqlite3 *model, const char *pragma, bool *ret_same,
                                 struct err *err) {
    int64_t ours, theirs;
    enum err_code code = database_number(model, pragma, &ours, err);
    if (code == ERR_OK)
        code = database_number(db, pragma, &theirs, err);
    if (code == ERR_OK)
        *ret_same = ours == theirs;
    return code;
}

/* Both NULL, or the same bytes. */
static bool same_text(sqlite3_stmt *a, sqlite3_stmt *b, int column) {
    const unsigned char *left = sqlite3_column_text(a, column);
    const unsigned char *right = sqlite3_column_text(b, column);
    int bytes = sqlite3_column_bytes(a, column);
    if (!left || !right)
        return left == right && sqlite3_column_type(a, column) == sqlite3_column_type(b, column);
    return bytes == sqlite3_column_bytes(b, column) && memcmp(left, right, (size_t)bytes) == 0;
}

/* Steps through both in step as long as they agree. */
static enum err_code same_rows(sqlite3_stmt *a, sqlite3_stmt *b, bool *ret_same, struct err *err) {
    for (;;) {
        bool left = false, right = false;
        enum err_code code = database_step(a, &left, err);
        if (code == ERR_OK)
            code = database_step(b, &right, err);
        if (code != ERR_OK)
            return code;
        bool same = left == right;
        for (int column = 0; same && left && column < sqlite3_column_count(a); column++)
            same = same_text(a, b, column);
        if (!same || !left) {
            *ret_same = same;
            return ERR_OK;
        }
    }
}

static enum err_code same_objects(sqlite3 *db, sqlite3 *model, bool *ret_same, struct err *err) {
    static const char list[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                               " ORDER BY type, name, tbl_name, sql";
    sqlite3_stmt *theirs = NULL, *ours = NULL;
    enum err_code code = database_prepare(db, list, &theirs, err);
    if (code == ERR_OK)
        code = database_prepare(model, list, &ours, err);
    if (code == ERR_OK)
        code = same_rows(theirs, ours, ret_same, err);
    sqlite3_finalize(theirs);
    sqlite3_finalize(ours);
    return code;
}

static enum err_code other_version(sqlite3 *db, enum schema_kind kind, struct err *err) {
    int64_t version = 0;
    enum err_code code = database_number(db, "PRAGMA user_version", &version, err);
    if (code != ERR_OK)
        return code;
    if (kind == SCHEMA_LIBRARY)
        return err_set(err, ERR_REFUSED,
                       "%s: a library of version %" PRId64 ", this program has version %d; use a "
                       "newer program",
                       database_name(db), version, SCHEMA_VERSION);
    return err_set(err, ERR_REFUSED,
                   "%s: a released set of version %" PRId64 ", this program reads version %d; "
                   "update it with a release of the same version",
                   database_name(db), version, SCHEMA_VERSION);
}

static enum err_code compare(sqlite3 *db, sqlite3 *model, enum schema_kind kind, struct err *err) {
    static const char *const kinds[] = {"a released set", "a library"};
    bool same = false;
    enum err_code code = same_number(db, model, "PRAGMA application_id", &same, err);
    if (code != ERR_OK)
        return code;
    if (!same)
        return err_set(err, ERR_REFUSED, "%s: not %s of Meclis Kiosk; name another file",
                       database_name(db), kinds[kind]);
    code = same_number(db, model, "PRAGMA user_version", &same, err);
    if (code != ERR_OK)
        return code;
    if (!same)
        return other_version(db, kind, err);
    code = same_objects(db, model, &same, err);
    if (code == ERR_OK && !same)
        code =
            err_set(err, ERR_REFUSED, "%s: its tables are not those of %s; take a good copy of it",
                    database_name(db), kinds[kind]);
    return code;
}

enum err_code schema_check(sqlite3 *db, enum schema_kind kind, struct err *err) {
    sqlite3 *model = NULL;
    enum err_code code = database_open_own(
        "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, &model, err);
    if (code == ERR_OK)
        code = schema_create(model, kind, err);
    if (code == ERR_OK)
        code = compare(db, model, kind, err);
    sqlite3_close(model);
    return code;
}
