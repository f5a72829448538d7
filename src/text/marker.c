#include "text/marker.h"

#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

#define PARTS_MOST 4    /* 1.2.3.4. */
#define MARKER_BYTES 16 /* "(xxxviii)" and "100.10.10.10." are shorter */

enum count { COUNT_NUMBER = 1, COUNT_LETTER, COUNT_ROMAN, COUNT_BULLET };

/* The walk over a line's beginning. */
struct head {
    const char *at, *end;
    bool bracket;              /* opened by one */
    bool upper;                /* counts with capitals */
    int parts;                 /* of a number: 2 for "3.1" */
    int number, letter, roman; /* ordinals, 0 where it cannot be that */
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static uint32_t peek(const struct head *h) {
    const char *at = h->at;
    return at < h->end ? utf8_next(&at) : 0;
}

static bool take(struct head *h, const char *text) {
    size_t bytes = strlen(text);
    if ((size_t)(h->end - h->at) < bytes || memcmp(h->at, text, bytes) != 0)
        return false;
    h->at += bytes;
    return true;
}

static bool is_capital(uint32_t point) {
    return turkish_lower_point(point) != point;
}

/* ---- what it counts with ---- */

/* 1 to 29 in the Turkish alphabet, 0 for any other. */
static int letter_ordinal(uint32_t point) {
    static const uint32_t alphabet[] = {'a',   'b', 'c',   0xE7, 'd', 'e',  'f', 'g', 0x11F, 'h',
                                        0x131, 'i', 'j',   'k',  'l', 'm',  'n', 'o', 0xF6,  'p',
                                        'r',   's', 0x15F, 't',  'u', 0xFC, 'v', 'y', 'z'};
    uint32_t low = turkish_lower_point(point);
    for (int i = 0; i < 29; i++)
        if (alphabet[i] == low)
            return i + 1;
    return 0;
}

static int roman_digit(char byte) {
    static const struct {
        char digit;
        int value;
    } digits[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if ((byte | 0x20) == digits[i].digit)
            return digits[i].value;
    return 0;
}

/* All of one case, at most seven digits ("xxxviii"); 0 where it is no number. */
static int roman_ordinal(const char *text, size_t bytes) {
    int sum = 0;
    for (size_t i = 0; i < bytes; i++) {
        int value = roman_digit(text[i]);
        int next = i + 1 < bytes ? roman_digit(text[i + 1]) : 0;
        if (!value || (text[i] & 0x20) != (text[0] & 0x20) || bytes > 7)
            return 0;
        sum += value < next ? -value : value;
    }
    return sum > 0 ? sum : 0;
}

/* One number between dots; false where it is no number that a marker has. */
static bool read_part(struct head *h, int digits_most) {
    int value = 0, digits = 0;
    if (peek(h) == '0')
        return false;
    for (; h->at < h->end && is_digit(*h->at) && digits < digits_most; h->at++, digits++)
        value = value * 10 + (*h->at - '0');
    h->number = value;
    h->parts++;
    return digits && (h->at == h->end || !is_digit(*h->at));
}

static bool read_number(struct head *h) {
    if (!read_part(h, 3)) /* "2015." is no marker */
        return false;
    while (h->end - h->at > 1 && *h->at == '.' && is_digit(h->at[1])) {
        h->at++;
        if (h->parts == PARTS_MOST || !read_part(h, 2))
            return false;
    }
    return true;
}

static bool read_letters(struct head *h) {
    const char *start = h->at;
    uint32_t first = peek(h);
    h->upper = is_capital(first);
    h->letter = letter_ordinal(first);
    utf8_next(&h->at);
    const char *stop = start;
    while (stop < h->end && roman_digit(*stop) && stop - start < 8)
        stop++;
    h->roman = roman_ordinal(start, (size_t)(stop - start));
    if (stop > h->at) {
        h->at = stop;
        h->letter = 0;
    }
    return h->letter || h->roman;
}

static bool read_count(struct head *h) {
    uint32_t point = peek(h);
    if (point >= '0' && point <= '9')
        return read_number(h);
    return point && turkish_is_letter(point) && read_letters(h);
}

/* ---- how it is closed, and what follows ---- */

/* What may begin a sentence: after "3." a small letter says that it was an ordinal number. */
static bool begins_sentence(uint32_t point) {
    return is_capital(point) || point == '"' || point == '(' || point == '%' || point == 0x201C ||
           point == 0x2018 || point == 0x20BA;
}

/* The closing sign, 0 for none. A bracket tells by itself; a dot or a dash must be followed by the
 * beginning of a sentence, and a letter's by a space as well ("A.Ş.", "e-Devlet", "A-Blok"). */
static int read_close(struct head *h) {
    int close = 0;
    if (h->bracket)
        return take(h, ")") ? '(' : 0;
    if (take(h, ")") || take(h, ".)") || take(h, "-)"))
        return ')';
    if (take(h, ".-") || take(h, "-") || take(h, "–"))
        close = '-';
    else if (take(h, "."))
        close = '.';
    struct head behind = *h;
    bool spaced = take(&behind, " ") || take(&behind, "\t");
    while (take(&behind, " "))
        continue;
    if (!close || !begins_sentence(peek(&behind)) || (!spaced && !h->number))
        return 0;
    return close;
}

static bool is_bullet(uint32_t point) {
    return point == '-' || point == 0x2013 || point == 0x2014 || point == '*' || point == 0x2022 ||
           point == 0x25AA || point == 0x25CF || point == 0x25CB || point == 0xB7;
}

static struct marker_reading reading(const struct head *h, enum count count, int close,
                                     int ordinal) {
    if (!ordinal)
        return (struct marker_reading){0};
    unsigned style = (unsigned)count << 12 | (unsigned)h->upper << 11 | (unsigned)h->parts << 7 |
                     (unsigned)close;
    return (struct marker_reading){(uint16_t)style, (uint16_t)ordinal};
}

static bool read_bullet(struct head *h, struct marker *ret) {
    uint32_t point = peek(h);
    if (!is_bullet(point))
        return false;
    utf8_next(&h->at);
    if (peek(h) != ' ' && peek(h) != '\t')
        return false;
    ret->readings[0] = (struct marker_reading){(uint16_t)(COUNT_BULLET << 12 | (point & 0xFFF)), 1};
    return true;
}

static bool read_counted(struct head *h, struct marker *ret) {
    h->bracket = take(h, "(");
    if (!read_count(h))
        return false;
    int close = read_close(h);
    if (!close)
        return false;
    struct marker_reading number = reading(h, COUNT_NUMBER, close, h->number);
    struct marker_reading letter = reading(h, COUNT_LETTER, close, h->letter);
    struct marker_reading roman = reading(h, COUNT_ROMAN, close, h->roman);
    bool counts =
        h->roman == 1 || !h->letter; /* "i)" begins a list more often than it is the 12th */
    ret->readings[0] = h->number ? number : counts ? roman : letter;
    ret->readings[1] = h->number ? (struct marker_reading){0} : counts ? letter : roman;
    return true;
}

/* Is there something that closes a marker where one could end? Most lines are out here. */
static bool may_have_marker(const char *line, size_t bytes) {
    for (size_t i = 0; i < bytes && i < MARKER_BYTES; i++)
        if (line[i] == ')' || line[i] == '.' || line[i] == '-' || line[i] == '*' ||
            (unsigned char)line[i] == 0xE2 || (unsigned char)line[i] == 0xC2)
            return true;
    return false;
}

bool marker_read(const char *line, size_t bytes, struct marker *ret) {
    struct head h = {.at = line, .end = line + bytes};
    struct marker marker = {0};
    if (!may_have_marker(line, bytes))
        return false;
    if (!read_bullet(&h, &marker)) {
        h.at = line;
        if (!read_counted(&h, &marker))
            return false;
    }
    marker.bytes = (uint8_t)(h.at - line);
    for (int blanks = 0; blanks < 64 && (take(&h, " ") || take(&h, "\t")); blanks++)
        continue;
    marker.text = (uint8_t)(h.at - line);
    if (h.at == h.end)
        return false;
    *ret = marker;
    return true;
}

bool marker_follows(struct marker_reading last, struct marker_reading next) {
    if (!last.style || last.style != next.style)
        return false;
    switch (last.style >> 12) {
    case COUNT_BULLET:
        return true;
    case COUNT_LETTER: /* c) d) without ç), g) h) without ğ) */
        return next.ordinal == last.ordinal + 1 || next.ordinal == last.ordinal + 2;
    default:
        return next.ordinal == last.ordinal + 1;
    }
}

bool marker_is_article(const char *line, size_t bytes) {
    struct head h = {.at = line, .end = line + bytes};
    static const char *const kinds[] = {"GEÇİCİ ", "Geçici ", "EK ", "Ek "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (take(&h, kinds[i]))
            break;
    return (take(&h, "MADDE ") || take(&h, "Madde ")) && h.at < h.end && is_digit(*h.at);
}
