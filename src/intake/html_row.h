/* The rows of tables: which of them are rows, and in which column a cell stands. */
#ifndef INTAKE_HTML_ROW_H
#define INTAKE_HTML_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "intake/html_tree.h"

#define ROW_COLUMNS 64

/* Zero-initialise it once a page. */
struct html_row {
    uint32_t node;  /* the row under way, 0 for none */
    uint32_t table; /* whose cells reach down */
    size_t column, next, written;
    int16_t below[ROW_COLUMNS]; /* for each column, the rows that a cell above still reaches into */
};

/* Begins a row, unless the table is there for the layout alone: where no two cells hold text, or
 * one holds paragraphs or a table of its own, the cells are lines one after another. */
void html_row_begin(struct html_row *row, const struct html_tree *tree, uint32_t node);
void html_row_cell(struct html_row *row, const struct html_node *cell);
/* The bounds of cells to be written before the next word. */
size_t html_row_tabs(struct html_row *row);
void html_row_end(struct html_row *row);

#endif
