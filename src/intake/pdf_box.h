/* The sandbox in which a stranger's PDF is opened: a process that can read what is there, write to
 * the descriptors it has, and nothing else. */
#ifndef INTAKE_PDF_BOX_H
#define INTAKE_PDF_BOX_H

#include <linux/filter.h>
#include <stddef.h>

#include "base/err.h"

/* The filter as the kernel takes it: to make it costs more than a child's fork. */
struct pdf_box {
    struct sock_fprog program; /* owned */
};

/* Made once, for it takes a while. ERR_STORAGE: the system has no seccomp. */
enum err_code pdf_box_make(struct pdf_box **ret, struct err *err) CHECKED;
void pdf_box_destroy(struct pdf_box *box); /* takes NULL */

/* For a new child: no way back. Lasts over exec. No network, no other process, no file changed; at
 * most `seconds` of CPU; no core file; ends with its parent `parent`. Returns -1 where it cannot
 * be had: then the child must end. */
int pdf_box_enter(const struct pdf_box *box, unsigned seconds, int parent) CHECKED;

/* At most so many bytes of memory more than it has now; at most so many in all, for what comes
 * after exec. */
#define PDF_BOX_PROGRAM ((size_t)64 << 20) /* addresses of a program and its libraries, at most */
int pdf_box_more_memory(size_t bytes) CHECKED;
int pdf_box_memory(size_t bytes) CHECKED;

#endif
