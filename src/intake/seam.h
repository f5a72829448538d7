/* Where two lines of a paragraph meet: between words, or inside one. */
#ifndef INTAKE_SEAM_H
#define INTAKE_SEAM_H

#include "intake/paragraph.h"

/* A hyphen is taken away only where that is sure: the whole word stands elsewhere in the text, or
 * a syllable ends there and neither part is a word of the text. */
enum join seam_between(struct paragraphs *paragraphs, const struct set_line *a,
                       const struct set_line *b);

#endif
