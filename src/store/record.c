#include "store/record.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "store/database.h"
#include "store/sound.h"

/* ---- reading ---- */

/* The bytes of a text column as they are, with no NUL in them. */
static char *column_text(sqlite3_stmt *row, int column, const char **fault) {
    int type = sqlite3_column_type(row, column);
    if (type == SQLITE_NULL)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(row, column);
    size_t bytes = (size_t)sqlite3_column_bytes(row, column);
    if (type != SQLITE_TEXT || !text || memchr(text, '\0', bytes)) {
        *fault = "a text is not plain text";
        return NULL;
    }
    return mem_slice(text, bytes);
}

char *record_text(sqlite3_stmt *row, int column, const char **fault) {
    char *text = column_text(row, column, fault);
    if (text && !sound_text(text, strlen(text), "\n\t")) {
        *fault = "a text is not plain text";
        free(text);
        text = NULL;
    }
    return text;
}

/* The items of the form in which bind_list writes nearly every list: ["a","b"] without an escape in
 * it. 0 for any other, which the JSON library shall judge. */
static size_t simple_count(const char *text) {
    const char *at = text;
    size_t count = 0;
    if (*at++ != '[')
        return 0;
    do {
        if (*at++ != '"')
            return 0;
        at += strcspn(at, "\"\\");
        if (*at++ != '"')
            return 0;
        count++;
    } while (*at++ == ',');
    return at[-1] == ']' && *at == '\0' ? count : 0;
}

static void add_simple(char *text, size_t count, struct text_list *to) {
    char *item = text + 2;
    for (size_t i = 0; i < count && count <= SOUND_LIST_MAX; i++) {
        size_t length = strcspn(item, "\"");
        item[length] = '\0';
        text_list_add(to, item);
        item += length + 3;
    }
}

/* Returns how many items there should be. */
static size_t add_json(const char *text, struct text_list *to) {
    json_t *array = json_loads(text, 0, NULL);
    size_t count = json_is_array(array) ? json_array_size(array) : SOUND_LIST_MAX + 1;
    for (size_t i = 0; i < count && count <= SOUND_LIST_MAX; i++) {
        const char *item = json_string_value(json_array_get(array, i));
        if (item)
            text_list_add(to, item);
    }
    json_decref(array);
    return count;
}

struct text_list record_list(sqlite3_stmt *row, int column, const char **fault) {
    struct text_list list = {0};
    char *text = record_text(row, column, fault);
    if (!text)
        return list;
    size_t count = simple_count(text);
    if (count)
        add_simple(text, count, &list);
    else
        count = add_json(text, &list);
    if (list.count != count) /* something that is no text, or twice the same */
        *fault = "a list is not an array of different texts";
    free(text);
    return list;
}

/* Takes the columns from left to right; the first fault stays. */
struct cursor {
    sqlite3_stmt *row;
    int column;
    const char *fault;
};

static int take_number(struct cursor *cursor, int absent) {
    int column = cursor->column++, type = sqlite3_column_type(cursor->row, column);
    if (type == SQLITE_NULL)
        return absent;
    int64_t value = sqlite3_column_int64(cursor->row, column);
    if (type != SQLITE_INTEGER || value < 0 || value > INT_MAX) {
        cursor->fault = "a number is out of range";
        return absent;
    }
    return (int)value;
}

static bool take_flag(struct cursor *cursor) {
    int value = take_number(cursor, 0);
    if (value > 1)
        cursor->fault = "a flag is neither 0 nor 1";
    return value == 1;
}

/* Whether it is plain text is record_fault's to say, once, for every record that is read. */
static char *take_text(struct cursor *cursor) {
    return column_text(cursor->row, cursor->column++, &cursor->fault);
}

static struct text_list take_list(struct cursor *cursor) {
    return record_list(cursor->row, cursor->column++, &cursor->fault);
}

/* In the order of RECORD_COLUMNS. */
static const char *take_record(sqlite3_stmt *row, struct decision *to) {
    struct cursor cursor = {.row = row, .column = 1};
    to->id = sqlite3_column_int64(row, 0);
    to->year = take_number(&cursor, 0);
    to->number = take_number(&cursor, 0);
    to->date = date_of_number(take_number(&cursor, 0));
    to->outcome = (enum outcome)take_number(&cursor, OUTCOME_COUNT);
    to->votes_for = take_number(&cursor, -1);
    to->votes_against = take_number(&cursor, -1);
    to->abstentions = take_number(&cursor, -1);
    to->retracted = take_flag(&cursor);
    to->revision = take_number(&cursor, 0);
    to->truncated = take_flag(&cursor);
    to->department = take_text(&cursor);
    to->districts = take_list(&cursor);
    to->file_number = take_text(&cursor);
    to->sitting = take_text(&cursor);
    to->subject_area = take_text(&cursor);
    to->municipality = take_text(&cursor);
    to->source = take_text(&cursor);
    to->source_sha256 = take_text(&cursor);
    to->retraction_reason = take_text(&cursor);
    to->changes = take_list(&cursor);
    to->subject = take_text(&cursor);
    to->neighbourhoods = take_list(&cursor);
    to->amounts = take_list(&cursor);
    to->areas = take_list(&cursor);
    to->scales = take_list(&cursor);
    to->annexes = take_list(&cursor);
    to->body = take_text(&cursor);
    return cursor.fault;
}

