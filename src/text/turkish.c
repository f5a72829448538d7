#include "text/turkish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/utf8.h"

#define POINT_DOTTED_CAPITAL 0x130u /* İ */
#define POINT_DOTLESS_SMALL 0x131u  /* ı */
#define POINT_SOFT_HYPHEN 0xADu

uint32_t turkish_upper_point(uint32_t point) {
    if (point == 'i')
        return POINT_DOTTED_CAPITAL;
    if (point == POINT_DOTLESS_SMALL)
        return 'I';
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)point);
}

uint32_t turkish_lower_point(uint32_t point) {
    if (point == 'I')
        return POINT_DOTLESS_SMALL;
    if (point == POINT_DOTTED_CAPITAL)
        return 'i';
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

static void add_point(struct buf *out, uint32_t point) {
    char bytes[4];
    buf_add(out, bytes, utf8_put(point, bytes));
}

/* The buffer's text as a string of its own; memory is the one thing that can have failed. */
static char *take_text(struct buf *out) {
    if (!out->data && !out->failed)
        return mem_string("");
    char *text = buf_take(out);
    if (!text)
        abort();
    return text;
}

static char *map_points(const char *text, uint32_t (*map)(uint32_t)) {
    struct buf out = {0};
    for (uint32_t point; (point = utf8_next(&text));)
        add_point(&out, map(point));
    return take_text(&out);
}

char *turkish_upper(const char *text) {
    return map_points(text, turkish_upper_point);
}

char *turkish_lower(const char *text) {
    return map_points(text, turkish_lower_point);
}

static bool is_space(uint32_t point) {
    if (point <= ' ')
        return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || point == 0x85;
}

static bool is_combining_mark(uint32_t point) {
    return point >= 0x300 && point <= 0x36F;
}

/* The letters that only Turkish has, and the commonest marks: 0 for any other. */
static uint32_t fold_usual(uint32_t point) {
    switch (point) {
    case 0xC7: /* Ç */
    case 0xE7:
        return 'c';
    case 0x11E: /* Ğ */
    case 0x11F:
        return 'g';
    case 0xD6: /* Ö */
    case 0xF6:
        return 'o';
    case 0x15E: /* Ş */
    case 0x15F:
        return 's';
    case 0xDC: /* Ü */
    case 0xFC:
        return 'u';
    case 0x2013: /* – ’ “ ” */
    case 0x2019:
    case 0x201C:
    case 0x201D:
        return point;
    default:
        return 0;
    }
}

uint32_t turkish_fold_point(uint32_t point) {
    if (point < 0x80 && !is_space(point)) /* most of every text */
        return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
    if (point == 'I' || point == POINT_DOTTED_CAPITAL || point == POINT_DOTLESS_SMALL)
        return 'i';
    uint32_t usual = fold_usual(point);
    if (usual)
        return usual;
    if (point == POINT_SOFT_HYPHEN || is_combining_mark(point))
        return 0;
    if (is_space(point))
        return ' ';
    utf8proc_int32_t low = utf8proc_tolower((utf8proc_int32_t)point);
    if (low < 0x80)
        return (uint32_t)low;
    utf8proc_int32_t parts[8];
    utf8proc_ssize_t count =
        utf8proc_decompose_char(low, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, NULL);
    bool latin = count > 1 && parts[0] >= 'a' && parts[0] <= 'z';
    return (uint32_t)(latin ? parts[0] : low);
}

/* The next letter folded, and *text moves behind it; 0 for one that is nothing, -1 at the end. */
static inline int32_t fold_next(const char **text) {
    unsigned char byte = (unsigned char)**text;
    if (byte < ' ' || byte >= 0x80)
        return byte ? (int32_t)turkish_fold_point(utf8_next(text)) : -1;
    *text += 1;
    return byte - (unsigned)'A' < 26 ? byte + ('a' - 'A') : byte;
}

char *turkish_fold(const char *text) {
    struct buf out = {0};
    char run[256]; /* ASCII goes in by the run: it is most of every text */
    size_t used = 0;
    bool space = false;
    buf_room(&out, strlen(text));
    for (int32_t folded; (folded = fold_next(&text)) >= 0;) {
        if (!folded || (folded == ' ' && space))
            continue;
        space = folded == ' ';
        if (used == sizeof run || folded >= 0x80) {
            buf_add(&out, run, used);
            used = 0;
        }
        if (folded < 0x80)
            run[used++] = (char)folded;
        else
            add_point(&out, (uint32_t)folded);
    }
    buf_add(&out, run, used);
    return take_text(&out);
}

bool turkish_is_letter(uint32_t point) {
    if (point < 0x80)
        return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return true;
    default:
        return false;
    }
}

