/* Many documents, read in the order in which they were named. What takes long and may fail badly
 * (PDF) is read ahead, in children of its own; texts and web pages are recognised ahead, in threads
 * (intake/ahead). What comes out is the same with one processor and with many. */
#ifndef INTAKE_QUEUE_H
#define INTAKE_QUEUE_H

#include <stddef.h>

#include "base/err.h"
#include "intake/intake.h"
#include "intake/source.h"

struct intake_queue;

/* `sources` are borrowed. */
struct intake_queue *intake_queue_make(const struct source *sources, size_t count);
void intake_queue_destroy(struct intake_queue *queue); /* takes NULL; ends its children */

/* The next document, one call for each source. Errors as intake_source. */
enum err_code intake_queue_next(struct intake_queue *queue, struct intake_set *ret,
                                struct err *err) CHECKED;

#endif
