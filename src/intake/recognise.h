/* Clean lines in, a record out. */
#ifndef INTAKE_RECOGNISE_H
#define INTAKE_RECOGNISE_H

#include "base/buf.h"
#include "base/err.h"
#include "intake/intake.h"

/* Takes over the lines of reader_text. `name` is the file's name: it stands in messages, and may
 * hold number and date. Fills the result's decision (without source and sha256), and adds to its
 * warnings and removed lines. ERR_REFUSED: no number, no date, or a date that does not exist. */
enum err_code recognise(const char *name, struct buf *lines, struct intake_result *result,
                        struct err *err) CHECKED;

#endif