/* Places of the letters in the alphabet; q w x stand where other alphabets have them. */
static int letter_rank(uint32_t point) {
    static const char *const alphabet[] = {"a", "b", "c", "ç", "d", "e", "f", "g", "ğ", "h", "ı",
                                           "i", "j", "k", "l", "m", "n", "o", "ö", "p", "q", "r",
                                           "s", "ş", "t", "u", "ü", "v", "w", "x", "y", "z"};
    for (size_t i = 0; i < sizeof alphabet / sizeof *alphabet; i++) {
        const char *letter = alphabet[i];
        if (utf8_next(&letter) == point)
            return (int)i;
    }
    return -1;
}

static bool is_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

/* Marks and spaces first, then our letters, then other letters, then digits. */
static uint32_t point_rank(uint32_t point) {
    uint32_t low = turkish_lower_point(point);
    int rank = letter_rank(low);
    if (rank < 0 && low >= 0x80)
        rank = letter_rank(turkish_fold_point(low)); /* â is a, é is e */
    if (rank >= 0)
        return 0x1000u + (uint32_t)rank;
    if (is_digit(low))
        return 0x300000u;
    return low < 0x80 ? low : 0x2000u + low;
}

/* Two runs of digits by value; both move behind their run. */
static int compare_numbers(const char **a, const char **b) {
    while (**a == '0')
        ++*a;
    while (**b == '0')
        ++*b;
    size_t digits_a = strspn(*a, "0123456789"), digits_b = strspn(*b, "0123456789");
    int order = digits_a != digits_b ? (digits_a < digits_b ? -1 : 1) : memcmp(*a, *b, digits_a);
    *a += digits_a;
    *b += digits_b;
    return order;
}

/* Case and accents do not count here. */
static int compare_letters(const char *a, const char *b) {
    for (;;) {
        if (is_digit((unsigned char)*a) && is_digit((unsigned char)*b)) {
            int order = compare_numbers(&a, &b);
            if (order)
                return order;
            continue;
        }
        uint32_t point_a = utf8_next(&a), point_b = utf8_next(&b);
        if (!point_a || !point_b)
            return (point_a != 0) - (point_b != 0);
        uint32_t rank_a = point_rank(point_a), rank_b = point_rank(point_b);
        if (rank_a != rank_b)
            return rank_a < rank_b ? -1 : 1;
    }
}

int turkish_compare(const char *a, const char *b) {
    int order = compare_letters(a, b);
    return order ? order : strcmp(a, b);
}

/* The suffix follows the last word of the number as it is spoken. */
static const char *possessive_of(int count) {
    static const char *const ones[] = {"", "i", "si", "ü", "ü", "i", "sı", "si", "i", "u"};
    static const char *const tens[] = {"", "u", "si", "u", "ı", "si", "ı", "i", "i", "ı"};
    if (count % 10)
        return ones[count % 10];
    if (count % 100)
        return tens[count / 10 % 10];
    if (count % 1000)
        return "ü"; /* yüzü */
    return count ? "i" /* bini */ : "ı" /* sıfırı */;
}

void turkish_count_of(int count, char *ret, size_t ret_size) {
    /* Five digits and more are written in groups of three. */
    if (count >= 10000)
        snprintf(ret, ret_size, "%d.%03d’%s", count / 1000, count % 1000, possessive_of(count));
    else
        snprintf(ret, ret_size, "%d’%s", count, possessive_of(count < 0 ? -count : count));
}
