#include "store/catalogue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/generation.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/set.h"

#define ROW_COLUMNS                                                                                \
    "id, year, number, date, outcome, votes_for, votes_against, department, districts, subject"

struct catalogue {
    sqlite3 *db;
    bool failed; /* a read has failed */
    struct catalogue_info info;
    struct sitting *sittings;
    size_t sitting_count;
    sqlite3_stmt *rows;     /* a window of one day */
    sqlite3_stmt *position; /* day of a decision, and how many of that day stand before it */
    sqlite3_stmt *decision; /* a whole record by id */
    struct record_reader reader;
};

/* ---- opening ---- */

static enum err_code prepare_all(struct catalogue *catalogue, struct err *err) {
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        {&catalogue->rows, "SELECT " ROW_COLUMNS " FROM decision"
                           " WHERE retracted = 0 AND date = ?1"
                           " ORDER BY number DESC, id DESC LIMIT ?2 OFFSET ?3"},
        {&catalogue->position, "SELECT me.date, (SELECT count(*) FROM decision AS other"
                               " WHERE other.retracted = 0 AND other.date = me.date"
                               " AND (other.number, other.id) > (me.number, me.id))"
                               " FROM decision AS me WHERE me.id = ?1 AND me.retracted = 0"},
        {&catalogue->decision,
         "SELECT " RECORD_COLUMNS " FROM decision WHERE id = ?1 AND retracted = 0"},
    };
    enum err_code code = record_reader_open(&catalogue->reader, catalogue->db, err);
    for (size_t i = 0; i < sizeof all / sizeof *all && code == ERR_OK; i++)
        code = database_prepare(catalogue->db, all[i].sql, all[i].statement, err);
    return code;
}

static enum err_code load(struct catalogue *catalogue, int64_t serial, struct err *err) {
    enum err_code code = schema_check(catalogue->db, SCHEMA_SET, err);
    if (code == ERR_OK)
        code = set_read_info(catalogue->db, &catalogue->info, err);
    if (code == ERR_OK && catalogue->info.serial != serial)
        code = err_set(err, ERR_REFUSED,
                       "generation %" PRId64 ": its database has the serial %" PRId64
                       "; run meclis-sync update",
                       serial, catalogue->info.serial);
    if (code == ERR_OK)
        code = set_read_sittings(catalogue->db, catalogue->info.count, &catalogue->sittings,
                                 &catalogue->sitting_count, err);
    return code == ERR_OK ? prepare_all(catalogue, err) : code;
}

/* `pointer` is "current" or "previous". */
static enum err_code open_pointed(const char *state, const char *pointer, struct catalogue **ret,
                                  struct err *err) {
    int64_t serial = 0;
    char path[FILE_PATH_MAX];
    enum err_code code = generation_pointer(state, pointer, &serial, err);
    if (code == ERR_OK)
        code = generation_database(path, state, serial, err);
    if (code != ERR_OK)
        return code;
    struct catalogue *catalogue = mem_zero(1, sizeof *catalogue);
    code = database_open_set(path, &catalogue->db, err);
    if (code == ERR_MISSING)
        err_set(err, code,
                "%s: the database of generation %" PRId64 " is missing; run meclis-sync update",
                state, serial);
    if (code == ERR_OK)
        code = load(catalogue, serial, err);
    if (code == ERR_OK)
        *ret = catalogue;
    else
        catalogue_close(catalogue);
    return code;
}

enum err_code catalogue_open_previous(const char *state, struct catalogue **ret, struct err *err) {
    enum err_code code = open_pointed(state, "previous", ret, err);
    if (code == ERR_OK)
        (*ret)->info.previous = true;
    return code;
}

enum err_code catalogue_open(const char *state, struct catalogue **ret, struct err *err) {
    enum err_code code = open_pointed(state, "current", ret, err);
    if (code != ERR_OK && catalogue_open_previous(state, ret, NULL) == ERR_OK)
        code = ERR_OK;
    return code;
}

bool catalogue_failed(const struct catalogue *catalogue) {
    return catalogue->failed;
}

/* Keeps in mind that a read failed; hands the code on. */
static enum err_code noted(struct catalogue *catalogue, enum err_code code) {
    if (code == ERR_REFUSED || code == ERR_STORAGE)
        catalogue->failed = true;
    return code;
}

void catalogue_close(struct catalogue *catalogue) {
    if (!catalogue)
        return;
    record_reader_close(&catalogue->reader);
    sqlite3_finalize(catalogue->rows);
    sqlite3_finalize(catalogue->position);
    sqlite3_finalize(catalogue->decision);
    sqlite3_close(catalogue->db);
    free(catalogue->sittings);
    free(catalogue);
}

const struct catalogue_info *catalogue_info(const struct catalogue *catalogue) {
    return &catalogue->info;
}

const struct sitting *catalogue_sittings(const struct catalogue *catalogue, size_t *ret_count) {
    *ret_count = catalogue->sitting_count;
    return catalogue->sittings;
}

/* ---- rows ---- */

static char *text_or_empty(char *text) {
    return text ? text : mem_string("");
}

static char *join(struct text_list *list) {
    struct buf out = {0};
    for (size_t i = 0; i < list->count; i++) {
        buf_text(&out, i ? ", " : "");
        buf_text(&out, list->items[i]);
    }
    text_list_clear(list);
    return text_or_empty(buf_take(&out));
}

static int votes(sqlite3_stmt *row, int column) {
    bool known = sqlite3_column_type(row, column) == SQLITE_INTEGER;
    return known ? sqlite3_column_int(row, column) : -1;
}

