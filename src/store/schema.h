/* The compiled-in schemas (db/schema.sql, db/library.sql). */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <sqlite3.h>

#include "base/err.h"

#define SCHEMA_VERSION 3 /* of the released set; user_version in db/schema.sql */

enum schema_kind { SCHEMA_SET, SCHEMA_LIBRARY };

/* Makes the tables in an empty database. */
enum err_code schema_create(sqlite3 *db, enum schema_kind kind, struct err *err) CHECKED;

/* ERR_REFUSED unless the database declares exactly the compiled-in schema: nothing missing, other
 * or more. */
enum err_code schema_check(sqlite3 *db, enum schema_kind kind, struct err *err) CHECKED;

#endif
