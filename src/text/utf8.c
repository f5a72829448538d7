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
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(word) / 8;
#else
    return (size_t)__builtin_clzll(word) / 8;
#endif
}

static bool is_tail(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
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

/* The bytes of the sequence at `at`, 0 where there is no whole and valid one. */
static size_t valid_sequence(const unsigned char *at, size_t left) {
    unsigned char low, high;
    size_t length = sequence(*at, &low, &high);
    if (length == 0 || left < length || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_tail(at[i]))
            return 0;
    return length;
}

/* By hand and not by utf8proc: every byte of a set goes through here before it is shown, and half
 * the time of the full check went into single steps. */
bool utf8_valid(const char *text, size_t bytes) {
    const unsigned char *at = (const unsigned char *)text, *end = at + bytes;
    while (at < end) {
        size_t left = (size_t)(end - at);
        if (left > 8) {
            size_t run = ascii_run(at);
            at += run;
            if (run == 8)
                continue;
            left -= run;
        }
        size_t used = 1;
        if (left > 1 && *at >= 0xc2 && *at <= 0xdf && is_tail(at[1])) /* most letters but a to z */
            used = 2;
        else if (*at >= 0x80)
            used = valid_sequence(at, left);
        if (used == 0)
            return false;
        at += used;
    }
    return true;
}

uint32_t utf8_next(const char **text) {
    unsigned char first = (unsigned char)**text, second;
    if (first < 0x80) {
        *text += first != 0;
        return first;
    }
    second = (unsigned char)(*text)[1];
    if (first >= 0xc2 && first <= 0xdf && is_tail(second)) {
        *text += 2;
        return (uint32_t)(first & 0x1f) << 6 | (second & 0x3f);
    }
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

const char *utf8_cluster_end(const char *text) {
    utf8proc_int32_t state = 0;
    uint32_t point = utf8_next(&text);
    for (const char *next = text; *next; text = next) {
        uint32_t following = utf8_next(&next);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)point, (utf8proc_int32_t)following,
                                             &state))
            break;
        point = following;
    }
    return text;
}

size_t utf8_count(const char *text) {
    size_t count = 0;
    while (utf8_next(&text))
        count++;
    return count;
}

/* Nothing before U+0300 and no general punctuation of U+2010 to U+20BF is changed by composition,
 * which leaves most Turkish texts as they are. */
static bool is_composed(const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at >= 0xCC &&
            !(*at == 0xE2 && ((at[1] == 0x80 && at[2] >= 0x90) || at[1] == 0x81 || at[1] == 0x82)))
            return false;
    return true;
}

char *utf8_nfc(const char *text) {
    if (is_composed(text))
        return mem_string(text);
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
    return composed ? (char *)composed : mem_string(text);
}