enum err_code record_reader_open(struct record_reader *ret, sqlite3 *db, struct err *err) {
    *ret = (struct record_reader){0};
    return database_prepare(db,
                            "SELECT position, law, paragraph, article, item FROM citation"
                            " WHERE decision = ?1 ORDER BY position",
                            &ret->citations, err);
}

enum err_code record_reader_open_all(struct record_reader *ret, sqlite3 *db, struct err *err) {
    *ret = (struct record_reader){.in_order = true};
    enum err_code code =
        database_prepare(db,
                         "SELECT position, law, paragraph, article, item, decision FROM citation"
                         " ORDER BY decision, position",
                         &ret->citations, err);
    return code == ERR_OK ? database_step(ret->citations, &ret->has_row, err) : code;
}

bool record_reader_finished(const struct record_reader *reader) {
    return !reader->has_row;
}

void record_reader_close(struct record_reader *reader) {
    sqlite3_finalize(reader->citations);
    *reader = (struct record_reader){0};
}

/* Is there a next citation of that decision? The statement stands on it then. */
static enum err_code next_citation(struct record_reader *reader, int64_t decision, bool first,
                                   bool *ret_row, struct err *err) {
    enum err_code code = ERR_OK;
    bool row = reader->has_row;
    if (!reader->in_order || !first)
        code = database_step(reader->citations, &row, err);
    if (code != ERR_OK)
        return code;
    reader->has_row = row;
    *ret_row = row && (!reader->in_order || sqlite3_column_int64(reader->citations, 5) == decision);
    return ERR_OK;
}

static void copy_short(char *to, size_t size, char *from, const char **fault) {
    if (from && strlen(from) >= size)
        *fault = "a citation is too long";
    else if (from)
        memcpy(to, from, strlen(from) + 1);
    free(from);
}

static const char *take_citation(sqlite3_stmt *row, struct decision *to) {
    struct cursor cursor = {.row = row};
    struct citation citation = {0};
    size_t position = (size_t)take_number(&cursor, INT_MAX);
    citation.law = take_number(&cursor, 0);
    citation.paragraph = take_number(&cursor, 0);
    char *article = take_text(&cursor), *item = take_text(&cursor);
    copy_short(citation.article, sizeof citation.article, article, &cursor.fault);
    copy_short(citation.item, sizeof citation.item, item, &cursor.fault);
    if (position != to->citation_count)
        return "the citations are not in their order";
    decision_add_citation(to, &citation);
    if (to->citation_count != position + 1)
        return "a citation stands there twice";
    return cursor.fault;
}

static enum err_code read_citations(struct record_reader *reader, struct decision *to,
                                    const char **fault, struct err *err) {
    if (!reader->in_order)
        sqlite3_bind_int64(reader->citations, 1, to->id);
    for (bool first = true;; first = false) {
        bool row = false;
        enum err_code code = next_citation(reader, to->id, first, &row, err);
        if (code != ERR_OK || !row)
            return code;
        *fault = to->citation_count < SOUND_LIST_MAX ? take_citation(reader->citations, to)
                                                     : "there are too many citations";
        if (*fault) {
            sqlite3_reset(reader->citations);
            return ERR_OK;
        }
    }
}

enum err_code record_read(struct record_reader *reader, sqlite3_stmt *row, struct decision *ret,
                          struct err *err) {
    struct decision decision = decision_empty();
    const char *fault = take_record(row, &decision);
    enum err_code code = ERR_OK;
    if (!fault)
        code = read_citations(reader, &decision, &fault, err);
    if (code == ERR_OK && !fault)
        fault = record_fault(&decision);
    if (fault)
        code = err_set(err, ERR_REFUSED, "%s: row %" PRId64 ": %s; take a good copy of it",
                       database_name(sqlite3_db_handle(row)), decision.id, fault);
    if (code == ERR_OK)
        *ret = decision;
    else
        decision_clear(&decision);
    return code;
}

/* ---- writing ---- */

static int bind_count(sqlite3_stmt *to, int at, int value, int absent) {
    return value == absent ? sqlite3_bind_null(to, at) : sqlite3_bind_int(to, at, value);
}

static int bind_text(sqlite3_stmt *to, int at, const char *text) {
    return sqlite3_bind_text(to, at, text, -1, SQLITE_STATIC); /* NULL binds NULL */
}

static int bind_list(sqlite3_stmt *to, int at, const struct text_list *list) {
    if (!list->count)
        return sqlite3_bind_null(to, at);
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->items[i]));
    char *text = json_dumps(array, JSON_COMPACT);
    json_decref(array);
    return text ? sqlite3_bind_text(to, at, text, -1, free) : SQLITE_NOMEM;
}

