/* One of the texts of a Word document (the document itself, a header, the footnotes) as lines. */
#ifndef INTAKE_DOCX_STORY_H
#define INTAKE_DOCX_STORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "decision/decision.h"
#include "intake/docx_notes.h"
#include "intake/docx_numbering.h"
#include "intake/docx_package.h"
#include "intake/docx_styles.h"

/* What all stories of a document share, and what they leave behind. */
struct docx_book {
    struct archive *archive;
    struct docx_relations relations; /* of the document */
    struct docx_styles styles;
    struct docx_numbering *numbering;
    struct docx_notes notes;
    struct text_list removed; /* deleted, hidden; as in struct document */
    struct text_list annexes; /* likewise */
    size_t removed_bytes;
    bool deleted, hidden; /* there was such text */
    bool covered;         /* text stands black on black */
    bool embedded;        /* charts, diagrams, other files */
    size_t pictures;
};

/* Reads the part and adds its lines, each ended by '\n', '\t' between the cells of a row. A
 * footnote follows the paragraph that refers to it, endnotes come last.
 * ERR_REFUSED: as docx_parse, or more than READER_MAX_BYTES of text. */
enum err_code docx_story_read(struct docx_book *book, const char *part,
                              const struct docx_relations *relations, struct buf *lines,
                              struct err *err) CHECKED;

/* Reads footnotes or endnotes into book->notes. */
enum err_code docx_story_notes(struct docx_book *book, enum docx_relation_kind kind,
                               struct err *err) CHECKED;

#endif
