/* A document's lines in the making: what every reader writes its text to. */
#ifndef INTAKE_LINES_H
#define INTAKE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/document.h"

struct lines {
    struct buf out;
    size_t line_start; /* where the line under way begins in `out` */
    size_t count;      /* lines that are ended */
    size_t read;       /* bytes of text that were given */
    size_t controls;   /* control characters that were left out */
    size_t spoilt;     /* U+0080 to U+009F: of spoilt letters, else controls too */
    bool space;        /* blanks stand before what comes next */
    size_t cells;      /* bounds of cells since the last word of this line */
};

/* Adds valid UTF-8. Blanks of any kind, line ends among them, become one space; control characters
 * and what nobody sees (soft hyphens, zero-width marks) are left out. */
void lines_text(struct lines *lines, const char *text, size_t bytes);
/* What comes next is the row's next cell. */
void lines_cell(struct lines *lines);
/* Ends the line; one with no text in it leaves nothing behind. Empty cells at its end stay: a table
 * keeps its columns. */
void lines_end(struct lines *lines);

/* Puts the lines into the document: composed (NFC), mended, with a warning where something was
 * lost. ERR_REFUSED: no text at all, not a text, more than READER_MAX_BYTES or READER_MAX_LINES;
 * ERR_STORAGE: out of memory. `lines` is empty afterwards in any case. */
enum err_code lines_finish(struct lines *lines, const char *name, struct document *document,
                           struct err *err) CHECKED;
void lines_free(struct lines *lines);

#endif
