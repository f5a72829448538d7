/* The readers, one a format: bytes in, a document out.
 *
 * Each takes `count` bytes that came from outside and checks every size; ERR_REFUSED names in one
 * line what is wrong and what to do ("plan.pdf: it is locked with a password; …"). `ret` is written
 * on success only; `name` stands in messages alone. */
#ifndef INTAKE_READER_H
#define INTAKE_READER_H

#include <stddef.h>

#include "base/err.h"
#include "intake/document.h"

#define READER_MAX_BYTES ((size_t)16 << 20) /* of a document's text */
#define READER_MAX_LINES 200000

typedef enum err_code reader(const char *name, const char *bytes, size_t count,
                             struct document *ret, struct err *err) CHECKED;

/* Plain text in UTF-8, UTF-16, Windows-1254 or ISO-8859-9. */
reader reader_text;
/* A web page. Nothing is fetched, no script is run; what a browser would not show is removed. */
reader reader_html;
/* A Word document (Office Open XML). */
reader reader_docx;
/* A PDF with live text, by way of pdftotext in a child of its own. */
reader reader_pdf;

#endif
