#include "intake/docx_table.h"

#include <stdbool.h>
#include <string.h>

/* What there is in a row. */
struct row {
    const char *start, *end; /* without its end mark */
    size_t filled;           /* cells with text */
    bool several;            /* a cell has more than one paragraph */
    bool nested;             /* a cell holds a table */
};

static const char *find(const char *from, const char *end, char mark) {
    const char *at = memchr(from, mark, (size_t)(end - from));
    return at ? at : end;
}

static void look_at_cell(struct row *row, const char *start, const char *end) {
    if (start == end)
        return;
    row->filled++;
    row->several = row->several || find(start, end, '\n') < end - 1;
    row->nested = row->nested || find(start, end, '\t') < end;
}

/* The row at `start`; the next one begins behind its end. */
static struct row row_read(const char *start, const char *end) {
    struct row row = {.start = start, .end = find(start, end, DOCX_ROW_END)};
    for (const char *cell = start; cell < row.end;) {
        const char *cell_end = find(cell, row.end, DOCX_CELL_END);
        look_at_cell(&row, cell, cell_end);
        cell = cell_end + 1;
    }
    return row;
}

/* The paragraphs of a cell in one. */
static void write_cell(const char *start, const char *end, struct buf *lines) {
    for (; start < end; start++)
        if (*start != '\n')
            buf_byte(lines, *start);
        else if (start + 1 < end)
            buf_byte(lines, ' ');
}

static void write_row(const struct row *row, struct buf *lines) {
    size_t pending = 0; /* bounds of cells, unless nothing comes behind them */
    for (const char *cell = row->start; cell < row->end;) {
        const char *end = find(cell, row->end, DOCX_CELL_END);
        for (; cell < end && pending; pending--)
            buf_byte(lines, '\t');
        write_cell(cell, end, lines);
        pending++;
        cell = end + 1;
    }
    buf_byte(lines, '\n');
}

static void write_lines(const struct row *row, struct buf *lines) {
    for (const char *cell = row->start; cell < row->end;) {
        const char *end = find(cell, row->end, DOCX_CELL_END);
        buf_add(lines, cell, (size_t)(end - cell));
        cell = end + 1;
    }
}

void docx_table_write(const char *table, size_t bytes, struct buf *lines) {
    const char *end = table + bytes;
    size_t plain = 0, several = 0;
    for (const char *at = table; at < end;) {
        struct row row = row_read(at, end);
        plain += row.filled > 1 && !row.several && !row.nested;
        several += row.filled > 1 && (row.several || row.nested);
        at = row.end + 1;
    }
    for (const char *at = table; at < end;) {
        struct row row = row_read(at, end);
        bool cells =
            plain > 0 && !row.nested && (!row.several || (plain > several && row.filled > 1));
        if (cells && row.filled)
            write_row(&row, lines);
        else
            write_lines(&row, lines);
        at = row.end + 1;
    }
}
