/* Tables whose rows are decisions. A row is read as a page of its own, each cell below the label
 * that heads its column. */
#include <string.h>

#include "intake/label.h"
#include "intake/split.h"
#include "intake/value.h"

#define COLUMN_TEXT 0u
#define COLUMN_WEAK LABEL_SITTING /* "No": a decision's number where no other column is one */

struct cells {
    const char *at[TABLE_COLUMNS];
    size_t bytes[TABLE_COLUMNS];
    size_t count;
};

static struct cells cells_of(const char *text) {
    struct cells cells = {0};
    while (cells.count < TABLE_COLUMNS) {
        size_t length = strcspn(text, "\t");
        cells.at[cells.count] = text;
        cells.bytes[cells.count++] = length;
        text += length;
        if (!*text++)
            break;
    }
    return cells;
}

static struct words cell_words(const struct cells *cells, size_t i, struct buf *text) {
    buf_clear(text);
    buf_add(text, cells->at[i], cells->bytes[i]);
    return words_read(buf_string(text));
}

/* The kind of a column by its head; false for a cell that is no head. */
static bool column_kind(const struct words *words, unsigned *ret) {
    static const char *const texts[] = {
        "karar",         "sonuc", "sonucu",       "karar metni",  "karar ozeti", "kararin ozeti",
        "ozet",          "ozeti", "karar sonucu", "alinan karar", "aciklama",    "oylama",
        "oylama sonucu", NULL};
    static const char *const others[] = {"sira no",      "s no",  "sira",   "sn",
                                         "komisyon",     "birim", "birimi", "mudurluk",
                                         "ilgili birim", NULL};
    unsigned kind = label_whole(words, 0, words->count);
    if (word_is(words, 0, "no") && words->count == 1) {
        *ret = COLUMN_WEAK;
        return true;
    }
    for (size_t i = 0; texts[i]; i++)
        if (words_match(words, 0, texts[i]) == words->count && words->count) {
            *ret = COLUMN_TEXT;
            return true;
        }
    for (size_t i = 0; others[i] && !kind; i++)
        if (words_match(words, 0, others[i]) == words->count && words->count)
            kind = LABEL_OTHER;
    *ret = kind == LABEL_SITTING || kind == LABEL_PEOPLE ? LABEL_OTHER : kind;
    return kind != 0;
}

/* Which of the columns is the number, if any. */
static bool settle_number(struct split_table *table) {
    bool strong = false, texts = false;
    size_t weak = TABLE_COLUMNS;
    for (size_t i = 0; i < table->column_count; i++) {
        unsigned kind = table->columns[i];
        if (kind == COLUMN_WEAK) {
            weak = weak == TABLE_COLUMNS ? i : weak;
            table->columns[i] = LABEL_OTHER;
        } else if ((kind & LABEL_NUMBER) && !strong) {
            table->number = i;
            strong = true;
        }
        texts = texts || kind == COLUMN_TEXT || (kind & LABEL_SUBJECT);
    }
    if (!strong && weak < TABLE_COLUMNS) {
        table->number = weak;
        table->columns[weak] = LABEL_NUMBER;
        table->guessed = true;
    }
    return texts && (strong || table->guessed);
}

static bool read_table_head(const char *line, struct split_table *table) {
    struct cells cells = cells_of(line);
    struct buf text = {0};
    bool head = cells.count >= 2;
    for (size_t i = 0; i < cells.count && head; i++) {
        struct words words = cell_words(&cells, i, &text);
        head = column_kind(&words, &table->columns[i]);
        words_free(&words);
    }
    buf_free(&text);
    table->column_count = cells.count;
    return head && settle_number(table);
}

static bool has_number(const struct split_table *table, const struct cells *cells) {
    struct buf text = {0};
    int number, year;
    if (cells->count <= table->number)
        return false;
    struct words words = cell_words(cells, table->number, &text);
    struct date date;
    size_t used = 0;
    bool dated = date_at(&words, 0, &date, &used) == DATE_VALID;
    bool found = number_at(&words, dated ? used : 0, &number, &year) > 0 && words.count <= 6;
    words_free(&words);
    buf_free(&text);
    return found;
}

/* A cell that was set in several lines goes on below, with nothing in the number's column. */
static bool goes_on(const struct split_table *table, const struct cells *cells) {
    return cells->count > 1 && cells->count > table->number && cells->bytes[table->number] == 0;
}

static size_t rows_of(const struct page *page, struct split_table *table) {
    size_t rows = 0;
    for (table->end = table->head + 1; table->end < page->count; table->end++) {
        struct cells cells = cells_of(page->lines[table->end].text);
        if (has_number(table, &cells))
            rows++;
        else if (!rows || !goes_on(table, &cells))
            break;
    }
    return rows;
}

bool split_find_table(const struct page *page, struct split_table *ret) {
    for (size_t line = 0; line + 1 < page->count; line++) {
        struct split_table table = {.head = line};
        const char *text = page->lines[line].text;
        if (!strchr(text, '\t') || page->lines[line].words.count > 3 * TABLE_COLUMNS)
            continue;
        if (!read_table_head(text, &table))
            continue;
        size_t rows = rows_of(page, &table);
        /* One row is the head of one decision, if its text stands below. */
        if (rows >= 2 || (rows == 1 && table.end == page->count)) {
            *ret = table;
            return true;
        }
    }
    return false;
}

static void add_cell(struct buf *out, const struct cells *cells, size_t i) {
    if (i < cells->count && cells->bytes[i]) {
        buf_byte(out, ' ');
        buf_add(out, cells->at[i], cells->bytes[i]);
    }
}

/* Fields first, then the texts. */
static void add_column(const struct page *page, const struct split_table *table, size_t from,
                       size_t to, size_t column, struct buf *out) {
    unsigned kind = table->columns[column];
    struct buf cell = {0};
    for (size_t line = from; line < to; line++) {
        struct cells cells = cells_of(page->lines[line].text);
        add_cell(&cell, &cells, column);
    }
    const char *text = buf_string(&cell);
    text += *text == ' ';
    const char *label = kind & LABEL_NUMBER && kind & LABEL_DATE ? "Karar Tarihi ve No:"
                        : kind & LABEL_NUMBER                    ? "Karar No:"
                        : kind & LABEL_DATE                      ? "Karar Tarihi:"
                        : kind & LABEL_MEETING                   ? "Toplantı Tarihi:"
                        : kind & LABEL_SUBJECT                   ? "Konusu:"
                        : kind & LABEL_OTHER                     ? "Evrak No:"
                                                                 : "";
    if (*text)
        buf_format(out, "%s%s%s\n", label, *label ? " " : "", text);
    buf_free(&cell);
}

void split_read_row(const struct page *page, const struct split_table *table, size_t *line,
                    struct buf *ret) {
    size_t from = *line, to = from + 1;
    for (; to < table->end; to++) {
        struct cells cells = cells_of(page->lines[to].text);
        if (has_number(table, &cells))
            break;
    }
    for (int pass = 0; pass < 3; pass++) /* labels, the subject, the text */
        for (size_t i = 0; i < table->column_count; i++) {
            unsigned kind = table->columns[i];
            int turn = kind == COLUMN_TEXT ? 2 : kind & LABEL_SUBJECT ? 1 : 0;
            if (turn == pass)
                add_column(page, table, from, to, i, ret);
        }
    *line = to;
}
