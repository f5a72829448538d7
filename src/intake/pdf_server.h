/* The two processes that start the children in which PDFs are opened: one forks those that look at
 * how a PDF is drawn, one is pdftotext itself, held before its main(), and forks those that read.
 * A fork copies the maps of the process that forks, and that of an importing one is large and
 * grows. Neither sees a byte of a PDF: each is opened by fresh children, which cannot reach them.
 * Where pdftotext cannot be held (a static one, say) or is no longer there, the first one's child
 * becomes it by exec: slower, in the same sandbox, with the same result. */
#ifndef INTAKE_PDF_SERVER_H
#define INTAKE_PDF_SERVER_H

#include <sys/types.h>

#include "base/err.h"
#include "intake/pdf_serve.h"

struct pdf_server;

/* To be called before memory grows, threads run and secrets are opened; they get ready at the first
 * PDF only. `tool`: the absolute path of pdftotext. ERR_STORAGE: no process. */
enum err_code pdf_server_start(const char *tool, struct pdf_server **ret, struct err *err) CHECKED;
void pdf_server_stop(struct pdf_server *server); /* takes NULL; its children go on */

/* A new child, the caller's own to wait for and to kill, for the PDF in the file `pdf`. It writes
 * its struct pdf_findings, or its text, to `out`. Both descriptors stay the caller's. ERR_STORAGE:
 * no process or no sandbox, which does not come back. Never waits longer than PDF_SECONDS. */
enum err_code pdf_server_fork(struct pdf_server *server, const struct pdf_request *request, int pdf,
                              int out, pid_t *ret, struct err *err) CHECKED;

#endif
