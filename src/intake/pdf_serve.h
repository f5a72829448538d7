/* The loop of a process that does nothing but fork children for PDFs, each of which it passes two
 * descriptors; and how to ask it. Without anything of ours: it is part of what is loaded into
 * pdftotext, too. */
#ifndef INTAKE_PDF_SERVE_H
#define INTAKE_PDF_SERVE_H

#include <stddef.h>
#include <sys/types.h>

#include "intake/pdf_box.h"

#define PDF_SECONDS 30 /* of CPU that a child may take, and of wall clock in all */

/* For the process that serves, over a socket of whole messages. Returns in each new child, which is
 * in the sandbox and has the PDF on 0, where to write on 1, nothing on 2, and nothing else open:
 * the size of the PDF. Its parent is `parent`, not we. Ends the process once nobody asks any more.
 */
size_t pdf_serve(int socket, pid_t parent, const struct pdf_box *box);

/* For the one who asks: a new child's id. -1 and errno; EPIPE: nobody answers any more. Both
 * descriptors stay the caller's. */
pid_t pdf_serve_ask(int socket, int pdf, size_t bytes, int out);

#endif