/* In the order of ROW_COLUMNS. */
static enum err_code read_row(sqlite3_stmt *row, struct decision_row *ret, struct err *err) {
    const char *fault = NULL;
    struct text_list districts = record_list(row, 8, &fault);
    struct decision_row out = {
        .id = sqlite3_column_int64(row, 0),
        .year = sqlite3_column_int(row, 1),
        .number = sqlite3_column_int(row, 2),
        .date = date_of_number(sqlite3_column_int(row, 3)),
        .outcome = (enum outcome)sqlite3_column_int(row, 4),
        .votes_for = votes(row, 5),
        .votes_against = votes(row, 6),
        .department = text_or_empty(record_text(row, 7, &fault)),
        .districts = join(&districts),
        .subject = text_or_empty(record_text(row, 9, &fault)),
    };
    if ((unsigned)out.outcome >= OUTCOME_COUNT || !date_valid(out.date))
        fault = "its outcome or date is none";
    if (!fault) {
        *ret = out;
        return ERR_OK;
    }
    catalogue_rows_clear(&out, 1);
    return err_set(err, ERR_REFUSED, "%s: row %" PRId64 ": %s; run meclis-sync check",
                   database_name(sqlite3_db_handle(row)), out.id, fault);
}

void catalogue_rows_clear(struct decision_row *rows, int count) {
    for (int i = 0; i < count; i++) {
        free(rows[i].subject);
        free(rows[i].department);
        free(rows[i].districts);
        rows[i] = (struct decision_row){0};
    }
}

size_t catalogue_sitting_of(const struct catalogue *catalogue, int row) {
    size_t low = 0, high = catalogue->sitting_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (catalogue->sittings[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Rows [skip, skip + count) of one day; *done grows with each row written. */
static enum err_code read_day(struct catalogue *catalogue, const struct sitting *sitting, int skip,
                              int count, struct decision_row *rows, int *done, struct err *err) {
    sqlite3_bind_int(catalogue->rows, 1, date_number(sitting->date));
    sqlite3_bind_int(catalogue->rows, 2, count);
    sqlite3_bind_int(catalogue->rows, 3, skip);
    enum err_code code = ERR_OK;
    for (int i = 0; i < count && code == ERR_OK; i++) {
        bool row = false;
        code = database_step(catalogue->rows, &row, err);
        if (code == ERR_OK && !row)
            code = err_set(err, ERR_REFUSED,
                           "%s: a sitting has fewer decisions than it says; run meclis-sync check",
                           database_name(catalogue->db));
        if (code == ERR_OK)
            code = read_row(catalogue->rows, &rows[*done], err);
        if (code == ERR_OK)
            ++*done;
    }
    sqlite3_reset(catalogue->rows);
    return code;
}

enum err_code catalogue_rows(struct catalogue *catalogue, int first, int count,
                             struct decision_row *ret_rows, int *ret_count, struct err *err) {
    int total = catalogue->info.count, done = 0;
    if (first < 0 || count < 0 || first >= total)
        count = 0;
    else if (count > total - first)
        count = total - first;
    enum err_code code = ERR_OK;
    while (done < count && code == ERR_OK) {
        const struct sitting *sitting =
            &catalogue->sittings[catalogue_sitting_of(catalogue, first + done)];
        int skip = first + done - sitting->first, rest = sitting->count - skip;
        int want = count - done < rest ? count - done : rest;
        code = read_day(catalogue, sitting, skip, want, ret_rows, &done, err);
    }
    if (code == ERR_OK)
        *ret_count = done;
    else
        catalogue_rows_clear(ret_rows, done);
    return noted(catalogue, code);
}

/* The first row of a day, -1 where the council did not sit on it. */
static int first_of_day(const struct catalogue *catalogue, int date) {
    size_t low = 0, high = catalogue->sitting_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int there = date_number(catalogue->sittings[middle].date);
        if (there == date)
            return catalogue->sittings[middle].first;
        if (there > date)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

int catalogue_index(struct catalogue *catalogue, int64_t id) {
    int index = -1;
    bool row = false;
    sqlite3_bind_int64(catalogue->position, 1, id);
    if (noted(catalogue, database_step(catalogue->position, &row, NULL)) == ERR_OK && row) {
        int first = first_of_day(catalogue, sqlite3_column_int(catalogue->position, 0));
        if (first >= 0)
            index = first + sqlite3_column_int(catalogue->position, 1);
    }
    sqlite3_reset(catalogue->position);
    return index;
}

enum err_code catalogue_decision(struct catalogue *catalogue, int64_t id, struct decision *ret,
                                 struct err *err) {
    bool row = false;
    sqlite3_bind_int64(catalogue->decision, 1, id);
    enum err_code code = database_step(catalogue->decision, &row, err);
    if (code == ERR_OK && !row)
        code = err_set(err, ERR_MISSING, "%s: there is no decision with the id %" PRId64,
                       database_name(catalogue->db), id);
    if (code == ERR_OK)
        code = record_read(&catalogue->reader, catalogue->decision, ret, err);
    sqlite3_reset(catalogue->decision);
    return noted(catalogue, code);
}

/* ---- search ---- */

struct found {
    struct decision_row *rows;
    int count;
};

static enum err_code take_found(sqlite3_stmt *row, void *data, bool *ret_more, struct err *err) {
    struct found *found = data;
    enum err_code code = read_row(row, &found->rows[found->count], err);
    if (code == ERR_OK)
        found->count++;
    *ret_more = true;
    return code;
}

enum err_code catalogue_search(struct catalogue *catalogue, const char *query, int limit,
                               struct decision_row *ret_rows, int *ret_count, struct err *err) {
    struct found found = {.rows = ret_rows};
    enum err_code code =
        search_run(catalogue->db, ROW_COLUMNS, query, limit, take_found, &found, err);
    if (code == ERR_OK)
        *ret_count = found.count;
    else
        catalogue_rows_clear(ret_rows, found.count);
    return noted(catalogue, code);
}
