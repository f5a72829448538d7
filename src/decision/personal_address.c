#include "decision/personal_address.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

#define BEFORE 200 /* bytes of the line that are looked at before the number, and behind it */
#define BEHIND 120
#define WORDS_MAX 128
#define NAME_NEAR 6 /* words between a name and the address */

/* A word of the line: letters and digits. */
struct word {
    const char *start;
    char folded[24]; /* its beginning */
    bool capital;    /* the first letter is one, and the others are not */
    bool capitals;   /* all of its letters are, two or more */
};

struct line {
    struct word words[WORDS_MAX];
    size_t count;
    size_t number; /* the word that is the house number */
};

/* ---- the line as words ---- */

static bool is_word_point(uint32_t point) {
    return (point >= '0' && point <= '9') || turkish_is_letter(point);
}

/* Takes the word at *at, which begins with a letter or digit. */
static struct word take_word(const char **at, const char *end) {
    struct word word = {.start = *at};
    size_t length = 0, upper = 0, lower = 0;
    bool first_upper = false;
    while (*at < end) {
        const char *here = *at;
        uint32_t point = utf8_next(at);
        if (!is_word_point(point)) {
            *at = here;
            break;
        }
        bool is_upper = turkish_lower_point(point) != point;
        first_upper |= here == word.start && is_upper;
        upper += is_upper;
        lower += turkish_upper_point(point) != point;
        uint32_t folded = turkish_fold_point(point);
        if (folded > 0 && folded < 0x80 && length + 1 < sizeof word.folded)
            word.folded[length++] = (char)folded;
    }
    word.capital = first_upper && upper == 1 && lower > 0;
    word.capitals = upper > 1 && lower == 0;
    return word;
}

static void read_words(struct line *line, const char *at, const char *digit, const char *end) {
    while (at < end && line->count < WORDS_MAX) {
        const char *here = at;
        if (!is_word_point(utf8_next(&at)))
            continue;
        at = here;
        line->words[line->count] = take_word(&at, end);
        if (line->number == WORDS_MAX && at > digit) /* "No5" is one word */
            line->number = line->count;
        line->count++;
    }
}

/* The words round the number, as far as the line goes. */
static void read_line(const char *text, const char *digit, struct line *line) {
    const char *from = digit, *to = digit;
    while (from > text && from[-1] != '\n' && digit - from < BEFORE)
        from--;
    while (from < digit && ((unsigned char)*from & 0xC0) == 0x80) /* cut inside of a letter */
        from++;
    while (*to && *to != '\n' && to - digit < BEHIND)
        to++;
    *line = (struct line){.number = WORDS_MAX};
    read_words(line, from, digit, to);
}

/* ---- what the words say ---- */

static bool begins_any(const struct word *word, const char *const *stems) {
    for (; *stems; stems++)
        if (strncmp(word->folded, *stems, strlen(*stems)) == 0)
            return true;
    return false;
}

static bool is_any(const struct word *word, const char *const *names) {
    for (; *names; names++)
        if (strcmp(word->folded, *names) == 0)
            return true;
    return false;
}

static bool is_street(const struct word *word) {
    static const char *const whole[] = {"sk", "sok", "cd", "cad", "blv", "bulv", NULL};
    static const char *const stems[] = {"sokak", "sokag", "cadde", "bulvar", NULL};
    return is_any(word, whole) || begins_any(word, stems);
}

static bool is_quarter(const struct word *word) {
    static const char *const whole[] = {"mh", "mah", "koyu", "sitesi", NULL};
    static const char *const stems[] = {"mahalle", NULL};
    return is_any(word, whole) || begins_any(word, stems);
}

/* Somebody lives there. */
static bool is_residence(const struct word *word) {
    static const char *const stems[] = {"ikamet",  "oturan",    "oturmakta", "mukim",
                                        "yasayan", "yasamakta", "hanesi",    NULL};
    return begins_any(word, stems);
}

static bool is_person(const struct word *word) {
    static const char *const stems[] = {"vatandas", "sahis",   "kimlik", "isimli",
                                        "sayin",    "dilekce", "muris",  NULL};
    return begins_any(word, stems);
}

/* "Muğla MUSKİ Genel Müdürlüğü" is written like a name. */
static bool is_institution(const struct word *word) {
    static const char *const stems[] = {"genel",  "mudurlu", "belediye",   "baskan",  "kurum",
                                        "birlig", "vakfi",   "dernegi",    "daire",   "isletme",
                                        "sanayi", "ticaret", "universite", "bakanli", NULL};
    static const char *const whole[] = {"a", "as", "ltd", "il", "ilce", "buyuksehir", NULL};
    return begins_any(word, stems) || is_any(word, whole);
}

/* "Ahmet YILMAZ" */
static bool is_name(const struct line *line, size_t i) {
    return i + 1 < line->count && line->words[i].capital && line->words[i + 1].capitals &&
           !is_institution(&line->words[i]) && !is_institution(&line->words[i + 1]) &&
           !(i + 2 < line->count && is_institution(&line->words[i + 2]));
}

static bool any_word(const struct line *line, bool (*says)(const struct word *)) {
    for (size_t i = 0; i < line->count; i++)
        if (says(&line->words[i]))
            return true;
    return false;
}

static bool name_near(const struct line *line, size_t first) {
    for (size_t i = 0; i + 1 < line->count; i++)
        if (is_name(line, i) && i + 2 + NAME_NEAR >= first && i <= line->number + NAME_NEAR)
            return true;
    return false;
}

/* "No", "No:", "Numara" before the digit. */
static bool follows_no(const char *text, const char *digit) {
    const char *at = digit;
    while (at > text && (at[-1] == ' ' || at[-1] == ':' || at[-1] == '.'))
        at--;
    if (at - text >= 2 && (at[-1] | 0x20) == 'o' && (at[-2] | 0x20) == 'n')
        return at - text == 2 || strchr(" ,;.:/(-\n\t", at[-3]);
    return at - text >= 6 && memcmp(at - 5, "umara", 5) == 0;
}

bool personal_address(const char *text, const char *digit, const char **ret_start) {
    if (!follows_no(text, digit))
        return false;
    struct line line;
    read_line(text, digit, &line);
    size_t first = line.count, streets = 0;
    for (size_t i = 0; i < line.count && i < line.number; i++) {
        bool street = is_street(&line.words[i]);
        streets += street;
        if ((street || is_quarter(&line.words[i])) && first == line.count)
            first = i;
    }
    if (first == line.count)
        return false;
    if (!any_word(&line, is_residence) &&
        !(streets && (any_word(&line, is_person) || name_near(&line, first))))
        return false;
    *ret_start = line.words[first ? first - 1 : 0].start;
    return true;
}
