/* The properties of a run of a Word document: letters of the same kind. */
#ifndef INTAKE_DOCX_RUN_H
#define INTAKE_DOCX_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/docx_styles.h"
#include "intake/docx_xml.h"

struct docx_run {
    char style[DOCX_ID_BYTES];
    int vanish;        /* says so itself: 1, 0 or DOCX_NONE */
    bool hidden;       /* with what its style and its paragraph say */
    bool raised;       /* superscript */
    bool coloured;     /* in a colour of its own: neither none nor automatic */
    bool dark;         /* that is as good as black */
    bool marked_black; /* as with a black pen */
    bool shaded_black;
};

/* Takes over what an element in its w:rPr says. */
void docx_run_property(struct docx_run *run, enum docx_element element,
                       const struct docx_attributes *attributes);
/* Is it a text that is blacked out so that only its looks are gone? */
bool docx_run_covered(const struct docx_run *run, const char *text, size_t bytes);

#endif
