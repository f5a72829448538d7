#include "text/nobreak.h"

#include <stdint.h>
#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

#define COUNTED_MOST 10 /* bytes: a longer word may stand on the line after its number */
#define STEM 12         /* bytes of the longest word in the tables below, with its NUL */

struct word {
    const char *start, *end;
};

/* Months, folded: 9 Temmuz, Temmuz 2015. */
static const char *const months[] = {"ocak",   "subat",   "mart",  "nisan", "mayis", "haziran",
                                     "temmuz", "agustos", "eylul", "ekim",  "kasim", "aralik"};
/* Beginnings of what a number or a letter names: 74. Maddesi, 5393 Sayılı, (n) Bendi. */
static const char *const named[] = {"madde", "fikra", "bend", "bent", "sayi", "nolu", "no"};
/* Words that announce a number. */
static const char *const announcers[] = {"no",   "numara", "madde",    "md",   "ek",    "gecici",
                                         "sayi", "say",    "mukerrer", "cilt", "sayfa", "s"};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static uint32_t first_point(struct word word) {
    return utf8_next(&word.start);
}

static uint32_t last_point(struct word word) {
    const char *at = word.end - 1;
    while (at > word.start && ((unsigned char)*at & 0xC0) == 0x80)
        at--;
    return utf8_next(&at);
}

/* Does the word begin with a mark that belongs to what is before it? Quotation marks are found on
 * either side (’’böyle’’), and a hyphen may be a sign. */
static bool is_closing(struct word word) {
    uint32_t first = utf8_next(&word.start);
    uint32_t next = word.start < word.end ? utf8_next(&word.start) : 0;
    switch (first) {
    case ')':
    case ']':
    case '}':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case '.':
    case 0x2026: /* … */
    case 0xBB:   /* » */
        return true;
    case '-':
    case 0x2013: /* – */
    case 0x2014: /* — */
        return !next;
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
        return !turkish_is_letter(next);
    default:
        return false;
    }
}

static bool opens(uint32_t point) {
    switch (point) {
    case '(':
    case '[':
    case '{':
    case 0x2018: /* ‘ */
    case 0x201C: /* “ */
    case 0xAB:   /* « */
        return true;
    default:
        return false;
    }
}

/* Goes with a number on either side. */
static bool is_sign(uint32_t point) {
    return point == '%' || point == '$' || point == 0x20BA /* ₺ */ || point == 0x20AC /* € */ ||
           point == 0xA7 /* § */ || point == 0xB0 /* ° */;
}

static bool has_digit(struct word word) {
    while (word.start < word.end)
        if (is_digit(*word.start++))
            return true;
    return false;
}

static bool is_capital(uint32_t point) {
    return turkish_lower_point(point) != point;
}

/* The word's letters without the punctuation around them, folded; "" for a longer one than any in
 * the tables if `whole`, else its beginning. */
static void fold(struct word word, bool whole, char ret[STEM]) {
    size_t used = 0;
    bool longer = false;
    for (const char *at = word.start; at < word.end;) {
        uint32_t point = turkish_fold_point(utf8_next(&at));
        if (point >= 'a' && point <= 'z' && used < STEM - 1)
            ret[used++] = (char)point;
        else if (used && point) {
            longer = turkish_is_letter(point);
            break;
        }
    }
    ret[longer && whole ? 0 : used] = '\0';
}

static bool is_among(struct word word, const char *const *table, size_t count) {
    char folded[STEM];
    fold(word, true, folded);
    for (size_t i = 0; i < count; i++)
        if (strcmp(folded, table[i]) == 0)
            return true;
    return false;
}

static bool is_month(struct word word) {
    return is_among(word, months, sizeof months / sizeof *months);
}

static bool is_named(struct word word) {
    char folded[STEM];
    fold(word, false, folded);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strncmp(folded, named[i], strlen(named[i])) == 0)
            return true;
    return false;
}

