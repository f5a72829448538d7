/* From a PDF child that has ended to a document. */
#ifndef INTAKE_READER_PDF_H
#define INTAKE_READER_PDF_H

#include "base/err.h"
#include "intake/document.h"
#include "intake/pdf_child.h"

/* As a reader does. ERR_REFUSED where the child broke off, where the file cannot be opened, hides
 * text, or is a scan. */
enum err_code pdf_document(const char *name, const struct pdf_child *child, struct document *ret,
                           struct err *err) CHECKED;

#endif
