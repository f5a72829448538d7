#include "store/delta.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/wire.h"
#include "store/database.h"
#include "store/record.h"
#include "store/set.h"
#include "store/snapshot.h"

static const char magic[] = "meclis-delta/1\n";
#define MAGIC_SIZE (sizeof magic - 1)
#define RECORD_MIN 20 /* bytes of the shortest record: one a field */

/* ---- writing ---- */

/* Every record with its length. */
static enum err_code write_records(sqlite3_stmt *rows, struct buf *out, size_t *ret_count,
                                   struct err *err) {
    struct record_reader reader = {0};
    struct buf record = {0};
    bool row = true;
    enum err_code code = record_reader_open(&reader, sqlite3_db_handle(rows), err);
    while (code == ERR_OK && out->len <= DELTA_CONTENT_MAX) {
        struct decision decision = decision_empty();
        code = database_step(rows, &row, err);
        if (code != ERR_OK || !row)
            break;
        code = record_read(&reader, rows, &decision, err);
        if (code != ERR_OK)
            break;
        snapshot_strip(&decision);
        buf_clear(&record);
        decision_wire(&decision, &record);
        wire_add_number(out, record.len);
        buf_add(out, record.data, record.len);
        out->failed |= record.failed;
        decision_clear(&decision);
        ++*ret_count;
    }
    buf_free(&record);
    record_reader_close(&reader);
    return code;
}

enum err_code delta_write(sqlite3_stmt *rows, int64_t from, int64_t to, struct buf *out,
                          struct err *err) {
    struct buf records = {0};
    size_t count = 0;
    enum err_code code = write_records(rows, &records, &count, err);
    if (code == ERR_OK) {
        buf_add(out, magic, MAGIC_SIZE);
        wire_add_number(out, (uint64_t)from);
        wire_add_number(out, (uint64_t)to);
        wire_add_number(out, count);
        buf_add(out, records.data, records.len);
        if (records.failed || out->failed)
            code = err_set(err, ERR_STORAGE, "a delta to serial %" PRId64 ": out of memory", to);
        else if (out->len > DELTA_CONTENT_MAX)
            code =
                err_set(err, ERR_REFUSED, "a delta to serial %" PRId64 " would be too large", to);
    }
    buf_free(&records);
    return code;
}

/* ---- applying ---- */

/* One application under way. */
struct applying {
    sqlite3 *db;
    const struct delta *delta;
    struct record_writer writer;
    sqlite3_stmt *old; /* of an id: date and whether it is retracted */
    int64_t last_id;   /* of the record before */
    int *days;         /* YYYYMMDD of the sittings that are touched, some of them twice */
    size_t day_count;  /* never more than twice the records */
    bool retracts;     /* a text goes */
};

static enum err_code odd(const struct delta *delta, const char *what, struct err *err) {
    return err_set(err, ERR_REFUSED, "%s: %s; the snapshot serves as well", delta->name, what);
}

static enum err_code read_head(const struct delta *delta, struct wire *wire, size_t *ret_count,
                               struct err *err) {
    const char *first = wire_bytes(wire, MAGIC_SIZE);
    if (!first || memcmp(first, magic, MAGIC_SIZE) != 0)
        return odd(delta, "not a delta", err);
    int64_t from = (int64_t)wire_number(wire, INT64_MAX);
    int64_t to = (int64_t)wire_number(wire, INT64_MAX);
    size_t count = (size_t)wire_number(wire, wire->left / RECORD_MIN);
    if (wire->fault || from != delta->from || to != delta->to)
        return odd(delta, "its head is damaged, or a delta of other serials", err);
    *ret_count = count;
    return ERR_OK;
}

static enum err_code read_record(const struct delta *delta, struct wire *wire, int64_t above,
                                 struct decision *ret, struct err *err) {
    size_t length = (size_t)wire_number(wire, wire->left);
    const char *bytes = wire_bytes(wire, length);
    if (!bytes || !decision_unwire(bytes, length, ret))
        return odd(delta, "a record is damaged", err);
    if (ret->id > above)
        return ERR_OK;
    decision_clear(ret);
    return odd(delta, "its records are not in their order", err);
}

static enum err_code look_at_old(struct applying *a, const struct decision *decision,
                                 struct err *err) {
    bool row = false;
    sqlite3_bind_int64(a->old, 1, decision->id);
    enum err_code code = database_step(a->old, &row, err);
    if (code != ERR_OK)
        return code;
    if (row) {
        a->days[a->day_count++] = sqlite3_column_int(a->old, 0);
        a->retracts |= decision->retracted && sqlite3_column_int(a->old, 1) == 0;
    }
    a->days[a->day_count++] = date_number(decision->date);
    sqlite3_reset(a->old);
    return ERR_OK;
}

static enum err_code put_record(struct applying *a, struct wire *wire, struct err *err) {
    struct decision decision = decision_empty();
    enum err_code code = read_record(a->delta, wire, a->last_id, &decision, err);
    if (code != ERR_OK)
        return code;
    a->last_id = decision.id;
    code = look_at_old(a, &decision, err);
    if (code == ERR_OK)
        code = record_put(&a->writer, &decision, err);
    decision_clear(&decision);
    return code;
}

static enum err_code put_records(struct applying *a, struct err *err) {
    struct wire wire = {a->delta->bytes, a->delta->count, false};
    size_t count = 0;
    enum err_code code = read_head(a->delta, &wire, &count, err);
    if (code != ERR_OK)
        return code;
    a->days = mem_zero(2 * count + 1, sizeof *a->days);
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = put_record(a, &wire, err);
    if (code == ERR_OK && wire.left)
        code = odd(a->delta, "something follows its last record", err);
    return code;
}

/* Overwritten with zeros is what a row leaves behind; what was moved from page to page before is
 * not, so VACUUM follows where a text must go. No journal survives: a file that was not finished is
 * thrown away. (DEFENSIVE does not allow journal_mode = OFF.) */
static const char settings[] = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; BEGIN;";

static enum err_code prepare(struct applying *a, const char *path, struct err *err) {
    enum err_code code = database_open_copy(path, &a->db, err);
    if (code == ERR_OK)
        code = database_exec(a->db, settings, "write", err);
    if (code == ERR_OK)
        code = record_writer_open(&a->writer, a->db, err);
    if (code == ERR_OK)
        code = database_prepare(a->db, "SELECT date, retracted FROM decision WHERE id = ?1",
                                &a->old, err);
    return code;
}

static enum err_code finish(struct applying *a, const struct snapshot_info *info, struct err *err) {
    enum err_code code = set_update(a->db, info, a->days, a->day_count, err);
    if (code == ERR_OK)
        code = database_exec(a->db, "COMMIT", "write", err);
    if (code == ERR_OK && a->retracts) {
        sqlite3_limit(a->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM attaches its work file */
        code = database_exec(a->db, "VACUUM", "write anew", err);
    }
    return code;
}

enum err_code delta_apply(const char *path, const struct delta *delta,
                          const struct snapshot_info *info, struct err *err) {
    struct applying a = {.delta = delta, .last_id = -1};
    enum err_code code = prepare(&a, path, err);
    if (code == ERR_OK)
        code = put_records(&a, err);
    record_writer_close(&a.writer);
    sqlite3_finalize(a.old);
    if (code == ERR_OK)
        code = finish(&a, info, err);
    free(a.days);
    if (sqlite3_close(a.db) != SQLITE_OK && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: cannot close; try again", path);
    return code;
}
