/* Several decisions in one document: minutes of a sitting, agenda lists, summaries with the number
 * behind each text, a table with a decision a row. */
#ifndef INTAKE_SPLIT_H
#define INTAKE_SPLIT_H

#include "intake/page.h"

struct split {
    size_t common;  /* lines above the first decision that belong to all of them */
    size_t *ends;   /* behind the last line of each decision; the first begins at `common` */
    size_t count;   /* at least 1 */
    size_t numbers; /* that were found with their labels */
};

/* A decision's number that another text cites never parts a document. */
struct split split_read(const struct page *page);
void split_free(struct split *split);

/* A table whose rows are decisions: "No | Konu | Karar". */
#define TABLE_COLUMNS 12
struct split_table {
    size_t head, end;                /* line of its head, line behind its last row */
    unsigned columns[TABLE_COLUMNS]; /* LABEL_ marks, 0 for a column of text */
    size_t column_count, number;     /* number: the column that holds it */
    bool guessed;                    /* it is called "No" and nothing more */
};

/* The first such table; false where there is none, or where a number stands above it. */
bool split_find_table(const struct page *page, struct split_table *ret);
/* The row that begins at *line as a page of its own with labels; *line moves behind it. */
void split_read_row(const struct page *page, const struct split_table *table, size_t *line,
                    struct buf *ret);

#endif
