#include "store/answer.h"

#include <stdlib.h>
#include <string.h>

#include "store/database.h"
#include "store/record.h"

/* ---- fields set by hand ---- */

enum err_code answer_corrected(sqlite3 *library, int64_t id, struct text_list *ret,
                               struct err *err) {
    sqlite3_stmt *rows = NULL;
    struct text_list fields = {0};
    const char *fault = NULL;
    bool row = true;
    enum err_code code = database_prepare(
        library, "SELECT field FROM corrected WHERE decision = ?1 ORDER BY field", &rows, err);
    if (code == ERR_OK)
        sqlite3_bind_int64(rows, 1, id);
    while (code == ERR_OK && row && !fault) {
        code = database_step(rows, &row, err);
        char *field = code == ERR_OK && row ? record_text(rows, 0, &fault) : NULL;
        if (field)
            text_list_add(&fields, field);
        free(field);
    }
    sqlite3_finalize(rows);
    if (code == ERR_OK && fault)
        code = err_set(err, ERR_REFUSED, "%s: %s; take a good copy of it", database_name(library),
                       fault);
    if (code == ERR_OK)
        *ret = fields;
    else
        text_list_clear(&fields);
    return code;
}

enum err_code answer_note_corrected(sqlite3 *library, int64_t id, const struct text_list *fields,
                                    struct err *err) {
    sqlite3_stmt *put = NULL;
    enum err_code code = database_prepare(
        library, "INSERT OR IGNORE INTO corrected (decision, field) VALUES (?1, ?2)", &put, err);
    for (size_t i = 0; i < fields->count && code == ERR_OK; i++) {
        int bad = sqlite3_bind_int64(put, 1, id);
        bad |= sqlite3_bind_text(put, 2, fields->items[i], -1, SQLITE_STATIC);
        code = database_write(put, bad, err);
    }
    sqlite3_finalize(put);
    return code;
}

/* One statement that has the decision's id for ?1. */
static enum err_code run(sqlite3 *library, const char *sql, int64_t id, struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(library, sql, &statement, err);
    if (code == ERR_OK)
        code = database_write(statement, sqlite3_bind_int64(statement, 1, id), err);
    sqlite3_finalize(statement);
    return code;
}

enum err_code answer_forget_corrected(sqlite3 *library, int64_t id, struct err *err) {
    return run(library, "DELETE FROM corrected WHERE decision = ?1", id, err);
}

/* ---- personal data that was accepted ---- */

enum err_code answer_key(sqlite3 *library, struct digest *ret, struct err *err) {
    sqlite3_stmt *rows = NULL;
    bool row = false;
    enum err_code code =
        database_prepare(library, "SELECT answer_key FROM publication", &rows, err);
    if (code == ERR_OK)
        code = database_step(rows, &row, err);
    if (code == ERR_OK && (!row || sqlite3_column_type(rows, 0) != SQLITE_BLOB ||
                           sqlite3_column_bytes(rows, 0) != (int)sizeof ret->bytes))
        code = err_set(err, ERR_REFUSED, "%s: the key of its answers is missing; take a good copy",
                       database_name(library));
    if (code == ERR_OK)
        memcpy(ret->bytes, sqlite3_column_blob(rows, 0), sizeof ret->bytes);
    sqlite3_finalize(rows);
    return code;
}

static int bind(sqlite3_stmt *to, int64_t id, const struct digest *finding) {
    int bad = sqlite3_bind_int64(to, 1, id);
    return bad | sqlite3_bind_blob(to, 2, finding->bytes, sizeof finding->bytes, SQLITE_STATIC);
}

enum err_code answer_known(sqlite3 *library, int64_t id, const struct digest *finding, bool *ret,
                           struct err *err) {
    sqlite3_stmt *find = NULL;
    bool row = false;
    enum err_code code = database_prepare(
        library, "SELECT 1 FROM answer WHERE decision = ?1 AND finding = ?2", &find, err);
    if (code == ERR_OK && bind(find, id, finding) != SQLITE_OK)
        code = database_fail(library, "read", err);
    if (code == ERR_OK)
        code = database_step(find, &row, err);
    sqlite3_finalize(find);
    if (code == ERR_OK)
        *ret = row;
    return code;
}

enum err_code answer_note(sqlite3 *library, int64_t id, const struct digest *finding,
                          struct err *err) {
    sqlite3_stmt *put = NULL;
    enum err_code code = database_prepare(
        library, "INSERT OR IGNORE INTO answer (decision, finding) VALUES (?1, ?2)", &put, err);
    if (code == ERR_OK)
        code = database_write(put, bind(put, id, finding), err);
    sqlite3_finalize(put);
    return code;
}

enum err_code answer_forget(sqlite3 *library, int64_t id, struct err *err) {
    return run(library, "DELETE FROM answer WHERE decision = ?1", id, err);
}
