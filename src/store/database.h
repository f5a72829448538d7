/* What every file of this room needs from SQLite: opening, statements, and its errors in our words.
 * An error names the file, what was tried, SQLite's reason, and what to do. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Opens a finished set that may come from outside: read-only, immutable, defensive; no triggers,
 * views or extensions; bounded lengths and cache. Nothing of it was read when this returns.
 * ERR_MISSING: no such file; ERR_REFUSED: not a file that can be a database. */
enum err_code database_open_set(const char *path, sqlite3 **ret, struct err *err) CHECKED;

/* The same for writing into a copy of such a set. */
enum err_code database_open_copy(const char *path, sqlite3 **ret, struct err *err) CHECKED;

/* Opens or makes a database of our own; flags as of sqlite3_open_v2. */
enum err_code database_open_own(const char *path, int flags, sqlite3 **ret,
                                struct err *err) CHECKED;

/* SQLite's last error on this database: "library.db: cannot write (disk I/O error); …". What is
 * wrong with the content is ERR_REFUSED, everything else ERR_STORAGE. */
enum err_code database_fail(sqlite3 *db, const char *what, struct err *err);

/* The file's name for messages. */
const char *database_name(sqlite3 *db);

/* One or several statements without a result. */
enum err_code database_exec(sqlite3 *db, const char *sql, const char *what,
                            struct err *err) CHECKED;
enum err_code database_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret,
                               struct err *err) CHECKED;

/* One step of a reading statement. *ret_row: is there a row? After the last row and after a
 * failure the statement is reset. */
enum err_code database_step(sqlite3_stmt *statement, bool *ret_row, struct err *err) CHECKED;

/* Runs a writing statement to its end and resets it. `bound` is the bitwise or of what the
 * sqlite3_bind_ calls before it returned: one check for all of them. */
enum err_code database_write(sqlite3_stmt *statement, int bound, struct err *err) CHECKED;

/* The single integer that a statement without parameters gives. */
enum err_code database_number(sqlite3 *db, const char *sql, int64_t *ret, struct err *err) CHECKED;

#endif
