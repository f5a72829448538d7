/* The loop of a process that does nothing but fork children for PDFs, each of which it passes two
 * descriptors; and how to ask it. Without anything of ours: it is part of what is loaded into
 * pdftotext, too. */
#ifndef INTAKE_PDF_SERVE_H
#define INTAKE_PDF_SERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "intake/pdf_box.h"

#define PDF_SECONDS 30 /* of CPU that a child may take, and of wall clock in all */

#define PDF_NO_TOOL 127 /* a child ends so that could not enter its sandbox or become pdftotext */

/* What a child is for. */
struct pdf_request {
    size_t bytes;  /* of the PDF */
    size_t memory; /* bytes that it may take on top of what it begins with */
    bool read;     /* its text is wanted; else it is looked at */
};

/* For the process that serves, over a socket of whole messages. Returns in each new child, which is
 * in the sandbox and has the PDF on 0, where to write on 1, nothing on 2, and nothing else open.
 * Its parent is `parent`, not we. Ends the process once nobody asks any more. */
struct pdf_request pdf_serve(int socket, pid_t parent, const struct pdf_box *box);

/* For the one who asks, before all else: does it serve? */
bool pdf_serve_ready(int socket, unsigned seconds);
/* A new child's id. -1 and errno; EPIPE: nobody is there to ask; ETIMEDOUT: nobody has answered,
 * and an answer that still comes is not to be taken for another's. Both descriptors stay the
 * caller's. */
pid_t pdf_serve_ask(int socket, const struct pdf_request *request, int pdf, int out);

#endif
