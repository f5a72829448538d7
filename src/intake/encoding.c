#include "intake/encoding.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

/* So many wrong bytes for one letter of UTF-8 say that it is none: in a single-byte text such a
 * pair stands by chance. */
#define CHANCE 20

/* Windows-1254 above 0x7F is Latin-1 but for 0x80 to 0x9F and six letters; 0: not assigned. */
static const uint16_t windows_80[32] = {
    0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0,      0x178};

/* IBM857, the Turkish code page of DOS, from 0x80 on. */
static const uint16_t ibm_80[128] = {
    0xC7,   0xFC,   0xE9,   0xE2,   0xE4,   0xE0,   0xE5,   0xE7,   0xEA,   0xEB,   0xE8,   0xEF,
    0xEE,   0x131,  0xC4,   0xC5,   0xC9,   0xE6,   0xC6,   0xF4,   0xF6,   0xF2,   0xFB,   0xF9,
    0x130,  0xD6,   0xDC,   0xF8,   0xA3,   0xD8,   0x15E,  0x15F,  0xE1,   0xED,   0xF3,   0xFA,
    0xF1,   0xD1,   0x11E,  0x11F,  0xBF,   0xAE,   0xAC,   0xBD,   0xBC,   0xA1,   0xAB,   0xBB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0xC1,   0xC2,   0xC0,   0xA9,   0x2563, 0x2551, 0x2557,
    0x255D, 0xA2,   0xA5,   0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0xE3,   0xC3,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0xA4,   0xBA,   0xAA,   0xCA,   0xCB,
    0xC8,   0,      0xCD,   0xCE,   0xCF,   0x2518, 0x250C, 0x2588, 0x2584, 0xA6,   0xCC,   0x2580,
    0xD3,   0xDF,   0xD4,   0xD2,   0xF5,   0xD5,   0xB5,   0,      0xD7,   0xDA,   0xDB,   0xD9,
    0xEC,   0xFF,   0xAF,   0xB4,   0xAD,   0xB1,   0,      0xBE,   0xB6,   0xA7,   0xF7,   0xB8,
    0xB0,   0xA8,   0xB7,   0xB9,   0xB3,   0xB2,   0x25A0, 0xA0};

typedef uint32_t code_page(unsigned char byte); /* 0: not assigned */

static uint32_t windows_1254(unsigned char byte) {
    static const struct {
        unsigned char byte;
        uint16_t point;
    } letters[] = {{0xD0, 0x11E}, {0xDD, 0x130}, {0xDE, 0x15E},
                   {0xF0, 0x11F}, {0xFD, 0x131}, {0xFE, 0x15F}};
    if (byte >= 0x80 && byte < 0xA0)
        return windows_80[byte - 0x80];
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].byte == byte)
            return letters[i].point;
    return byte;
}

uint32_t encoding_ibm857(unsigned char byte) {
    return byte < 0x80 ? byte : ibm_80[byte - 0x80];
}

/* ---- what the bytes say ---- */

struct evidence {
    size_t utf8;      /* letters of UTF-8 as Turkish texts have them */
    size_t wrong;     /* bytes that are no UTF-8 */
    size_t wrong_at;  /* line of the first, from 1 */
    size_t high;      /* bytes from 0x80 on */
    size_t c1;        /* of them below 0xA0 */
    size_t turkish;   /* bytes that Windows-1254 has a Turkish letter or mark for */
    size_t dos;       /* the same of IBM857 */
    size_t unwindows; /* bytes that Windows-1254 has nothing for */
};

static bool is_turkish(uint32_t point) {
    static const uint16_t points[] = {0xC7,  0xE7, 0x11E, 0x11F, 0x130, 0x131, 0xD6, 0xF6, 0x15E,
                                      0x15F, 0xDC, 0xFC,  0xC2,  0xE2,  0xCE,  0xEE, 0xDB, 0xFB};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (points[i] == point)
            return true;
    return false;
}

/* What a Windows text has besides letters: quotation marks, dashes, blanks, degrees, squares. */
static bool is_mark(uint32_t point) {
    return (point >= 0x2013 && point <= 0x2026) || point == 0xA0 || point == 0xAB ||
           point == 0xBB || point == 0xB0 || point == 0xB2 || point == 0xB3 || point == 0xBD ||
           point == 0xA7 || point == 0xD7 || point == 0xB7 || point == 0xAD || point == 0x20AC;
}

static void weigh_byte(struct evidence *evidence, unsigned char byte) {
    uint32_t windows = windows_1254(byte);
    evidence->high++;
    evidence->c1 += byte < 0xA0;
    evidence->turkish += is_turkish(windows) || is_mark(windows);
    evidence->unwindows += windows == 0;
    evidence->dos += is_turkish(encoding_ibm857(byte));
}

/* Bytes of the letter of UTF-8 at `at`, 0 for none. */
static size_t letter_at(const char *at, size_t left) {
    for (size_t bytes = 2; bytes <= 4 && bytes <= left; bytes++)
        if (utf8_valid(at, bytes))
            return bytes;
    return 0;
}

static struct evidence weigh(const char *bytes, size_t count) {
    struct evidence evidence = {0};
    size_t line = 1;
    for (size_t i = 0; i < count;) {
        unsigned char byte = (unsigned char)bytes[i];
        line += byte == '\n';
        if (byte < 0x80) {
            i++;
            continue;
        }
        size_t letter = letter_at(bytes + i, count - i);
        if (letter && ((byte >= 0xC2 && byte <= 0xC5) || byte == 0xE2))
            evidence.utf8++;
        if (!letter && evidence.wrong++ == 0)
            evidence.wrong_at = line;
        for (size_t end = i + (letter ? letter : 1); i < end; i++)
            weigh_byte(&evidence, (unsigned char)bytes[i]);
    }
    return evidence;
}

