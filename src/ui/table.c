#include "ui/table.h"

#include <string.h>

#define MEASURED_ROWS 32
#define MEASURED_BYTES 512 /* of a cell: longer ones wrap anyway */

/* What the columns need, as far as the table was looked at. */
struct needs {
    int natural[OUTLINE_COLUMNS]; /* pixels, the widest cell in one line */
    int least[OUTLINE_COLUMNS];   /* pixels, the widest word */
    uint32_t longest[OUTLINE_COLUMNS];
    size_t filled[OUTLINE_COLUMNS], numbers[OUTLINE_COLUMNS]; /* cells behind the first row */
    bool digits_first, digits_below;                          /* in the first row, in the others */
};

/* More digits than letters, and no date: amounts, areas, counts. */
static bool is_number(const char *cell, size_t bytes) {
    int digits = 0, others = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (cell[i] >= '0' && cell[i] <= '9')
            digits++;
        else if (!strchr(" .,%-()", cell[i]))
            others++;
    }
    return digits > 0 && others <= 4;
}

static bool has_digit(const char *cell, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (cell[i] >= '0' && cell[i] <= '9')
            return true;
    return false;
}

static int width_of(const struct pen *pen, struct text_style style, const char *text,
                    size_t bytes) {
    return pen->measure->width(pen->measure->data, style, text, bytes);
}

static void measure_cell(struct needs *needs, const struct pen *pen, struct text_style style,
                         size_t column, const char *cell, size_t bytes) {
    size_t word = 0, longest = 0;
    for (size_t at = 0; at < bytes;) {
        const char *space = memchr(cell + at, ' ', bytes - at);
        size_t end = space ? (size_t)(space - cell) : bytes;
        if (end - at > longest) {
            longest = end - at;
            word = at;
        }
        at = end + 1;
    }
    needs->natural[column] = int_max(needs->natural[column], width_of(pen, style, cell, bytes) + 1);
    needs->least[column] =
        int_max(needs->least[column], width_of(pen, style, cell + word, longest) + 1);
}

static void look_at_row(struct needs *needs, const struct pen *pen, const char *row,
                        const struct outline_block *block, size_t index) {
    struct outline_cell cells[OUTLINE_COLUMNS];
    size_t count = outline_cells(row, block->bytes, block->tabs, cells);
    struct text_style style =
        style_tabular(index ? FACE_TEXT : FACE_HEADING, pen->metrics->reading);
    for (size_t c = 0; c < count; c++) {
        const char *cell = row + cells[c].start;
        uint32_t bytes = cells[c].bytes < MEASURED_BYTES ? cells[c].bytes : MEASURED_BYTES;
        while (bytes && ((unsigned char)cell[bytes] & 0xC0) == 0x80)
            bytes--;
        if (index < MEASURED_ROWS || bytes > needs->longest[c])
            measure_cell(needs, pen, style, c, cell, bytes);
        needs->longest[c] = bytes > needs->longest[c] ? bytes : needs->longest[c];
        bool digits = has_digit(cell, bytes);
        needs->digits_first |= digits && index == 0;
        needs->digits_below |= digits && index > 0;
        needs->filled[c] += index > 0 && bytes > 0;
        needs->numbers[c] += index > 0 && is_number(cell, bytes);
    }
}

/* The width of a column that may have `share`: no more than it needs, no less than its longest
 * word, and a number is not broken. */
static int granted(const struct table *table, const struct needs *needs, size_t column, int share) {
    if (table->number[column])
        return needs->natural[column];
    return int_max(needs->least[column], int_min(needs->natural[column], share));
}

/* Who can do with less than an even share of what is left keeps its width; the wide columns share
 * the rest. False where it does not reach. */
static bool shrink(struct table *table, const struct needs *needs, int room) {
    bool settled[OUTLINE_COLUMNS] = {false};
    int open = table->columns;
    for (bool again = true; again && open;) {
        int share = room / open;
        again = false;
        for (size_t c = 0; c < table->columns; c++) {
            table->width[c] = settled[c] ? table->width[c] : granted(table, needs, c, share);
            if (settled[c] || table->width[c] == share)
                continue;
            settled[c] = again = true;
            room -= table->width[c];
            open--;
        }
    }
    return room >= 0;
}

static void place_columns(struct table *table, const struct needs *needs, int width) {
    int room = width - (table->columns - 1) * table->gap, total = 0;
    for (size_t c = 0; c < table->columns; c++) {
        table->width[c] = needs->natural[c];
        total += needs->natural[c];
    }
    table->stacked = total > room && !shrink(table, needs, room);
    for (size_t c = 1; c < table->columns; c++)
        table->x[c] = table->x[c - 1] + table->width[c - 1] + table->gap;
}

struct table table_make(const struct pen *pen, const char *text, const struct outline_block *rows,
                        size_t count, int width, int column) {
    struct table table = {
        .first_row = text + rows->start,
        .first_outline = *rows,
        .columns = rows->columns,
        .gap = pen->metrics->line * 2 / 3,
    };
    struct needs needs = {0};
    for (size_t i = 0; i < count; i++)
        look_at_row(&needs, pen, text + rows[i].start, &rows[i], i);
    table.header = !needs.digits_first && needs.digits_below;
    for (size_t c = 0; c < table.columns; c++) {
        table.number[c] = needs.filled[c] && needs.numbers[c] == needs.filled[c];
        needs.natural[c] = int_min(needs.natural[c], column);
        needs.least[c] = int_min(needs.least[c], column);
    }
    place_columns(&table, &needs, width);
    return table;
}

struct text_style table_style(const struct table *table, const struct pen *pen, const char *row,
                              size_t column) {
    enum face face = row == table->first_row && table->header ? FACE_HEADING : FACE_TEXT;
    return table->number[column] && !table->stacked ? style_tabular(face, pen->metrics->reading)
                                                    : style_of(face, pen->metrics->reading);
}
