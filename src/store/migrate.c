#include "store/migrate.h"

#include <stddef.h>
#include <stdint.h>

#include "store/database.h"
#include "store/schema.h"

#define OLD_VERSION 2
#define LIBRARY_ID 1296782156 /* application_id in db/library.sql */

enum err_code migrate_needed(sqlite3 *db, bool *ret, struct err *err) {
    int64_t kind = 0, version = 0;
    enum err_code code = database_number(db, "PRAGMA application_id", &kind, err);
    if (code == ERR_OK)
        code = database_number(db, "PRAGMA user_version", &version, err);
    if (code == ERR_OK)
        *ret = kind == LIBRARY_ID && version == OLD_VERSION;
    return code;
}

/* A schema is compared as text, and ALTER TABLE writes a text of its own: so every table is made
 * anew and filled from the old one. */
static const char set_aside[] = "DROP INDEX decision_order;"
                                "ALTER TABLE meta RENAME TO old_meta;"
                                "ALTER TABLE decision RENAME TO old_decision;"
                                "ALTER TABLE citation RENAME TO old_citation;"
                                "ALTER TABLE sitting RENAME TO old_sitting;"
                                "ALTER TABLE revision RENAME TO old_revision;"
                                "ALTER TABLE publication RENAME TO old_publication;"
                                "ALTER TABLE published RENAME TO old_published;"
                                "ALTER TABLE release RENAME TO old_release;";

#define OLD_COLUMNS                                                                                \
    "id, year, number, date, outcome, votes_for, votes_against, abstentions, retracted, "          \
    "revision, truncated, department, districts, file_number, sitting, subject_area, "             \
    "municipality, source, source_sha256, retraction_reason, changes, subject, neighbourhoods, "   \
    "amounts, areas, scales, body"

/* No delta leads from a release of the old version: its database has another schema. */
static const char fill[] =
    "INSERT INTO decision (" OLD_COLUMNS ") SELECT " OLD_COLUMNS " FROM old_decision;"
    "INSERT INTO citation SELECT * FROM old_citation;"
    "INSERT INTO revision SELECT * FROM old_revision;"
    "UPDATE publication SET serial = (SELECT serial FROM old_publication);"
    "INSERT INTO published SELECT * FROM old_published;"
    "DROP TABLE old_meta; DROP TABLE old_citation; DROP TABLE old_sitting;"
    "DROP TABLE old_revision; DROP TABLE old_publication; DROP TABLE old_published;"
    "DROP TABLE old_release; DROP TABLE old_decision;";

/* A change was made by hand where the record has the same source before and after it. */
static const char find_corrected[] =
    "INSERT OR IGNORE INTO corrected (decision, field)"
    " SELECT id, substr(value, instr(value, ':') + 1, CASE instr(value, '=') WHEN 0"
    "   THEN length(value) ELSE instr(value, '=') - instr(value, ':') - 1 END)"
    " FROM (SELECT decision.id AS id, source_sha256, value, CAST(value AS INTEGER) AS made"
    "       FROM decision, json_each(changes) WHERE changes IS NOT NULL) AS change"
    " WHERE (SELECT json_extract(record, '$.source_sha256') FROM revision"
    "        WHERE decision = change.id AND revision = made - 1) IS"
    "       coalesce((SELECT json_extract(record, '$.source_sha256') FROM revision"
    "                 WHERE decision = change.id AND revision = made), source_sha256)";

static enum err_code rebuild(sqlite3 *db, struct err *err) {
    bool needed = false; /* somebody else may have been quicker */
    enum err_code code = migrate_needed(db, &needed, err);
    if (code != ERR_OK || !needed)
        return code;
    code = database_exec(db, set_aside, "be brought to this version", err);
    if (code == ERR_OK)
        code = schema_create(db, SCHEMA_LIBRARY, err);
    if (code == ERR_OK)
        code = database_exec(db, fill, "be brought to this version", err);
    if (code == ERR_OK)
        code = database_exec(db, find_corrected, "be brought to this version", err);
    return code;
}

enum err_code migrate_library(sqlite3 *db, struct err *err) {
    bool needed = false;
    enum err_code code = migrate_needed(db, &needed, err);
    if (code != ERR_OK || !needed)
        return code;
    code = database_exec(db,
                         "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;"
                         "BEGIN IMMEDIATE",
                         "be brought to this version", err);
    if (code == ERR_OK)
        code = rebuild(db, err);
    if (code == ERR_OK)
        code = database_exec(db, "COMMIT", "be brought to this version", err);
    if (code != ERR_OK && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    if (code == ERR_OK)
        code = database_exec(db, "PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF",
                             "be opened", err);
    return code;
}
