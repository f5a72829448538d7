#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The bytes of the letter of UTF-8 at p, 0 where there is none (or only its beginning). */
static size_t letter_bytes(const unsigned char *p) {
    static const struct {
        unsigned char first, last;   /* of the leading byte */
        unsigned char lowest, above; /* of the second */
        size_t bytes;
    } forms[] = {
        {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xc0, 2}, {0xe0, 0xe0, 0xa0, 0xc0, 3},
        {0xe1, 0xec, 0x80, 0xc0, 3}, {0xed, 0xed, 0x80, 0xa0, 3}, {0xee, 0xef, 0x80, 0xc0, 3},
        {0xf0, 0xf0, 0x90, 0xc0, 4}, {0xf1, 0xf3, 0x80, 0xc0, 4}, {0xf4, 0xf4, 0x80, 0x90, 4}};
    size_t form = 0, count = sizeof forms / sizeof *forms;
    while (form < count && (*p < forms[form].first || *p > forms[form].last))
        form++;
    if (form == count)
        return 0;
    size_t bytes = forms[form].bytes;
    if (bytes > 1 && (p[1] < forms[form].lowest || p[1] >= forms[form].above))
        return 0;
    for (size_t i = 2; i < bytes; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return bytes;
}

void err_clean(char *text) {
    for (unsigned char *p = (unsigned char *)text; *p;) {
        size_t bytes = letter_bytes(p);
        if (bytes == 0)
            *p = '?';
        else if (*p < 0x20 || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0))
            memset(p, ' ', bytes);
        p += bytes ? bytes : 1;
    }
}

enum err_code err_set(struct err *err, enum err_code code, const char *format, ...) {
    if (!err)
        return code;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    err_clean(err->text);
    err->code = code;
    return code;
}

enum err_code err_add(struct err *err, const char *format, ...) {
    if (!err)
        return ERR_STORAGE;
    char context[256];
    va_list args;
    va_start(args, format);
    vsnprintf(context, sizeof context - 2, format, args);
    va_end(args);
    strcat(context, ": ");
    size_t shift = strlen(context), room = sizeof err->text - 1 - shift;
    size_t kept = strnlen(err->text, room);
    memmove(err->text + shift, err->text, kept);
    memcpy(err->text, context, shift);
    err->text[shift + kept] = '\0';
    err_clean(err->text);
    return err->code;
}

enum err_code err_errno(struct err *err, const char *what, const char *path) {
    int saved = errno;
    enum err_code code = saved == ENOENT || saved == ENOTDIR ? ERR_MISSING : ERR_STORAGE;
    return err_set(err, code, "%s %s: %s", what, path, strerror(saved));
}
