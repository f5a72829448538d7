#include "store/check.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
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

/* Every page once, from the first to the last: what a larger cache keeps is not asked for again. */
static enum err_code open_to_check(const char *path, sqlite3 **ret, struct err *err) {
    sqlite3 *db = NULL;
    enum err_code code = database_open_set(path, &db, err);
    if (code == ERR_OK)
        code = database_exec(db, "PRAGMA cache_size = -512", "be prepared for reading", err);
    if (code == ERR_OK)
        *ret = db;
    else
        sqlite3_close(db);
    return code;
}

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

/* The integrity check is a third of the whole and needs nothing of the rest, so it runs beside it,
 * with a connection and an error of its own. Nothing is believed before both have ended well. */
struct beside {
    const char *path;
    enum err_code code;
    struct err err;
    bool started;
    pthread_t thread;
};

static void *check_beside(void *data) {
    struct beside *beside = data;
    sqlite3 *db = NULL;
    beside->code = open_to_check(beside->path, &db, &beside->err);
    if (beside->code == ERR_OK)
        beside->code = check_integrity(db, &beside->err);
    sqlite3_close(db);
    return NULL;
}

static void beside_start(struct beside *beside, const char *path) {
    *beside = (struct beside){.path = path};
    beside->started = pthread_create(&beside->thread, NULL, check_beside, beside) == 0;
}

static enum err_code beside_end(struct beside *beside, struct err *err) {
    if (!beside->started || pthread_join(beside->thread, NULL) != 0)
        check_beside(beside);
    if (beside->code != ERR_OK && err)
        *err = beside->err;
    return beside->code;
}

/* ---- the content ---- */

/* What the records themselves say, to be held against what the set says of itself. */
struct tally {
    struct set_digest digest;
    int64_t count; /* decisions without tombstones */
    int64_t tombstones;
    struct date newest;
    struct sitting *days; /* oldest first; `first` is not used */
    size_t day_count, day_room;
};

/* The index of the first day that is not before `date`. The decisions come nearly in the order of
 * their days. */
