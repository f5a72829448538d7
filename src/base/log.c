#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void log_error(const char *program, const struct err *err) {
    fprintf(stderr, "%s: %s\n", program, err->text);
}

void log_note(const char *program, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    err_clean(text);
    fprintf(stderr, "%s: %s\n", program, text);
}
