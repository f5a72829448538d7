#include "store/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/database.h"
#include "store/record.h"
#include "store/schema.h"

#define COUNT_MAX 10000000

static enum err_code refuse(sqlite3 *db, const char *what, struct err *err) {
    return err_set(err, ERR_REFUSED, "%s: %s; take a good copy of it", database_name(db), what);
}

/* Copies a text column that fits, else says why not. */
static void take_short(sqlite3_stmt *row, int column, char *to, size_t size, const char **fault) {
    char *text = record_text(row, column, fault);
    if (!text || strlen(text) >= size)
        *fault = "what it says of itself is missing or too long";
    else
        memcpy(to, text, strlen(text) + 1);
    free(text);
}

static const char *take_info(sqlite3_stmt *row, struct catalogue_info *to) {
    const char *fault = NULL;
    int64_t count = sqlite3_column_int64(row, 5);
    to->serial = sqlite3_column_int64(row, 1);
    to->issued = sqlite3_column_int64(row, 3);
    take_short(row, 2, to->municipality, sizeof to->municipality, &fault);
    take_short(row, 4, to->digest, sizeof to->digest, &fault);
    if (sqlite3_column_int64(row, 0) != SCHEMA_VERSION)
        fault = "it is of another version of the schema";
    if (to->serial < 1 || to->issued < 0 || count < 0 || count > COUNT_MAX)
        fault = "its serial, time or count is out of range";
    to->count = (int)count;
    return fault;
}

enum err_code set_read_info(sqlite3 *db, struct catalogue_info *ret, struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(
        db, "SELECT schema, serial, municipality, issued, set_digest, count FROM meta", &statement,
        err);
    if (code != ERR_OK)
        return code;
    bool row = false;
    struct catalogue_info info = {0};
    code = database_step(statement, &row, err);
    if (code == ERR_OK) {
        const char *fault = row ? take_info(statement, &info) : "its meta row is missing";
        if (fault)
            code = refuse(db, fault, err);
        else
            *ret = info;
    }
    sqlite3_finalize(statement);
    return code;
}

/* Zero counts and days that are none never become a sitting. */
static const char *take_sitting(sqlite3_stmt *row, int total, int first, struct sitting *to) {
    int64_t date = sqlite3_column_int64(row, 0), count = sqlite3_column_int64(row, 1),
            unanimous = sqlite3_column_int64(row, 2);
    if (date < 19000101 || date > 21001231 || !date_valid(date_of_number((int)date)))
        return "a sitting is on no day of the calendar";
    if (count < 1 || count > total - first || unanimous < 0 || unanimous > count)
        return "its sittings do not add up to its count";
    *to = (struct sitting){.date = date_of_number((int)date),
                           .count = (int)count,
                           .unanimous = (int)unanimous,
                           .first = first};
    return NULL;
}

struct sitting_list {
    struct sitting *items;
    size_t count, room;
    int total; /* decisions so far */
};

static const char *add_sitting(struct sitting_list *list, sqlite3_stmt *row, int total) {
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        list->items = mem_grow(list->items, list->room, sizeof *list->items);
    }
    const char *fault = take_sitting(row, total, list->total, &list->items[list->count]);
    if (!fault)
        list->total += list->items[list->count++].count;
    return fault;
}

enum err_code set_read_sittings(sqlite3 *db, int total, struct sitting **ret, size_t *ret_count,
                                struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(
        db, "SELECT date, count, unanimous FROM sitting ORDER BY date DESC", &statement, err);
    if (code != ERR_OK)
        return code;
    struct sitting_list list = {0};
    const char *fault = NULL;
    bool row = true;
    while (code == ERR_OK && row && !fault) {
        code = database_step(statement, &row, err);
        if (code == ERR_OK && row)
            fault = add_sitting(&list, statement, total);
    }
    if (code == ERR_OK && !fault && list.total != total)
        fault = "its sittings do not add up to its count";
    if (fault)
        code = refuse(db, fault, err);
    sqlite3_finalize(statement);
    if (code == ERR_OK) {
        *ret = list.items;
        *ret_count = list.count;
    } else {
        free(list.items);
    }
    return code;
}

static enum err_code write_info(sqlite3 *db, const struct snapshot_info *info, struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code =
        database_prepare(db,
                         "INSERT OR REPLACE INTO meta (id, schema, serial, municipality, issued,"
                         " set_digest, count) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
                         &statement, err);
    if (code != ERR_OK)
        return code;
    char hex[DIGEST_HEX];
    digest_hex(&info->set_digest, hex);
    int bad = sqlite3_bind_int(statement, 1, SCHEMA_VERSION);
    bad |= sqlite3_bind_int64(statement, 2, info->serial);
    bad |= sqlite3_bind_text(statement, 3, info->municipality, -1, SQLITE_STATIC);
    bad |= sqlite3_bind_int64(statement, 4, info->issued);
    bad |= sqlite3_bind_text(statement, 5, hex, -1, SQLITE_STATIC);
    bad |= sqlite3_bind_int(statement, 6, info->count);
    code = database_write(statement, bad, err);
    sqlite3_finalize(statement);
    return code;
}

#define SITTINGS                                                                                   \
    "INSERT OR REPLACE INTO sitting (date, count, unanimous)"                                      \
    " SELECT date, count(*), sum(outcome = 1) FROM decision WHERE retracted = 0"

enum err_code set_write(sqlite3 *db, const struct snapshot_info *info, struct err *err) {
    enum err_code code = database_exec(db, SITTINGS " GROUP BY date ORDER BY date", "write", err);
    return code == ERR_OK ? write_info(db, info, err) : code;
}

enum err_code set_update(sqlite3 *db, const struct snapshot_info *info, const int *days,
                         size_t day_count, struct err *err) {
    sqlite3_stmt *clear = NULL, *fill = NULL;
    enum err_code code = database_prepare(db, "DELETE FROM sitting WHERE date = ?1", &clear, err);
    if (code == ERR_OK)
        code = database_prepare(db, SITTINGS " AND date = ?1 GROUP BY date", &fill, err);
    for (size_t i = 0; i < day_count && code == ERR_OK; i++) {
        if (i && days[i] == days[i - 1]) /* they come in clusters */
            continue;
        code = database_write(clear, sqlite3_bind_int(clear, 1, days[i]), err);
        if (code == ERR_OK)
            code = database_write(fill, sqlite3_bind_int(fill, 1, days[i]), err);
    }
    sqlite3_finalize(clear);
    sqlite3_finalize(fill);
    return code == ERR_OK ? write_info(db, info, err) : code;
}
