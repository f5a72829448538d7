#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

/* How many of the next eight bytes are below 0x80 before the first that is not. */
static size_t ascii_run(const unsigned char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    word &= UINT64_C(0x8080808080808080);
    if (word == 0)
        return 8;
    size_t run = 0;
    while (at[run] < 0x80)
        run++;
    return run;
}

/* The length of the sequence that begins with `first`, whose second byte lies in [*ret_low,
 * *ret_high] (Unicode, table 3-7); 0 where no sequence begins so. */
static size_t sequence(unsigned char first, unsigned char *ret_low, unsigned char *ret_high) {
    *ret_low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    *ret_high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if (first >= 0xe0 && first <= 0xef)
        return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* By hand and not by utf8proc: every byte of a set goes through here before it is shown, and half
 * the time of the full check went into single steps. */
bool utf8_valid(const char *text, size_t bytes) {
    const unsigned char *at = (const unsigned char *)text, *end = at + bytes;
    while (at < end) {
        if (end - at >= 8)
            at += ascii_run(at);
        if (at == end)
            break;
        if (*at < 0x80) {
            at++;
            continue;
        }
        unsigned char low, high;
        size_t length = sequence(*at, &low, &high);
        if (length == 0 || (size_t)(end - at) < length || at[1] < low || at[1] > high)
            return false;
        for (size_t i = 2; i < length; i++)
            if ((at[i] & 0xc0) != 0x80)
                return false;
        at += length;
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
