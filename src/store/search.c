#include "store/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/database.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define WORDS_MAX 32 /* further words of a query are left out */
#define SHORT_LETTERS 3

struct query_word {
    const char *text; /* into query.folded, not terminated */
    size_t bytes;
    bool whole; /* must be a whole word of the text, not its beginning */
};

struct query {
    char *folded;
    struct query_word words[WORDS_MAX];
    size_t count;
    int year, number; /* the query is nothing but a decision's number; 0 where not given */
};

/* ---- words ---- */

/* In folded text. Punctuation, symbols and currency signs part words. */
static bool is_word_point(uint32_t point) {
    if (point < 0x80)
        return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
    return point >= 0xC0 && point != 0xD7 && point != 0xF7 &&
           !(point >= 0x2000 && point <= 0x2BFF) && !(point >= 0x3000 && point <= 0x303F) &&
           point != 0xFFFD && point != 0xFEFF;
}

/* The bytes of the next word at or behind *text, which moves behind it; 0 at the end of the text.
 */
static size_t next_word(const char **text, const char **ret_start) {
    const char *start = *text, *end = start;
    uint32_t point;
    while ((point = utf8_next(&end)) != 0 && !is_word_point(point))
        start = end;
    const char *behind = start;
    while (point != 0 && is_word_point(point)) {
        behind = end;
        point = utf8_next(&end);
    }
    *text = behind;
    *ret_start = start;
    return (size_t)(behind - start);
}

static bool all_digits(const char *text, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

/* "255" or "2015/255", with white space around it. */
static void read_number(const char *text, struct query *to) {
    int year = 0, number = 0, end = 0;
    if (sscanf(text, " %4d/%5d %n", &year, &number, &end) == 2 && end && !text[end] && year > 0 &&
        number > 0) {
        to->year = year;
        to->number = number;
        return;
    }
    end = 0;
    if (sscanf(text, " %5d %n", &number, &end) == 1 && end && !text[end] && number > 0)
        to->number = number;
}

static bool query_read(const char *text, struct query *ret) {
    struct query query = {.folded = turkish_fold(text)};
    if (!query.folded)
        return false;
    const char *next = query.folded, *start;
    size_t bytes;
    while (query.count < WORDS_MAX && (bytes = next_word(&next, &start)) > 0) {
        bool finished = *next != '\0';
        bool short_word = bytes <= SHORT_LETTERS || all_digits(start, bytes);
        query.words[query.count++] =
            (struct query_word){.text = start, .bytes = bytes, .whole = finished && short_word};
    }
    read_number(query.folded, &query);
    *ret = query;
    return true;
}

/* ---- matching ---- */

/* Marks in `found` the words of the query that stand in the text; returns how many it marked. */
static size_t find_words(const struct query *query, const char *folded, bool *found) {
    size_t marked = 0, bytes;
    const char *start;
    while ((bytes = next_word(&folded, &start)) > 0)
        for (size_t i = 0; i < query->count; i++) {
            const struct query_word *word = &query->words[i];
            if (found[i] || word->bytes > bytes || (word->whole && word->bytes != bytes) ||
                memcmp(word->text, start, word->bytes) != 0)
                continue;
            found[i] = true;
            marked++;
        }
    return marked;
}

static size_t find_in_value(const struct query *query, sqlite3_value *value, bool *found) {
    const char *text = (const char *)sqlite3_value_text(value);
    char *folded = text ? turkish_fold(text) : NULL;
    size_t marked = folded ? find_words(query, folded, found) : 0;
    free(folded);
    return marked;
}

/* search_match(number, subject, body): 1 when every word was found. */
static void match(sqlite3_context *context, int count, sqlite3_value **values) {
    const struct query *query = sqlite3_user_data(context);
    bool found[WORDS_MAX] = {false};
    size_t hits = 0;
    for (int i = 0; i < count && hits < query->count; i++)
        hits += find_in_value(query, values[i], found);
    sqlite3_result_int(context, hits == query->count);
}

/* ---- running ---- */

struct run {
    sqlite3 *db;
    const char *columns;
    const struct query *query;
    int left; /* rows still wanted */
    search_take *take;
    void *data;
};

static enum err_code take_rows(struct run *run, sqlite3_stmt *statement, struct err *err) {
    while (run->left > 0) {
        bool row = false, more = true;
        enum err_code code = database_step(statement, &row, err);
        if (code != ERR_OK || !row)
            return code;
        code = run->take(statement, run->data, &more, err);
        if (code != ERR_OK)
            return code;
        run->left = more ? run->left - 1 : 0;
    }
    return ERR_OK;
}

/* The same two parameters in both statements: number and year, 0 for none. */
static enum err_code run_sql(struct run *run, const char *condition, struct err *err) {
    struct buf sql = {0};
    buf_format(&sql, "SELECT %s FROM decision WHERE retracted = 0 AND %s", run->columns, condition);
    if (sql.failed)
        return err_set(err, ERR_STORAGE, "%s: out of memory", database_name(run->db));
    sqlite3_stmt *statement = NULL;
    enum err_code code = database_prepare(run->db, sql.data, &statement, err);
    buf_free(&sql);
    if (code != ERR_OK)
        return code;
    sqlite3_bind_int(statement, 1, run->query->number);
    sqlite3_bind_int(statement, 2, run->query->year);
    code = take_rows(run, statement, err);
    sqlite3_finalize(statement);
    return code;
}

static enum err_code run_query(struct run *run, struct err *err) {
    if (sqlite3_create_function_v2(run->db, "search_match", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                   (void *)run->query, match, NULL, NULL, NULL) != SQLITE_OK)
        return database_fail(run->db, "search", err);
    enum err_code code = ERR_OK;
    /* The unary plus keeps to the index over year and number: no scan for a number alone. */
    if (run->query->number)
        code = run_sql(run,
                       "number = ?1 AND year BETWEEN iif(?2, ?2, 1900) AND iif(?2, ?2, 2100)"
                       " ORDER BY +date DESC, +number DESC, +id DESC",
                       err);
    if (code == ERR_OK && run->left > 0)
        code = run_sql(run,
                       "NOT (number = ?1 AND (?2 = 0 OR year = ?2))"
                       " AND search_match(number, subject, body)"
                       " ORDER BY date DESC, number DESC, id DESC",
                       err);
    sqlite3_create_function_v2(run->db, "search_match", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL,
                               NULL); /* the query is about to go */
    return code;
}

enum err_code search_run(sqlite3 *db, const char *columns, const char *text, int limit,
                         search_take *take, void *data, struct err *err) {
    struct query query = {0};
    if (!query_read(text, &query))
        return err_set(err, ERR_STORAGE, "%s: out of memory", database_name(db));
    struct run run = {db, columns, &query, limit, take, data};
    enum err_code code = query.count && limit > 0 ? run_query(&run, err) : ERR_OK;
    free(query.folded);
    return code;
}
