/* Tables that are kept by runs of blanks or by tabs. */
#ifndef INTAKE_COLUMNS_H
#define INTAKE_COLUMNS_H

#include "intake/setting.h"

#define COLUMNS_MOST 24

/* A stretch of a line without wide gaps. */
struct chunk {
    uint32_t start, end; /* bytes in the text */
    uint16_t from, to;   /* columns */
    uint16_t tabs;       /* in the gap before it */
};

/* How the rows of a table are cut. */
struct columns {
    enum { COLUMNS_GUTTERS, COLUMNS_GAPS, COLUMNS_TABS } kind;
    size_t count; /* gutters, one less than columns */
    uint16_t from[COLUMNS_MOST],
        to[COLUMNS_MOST]; /* COLUMNS_GUTTERS: blank in every row, one column or more */
};

struct tables {
    struct columns *items; /* set_line.table is 1 + an index of them */
    size_t count;
};

/* Finds the tables and tells each row's line. A gap before or behind a colon, behind an item's
 * marker, between spaced letters or in a justified line is none. */
void columns_find(struct setting *setting, struct tables *ret);
void tables_free(struct tables *tables); /* takes NULL */

/* The chunks of a line; 1 for a line that is no row. */
size_t columns_chunks(const struct setting *setting, const struct set_line *line,
                      struct chunk ret[COLUMNS_MOST]);

/* The chunks of a row of that table: also parted where two cells touch. */
size_t columns_cells(const struct setting *setting, const struct set_line *line,
                     const struct columns *columns, struct chunk ret[COLUMNS_MOST]);

/* The column that chunk i of a row stands in, from 0. */
size_t columns_place(const struct columns *columns, const struct chunk *chunks, size_t i);

/* Labels with their values beside each other on one line: the chunk behind chunk i with which the
 * next begins, `count` for none. */
size_t columns_next_label(const struct setting *setting, const struct chunk *chunks, size_t count,
                          size_t i);

#endif
