/* A PDF's text by way of pdftotext, in sandboxed children of its own, one that looks at it and then
 * one that reads it: what they may cost is bounded, and what they break is their own. Several may
 * be under way at once; nothing here is a thread. */
#ifndef INTAKE_PDF_CHILD_H
#define INTAKE_PDF_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "intake/pdf_cover.h"
#include "intake/pdf_server.h"

/* What all children need. */
struct pdf_tool {
    struct pdf_server *server;
    int64_t wall_us; /* a child's time; tests may make it shorter */
};
/* `path`: of pdftotext, absolute; NULL: looks for it along PATH. To be called early, see
 * pdf_server. ERR_MISSING: there is no pdftotext; ERR_STORAGE: no process. */
enum err_code pdf_tool_make(const char *path, struct pdf_tool **ret, struct err *err) CHECKED;
void pdf_tool_destroy(struct pdf_tool *tool); /* takes NULL; its children go on */

enum pdf_end {
    PDF_RUNNING,
    PDF_DONE,    /* findings and text are there, as far as the findings let it come to that */
    PDF_SLOW,    /* it took too long */
    PDF_FLOOD,   /* it wrote too much */
    PDF_CRASHED, /* or had no memory left */
    PDF_TIGHT, /* as that, or it looks damaged; with more memory it may go well: pdf_child_finish */
    PDF_NO_READER /* it is sound, but pdftotext cannot be started */
};

struct pdf_child;

/* Starts on a file's bytes, which are needed no longer afterwards. ERR_STORAGE: no process. */
enum err_code pdf_child_start(const struct pdf_tool *tool, const void *bytes, size_t count,
                              struct pdf_child **ret, struct err *err) CHECKED;
void pdf_child_destroy(struct pdf_child *child); /* takes NULL; ends it */

/* Takes what it has written so far, without waiting. */
void pdf_child_look(struct pdf_child *child);
/* Takes what they write until one of them has ended; none of them waits for us meanwhile. */
void pdf_children_wait(struct pdf_child **children, size_t count);
/* Waits for its end. One that had not memory enough runs once more with five times as much: no
 * other may run meanwhile, or the bound of them all together does not hold. */
void pdf_child_finish(struct pdf_child *child);

enum pdf_end pdf_child_state(const struct pdf_child *child);
/* Of a child that is done. Owned by it; the text is NUL-terminated. */
const struct pdf_findings *pdf_child_findings(const struct pdf_child *child);
const char *pdf_child_text(const struct pdf_child *child, size_t *ret_bytes);
/* How much of our memory it holds, while it runs and afterwards. */
size_t pdf_child_bytes(const struct pdf_child *child);

#endif
