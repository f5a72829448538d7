#include "intake/mend.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "intake/point.h"
#include "text/turkish.h"
#include "text/utf8.h"

/* Letters that are spoilt together. */
enum family { FAMILY_PDF, FAMILY_STROKE, FAMILY_1252, FAMILY_COMMA, FAMILIES };

/* A letter of which another one came. */
struct spoilt {
    uint16_t from;
    enum family family;
    uint16_t capital, small; /* what it was: where its neighbours are capitals, and elsewhere */
    const char *what_capital, *what_small;
};
static const struct spoilt spoilt[] = {
    {0x120, FAMILY_PDF, 0x130, 0x130, "Ġ → İ", "Ġ → İ"},
    {0x121, FAMILY_PDF, 0x15E, 0x15F, "ġ → Ş", "ġ → ş"},
    {0x122, FAMILY_PDF, 0x15E, 0x15F, "Ģ → Ş", "Ģ → ş"},
    {0x123, FAMILY_PDF, 0x15E, 0x15F, "ģ → Ş", "ģ → ş"},
    {0x110, FAMILY_STROKE, 0x130, 0x130, "Đ → İ", "Đ → İ"},
    {0xD0, FAMILY_1252, 0x11E, 0x11E, "Ð → Ğ", "Ð → Ğ"},
    {0xDD, FAMILY_1252, 0x130, 0x130, "Ý → İ", "Ý → İ"},
    {0xDE, FAMILY_1252, 0x15E, 0x15E, "Þ → Ş", "Þ → Ş"},
    {0xF0, FAMILY_1252, 0x11F, 0x11F, "ð → ğ", "ð → ğ"},
    {0xFD, FAMILY_1252, 0x131, 0x131, "ý → ı", "ý → ı"},
    {0xFE, FAMILY_1252, 0x15F, 0x15F, "þ → ş", "þ → ş"},
    {0x218, FAMILY_COMMA, 0x15E, 0x15E, "Ș → Ş", "Ș → Ş"},
    {0x219, FAMILY_COMMA, 0x15F, 0x15F, "ș → ş", "ș → ş"},
};

/* Letters on each side of one that its word is looked at; no word is longer. */
#define WORD_REACH 64

/* How much a text speaks for a family. */
struct evidence {
    size_t spoilt; /* its letters, in words that could be Turkish */
    size_t right;  /* letters that it would have spoilt */
    size_t sure;   /* spoilt ones that can be nothing else */
    bool small;    /* ģ is among them: then Ģ is a capital where a word begins */
};

/* A word with a letter that may be spoilt. */
struct word {
    const char *start, *end;
    bool turkish; /* it has a letter that only Turkish has, or hardly any other language */
    bool foreign; /* or one that Turkish does not have */
};

static const struct spoilt *spoilt_find(uint32_t point) {
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++)
        if (spoilt[i].from == point)
            return &spoilt[i];
    return NULL;
}

/* Can a letter that begins with these bytes be of interest? Most are out here. */
static bool may_be_spoilt(const unsigned char *at) {
    switch (*at) {
    case 0xC3:
        return at[1] == 0x90 || at[1] == 0x9D || at[1] == 0x9E || at[1] == 0xB0 || at[1] == 0xBD ||
               at[1] == 0xBE;
    case 0xC4:
        return at[1] == 0x90 || (at[1] >= 0xA0 && at[1] <= 0xA3);
    case 0xC8:
        return at[1] == 0x98 || at[1] == 0x99;
    default:
        return false;
    }
}

/* ---- letters ---- */

static bool is_one_of(uint32_t point, const uint16_t *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (points[i] == point)
            return true;
    return false;
}

static bool is_turkish_alone(uint32_t point) {
    static const uint16_t points[] = {0xC7, 0xE7, 0x11E, 0x11F, 0x130, 0x131,
                                      0xD6, 0xF6, 0x15E, 0x15F, 0xDC,  0xFC};
    return is_one_of(point, points, sizeof points / sizeof *points);
}

static bool is_foreign(uint32_t point) {
    static const uint16_t circumflexes[] = {0xC2, 0xE2, 0xCE, 0xEE, 0xDB, 0xFB};
    return point >= 0x80 && !is_turkish_alone(point) && !spoilt_find(point) &&
           !is_one_of(point, circumflexes, sizeof circumflexes / sizeof *circumflexes);
}

static bool is_vowel(uint32_t point) {
    static const uint16_t points[] = {'a', 'e', 'i', 'o', 'u', 0x131, 0xF6, 0xFC, 0xE2, 0xEE, 0xFB};
    return is_one_of(turkish_lower_point(point), points, sizeof points / sizeof *points);
}

