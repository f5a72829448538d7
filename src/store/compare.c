#include "store/compare.h"

#include "store/database.h"

/* The ids of one set in ascending order. Sorting them out of the index of the living is a seventh
 * of the work of reading them in their order, which goes through every page of the texts. */
struct ids {
    sqlite3 *db;
    sqlite3_stmt *rows;
    bool row; /* `id` is one */
    int64_t id;
};

static enum err_code next(struct ids *ids, struct err *err) {
    enum err_code code = database_step(ids->rows, &ids->row, err);
    if (code == ERR_OK && ids->row)
        ids->id = sqlite3_column_int64(ids->rows, 0);
    return code;
}

static enum err_code begin(struct ids *ids, const char *path, struct err *err) {
    enum err_code code = database_open_set(path, &ids->db, err);
    if (code == ERR_OK)
        code = database_prepare(ids->db,
                                "SELECT id FROM decision INDEXED BY decision_order"
                                " WHERE retracted = 0 ORDER BY id",
                                &ids->rows, err);
    return code == ERR_OK ? next(ids, err) : code;
}

static void end(struct ids *ids) {
    sqlite3_finalize(ids->rows);
    sqlite3_close(ids->db);
}

static enum err_code count(struct ids *old, struct ids *fresh, int64_t *ret, struct err *err) {
    enum err_code code = ERR_OK;
    int64_t found = 0;
    while (code == ERR_OK && fresh->row) {
        if (old->row && old->id < fresh->id) {
            code = next(old, err);
            continue;
        }
        found += !old->row || old->id != fresh->id;
        code = next(fresh, err);
    }
    if (code == ERR_OK)
        *ret = found;
    return code;
}

enum err_code store_count_new(const char *old_path, const char *new_path, int64_t *ret,
                              struct err *err) {
    struct ids old = {0}, fresh = {0};
    enum err_code code = begin(&old, old_path, err);
    if (code == ERR_OK)
        code = begin(&fresh, new_path, err);
    if (code == ERR_OK)
        code = count(&old, &fresh, ret, err);
    end(&old);
    end(&fresh);
    return code;
}
