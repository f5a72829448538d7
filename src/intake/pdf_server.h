/* The two processes that start the children in which PDFs are opened: one forks those that look at
 * how a PDF is drawn, one is pdftotext itself, held before its main(), and forks those that read.
 * A fork copies the maps of the process that forks, and that of an importing one is large and
 * grows. Neither sees a byte of a PDF: each is opened by fresh children, which cannot reach them.
 */
#ifndef INTAKE_PDF_SERVER_H
#define INTAKE_PDF_SERVER_H

#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

struct pdf_server;

/* To be called before memory grows and secrets are opened; they get ready at the first PDF only.
 * `tool`: the absolute path of pdftotext; NULL: a looking one. ERR_STORAGE: no process. */
enum err_code pdf_server_start(const char *tool, struct pdf_server **ret, struct err *err) CHECKED;
void pdf_server_stop(struct pdf_server *server); /* takes NULL; its children go on */

/* A new child, the caller's own to wait for and to kill, for the PDF of `bytes` bytes in the file
 * `pdf`. It writes its struct pdf_findings, or its text, to `out`. Both descriptors stay the
 * caller's. ERR_STORAGE: no process or no sandbox. */
enum err_code pdf_server_fork(struct pdf_server *server, int pdf, size_t bytes, int out, pid_t *ret,
                              struct err *err) CHECKED;

#endif
