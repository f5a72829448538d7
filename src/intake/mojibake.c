#include "intake/mojibake.h"

#include <stdint.h>
#include <string.h>

#include "intake/point.h"
#include "text/utf8.h"

#define TIMES 3 /* that it may have happened to one text */

/* Windows-1252 from 0x80 on; 0 where it has nothing, and readers put U+0080 to U+009F. */
static const uint16_t windows_80[32] = {
    0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

/* A letter that was spoilt. */
struct letter {
    uint32_t point; /* what it was; 0: there is none */
    size_t bytes;   /* that it takes now */
    bool sure;      /* nobody writes that */
};

/* The point at `at`, which is before `end`; 0 at the end. */
static uint32_t next_point(const char **at, const char *end) {
    return *at < end ? point_next(at) : 0;
}

/* The byte 0x80 to 0xBF that was read as this point, else 0. */
static uint32_t tail_of(uint32_t point) {
    if (point >= 0x80 && point < 0xC0)
        return point;
    for (uint32_t i = 0; i < 32; i++)
        if (point && windows_80[i] == point)
            return 0x80 + i;
    return 0;
}

static bool is_sure(uint32_t point) {
    static const uint16_t letters[] = {0xC7,  0xE7,  0x11E, 0x11F, 0x130, 0x131, 0xD6, 0xF6,
                                       0x15E, 0x15F, 0xDC,  0xFC,  0xE2,  0xEE,  0xFB};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i] == point)
            return true;
    return point >= 0x2010 && point < 0x2100;
}

/* The quotation mark whose last byte is gone: Windows-1252 has nothing for it. */
static struct letter cut_quote(uint32_t lead, uint32_t second, const char *from, const char *at) {
    if (lead != 0xE2 || second != 0x80)
        return (struct letter){0};
    return (struct letter){0x201D, (size_t)(at - from), true};
}

static struct letter letter_at(const char *from, const char *end) {
    const char *at = from;
    uint32_t lead = next_point(&at, end);
    bool two = (lead >= 0xC2 && lead <= 0xC5) || lead == 0xCC, three = lead == 0xE2;
    if (!two && !three)
        return (struct letter){0};
    uint32_t second = tail_of(next_point(&at, end));
    if (!second)
        return (struct letter){0};
    uint32_t point = (lead & 0x1F) << 6 | (second & 0x3F);
    if (three) {
        const char *before = at;
        uint32_t third = tail_of(next_point(&at, end));
        if (!third)
            return cut_quote(lead, second, from, before);
        point = (lead & 0xF) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
    }
    if (point < 0xA0) /* what was one of the marks that Latin-1 does not show */
        return (struct letter){0};
    return (struct letter){point, (size_t)(at - from), is_sure(point)};
}

/* "Ã„Â±": what comes of the first is the lead of the next, so it happened twice. */
static bool is_twice(const struct letter *letter, const char *at, const char *end) {
    bool lead = (letter->point >= 0xC2 && letter->point <= 0xC5) || letter->point == 0xE2;
    struct letter next = lead ? letter_at(at + letter->bytes, end) : (struct letter){0};
    return next.point && tail_of(next.point);
}

bool mojibake_suspected(const char *text, size_t bytes) {
    const char *end = text + bytes;
    for (const char *at = text; (at = memchr(at, '\xC3', (size_t)(end - at))); at++) {
        unsigned char next = (unsigned char)at[1]; /* Â Ã Ä Å, â */
        if ((next >= 0x82 && next <= 0x85) || next == 0xA2)
            return true;
    }
    return false;
}

static bool has_sure(const char *text, size_t bytes) {
    const char *end = text + bytes;
    for (const char *at = text; (at = memchr(at, '\xC3', (size_t)(end - at))); at++) {
        struct letter letter = letter_at(at, end);
        if (letter.point && (letter.sure || is_twice(&letter, at, end)))
            return true;
    }
    return false;
}

/* What is left of "Â" and a no-break space where that became a plain one; `mended` is the end of
 * the last letter that was put right. */
static bool is_blank_rest(const char *text, const char *at, const char *end, const char *mended) {
    bool before =
        at == text || at == mended || strchr(" \t\n", at[-1]) || (unsigned char)at[-1] < 0x80;
    bool after = at + 2 == end || strchr(" \t\n", at[2]);
    return (unsigned char)at[1] == 0x82 && before && after;
}

static size_t mend_once(char *text, size_t bytes, size_t *ret_count) {
    const char *end = text + bytes, *mended = NULL;
    char *out = text;
    size_t count = 0;
    for (const char *at = text; at < end;) {
        struct letter letter = *at == '\xC3' ? letter_at(at, end) : (struct letter){0};
        if (letter.point) {
            mended = at += letter.bytes;
            out += utf8_put(letter.point, out);
            count++;
        } else if (*at == '\xC3' && is_blank_rest(text, at, end, mended)) {
            at += 2;
            *out++ = ' ';
            count++;
        } else {
            *out++ = *at++;
        }
    }
    *ret_count = count;
    return (size_t)(out - text);
}

size_t mojibake_mend(char *text, size_t bytes, struct mends *mends) {
    size_t total = 0;
    for (int times = 0; times < TIMES && has_sure(text, bytes); times++) {
        size_t count;
        bytes = mend_once(text, bytes, &count);
        total = count > total ? count : total;
    }
    mends_add(mends, "UTF-8 read as Windows-1254", total);
    return bytes;
}