static bool is_capital(uint32_t point) {
    return turkish_lower_point(point) != point;
}

/* ---- words ---- */

static bool is_letter_at(const char *at) {
    unsigned char byte = (unsigned char)*at;
    if (byte < 0x80)
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const char *next = at;
    return turkish_is_letter(point_next(&next));
}

static const char *letter_before(const char *text, const char *at) {
    if (at == text)
        return NULL;
    do
        at--;
    while (((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

/* The word that `at` is in; `last` is the one before, which may be the same. */
static struct word word_around(const char *text, const char *at, const struct word *last) {
    struct word word = {.start = at, .end = at};
    if (last->end && at >= last->start && at < last->end)
        return *last;
    const char *before = letter_before(text, at);
    for (int i = 0; i < WORD_REACH && before && is_letter_at(before); i++) {
        word.start = before;
        before = letter_before(text, before);
    }
    for (int i = 0; i < WORD_REACH && is_letter_at(word.end); i++) {
        uint32_t point = point_next(&word.end);
        word.turkish = word.turkish || is_turkish_alone(point);
        word.foreign = word.foreign || is_foreign(point);
    }
    for (const char *letter = word.start; letter < at;) {
        uint32_t point = point_next(&letter);
        word.turkish = word.turkish || is_turkish_alone(point);
        word.foreign = word.foreign || is_foreign(point);
    }
    return word;
}

/* The letter on each side of `at` in its word, 0 for none. */
static void neighbours(const struct word *word, const char *at, uint32_t *ret_before,
                       uint32_t *ret_after) {
    const char *before = at > word->start ? letter_before(word->start, at) : NULL, *after = at;
    point_next(&after);
    *ret_before = before ? point_next(&before) : 0;
    *ret_after = after < word->end ? point_next(&after) : 0;
}

/* Neither letter beside it is a vowel: it must be one itself. */
static bool is_vowel_place(const struct word *word, const char *at) {
    uint32_t before, after;
    neighbours(word, at, &before, &after);
    return (before || after) && !is_vowel(before) && !is_vowel(after);
}

static bool among_capitals(const struct word *word, const char *at) {
    uint32_t before, after;
    neighbours(word, at, &before, &after);
    if (!before && !after) /* "A.Ş.", but "ş)" */
        return word->end[0] == '.';
    return (!before || is_capital(before)) && (!after || is_capital(after));
}

/* ---- evidence over the whole text ---- */

static void weigh_right(struct evidence evidence[FAMILIES], const unsigned char *at) {
    bool capital_i = at[0] == 0xC4 && at[1] == 0xB0;
    bool s = at[0] == 0xC5 && (at[1] == 0x9E || at[1] == 0x9F);
    bool other = at[0] == 0xC4 && (at[1] == 0x9E || at[1] == 0x9F || at[1] == 0xB1);
    evidence[FAMILY_PDF].right += capital_i || s;
    evidence[FAMILY_STROKE].right += capital_i;
    evidence[FAMILY_1252].right += capital_i || s || other;
    evidence[FAMILY_COMMA].right += s;
}

static void weigh_spoilt(struct evidence evidence[FAMILIES], const struct word *word,
                         const char *at) {
    const char *next = at;
    const struct spoilt *letter = spoilt_find(point_next(&next));
    if (word->foreign)
        return;
    struct evidence *mine = &evidence[letter->family];
    mine->spoilt++;
    mine->small = mine->small || letter->from == 0x123;
    if (letter->family == FAMILY_STROKE)
        mine->sure += is_vowel_place(word, at);
    else
        mine->sure += word->turkish && letter->family != FAMILY_1252;
}

/* Returns whether there is anything to mend. */
static bool weigh(const char *text, struct evidence evidence[FAMILIES]) {
    bool any = false;
    struct word word = {0};
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < 0xC3)
            continue;
        if (may_be_spoilt((const unsigned char *)at)) {
            word = word_around(text, at, &word);
            weigh_spoilt(evidence, &word, at);
            any = true;
        } else {
            weigh_right(evidence, (const unsigned char *)at);
        }
    }
    return any;
}

static bool is_spoilt(const struct evidence evidence[FAMILIES], const struct spoilt *letter,
                      const struct word *word, const char *at) {
    const struct evidence *mine = &evidence[letter->family];
    if (word->foreign)
        return false;
    if (letter->family == FAMILY_STROKE)
        return is_vowel_place(word, at) || mine->sure * 2 > mine->spoilt;
    if (letter->family == FAMILY_1252)
        return mine->spoilt >= mine->right;
    return word->turkish || mine->sure >= 2 || mine->spoilt >= mine->right;
}

/* ---- mending ---- */

/* Ġ in small letters: "belediyesġ" has an i, "baġkan" a ş. */
static bool is_small_i(const struct spoilt *letter, const struct word *word, const char *at) {
    uint32_t before, after;
    neighbours(word, at, &before, &after);
    return letter->from == 0x121 && !is_vowel(before) && !is_vowel(after);
}

static uint32_t mended(const struct evidence evidence[FAMILIES], const struct spoilt *letter,
                       const struct word *word, const char *at, struct mends *mends) {
    bool begins = at == word->start &&
                  (letter->from == 0x121 || (letter->from == 0x122 && evidence[FAMILY_PDF].small));
    bool capital = begins || among_capitals(word, at);
    if (!capital && is_small_i(letter, word, at)) {
        mends_add(mends, "ġ → i", 1);
        return 'i';
    }
    mends_add(mends, capital ? letter->what_capital : letter->what_small, 1);
    return capital ? letter->capital : letter->small;
}

/* The text behind `out` is what was mended already, `at` begins what is not: a word is looked at
 * before its first letter is written. */
static size_t mend_letters(char *text, size_t bytes, const struct evidence evidence[FAMILIES],
                           struct mends *mends) {
    struct buf whole = {0};
    const char *done = text;
    struct word word = {0};
    for (const char *at = text; *at; at++) {
        if (!may_be_spoilt((const unsigned char *)at))
            continue;
        const char *next = at;
        const struct spoilt *letter = spoilt_find(point_next(&next));
        word = word_around(text, at, &word);
        if (!is_spoilt(evidence, letter, &word, at))
            continue;
        char utf8[4];
        buf_add(&whole, done, (size_t)(at - done));
        buf_add(&whole, utf8, utf8_put(mended(evidence, letter, &word, at, mends), utf8));
        done = next;
    }
    buf_add(&whole, done, (size_t)(text + bytes - done));
    if (!whole.failed && whole.len <= bytes) {
        memcpy(text, whole.data, whole.len + 1);
        bytes = whole.len;
    }
    buf_free(&whole);
    return bytes;
}

/* ---- what is not a letter of its own ---- */

struct shape {
    const char *from, *to;
    const char *what;
};
static const struct shape shapes[] = {
    {"i\xCC\x87", "i", "i + U+0307 → i"},   {"ı\xCC\x87", "i", "i + U+0307 → i"},
    {"İ\xCC\x87", "İ", "İ + U+0307 → İ"},   {"ﬀ", "ff", "ligature → letters"},
    {"ﬁ", "fi", "ligature → letters"},      {"ﬂ", "fl", "ligature → letters"},
    {"ﬃ", "ffi", "ligature → letters"},     {"ﬄ", "ffl", "ligature → letters"},
    {"\xEF\x82\xB7", "•", "symbol → •"},    {"\xEF\x82\xA7", "•", "symbol → •"},
    {"\xEF\x83\x98", "•", "symbol → •"},    {"\xEF\x83\xBC", "•", "symbol → •"},
    {"\xEF\x80\xAD", "–", "symbol → dash"},
};

static const struct shape *shape_at(const char *at) {
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strncmp(at, shapes[i].from, strlen(shapes[i].from)) == 0)
            return &shapes[i];
    return NULL;
}

static bool may_have_shapes(const char *text) {
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at == 0xEF ||
            ((unsigned char)*at == 0xCC && (unsigned char)at[1] == 0x87))
            return true;
    return false;
}

static size_t mend_shapes(char *text, struct mends *mends) {
    char *out = text;
    for (const char *at = text; *at;) {
        bool may = *at == 'i' || (unsigned char)*at >= 0xC4;
        const struct shape *shape = may ? shape_at(at) : NULL;
        if (shape) {
            memcpy(out, shape->to, strlen(shape->to));
            out += strlen(shape->to);
            at += strlen(shape->from);
            mends_add(mends, shape->what, 1);
        } else {
            *out++ = *at++;
        }
    }
    *out = '\0';
    return (size_t)(out - text);
}

void mend_text(struct buf *lines, struct mends *mends) {
    struct evidence evidence[FAMILIES] = {0};
    if (!lines->data || lines->failed)
        return;
    if (may_have_shapes(lines->data))
        lines->len = mend_shapes(lines->data, mends);
    if (weigh(lines->data, evidence))
        lines->len = mend_letters(lines->data, lines->len, evidence, mends);
}
