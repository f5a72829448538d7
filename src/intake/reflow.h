/* Text as it was set in lines on pages, turned back into paragraphs. */
#ifndef INTAKE_REFLOW_H
#define INTAKE_REFLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/document.h"
#include "intake/lines.h"

/* Adds the lines of a text in valid UTF-8: those of one paragraph are joined, words parted at a
 * line's end too; columns kept by runs of blanks become cells; a form feed ends a page, and page
 * numbers and running heads go to document->removed. `wrapped`: the text is known to be set in
 * lines (PDF); else that is found out from it, and every line is a paragraph where it is not. */
void reflow_text(const char *text, size_t bytes, bool wrapped, struct lines *lines,
                 struct document *document);

#endif
