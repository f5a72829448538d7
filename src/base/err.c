#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/letter.h"

void err_clean(char *text) {
    for (unsigned char *p = (unsigned char *)text; *p;) {
        size_t bytes = letter_bytes((const char *)p);
        if (bytes == 0)
            *p = '?';
        else if (letter_is_control((const char *)p, bytes))
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

/* What staff can do about it; "" where the reason says it. */
static const char *advice(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "; free some space and try again (disk dolu)";
    case EROFS:
        return "; mount it writable, and replace a card that has made itself read-only";
    case EACCES:
    case EPERM:
        return "; check that this user may do so";
    case EIO:
        return "; check the disk or the card";
    default:
        return "";
    }
}

enum err_code err_errno(struct err *err, const char *what, const char *path) {
    int saved = errno;
    enum err_code code = saved == ENOENT || saved == ENOTDIR ? ERR_MISSING : ERR_STORAGE;
    return err_set(err, code, "%s %s: %s%s", what, path, strerror(saved), advice(saved));
}
