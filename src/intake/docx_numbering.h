/* The numbers that Word puts before paragraphs, which stand nowhere in its file but are counted
 * anew whenever it is shown (ECMA-376-1, 17.9). */
#ifndef INTAKE_DOCX_NUMBERING_H
#define INTAKE_DOCX_NUMBERING_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "intake/docx_package.h"
#include "intake/docx_styles.h"

#define DOCX_LEVELS 9

struct docx_numbering; /* with its counters */

/* A document without numbering has an empty one. `styles` are borrowed. */
enum err_code docx_numbering_read(struct archive *archive, const struct docx_relations *relations,
                                  const struct docx_styles *styles, struct docx_numbering **ret,
                                  struct err *err) CHECKED;
void docx_numbering_destroy(struct docx_numbering *numbering); /* takes NULL */

/* Counts a paragraph of that style which says this about its numbering itself (DOCX_NONE: nothing),
 * and adds its number with the blank behind it: "a) ", "2.1. ", "• ". Adds nothing where it has
 * none. */
void docx_numbering_next(struct docx_numbering *numbering, const char *style, long number,
                         long level, struct buf *label);

#endif
