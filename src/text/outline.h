/* A body text cut into what a page is set from: paragraphs, headings, outline items, table rows.
 * Pure, in one walk and without a copy of the text. In doubt a line is a paragraph: a list that is
 * set as paragraphs reads well, a sentence that is torn apart does not. */
#ifndef TEXT_OUTLINE_H
#define TEXT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OUTLINE_COLUMNS 12 /* a line with more of them is no row */

enum outline_kind {
    OUTLINE_TEXT,
    OUTLINE_HEADING, /* a short line in capitals with something below it */
    OUTLINE_ITEM,    /* a) ç) 1. 1- II. i) (a) – • */
    OUTLINE_ROW,     /* one of at least two neighbours with the same columns */
};

/* A line, or a portion of a very long one. Rows that follow each other with the same `columns` and
 * `tabs` are one table, unless one of them is `parted`. */
struct outline_block {
    uint32_t start, bytes; /* in the text, without outer white space; an item's with its marker, a
                              row's with the tabs around it */
    enum outline_kind kind;
    uint8_t depth;   /* of an item and of its further portions, from 1; else 0 */
    uint8_t marker;  /* an item's: bytes of its marker */
    uint8_t text;    /* an item's: where its own text begins, bytes from `start` */
    uint8_t columns; /* a row's, from 2 */
    bool tabs;       /* a row's cells are parted by tabs, else by two and more spaces */
    bool parted;     /* blank lines stand before it */
    bool goes_on;    /* a further portion of the paragraph before it */
};

/* Lines are parted by '\n'. A line of more than 8 KB comes in portions of about 2 KB that end with
 * a sentence, else with a word, else with a letter. *ret is allocated, NULL where there is nothing;
 * the number of blocks is returned. `text` is valid UTF-8 below 4 GB. */
size_t outline_make(const char *text, struct outline_block **ret);

/* A cell of a row: bytes [start, start + bytes) of the row's text. */
struct outline_cell {
    uint32_t start, bytes;
};

/* The cells of a row's text; their number, which for a row is its `columns`. */
size_t outline_cells(const char *row, size_t bytes, bool tabs,
                     struct outline_cell ret[OUTLINE_COLUMNS]);

#endif