/* In the order of RECORD_COLUMNS. */
static int bind_record(sqlite3_stmt *to, const struct decision *from) {
    int bad = sqlite3_bind_int64(to, 1, from->id);
    bad |= sqlite3_bind_int(to, 2, from->year);
    bad |= sqlite3_bind_int(to, 3, from->number);
    bad |= sqlite3_bind_int(to, 4, date_number(from->date));
    bad |= sqlite3_bind_int(to, 5, (int)from->outcome);
    bad |= bind_count(to, 6, from->votes_for, -1);
    bad |= bind_count(to, 7, from->votes_against, -1);
    bad |= bind_count(to, 8, from->abstentions, -1);
    bad |= sqlite3_bind_int(to, 9, from->retracted);
    bad |= sqlite3_bind_int(to, 10, from->revision);
    bad |= sqlite3_bind_int(to, 11, from->truncated);
    bad |= bind_text(to, 12, from->department);
    bad |= bind_list(to, 13, &from->districts);
    bad |= bind_text(to, 14, from->file_number);
    bad |= bind_text(to, 15, from->sitting);
    bad |= bind_text(to, 16, from->subject_area);
    bad |= bind_text(to, 17, from->municipality);
    bad |= bind_text(to, 18, from->source);
    bad |= bind_text(to, 19, from->source_sha256);
    bad |= bind_text(to, 20, from->retraction_reason);
    bad |= bind_list(to, 21, &from->changes);
    bad |= bind_text(to, 22, from->subject);
    bad |= bind_list(to, 23, &from->neighbourhoods);
    bad |= bind_list(to, 24, &from->amounts);
    bad |= bind_list(to, 25, &from->areas);
    bad |= bind_list(to, 26, &from->scales);
    bad |= bind_list(to, 27, &from->annexes);
    bad |= bind_text(to, 28, from->body);
    return bad;
}

static enum err_code write_citations(struct record_writer *writer, const struct decision *decision,
                                     struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < decision->citation_count && code == ERR_OK; i++) {
        const struct citation *citation = &decision->citations[i];
        int bad = sqlite3_bind_int64(writer->cite, 1, decision->id);
        bad |= sqlite3_bind_int(writer->cite, 2, (int)i);
        bad |= sqlite3_bind_int(writer->cite, 3, citation->law);
        bad |= bind_text(writer->cite, 4, *citation->article ? citation->article : NULL);
        bad |= bind_count(writer->cite, 5, citation->paragraph, 0);
        bad |= bind_text(writer->cite, 6, *citation->item ? citation->item : NULL);
        code = database_write(writer->cite, bad, err);
    }
    return code;
}

#define PARAMETERS                                                                                 \
    "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "  \
    "?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28"

enum err_code record_writer_open(struct record_writer *ret, sqlite3 *db, struct err *err) {
    struct record_writer writer = {0};
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        {&writer.insert, "INSERT INTO decision (" RECORD_COLUMNS ") VALUES (" PARAMETERS ")"},
        {&writer.update,
         "UPDATE decision SET (" RECORD_COLUMNS ") = (" PARAMETERS ") WHERE id = ?1"},
        {&writer.cite, "INSERT INTO citation (decision, position, law, article, paragraph, item)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
        {&writer.uncite, "DELETE FROM citation WHERE decision = ?1"},
    };
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && code == ERR_OK; i++)
        code = database_prepare(db, all[i].sql, all[i].statement, err);
    if (code == ERR_OK)
        *ret = writer;
    else
        record_writer_close(&writer);
    return code;
}

void record_writer_close(struct record_writer *writer) {
    sqlite3_finalize(writer->insert);
    sqlite3_finalize(writer->update);
    sqlite3_finalize(writer->cite);
    sqlite3_finalize(writer->uncite);
    *writer = (struct record_writer){0};
}

static enum err_code write_row(sqlite3_stmt *statement, const struct decision *decision,
                               struct err *err) {
    const char *fault = record_fault(decision);
    if (fault)
        return err_set(err, ERR_REFUSED, "decision %d/%d: %s; mend the document", decision->year,
                       decision->number, fault);
    return database_write(statement, bind_record(statement, decision), err);
}

enum err_code record_insert(struct record_writer *writer, const struct decision *decision,
                            struct err *err) {
    enum err_code code = write_row(writer->insert, decision, err);
    return code == ERR_OK ? write_citations(writer, decision, err) : code;
}

/* Cites anew what was just updated. */
static enum err_code replace_citations(struct record_writer *writer,
                                       const struct decision *decision, struct err *err) {
    enum err_code code =
        database_write(writer->uncite, sqlite3_bind_int64(writer->uncite, 1, decision->id), err);
    return code == ERR_OK ? write_citations(writer, decision, err) : code;
}

enum err_code record_update(struct record_writer *writer, const struct decision *decision,
                            struct err *err) {
    enum err_code code = write_row(writer->update, decision, err);
    return code == ERR_OK ? replace_citations(writer, decision, err) : code;
}

enum err_code record_put(struct record_writer *writer, const struct decision *decision,
                         struct err *err) {
    enum err_code code = write_row(writer->update, decision, err);
    if (code != ERR_OK)
        return code;
    if (sqlite3_changes(sqlite3_db_handle(writer->update)) == 0)
        return record_insert(writer, decision, err);
    return replace_citations(writer, decision, err);
}
