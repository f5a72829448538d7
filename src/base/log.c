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
    for (unsigned char *p = (unsigned char *)text; *p; p++)
        if (*p < 0x20 || *p == 0x7f) /* as in err_set: quoted data must not steer a terminal */
            *p = ' ';
    fprintf(stderr, "%s: %s\n", program, text);
}
