/* Libraries of the version before this one. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/err.h"

/* Is it a library of version 2, which had no annexes and did not know who had changed a field? */
enum err_code migrate_needed(sqlite3 *db, bool *ret, struct err *err) CHECKED;

/* Brings such a library to the compiled-in schema, in place and in one transaction; leaves every
 * other database alone. Call it outside of transactions; foreign keys are on afterwards. */
enum err_code migrate_library(sqlite3 *db, struct err *err) CHECKED;

#endif
