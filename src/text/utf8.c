#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

bool utf8_valid(const char *text, size_t bytes) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t left = (utf8proc_ssize_t)bytes;
    while (left > 0) {
        utf8proc_int32_t point;
        utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);
        if (used <= 0)
            return false;
        at += used;
        left -= used;
    }
    return true;
}

uint32_t utf8_next(const char **text) {
    if (**text == '\0')
        return 0;
    utf8proc_int32_t point;
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)*text,
                                             (utf8proc_ssize_t)strnlen(*text, 4), &point);
    if (used <= 0) {
        *text += 1;
        return 0xFFFD;
    }
    *text += used;
    return (uint32_t)point;
}

size_t utf8_put(uint32_t point, char ret[4]) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)point, (utf8proc_uint8_t *)ret);
}

bool utf8_is_mark(uint32_t point) {
    if (point < 0x300)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

size_t utf8_count(const char *text) {
    size_t count = 0;
    while (utf8_next(&text))
        count++;
    return count;
}

char *utf8_nfc(const char *text) {
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
    return composed ? (char *)composed : mem_string(text);
}
