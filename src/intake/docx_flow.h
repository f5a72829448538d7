/* Where the paragraphs of a Word document go: the page, a table, a text box. */
#ifndef INTAKE_DOCX_FLOW_H
#define INTAKE_DOCX_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "decision/decision.h"
#include "intake/docx_numbering.h"

struct docx_paragraph {
    char style[DOCX_ID_BYTES];
    long number, level; /* its own numbering, or DOCX_NONE */
    bool hidden;        /* its text, unless a run says otherwise */
    bool mark_deleted;  /* its end: it is one with the next */
    bool mark_hidden;
};

struct docx_flow {
    bool table;
    struct buf out;   /* lines, each ended by '\n'; of a table as docx_table.h has it */
    struct buf text;  /* of the paragraph under way, with '\t' and '\n' for its breaks */
    struct buf gone;  /* deleted and hidden text since the last that is shown */
    struct buf after; /* lines of the text boxes that are tied to the paragraph */
    struct docx_paragraph paragraph;
    size_t cells, span; /* of a table's row: those ended; columns of the one under way */
};

void docx_flow_free(struct docx_flow *flow);

void docx_flow_show(struct docx_flow *flow, const char *text, size_t bytes,
                    struct text_list *removed);
/* Keeps what is not shown, for the list of what was removed. */
void docx_flow_hide(struct docx_flow *flow, const char *text, size_t bytes);
/* Writes down the paragraph with its number, and begins another. One whose end is deleted goes on
 * in the next, unless it is the `last`, which does nothing where no text is left over. */
void docx_flow_end_paragraph(struct docx_flow *flow, struct docx_numbering *numbering, bool last,
                             struct text_list *removed);
void docx_flow_begin_paragraph(struct docx_flow *flow, const char *style);

void docx_flow_end_cell(struct docx_flow *flow, size_t columns);
void docx_flow_end_row(struct docx_flow *flow);

#endif
