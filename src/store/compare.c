#include "store/compare.h"

#include <stddef.h>

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

/* ---- what was retracted stays so ---- */

static enum err_code find_lost(sqlite3 *newer, sqlite3 *older, struct compare_lost *ret,
                               struct err *err) {
    /* Answered by indices alone: where nothing was retracted no row is read. */
    static const char tombstones[] = "SELECT year, number FROM decision WHERE id NOT IN"
                                     " (SELECT id FROM decision WHERE retracted = 0)";
    static const char now[] = "SELECT retracted FROM decision WHERE year = ?1 AND number = ?2";
    struct compare_lost lost = {0};
    sqlite3_stmt *rows = NULL, *find = NULL;
    enum err_code code = database_prepare(older, tombstones, &rows, err);
    if (code == ERR_OK)
        code = database_prepare(newer, now, &find, err);
    for (bool row = true, known = false; code == ERR_OK && !lost.year;) {
        code = database_step(rows, &row, err);
        if (code != ERR_OK || !row)
            break;
        int year = sqlite3_column_int(rows, 0), number = sqlite3_column_int(rows, 1);
        sqlite3_bind_int(find, 1, year);
        sqlite3_bind_int(find, 2, number);
        code = database_step(find, &known, err);
        if (code == ERR_OK && !(known && sqlite3_column_int(find, 0)))
            lost = (struct compare_lost){year, number, known};
        sqlite3_reset(find);
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(find);
    if (code == ERR_OK)
        *ret = lost;
    return code;
}

enum err_code store_find_lost(const char *newer, const char *older, struct compare_lost *ret,
                              struct err *err) {
    sqlite3 *new_set = NULL, *old_set = NULL;
    enum err_code code = database_open_set(newer, &new_set, err);
    if (code == ERR_OK)
        code = database_open_set(older, &old_set, err);
    if (code == ERR_OK)
        code = find_lost(new_set, old_set, ret, err);
    sqlite3_close(new_set);
    sqlite3_close(old_set);
    return code;
}