/* 1.250, (5393), 74., %50: from its first sign on it is a number, and does not end a clause. */
static bool is_number(struct word word) {
    if (*word.start == '(' || *word.start == '%')
        word.start++;
    if (word.end - word.start > 1 && (word.end[-1] == '.' || word.end[-1] == ')'))
        word.end--;
    return word.start < word.end && is_digit(*word.start) && is_digit(word.end[-1]);
}

/* TL, M², HA: a unit in capitals, like the words of a text in capitals that are as short. */
static bool is_short_capitals(struct word word) {
    int count = 0;
    while (word.start < word.end) {
        uint32_t point = utf8_next(&word.start);
        if (turkish_is_letter(point) && (!is_capital(point) || ++count > 3))
            return false;
    }
    return true;
}

static bool number_has_word(struct word left, struct word right) {
    uint32_t first = first_point(right);
    if (is_number(left) && turkish_is_letter(first))
        return (!is_capital(first) && right.end - right.start <= COUNTED_MOST) ||
               is_short_capitals(right) || is_named(right) || is_month(right);
    return is_digit(*left.start) && turkish_is_letter(first) && is_named(right); /* 8’inci madde */
}

/* 25 000: a group of three digits behind one to three. */
static bool number_goes_on(struct word left, struct word right) {
    int digits = 0;
    while (right.start + digits < right.end && is_digit(right.start[digits]))
        digits++;
    return is_digit(left.end[-1]) && digits == 3;
}

static bool word_has_number(struct word left, struct word right) {
    if (!is_digit(*right.start))
        return false;
    if (left.end[-1] == ':' || number_goes_on(left, right))
        return true;
    return !has_digit(left) &&
           (is_month(left) || is_among(left, announcers, sizeof announcers / sizeof *announcers));
}

/* Dr., Prof., M., M.K.: at most four letters, the first of them a capital. */
static bool title_has_name(struct word left, struct word right) {
    int letters = 0;
    if (left.end[-1] != '.' || !is_capital(first_point(left)) || !is_capital(first_point(right)))
        return false;
    while (left.start < left.end) {
        uint32_t point = utf8_next(&left.start);
        if (point != '.' && (!turkish_is_letter(point) || ++letters > 4))
            return false;
    }
    return true;
}

/* (n) bendi, n bendi; a) konu; 10 x 20. */
static bool letter_has_word(struct word left, struct word right) {
    bool opened = *left.start == '(', closed = left.end[-1] == ')';
    struct word inner = {left.start + opened, left.end - closed};
    if (inner.start >= inner.end || opened != (opened && closed))
        return false;
    uint32_t point = utf8_next(&inner.start);
    if (inner.start != inner.end)
        return false;
    if (closed && !opened)
        return true;
    if ((point == 'x' || point == 0xD7) && is_digit(*right.start))
        return true;
    return turkish_is_letter(point) && is_named(right);
}

static bool is_letter_lead(unsigned char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 0xC3 && byte <= 0xC5); /* À to ž */
}

/* Nearly all words are letters from end to end, and are asked about for every line. */
static bool is_plain(struct word left, struct word right) {
    unsigned char last = (unsigned char)left.end[-1];
    if (left.end - left.start > 2 && last >= 0x80)
        last = (unsigned char)left.end[-2];
    return left.end - left.start > 2 && is_letter_lead(last) &&
           is_letter_lead((unsigned char)*right.start) && !is_digit(*left.start);
}

bool words_stay_together(const char *left, size_t left_bytes, const char *right,
                         size_t right_bytes) {
    struct word l = {left, left + left_bytes}, r = {right, right + right_bytes};
    if (!left_bytes || !right_bytes || is_plain(l, r))
        return false;
    uint32_t last = last_point(l), first = first_point(r);
    if (opens(last) || (is_sign(last) && left_bytes <= 3 && is_digit(*right)))
        return true;
    if (is_closing(r) || (is_sign(first) && is_digit(l.end[-1]) && !has_digit(r)))
        return true;
    return number_has_word(l, r) || word_has_number(l, r) || title_has_name(l, r) ||
           letter_has_word(l, r);
}
