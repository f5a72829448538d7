#include "store/revision.h"

#include <stdlib.h>

#include "base/json.h"
#include "decision/field.h"
#include "decision/json.h"
#include "store/database.h"

enum err_code revision_file(sqlite3 *library, const struct decision *decision, struct err *err) {
    sqlite3_stmt *put = NULL;
    json_t *object = decision_json(decision);
    json_object_set_new(object, "retraction_reason",
                        json_text_or_null(decision->retraction_reason));
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!text)
        return err_set(err, ERR_STORAGE, "%s: out of memory", database_name(library));
    enum err_code code = database_prepare(
        library, "INSERT INTO revision (decision, revision, record) VALUES (?1, ?2, ?3)", &put,
        err);
    if (code == ERR_OK) {
        int bad = sqlite3_bind_int64(put, 1, decision->id);
        bad |= sqlite3_bind_int(put, 2, decision->revision);
        bad |= sqlite3_bind_text(put, 3, text, -1, SQLITE_STATIC);
        code = database_write(put, bad, err);
    }
    sqlite3_finalize(put);
    free(text);
    return code;
}

enum err_code revision_read(sqlite3 *library, int64_t id, int revision, struct decision *ret,
                            struct err *err) {
    sqlite3_stmt *find = NULL;
    json_t *object = NULL;
    bool row = false;
    enum err_code code = database_prepare(
        library, "SELECT record FROM revision WHERE decision = ?1 AND revision = ?2", &find, err);
    if (code == ERR_OK) {
        sqlite3_bind_int64(find, 1, id);
        sqlite3_bind_int(find, 2, revision);
        code = database_step(find, &row, err);
    }
    if (code == ERR_OK && row)
        object = json_loads((const char *)sqlite3_column_text(find, 0), 0, NULL);
    sqlite3_finalize(find);
    if (code == ERR_OK && !json_is_object(object))
        code = err_set(err, ERR_REFUSED, "%s: an earlier state is missing; take a good copy of it",
                       database_name(library));
    if (code == ERR_OK) {
        *ret = decision_empty();
        decision_take_fields(ret, object);
    }
    json_decref(object);
    return code;
}
