/* struct decision <-> rows: the only place that knows the columns of `decision` and `citation`. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <sqlite3.h>

#include "base/err.h"
#include "decision/decision.h"

#define RECORD_COLUMNS                                                                             \
    "id, year, number, date, outcome, votes_for, votes_against, abstentions, retracted, "          \
    "revision, truncated, department, districts, file_number, sitting, subject_area, "             \
    "municipality, source, source_sha256, retraction_reason, changes, subject, neighbourhoods, "   \
    "amounts, areas, scales, annexes, body"

/* What is wrong with a record ("the year is out of range"), NULL for a sound one. Nothing else is
 * ever written, and nothing else is accepted from a file. */
const char *record_fault(const struct decision *decision);

/* A text column as an owned string, NULL for SQL NULL. *fault is set, and stays set, where the
 * column holds anything but UTF-8 text without control characters (other than \n and \t). */
char *record_text(sqlite3_stmt *row, int column, const char **fault);
/* A JSON array of texts likewise; no list for SQL NULL. */
struct text_list record_list(sqlite3_stmt *row, int column, const char **fault);

struct record_reader {
    sqlite3_stmt *citations;
    bool in_order; /* it goes through all of them once, */
    bool has_row;  /* and stands on one that was not taken yet */
};
enum err_code record_reader_open(struct record_reader *ret, sqlite3 *db, struct err *err) CHECKED;
/* For reading every record in ascending id: one statement for the citations of all of them. */
enum err_code record_reader_open_all(struct record_reader *ret, sqlite3 *db,
                                     struct err *err) CHECKED;
/* Does every citation belong to a record that was read? */
bool record_reader_finished(const struct record_reader *reader);
void record_reader_close(struct record_reader *reader); /* takes an empty one */

/* From the current row of a SELECT RECORD_COLUMNS; ERR_REFUSED for one that is not sound. */
enum err_code record_read(struct record_reader *reader, sqlite3_stmt *row, struct decision *ret,
                          struct err *err) CHECKED;

struct record_writer {
    sqlite3_stmt *insert, *update, *cite, *uncite;
};
enum err_code record_writer_open(struct record_writer *ret, sqlite3 *db, struct err *err) CHECKED;
void record_writer_close(struct record_writer *writer);

/* Several statements each: call them inside a transaction or a savepoint. ERR_REFUSED for a record
 * that is not sound. */
enum err_code record_insert(struct record_writer *writer, const struct decision *decision,
                            struct err *err) CHECKED;
enum err_code record_update(struct record_writer *writer, const struct decision *decision,
                            struct err *err) CHECKED; /* the row of the same id */
enum err_code record_put(struct record_writer *writer, const struct decision *decision,
                         struct err *err) CHECKED; /* the one or the other */

#endif
