/* The columns of a table, found once for a width: as wide as they need, or the wide ones
 * shrunk, whose cells then wrap, or, where there is no room for that, cells below each other. */
#ifndef UI_TABLE_H
#define UI_TABLE_H

#include "text/outline.h"
#include "ui/widgets.h"

struct table {
    const char *first_row; /* borrowed */
    struct outline_block first_outline;
    uint8_t columns;
    bool stacked; /* no columns: a line a cell */
    bool header;  /* the first row names the columns */
    int gap;      /* between columns, pixels */
    int x[OUTLINE_COLUMNS], width[OUTLINE_COLUMNS];
    bool number[OUTLINE_COLUMNS]; /* flush right, tabular digits */
};

/* For the rows rows[0] to rows[count - 1] of `text`, which are one table. The first rows are
 * measured, of the others only what is longer than all before it. No column is wider than `column`,
 * in which text reads well. */
struct table table_make(const struct pen *pen, const char *text, const struct outline_block *rows,
                        size_t count, int width, int column);

/* How a cell is set. */
struct text_style table_style(const struct table *table, const struct pen *pen, const char *row,
                              size_t column);

#endif
