/* What is loaded into pdftotext before its own main(): started once, linked and made ready, it
 * forks a copy of itself for each PDF, which then runs main(). Of the whole time that a short
 * PDF takes pdftotext, half goes into its start. */
#ifndef INTAKE_PDF_HOLD_H
#define INTAKE_PDF_HOLD_H

/* Descriptors that it is started with. */
enum {
    HOLD_SOCKET = 3, /* see pdf_serve */
    HOLD_FILTER,     /* a file: the filter of struct pdf_box */
    HOLD_OBJECT      /* this, as a shared object */
};

#endif
