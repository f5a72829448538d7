/* Plain search over the table `decision`: every word of the query must begin a word of the number,
 * the subject or the body, both folded. The last word is unfinished unless a space follows it; a
 * finished number, or a finished word of three letters or fewer, must be a whole word. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/err.h"

/* Called for each row found, whose columns are those asked for. */
typedef enum err_code search_take(sqlite3_stmt *row, void *data, bool *ret_more, struct err *err);

/* At most `limit` rows: for the query "255" or "2015/255" first the decisions of that number, then
 * the others in the order of the list. A query without a letter or a digit finds nothing. */
enum err_code search_run(sqlite3 *db, const char *columns, const char *query, int limit,
                         search_take *take, void *data, struct err *err) CHECKED;

#endif
