/* What a program says on stderr: one line each, "program: text". Library code never calls these. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

void log_error(const char *program, const struct err *err);
void log_note(const char *program, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
