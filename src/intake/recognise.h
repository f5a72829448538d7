/* Clean lines in, records out. */
#ifndef INTAKE_RECOGNISE_H
#define INTAKE_RECOGNISE_H

#include "base/err.h"
#include "intake/document.h"
#include "intake/intake.h"

/* Takes over a reader's document. `name` is the file's name: it stands in messages, and may hold
 * number and date. Fills a result for each decision in it (without source and sha256).
 * ERR_REFUSED: no number, no date, or a date that does not exist, in all of them. */
enum err_code recognise(const char *name, struct document *document, struct intake_set *ret,
                        struct err *err) CHECKED;

#endif
