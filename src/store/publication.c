#include "store/publication.h"

#include "decision/wire.h"
#include "store/database.h"
#include "store/delta.h"
#include "store/record.h"
#include "store/snapshot.h"

/* One pass over the library. */
struct noting {
    struct record_reader reader;
    sqlite3_stmt *rows, *put;
    struct buf record; /* scratch */
    int64_t serial;
};

/* The row is written only where the record is another than the one noted. */
static enum err_code note_row(struct noting *noting, struct err *err) {
    struct decision decision = decision_empty();
    enum err_code code = record_read(&noting->reader, noting->rows, &decision, err);
    if (code != ERR_OK)
        return code;
    int64_t id = decision.id;
    snapshot_strip(&decision);
    buf_clear(&noting->record);
    decision_wire(&decision, &noting->record);
    decision_clear(&decision);
    if (noting->record.failed)
        return err_set(err, ERR_STORAGE, "out of memory");
    struct digest digest = digest_bytes(noting->record.data, noting->record.len);
    int bad = sqlite3_bind_int64(noting->put, 1, id);
    bad |= sqlite3_bind_int64(noting->put, 2, noting->serial);
    bad |= sqlite3_bind_blob(noting->put, 3, digest.bytes, sizeof digest.bytes, SQLITE_STATIC);
    return database_write(noting->put, bad, err);
}

static enum err_code note_rows(sqlite3 *library, int64_t serial, struct err *err) {
    struct noting noting = {.serial = serial};
    bool row = true;
    enum err_code code = record_reader_open(&noting.reader, library, err);
    if (code == ERR_OK)
        code = database_prepare(library, "SELECT " RECORD_COLUMNS " FROM decision ORDER BY id",
                                &noting.rows, err);
    if (code == ERR_OK)
        code = database_prepare(library,
                                "INSERT INTO published (decision, serial, digest)"
                                " VALUES (?1, ?2, ?3) ON CONFLICT (decision) DO UPDATE"
                                " SET serial = excluded.serial, digest = excluded.digest"
                                " WHERE digest <> excluded.digest",
                                &noting.put, err);
    while (code == ERR_OK && row) {
        code = database_step(noting.rows, &row, err);
        if (code == ERR_OK && row)
            code = note_row(&noting, err);
    }
    sqlite3_finalize(noting.rows);
    sqlite3_finalize(noting.put);
    record_reader_close(&noting.reader);
    buf_free(&noting.record);
    return code;
}

enum err_code publication_note(sqlite3 *library, int64_t serial, const struct digest *set_digest,
                               struct err *err) {
    sqlite3_stmt *add = NULL;
    char hex[DIGEST_HEX];
    enum err_code code = note_rows(library, serial, err);
    if (code == ERR_OK)
        code = database_prepare(
            library, "INSERT OR REPLACE INTO release (serial, set_digest) VALUES (?1, ?2)", &add,
            err);
    if (code != ERR_OK)
        return code;
    digest_hex(set_digest, hex);
    int bad = sqlite3_bind_int64(add, 1, serial);
    bad |= sqlite3_bind_text(add, 2, hex, -1, SQLITE_STATIC);
    code = database_write(add, bad, err);
    sqlite3_finalize(add);
    return code;
}

enum err_code publication_bases(sqlite3 *library, int64_t serial, size_t max,
                                struct library_base *ret, size_t *ret_count, struct err *err) {
    sqlite3_stmt *rows = NULL;
    enum err_code code = database_prepare(library,
                                          "SELECT serial, set_digest FROM release"
                                          " WHERE serial < ?1 ORDER BY serial DESC LIMIT ?2",
                                          &rows, err);
    if (code != ERR_OK)
        return code;
    sqlite3_bind_int64(rows, 1, serial);
    sqlite3_bind_int64(rows, 2, (sqlite3_int64)max);
    size_t count = 0;
    bool row = true;
    while (code == ERR_OK && row) {
        code = database_step(rows, &row, err);
        if (code != ERR_OK || !row)
            break;
        const char *hex = (const char *)sqlite3_column_text(rows, 1);
        ret[count].serial = sqlite3_column_int64(rows, 0);
        if (hex && digest_parse(hex, &ret[count].set_digest))
            count++;
    }
    sqlite3_finalize(rows);
    if (code == ERR_OK)
        *ret_count = count;
    return code;
}

enum err_code publication_delta(sqlite3 *library, int64_t from, int64_t to, struct buf *out,
                                struct err *err) {
    sqlite3_stmt *rows = NULL;
    enum err_code code = database_prepare(library,
                                          "SELECT " RECORD_COLUMNS " FROM decision WHERE id IN"
                                          " (SELECT decision FROM published WHERE serial > ?1)"
                                          " ORDER BY id",
                                          &rows, err);
    if (code != ERR_OK)
        return code;
    sqlite3_bind_int64(rows, 1, from);
    code = delta_write(rows, from, to, out, err);
    sqlite3_finalize(rows);
    return code;
}

enum err_code publication_clean_since(sqlite3 *library, int64_t *ret, struct err *err) {
    return database_number(library,
                           "SELECT coalesce(max(published.serial), 0) FROM decision"
                           " JOIN published ON published.decision = decision.id"
                           " WHERE retracted = 1",
                           ret, err);
}
