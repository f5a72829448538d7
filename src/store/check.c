#include "store/check.h"

#include <fcntl.h>
#include <inttypes.h>
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

#define PAGE_SIZE 4096
#define HEADER_SIZE 100

static enum err_code refuse(sqlite3 *db, const char *what, struct err *err) {
    return err_set(err, ERR_REFUSED, "%s: %s; take a good copy of the release", database_name(db),
                   what);
}

/* ---- the file, before SQLite sees it ---- */

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The header as library_snapshot leaves it: no write-ahead log, nothing before or behind the pages,
 * the reserved bytes zero. */
static const char *header_fault(const unsigned char *header, off_t size) {
    static const unsigned char zero[20];
    if (memcmp(header, "SQLite format 3", 16) != 0)
        return "not a database";
    if (header[16] != PAGE_SIZE >> 8 || header[17] != 0 || header[20] != 0)
        return "not in the page size of a released set";
    if (header[18] != 1 || header[19] != 1)
        return "in a journal mode that no released set has";
    if ((off_t)big_endian(header + 28) * PAGE_SIZE != size)
        return "shorter or longer than it says";
    if (memcmp(header + 72, zero, sizeof zero) != 0)
        return "with a header that no released set has";
    return NULL;
}

static enum err_code check_header(const char *path, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    unsigned char header[HEADER_SIZE];
    struct stat st = {0};
    ssize_t got = 0;
    enum err_code code = ERR_OK;
    const char *fault = NULL;
    if (fstat(fd, &st) != 0 || (S_ISREG(st.st_mode) && (got = read(fd, header, sizeof header)) < 0))
        code = err_errno(err, "cannot read", path);
    else if (!S_ISREG(st.st_mode))
        fault = "not a regular file";
    else if (got != (ssize_t)sizeof header)
        fault = "too short for a database";
    else
        fault = header_fault(header, st.st_size);
    close(fd);
    if (fault)
        code = err_set(err, ERR_REFUSED, "%s: %s; take a good copy of the release", path_name(path),
                       fault);
    return code;
}

/* ---- the pages ---- */

static enum err_code check_integrity(sqlite3 *db, struct err *err) {
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(db, "PRAGMA integrity_check(1)", &statement, err);
    if (code != ERR_OK)
        return code;
    bool row = false;
    code = database_step(statement, &row, err);
    if (code == ERR_OK) {
        const char *said = row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
        if (!said || strcmp(said, "ok") != 0)
            code =
                err_set(err, ERR_REFUSED, "%s: damaged (%.200s); take a good copy of the release",
                        database_name(db), said ? said : "no answer");
    }
    sqlite3_finalize(statement);
    return code;
}

/* ---- the content ---- */

/* What the records themselves say, to be held against what the set says of itself. */
struct tally {
    struct set_digest digest;
    int64_t citations;
    int64_t count; /* decisions without tombstones */
    struct date newest;
};

static void tally_add(struct tally *tally, const struct decision *decision) {
    set_digest_add(&tally->digest, decision);
    tally->citations += (int64_t)decision->citation_count;
    if (decision->retracted)
        return;
    tally->count++;
    if (date_compare(decision->date, tally->newest) > 0)
        tally->newest = decision->date;
}

static enum err_code tally_records(sqlite3 *db, struct tally *tally, struct err *err) {
    struct record_reader reader = {0};
    sqlite3_stmt *rows = NULL;
    bool row = true;
    enum err_code code = record_reader_open(&reader, db, err);
    if (code == ERR_OK)
        code =
            database_prepare(db, "SELECT " RECORD_COLUMNS " FROM decision ORDER BY id", &rows, err);
    while (code == ERR_OK && row) {
        struct decision decision = decision_empty();
        code = database_step(rows, &row, err);
        if (code == ERR_OK && row)
            code = record_read(&reader, rows, &decision, err);
        if (code == ERR_OK && row)
            tally_add(tally, &decision);
        decision_clear(&decision);
    }
    sqlite3_finalize(rows);
    record_reader_close(&reader);
    return code;
}

/* Both directions: no day too many, none too few, none with other counts. */
static enum err_code check_sittings(sqlite3 *db, int total, struct err *err) {
    static const char differences[] =
        "WITH real (date, count, unanimous) AS (SELECT date, count(*), sum(outcome = 1)"
        "  FROM decision WHERE retracted = 0 GROUP BY date)"
        " SELECT (SELECT count(*) FROM (SELECT * FROM real EXCEPT SELECT * FROM sitting))"
        "  + (SELECT count(*) FROM (SELECT * FROM sitting EXCEPT SELECT * FROM real))";
    struct sitting *sittings = NULL;
    size_t count;
    int64_t different = 0;
    enum err_code code = set_read_sittings(db, total, &sittings, &count, err);
    free(sittings);
    if (code == ERR_OK)
        code = database_number(db, differences, &different, err);
    if (code == ERR_OK && different)
        code = refuse(db, "its sittings are not those of its decisions", err);
    return code;
}

static enum err_code check_tally(sqlite3 *db, const struct catalogue_info *info,
                                 const struct tally *tally, const struct digest *found,
                                 struct err *err) {
    struct digest told;
    int64_t citations = 0, rows = 0;
    enum err_code code = database_number(db, "SELECT count(*) FROM citation", &citations, err);
    if (code == ERR_OK)
        code = database_number(db, "SELECT count(*) FROM meta", &rows, err);
    if (code != ERR_OK)
        return code;
    if (rows != 1)
        return refuse(db, "it has more than one meta row", err);
    if (tally->count != info->count)
        return refuse(db, "it has not as many decisions as it says", err);
    if (tally->citations != citations)
        return refuse(db, "it has citations without a decision", err);
    if (!digest_parse(info->digest, &told) || !digest_equal(&told, found))
        return refuse(db, "its decisions do not give the digest that it says", err);
    return ERR_OK;
}

static enum err_code check_content(sqlite3 *db, struct check_result *ret, struct err *err) {
    struct catalogue_info info;
    struct tally tally = {0};
    struct digest digest;
    enum err_code code = set_read_info(db, &info, err);
    if (code == ERR_OK)
        code = check_sittings(db, info.count, err);
    if (code != ERR_OK)
        return code;
    set_digest_begin(&tally.digest);
    code = tally_records(db, &tally, err);
    if (!set_digest_end(&tally.digest, &digest) && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", database_name(db));
    if (code == ERR_OK)
        code = check_tally(db, &info, &tally, &digest, err);
    if (code != ERR_OK)
        return code;
    *ret = (struct check_result){.serial = info.serial,
                                 .issued = info.issued,
                                 .set_digest = digest,
                                 .count = info.count,
                                 .newest = tally.newest};
    memcpy(ret->municipality, info.municipality, sizeof ret->municipality);
    return ERR_OK;
}

static enum err_code check_once(const char *path, struct check_result *ret, struct err *err) {
    sqlite3 *db = NULL;
    enum err_code code = check_header(path, err);
    if (code == ERR_OK)
        code = database_open_set(path, &db, err);
    if (code == ERR_OK)
        code = schema_check(db, SCHEMA_SET, err);
    if (code == ERR_OK)
        code = check_integrity(db, err);
    if (code == ERR_OK)
        code = check_content(db, ret, err);
    sqlite3_close(db);
    return code;
}

/* Too little memory can look like damage: a text that SQLite or Jansson could not hold. So what
 * would be refused is looked at once more, and the second look counts. */
enum err_code store_check(const char *path, struct check_result *ret, struct err *err) {
    enum err_code code = check_once(path, ret, err);
    return code == ERR_REFUSED ? check_once(path, ret, err) : code;
}
