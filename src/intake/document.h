/* What a reader hands over: a document as lines of clean text, whatever its format was. */
#ifndef INTAKE_DOCUMENT_H
#define INTAKE_DOCUMENT_H

#include <stddef.h>

#include "base/buf.h"
#include "decision/decision.h"

/* What was put right in a text, and how often: "Ġ → İ" 12 times. */
struct mend {
    const char *what; /* static text */
    size_t count;
};
#define MENDS_MAX 32
struct mends {
    struct mend items[MENDS_MAX];
    size_t count;
};
/* Adds to the count of `what`, a static text. A count of 0 adds nothing. */
void mends_add(struct mends *mends, const char *what, size_t count);

struct document {
    const char *format;   /* static: "text", "html", "pdf", "docx" */
    const char *encoding; /* static: "UTF-8", "Windows-1254" …; NULL where the format says it */
    /* Paragraphs in UTF-8 and NFC, each followed by '\n', none empty: a run of blanks is one space,
     * none stands at the ends, nothing is invisible. The cells of a table's row are parted by one
     * '\t'; a cell may be empty, a row is not. */
    struct buf lines;
    struct text_list removed;  /* words of the source that are not in the lines: hidden parts, page
                                  numbers, running heads */
    struct text_list warnings; /* a line each */
    struct text_list annexes;  /* what links lead to, as in struct decision */
    struct mends mends;
    char *address; /* the page's own, where it tells it; NULL */
};

struct document document_empty(void);
void document_clear(struct document *document); /* takes NULL */

#endif
