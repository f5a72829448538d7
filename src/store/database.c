#include "store/database.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"

/* The largest value that a set may hold; a body may have 16 MiB (see sound.c). */
#define LENGTH_LIMIT (32 * 1024 * 1024)

const char *database_name(sqlite3 *db) {
    const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
    return path && *path ? path_name(path) : "database in memory";
}

/* What staff can do about an error of SQLite. */
static const char *advice(int primary) {
    switch (primary) {
    case SQLITE_FULL:
        return "free some space and try again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program is using it, try again when that has finished";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return "check that this user may write to the file and its folder";
    case SQLITE_NOMEM:
        return "close other programs and try again";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "it is damaged or no database of ours, take a good copy of it";
    case SQLITE_IOERR:
        return "check the disk and try again";
    default:
        return "take a good copy of it";
    }
}

/* A damaged set that came from outside is refused; damage in a database of our own is a failure of
 * the storage. */
static enum err_code code_of(sqlite3 *db, int primary) {
    switch (primary) {
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return ERR_REFUSED;
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
        return sqlite3_db_readonly(db, "main") == 1 ? ERR_REFUSED : ERR_STORAGE;
    default:
        return ERR_STORAGE;
    }
}

enum err_code database_fail(sqlite3 *db, const char *what, struct err *err) {
    int primary = db ? sqlite3_errcode(db) & 0xff : SQLITE_NOMEM;
    return err_set(err, code_of(db, primary), "%s: cannot %s (%s); %s", database_name(db), what,
                   db ? sqlite3_errmsg(db) : sqlite3_errstr(primary), advice(primary));
}

/* A file: URI, in which a path may hold any byte. */
static char *immutable_uri(const char *path) {
    struct buf uri = {0};
    buf_text(&uri, *path == '/' ? "file://" : "file:");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr("/._-~", *p);
        if (plain)
            buf_byte(&uri, (char)*p);
        else
            buf_format(&uri, "%%%02X", *p);
    }
    buf_text(&uri, "?mode=ro&immutable=1");
    return buf_take(&uri);
}

static void set_limits(sqlite3 *db) {
    static const struct {
        int which, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, LENGTH_LIMIT}, {SQLITE_LIMIT_SQL_LENGTH, 65536},
        {SQLITE_LIMIT_COLUMN, 64},           {SQLITE_LIMIT_EXPR_DEPTH, 64},
        {SQLITE_LIMIT_COMPOUND_SELECT, 8},   {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},     {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].which, limits[i].value);
}

/* Everything that must hold before the first byte of a foreign file is read. The bounded cache
 * stands in for a heap limit, which would be one for the whole process. */
static enum err_code harden(sqlite3 *db, struct err *err) {
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 0},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    set_limits(db);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (sqlite3_db_config(db, options[i].option, options[i].value, NULL) != SQLITE_OK)
            return err_set(err, ERR_STORAGE,
                           "%s: this SQLite lacks the options for reading files from outside; "
                           "install version 3.40 or newer",
                           database_name(db));
    return database_exec(db,
                         "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
                         "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;",
                         "be prepared for reading", err);
}

static enum err_code open_handle(const char *path, const char *name, int flags, sqlite3 **ret,
                                 struct err *err) {
    sqlite3 *db = NULL;
    /* Statistics of memory that nobody asks for would cost a lock at every allocation, for which
     * the threads of the full check would wait. Once SQLite has started it only says no. */
    (void)!sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open_v2(name, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) !=
        SQLITE_OK) {
        enum err_code code = err_set(err, ERR_STORAGE, "%s: cannot open (%s); %s", path,
                                     db ? sqlite3_errmsg(db) : "out of memory",
                                     advice(db ? sqlite3_errcode(db) & 0xff : SQLITE_NOMEM));
        sqlite3_close(db);
        return code;
    }
    *ret = db;
    return ERR_OK;
}

/* SQLite itself would wait at a FIFO. */
static enum err_code require_file(const char *path, struct err *err) {
    struct stat st;
    if (stat(path, &st) != 0)
        return err_errno(err, "cannot open", path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_REFUSED, "%s: not a regular file", path);
    return ERR_OK;
}

enum err_code database_open_set(const char *path, sqlite3 **ret, struct err *err) {
    enum err_code code = require_file(path, err);
    if (code != ERR_OK)
        return code;
    char *uri = immutable_uri(path);
    if (!uri)
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    sqlite3 *db = NULL;
    code = open_handle(path, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &db, err);
    free(uri);
    if (code == ERR_OK)
        code = harden(db, err);
    if (code == ERR_OK)
        *ret = db;
    else
        sqlite3_close(db);
    return code;
}

enum err_code database_open_copy(const char *path, sqlite3 **ret, struct err *err) {
    sqlite3 *db = NULL;
    enum err_code code = database_open_own(path, SQLITE_OPEN_READWRITE, &db, err);
    if (code == ERR_OK)
        code = harden(db, err);
    if (code == ERR_OK)
        *ret = db;
    else
        sqlite3_close(db);
    return code;
}

enum err_code database_open_own(const char *path, int flags, sqlite3 **ret, struct err *err) {
    sqlite3 *db = NULL;
    char name[FILE_PATH_MAX] = "";
    enum err_code code = *path ? require_file(path, err) : ERR_OK;
    if (code == ERR_MISSING && (flags & SQLITE_OPEN_CREATE))
        code = ERR_OK;
    /* to SQLite ":memory:" and "file:…" are no files, and what is written there is lost */
    if (code == ERR_OK && *path)
        code = path_join(name, *path == '/' ? "" : ".", path + (*path == '/'), err);
    if (code == ERR_OK)
        code = open_handle(path, name, flags, &db, err);
    if (code == ERR_OK)
        *ret = db;
    return code;
}

enum err_code database_exec(sqlite3 *db, const char *sql, const char *what, struct err *err) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return database_fail(db, what, err);
    return ERR_OK;
}

enum err_code database_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret, struct err *err) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        return database_fail(db, "read", err);
    *ret = statement;
    return ERR_OK;
}

enum err_code database_step(sqlite3_stmt *statement, bool *ret_row, struct err *err) {
    int status = sqlite3_step(statement);
    if (status == SQLITE_ROW) {
        *ret_row = true;
        return ERR_OK;
    }
    enum err_code code = ERR_OK;
    if (status == SQLITE_DONE)
        *ret_row = false;
    else
        code = database_fail(sqlite3_db_handle(statement), "read", err);
    sqlite3_reset(statement);
    return code;
}

enum err_code database_write(sqlite3_stmt *statement, int bound, struct err *err) {
    enum err_code code = ERR_OK;
    if (bound != SQLITE_OK || sqlite3_step(statement) != SQLITE_DONE)
        code = database_fail(sqlite3_db_handle(statement), "write", err);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return code;
}

enum err_code database_number(sqlite3 *db, const char *sql, int64_t *ret, struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(db, sql, &statement, err);
    if (code != ERR_OK)
        return code;
    bool row = false;
    code = database_step(statement, &row, err);
    if (code == ERR_OK && !row)
        code = err_set(err, ERR_REFUSED, "%s: a row is missing; take a good copy of it",
                       database_name(db));
    if (code == ERR_OK)
        *ret = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code;
}
