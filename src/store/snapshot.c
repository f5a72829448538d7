#include "store/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "decision/canonical.h"
#include "store/database.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/set.h"

/* The fixed page size, the order of insertion and one transaction make the bytes depend on the
 * content alone. No journal: a file that was not finished is thrown away. */
static const char settings[] = "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8';"
                               "PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA mmap_size = 0; BEGIN;";

/* One pass over the library in ascending id. */
struct copy {
    struct record_reader reader;
    struct record_writer writer;
    sqlite3_stmt *rows;
    struct set_digest digest;
    struct snapshot_info *info;
};

void snapshot_strip(struct decision *decision) {
    if (decision->source)
        memmove(decision->source, path_name(decision->source),
                strlen(path_name(decision->source)) + 1);
}

static enum err_code copy_row(struct copy *copy, struct err *err) {
    struct decision decision = decision_empty();
    enum err_code code = record_read(&copy->reader, copy->rows, &decision, err);
    if (code == ERR_OK) {
        snapshot_strip(&decision);
        set_digest_add(&copy->digest, &decision);
        code = record_insert(&copy->writer, &decision, err);
    }
    if (code == ERR_OK && !decision.retracted) {
        copy->info->count++;
        if (date_compare(decision.date, copy->info->newest) > 0)
            copy->info->newest = decision.date;
    }
    decision_clear(&decision);
    return code;
}

static enum err_code copy_rows(struct copy *copy, struct err *err) {
    enum err_code code = ERR_OK;
    bool row = true;
    while (code == ERR_OK && row) {
        code = database_step(copy->rows, &row, err);
        if (code == ERR_OK && row)
            code = copy_row(copy, err);
    }
    return code;
}

static enum err_code copy_all(sqlite3 *library, sqlite3 *set, struct snapshot_info *info,
                              struct err *err) {
    struct copy copy = {.info = info};
    set_digest_begin(&copy.digest);
    enum err_code code = record_reader_open(&copy.reader, library, err);
    if (code == ERR_OK)
        code = record_writer_open(&copy.writer, set, err);
    if (code == ERR_OK)
        code = database_prepare(library, "SELECT " RECORD_COLUMNS " FROM decision ORDER BY id",
                                &copy.rows, err);
    if (code == ERR_OK)
        code = copy_rows(&copy, err);
    if (!set_digest_end(&copy.digest, &info->set_digest) && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", database_name(set));
    sqlite3_finalize(copy.rows);
    record_reader_close(&copy.reader);
    record_writer_close(&copy.writer);
    return code;
}

static enum err_code fill(sqlite3 *library, const char *path, struct snapshot_info *info,
                          struct err *err) {
    sqlite3 *set = NULL;
    enum err_code code =
        database_open_own(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &set, err);
    if (code == ERR_OK)
        code = database_exec(set, settings, "write", err);
    if (code == ERR_OK)
        code = schema_create(set, SCHEMA_SET, err);
    if (code == ERR_OK)
        code = copy_all(library, set, info, err);
    if (code == ERR_OK)
        code = set_write(set, info, err);
    if (code == ERR_OK)
        code = database_exec(set, "COMMIT", "write", err);
    if (sqlite3_close(set) != SQLITE_OK && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: cannot close; try again", path);
    return code;
}

enum err_code snapshot_write(sqlite3 *library, const char *path, struct snapshot_info *info,
                             struct err *err) {
    struct snapshot_info filled = *info;
    filled.count = 0;
    filled.newest = (struct date){0};
    if (unlink(path) != 0 && errno != ENOENT)
        return err_errno(err, "cannot replace", path);
    enum err_code code = fill(library, path, &filled, err);
    if (code == ERR_OK && chmod(path, 0644) != 0)
        code = err_errno(err, "cannot set the mode of", path);
    if (code == ERR_OK)
        code = file_sync(path, err);
    if (code == ERR_OK)
        *info = filled;
    else
        unlink(path);
    return code;
}
