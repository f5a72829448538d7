/* The links of a Word document. */
#ifndef INTAKE_DOCX_LINK_H
#define INTAKE_DOCX_LINK_H

#include <stddef.h>

#include "base/buf.h"
#include "decision/decision.h"

/* Adds an annex, where a link with this address and the words from `start` on leads to one. */
void docx_link_add(struct text_list *annexes, const struct buf *text, size_t start,
                   const char *address);
/* The same for a field, where its code is a link: HYPERLINK "https://…". */
void docx_link_field(struct text_list *annexes, const struct buf *text, size_t start,
                     const char *code);

#endif
