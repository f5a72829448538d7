/* Tables that are kept by runs of blanks or by tabs. */
#ifndef INTAKE_COLUMNS_H
#define INTAKE_COLUMNS_H

#include "intake/chunks.h"

/* How the rows of a table are cut. */
struct columns {
    enum { COLUMNS_GUTTERS, COLUMNS_GAPS, COLUMNS_TABS } kind;
    size_t count; /* gutters, one less than columns */
    bool spaced;  /* blank lines part its rows: what stands right below one goes on in its cells */
    uint16_t from[CHUNKS_MOST],
        to[CHUNKS_MOST]; /* COLUMNS_GUTTERS: blank in every row, one column or more */
};

struct tables {
    struct columns *items; /* set_line.table is 1 + an index of them */
    size_t count;
};

/* Finds the tables and tells each row's line. */
void columns_find(struct setting *setting, struct tables *ret);
void tables_free(struct tables *tables); /* takes NULL */

/* The chunks of a row of that table: also parted where two cells touch. */
size_t columns_cells(const struct setting *setting, const struct set_line *line,
                     const struct columns *columns, struct chunk ret[CHUNKS_MOST]);

/* The column that chunk i of a row stands in, from 0. */
size_t columns_place(const struct columns *columns, const struct chunk *chunks, size_t i);

#endif