static size_t find_day(const struct tally *tally, struct date date) {
    size_t low = 0, high = tally->day_count;
    if (high && date_compare(tally->days[high - 1].date, date) < 0)
        return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (date_compare(tally->days[middle].date, date) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct sitting *day_of(struct tally *tally, struct date date) {
    size_t at = find_day(tally, date);
    if (at < tally->day_count && date_compare(tally->days[at].date, date) == 0)
        return &tally->days[at];
    if (tally->day_count == tally->day_room) {
        tally->day_room = tally->day_room ? tally->day_room * 2 : 64;
        tally->days = mem_grow(tally->days, tally->day_room, sizeof *tally->days);
    }
    memmove(&tally->days[at + 1], &tally->days[at],
            (tally->day_count++ - at) * sizeof *tally->days);
    tally->days[at] = (struct sitting){.date = date};
    return &tally->days[at];
}

static void tally_add(struct tally *tally, const struct decision *decision) {
    set_digest_add(&tally->digest, decision);
    tally->tombstones += decision->retracted;
    if (decision->retracted)
        return;
    tally->count++;
    struct sitting *day = day_of(tally, decision->date);
    day->count++;
    day->unanimous += decision->outcome == OUTCOME_UNANIMOUS;
    if (date_compare(decision->date, tally->newest) > 0)
        tally->newest = decision->date;
}

static enum err_code tally_records(sqlite3 *db, struct tally *tally, struct err *err) {
    struct record_reader reader = {0};
    sqlite3_stmt *rows = NULL;
    bool row = true;
    enum err_code code = record_reader_open_all(&reader, db, err);
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
    if (code == ERR_OK && !record_reader_finished(&reader))
        code = refuse(db, "it has citations without a decision", err);
    sqlite3_finalize(rows);
    record_reader_close(&reader);
    return code;
}

/* No day too many, none too few, none with other counts. */
static enum err_code check_sittings(sqlite3 *db, int total, const struct tally *tally,
                                    struct err *err) {
    struct sitting *sittings = NULL;
    size_t count = 0;
    enum err_code code = set_read_sittings(db, total, &sittings, &count, err);
    bool same = code == ERR_OK && count == tally->day_count;
    for (size_t i = 0; i < count && same; i++) {
        const struct sitting *told = &sittings[i], *real = &tally->days[count - 1 - i];
        same = date_compare(told->date, real->date) == 0 && told->count == real->count &&
               told->unanimous == real->unanimous;
    }
    free(sittings);
    if (code == ERR_OK && !same)
        code = refuse(db, "its sittings are not those of its decisions", err);
    return code;
}

static enum err_code check_tally(sqlite3 *db, const struct catalogue_info *info,
                                 const struct tally *tally, const struct digest *found,
                                 struct err *err) {
    struct digest told;
    int64_t rows = 0;
    enum err_code code = database_number(db, "SELECT count(*) FROM meta", &rows, err);
    if (code != ERR_OK)
        return code;
    if (rows != 1)
        return refuse(db, "it has more than one meta row", err);
    if (tally->count != info->count)
        return refuse(db, "it has not as many decisions as it says", err);
    if (!digest_parse(info->digest, &told) || !digest_equal(&told, found))
        return refuse(db, "its decisions do not give the digest that it says", err);
    return check_sittings(db, info->count, tally, err);
}

static enum err_code check_content(sqlite3 *db, struct check_result *ret, struct err *err) {
    struct catalogue_info info;
    struct tally tally = {0};
    struct digest digest;
    enum err_code code = set_read_info(db, &info, err);
    if (code != ERR_OK)
        return code;
    set_digest_begin(&tally.digest);
    code = tally_records(db, &tally, err);
    if (!set_digest_end(&tally.digest, &digest) && code == ERR_OK)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", database_name(db));
    if (code == ERR_OK)
        code = check_tally(db, &info, &tally, &digest, err);
    free(tally.days);
    if (code != ERR_OK)
        return code;
    *ret = (struct check_result){.serial = info.serial,
                                 .issued = info.issued,
                                 .set_digest = digest,
                                 .count = info.count,
                                 .tombstones = (int)tally.tombstones,
                                 .newest = tally.newest};
    memcpy(ret->municipality, info.municipality, sizeof ret->municipality);
    return ERR_OK;
}

static enum err_code check_inside(sqlite3 *db, struct check_result *ret, struct err *err) {
    enum err_code code = schema_check(db, SCHEMA_SET, err);
    return code == ERR_OK ? check_content(db, ret, err) : code;
}

static enum err_code check_once(const char *path, struct check_result *ret, struct err *err) {
    struct beside integrity;
    struct check_result result;
    sqlite3 *db = NULL;
    enum err_code code = check_header(path, err);
    if (code == ERR_OK)
        code = open_to_check(path, &db, err); /* before the thread: it starts SQLite */
    if (code != ERR_OK)
        return code;
    beside_start(&integrity, path);
    code = check_inside(db, &result, err);
    enum err_code sound = beside_end(&integrity, code == ERR_OK ? err : NULL);
    sqlite3_close(db);
    if (code == ERR_OK)
        code = sound;
    if (code == ERR_OK)
        *ret = result;
    return code;
}

/* ---- what is to be forgotten ---- */

static enum err_code compare_tombstones(sqlite3 *newer, sqlite3 *older, bool *ret,
                                        struct err *err) {
    /* Both halves are answered by an index alone, the second by that of the living. */
    static const char tombstones[] = "SELECT id, year, number FROM decision"
                                     " WHERE id NOT IN (SELECT id FROM decision"
                                     "  WHERE retracted = 0)";
    static const char living[] = "SELECT 1 FROM decision WHERE retracted = 0"
                                 " AND (id = ?1 OR (year = ?2 AND number = ?3))";
    sqlite3_stmt *gone = NULL, *there = NULL;
    enum err_code code = database_prepare(newer, tombstones, &gone, err);
    if (code == ERR_OK)
        code = database_prepare(older, living, &there, err);
    bool row = true, found = false;
    while (code == ERR_OK && row && !found) {
        code = database_step(gone, &row, err);
        if (code != ERR_OK || !row)
            break;
        for (int column = 0; column < 3; column++)
            sqlite3_bind_int64(there, column + 1, sqlite3_column_int64(gone, column));
        code = database_step(there, &found, err);
        sqlite3_reset(there);
    }
    sqlite3_finalize(gone);
    sqlite3_finalize(there);
    if (code == ERR_OK)
        *ret = found;
    return code;
}

enum err_code store_forgets(const char *newer, const char *older, bool *ret, struct err *err) {
    sqlite3 *new_set = NULL, *old_set = NULL;
    enum err_code code = database_open_set(newer, &new_set, err);
    if (code == ERR_OK)
        code = database_open_set(older, &old_set, err);
    if (code == ERR_OK)
        code = compare_tombstones(new_set, old_set, ret, err);
    sqlite3_close(new_set);
    sqlite3_close(old_set);
    return code;
}

/* Too little memory can look like damage: a text that SQLite or Jansson could not hold. So what
 * would be refused is looked at once more, and the second look counts. */
enum err_code store_check(const char *path, struct check_result *ret, struct err *err) {
    enum err_code code = check_once(path, ret, err);
    return code == ERR_REFUSED ? check_once(path, ret, err) : code;
}
