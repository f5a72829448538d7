/* Plain text in, clean lines out. */
#ifndef INTAKE_READER_TEXT_H
#define INTAKE_READER_TEXT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "decision/decision.h"

#define READER_MAX_BYTES ((size_t)16 << 20)
#define READER_MAX_LINES 200000

/* The document's lines in UTF-8 and NFC, each followed by '\n': blanks of any kind are one space,
 * none at the ends of a line, no empty line, nothing invisible. ERR_REFUSED names the reason and
 * what to do; ret_lines and warnings are untouched then. */
enum err_code reader_text(const char *name, const char *bytes, size_t count, struct buf *ret_lines,
                          struct text_list *warnings, struct err *err) CHECKED;

#endif
