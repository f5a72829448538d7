/* What lies on a page: notes, boxes and marks that a viewer draws over its content. */
#ifndef INTAKE_PDF_ANNOTATION_H
#define INTAKE_PDF_ANNOTATION_H

#include "intake/pdf_paint.h"

/* Form fields are left out: an empty one lies over its dotted line and hides nothing. */
void pdf_annotations_paint(struct pdf_painter *painter, qpdf_oh page);

#endif
