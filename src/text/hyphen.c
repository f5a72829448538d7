#include "text/hyphen.h"

#include <stdint.h>
#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

#define LETTERS_MOST 64  /* nothing longer is a word */
#define CAPITALS_LEAST 8 /* fewer capitals may be an abbreviation (TÜBİTAK) */
#define ASIDE_LEAST 2    /* letters on either side of a break */

enum kind { KIND_OTHER, KIND_VOWEL, KIND_CONSONANT, KIND_APOSTROPHE };

/* One letter of a word. */
struct sign {
    enum kind kind;
    bool capital;
    size_t at; /* byte */
};

static enum kind kind_of(uint32_t small) {
    switch (small) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 0x131: /* ı */
    case 0xF6:  /* ö */
    case 0xFC:  /* ü */
    case 0xE2:  /* â */
    case 0xEE:  /* î */
    case 0xFB:  /* û */
        return KIND_VOWEL;
    case 0xE7:  /* ç */
    case 0x11F: /* ğ */
    case 0x15F: /* ş */
        return KIND_CONSONANT;
    case '\'':
    case 0x2019:
        return KIND_APOSTROPHE;
    default:
        return small >= 'a' && small <= 'z' ? KIND_CONSONANT : KIND_OTHER;
    }
}

static bool is_letter(const struct sign *sign) {
    return sign->kind == KIND_VOWEL || sign->kind == KIND_CONSONANT;
}

/* Figures, addresses and names of files are not divided by syllables. */
static bool is_no_word(const char *word, size_t bytes) {
    if (bytes > LETTERS_MOST * 4)
        return true;
    for (size_t i = 0; i < bytes; i++) {
        unsigned char next = i + 1 < bytes ? (unsigned char)word[i + 1] : 0;
        if ((word[i] >= '0' && word[i] <= '9') || (word[i] && strchr("@_\\&=", word[i])) ||
            (word[i] == '.' && i && next > '@') || (word[i] == '/' && next == '/'))
            return true;
    }
    return false;
}

/* An abbreviation, or a name like WeGO. */
static bool is_abbreviation(const struct sign *signs, size_t count) {
    size_t capitals = 0;
    for (size_t i = 0; i < count; i++)
        capitals += signs[i].capital;
    if (capitals == count)
        return count < CAPITALS_LEAST;
    return capitals > signs[0].capital;
}

/* The breaks inside signs[0, count), all of them letters. */
static size_t divide(const struct sign *signs, size_t count, struct hyphen_break *ret,
                     size_t room) {
    size_t found = 0;
    bool vowel = false; /* every syllable has one */
    if (is_abbreviation(signs, count))
        return 0;
    for (size_t i = 1; i + ASIDE_LEAST <= count && found < room; i++) {
        bool here = signs[i].kind == KIND_VOWEL;
        vowel = vowel || signs[i - 1].kind == KIND_VOWEL;
        bool divides =
            here ? signs[i - 1].kind == KIND_VOWEL : vowel && signs[i + 1].kind == KIND_VOWEL;
        if (divides && i >= ASIDE_LEAST)
            ret[found++] = (struct hyphen_break){signs[i].at, true};
    }
    return found;
}

static size_t letters_from(const struct sign *signs, size_t at, size_t count) {
    size_t end = at;
    while (end < count && is_letter(&signs[end]))
        end++;
    return end - at;
}

size_t hyphen_breaks(const char *word, size_t bytes, struct hyphen_break ret[HYPHEN_BREAKS_MOST]) {
    struct sign signs[LETTERS_MOST];
    size_t count = 0, found = 0;
    if (is_no_word(word, bytes))
        return 0;
    for (const char *at = word; at < word + bytes; count++) {
        if (count == LETTERS_MOST)
            return 0;
        const char *start = at;
        uint32_t point = utf8_next(&at);
        uint32_t small = turkish_lower_point(point);
        signs[count] = (struct sign){kind_of(small), small != point, (size_t)(start - word)};
        if (signs[count].kind == KIND_OTHER && turkish_is_letter(point))
            return 0;
    }
    for (size_t i = 0, before = 0; i < count; i++) {
        size_t letters = letters_from(signs, i, count);
        if (letters >= ASIDE_LEAST && i && signs[i - 1].kind == KIND_APOSTROPHE &&
            before >= ASIDE_LEAST && found < HYPHEN_BREAKS_MOST)
            ret[found++] = (struct hyphen_break){signs[i].at, false};
        if (letters) {
            found += divide(&signs[i], letters, ret + found, HYPHEN_BREAKS_MOST - found);
            before = letters;
            i += letters;
        }
        if (i < count && signs[i].kind != KIND_APOSTROPHE)
            before = 0;
    }
    return found;
}
