/* A small process that starts the children in which PDFs are opened: a fork copies the maps of the
 * process that asks for it, and that of an importing one is large and grows. It sees no byte of a
 * PDF itself: each is opened by a fresh child, which cannot reach it. */
#ifndef INTAKE_PDF_SERVER_H
#define INTAKE_PDF_SERVER_H

#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

#define PDF_SECONDS 30 /* that a child may take */

struct pdf_server;

/* To be called before memory grows and secrets are opened. `tool` is the absolute path of
 * pdftotext, copied. ERR_STORAGE: no process. */
enum err_code pdf_server_start(const char *tool, struct pdf_server **ret, struct err *err) CHECKED;
void pdf_server_stop(struct pdf_server *server); /* takes NULL; its children go on */

/* A new child, which is the caller's own to wait for and to kill: it opens the PDF of `bytes` bytes
 * in the file `pdf`, writes its struct pdf_findings to `out` and, where it is sound, its text. Both
 * descriptors stay the caller's. ERR_STORAGE: no process or no sandbox. */
enum err_code pdf_server_fork(struct pdf_server *server, int pdf, size_t bytes, int out,
                              pid_t *ret, struct err *err) CHECKED;

#endif