/* ---- single bytes ---- */

static enum err_code decode(const char *name, const char *bytes, size_t count, code_page *page,
                            struct encoded *ret, struct err *err) {
    struct buf out = {0};
    for (size_t i = 0; i < count; i++) {
        char letter[4];
        uint32_t point = page((unsigned char)bytes[i]);
        buf_add(&out, letter, utf8_put(bytes[i] && !point ? 0xFFFD : point, letter));
    }
    ret->bytes = out.len;
    ret->text = ret->own = buf_take(&out);
    return ret->own ? ERR_OK : err_set(err, ERR_STORAGE, "%s: out of memory", name);
}

static enum err_code read_single(const char *name, const char *bytes, size_t count,
                                 const char *declared, struct encoded *ret, struct err *err) {
    struct evidence evidence = weigh(bytes, count);
    bool dos = evidence.dos > evidence.turkish && evidence.unwindows > 0;
    size_t known = dos ? evidence.dos : evidence.turkish;
    bool named = declared && (strstr(declared, "125") || strstr(declared, "8859"));
    if (evidence.utf8 && evidence.utf8 * CHANCE >= evidence.wrong)
        return err_set(err, ERR_REFUSED,
                       "%s: not UTF-8 text throughout (line %zu); save it as UTF-8 again", name,
                       evidence.wrong_at);
    if ((known * 2 < evidence.high && !named) || (!dos && evidence.unwindows))
        return err_set(err, ERR_REFUSED, "%s: not UTF-8 text (line %zu); save it as UTF-8", name,
                       evidence.wrong_at);
    ret->encoding = dos ? "IBM857" : evidence.c1 ? "Windows-1254" : "ISO-8859-9";
    return decode(name, bytes, count, dos ? encoding_ibm857 : windows_1254, ret, err);
}

/* ---- UTF-16 ---- */

enum order { ORDER_NONE, ORDER_LITTLE, ORDER_BIG };

static uint32_t unit_at(const char *bytes, size_t i, enum order order) {
    unsigned low = (unsigned char)bytes[i + (order == ORDER_BIG)];
    unsigned high = (unsigned char)bytes[i + (order == ORDER_LITTLE)];
    return high << 8 | low;
}

/* Most letters of a Turkish text are ASCII: one byte of two is NUL, and always the same one. */
static enum order order_of(const char *bytes, size_t count) {
    size_t zero[2] = {0};
    for (size_t i = 0; i < count; i++)
        zero[i & 1] += bytes[i] == '\0';
    if (count % 2 || zero[0] + zero[1] < count / 4)
        return ORDER_NONE;
    return zero[0] == 0 ? ORDER_LITTLE : zero[1] == 0 ? ORDER_BIG : ORDER_NONE;
}

static enum order mark_of(const char *bytes, size_t count) {
    if (count < 2)
        return ORDER_NONE;
    if (memcmp(bytes, "\xFF\xFE", 2) == 0)
        return ORDER_LITTLE;
    return memcmp(bytes, "\xFE\xFF", 2) == 0 ? ORDER_BIG : ORDER_NONE;
}

/* The letter at *i, which moves behind it; 0 for half a letter. */
static uint32_t point_at(const char *bytes, size_t count, size_t *i, enum order order) {
    uint32_t unit = unit_at(bytes, *i, order);
    *i += 2;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    uint32_t low = *i + 1 < count ? unit_at(bytes, *i, order) : 0;
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0;
    *i += 2;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static enum err_code read_utf16(const char *name, const char *bytes, size_t count, size_t from,
                                enum order order, struct encoded *ret, struct err *err) {
    struct buf out = {0};
    size_t line = 1, i = from;
    uint32_t point = 1;
    while (i + 1 < count && point) {
        char letter[4];
        point = point_at(bytes, count, &i, order);
        line += point == '\n';
        buf_add(&out, letter, point ? utf8_put(point, letter) : 0);
    }
    if (!point || i < count) {
        buf_free(&out);
        return err_set(err, ERR_REFUSED, "%s: damaged UTF-16 text (line %zu); save it as UTF-8",
                       name, line);
    }
    ret->encoding = order == ORDER_LITTLE ? "UTF-16LE" : "UTF-16BE";
    ret->bytes = out.len;
    ret->text = ret->own = buf_take(&out);
    return ret->own ? ERR_OK : err_set(err, ERR_STORAGE, "%s: out of memory", name);
}

/* ---- all of them ---- */

static enum err_code read_any(const char *name, const char *bytes, size_t count,
                              const char *declared, struct encoded *ret, struct err *err) {
    enum order order = mark_of(bytes, count);
    if (order != ORDER_NONE)
        return read_utf16(name, bytes, count, 2, order, ret, err);
    if (count && memchr(bytes, '\0', count)) {
        order = order_of(bytes, count);
        if (order != ORDER_NONE)
            return read_utf16(name, bytes, count, 0, order, ret, err);
        return err_set(err, ERR_REFUSED, "%s: not a text file; save it as plain text in UTF-8",
                       name);
    }
    if (!utf8_valid(bytes, count))
        return read_single(name, bytes, count, declared, ret, err);
    size_t mark = count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *ret = (struct encoded){"UTF-8", bytes + mark, count - mark, NULL};
    return ERR_OK;
}

enum err_code encoding_read(const char *name, const char *bytes, size_t count, const char *declared,
                            struct encoded *ret, struct err *err) {
    struct encoded encoded = {0};
    enum err_code code = read_any(name, bytes, count, declared, &encoded, err);
    if (code == ERR_OK)
        *ret = encoded;
    return code;
}

void encoding_free(struct encoded *encoded) {
    if (!encoded)
        return;
    free(encoded->own);
    *encoded = (struct encoded){0};
}
