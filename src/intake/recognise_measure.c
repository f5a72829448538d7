/* Amounts of money, areas and plan scales.
 *
 * Numbers are Turkish: points part thousands, a comma the decimals. A single point with other than
 * three digits behind it is a decimal point all the same ("340.08 m2"). */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "intake/parts.h"
#include "text/turkish.h"

#define DIGITS_MAX 18

/* A number as it was read: its digits without marks, the last `decimals` of them behind the point.
 */
struct figure {
    char digits[DIGITS_MAX + 1];
    int count, decimals;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t digit_run(const char *text) {
    return strspn(text, "0123456789");
}

static bool figure_add(struct figure *figure, const char *digits, size_t count) {
    if ((size_t)figure->count + count > DIGITS_MAX)
        return false;
    memcpy(figure->digits + figure->count, digits, count);
    figure->count += (int)count;
    return true;
}

/* A number at `text`; returns the character behind it, NULL where there is none. */
static const char *figure_read(const char *text, struct figure *ret) {
    struct figure figure = {0};
    size_t run = digit_run(text), groups = 0;
    if (!run || !figure_add(&figure, text, run))
        return NULL;
    text += run;
    while (run <= 3 && *text == '.' && digit_run(text + 1) == 3) {
        if (!figure_add(&figure, text + 1, 3))
            return NULL;
        text += 4;
        groups++;
    }
    bool comma = *text == ',' && digit_run(text + 1) >= 1 && digit_run(text + 1) <= 4;
    bool point = !groups && *text == '.' && digit_run(text + 1) >= 1 && digit_run(text + 1) <= 2;
    if (comma || point) {
        size_t decimals = digit_run(text + 1);
        if (!figure_add(&figure, text + 1, decimals))
            return NULL;
        figure.decimals = (int)decimals;
        text += 1 + decimals;
    }
    if (is_digit(*text) || ((*text == '.' || *text == '/' || *text == ',') && is_digit(text[1])))
        return NULL; /* a date, a file number, a list */
    *ret = figure;
    return text;
}

/* Decimal text with a point and at least two decimals, times ten to the power of `shift`. */
static void figure_add_to(const struct figure *figure, int shift, struct text_list *list) {
    struct figure scaled = *figure;
    for (; shift > 0; shift--) {
        if (scaled.decimals > 0)
            scaled.decimals--;
        else if (!figure_add(&scaled, "0", 1))
            return;
    }
    while (scaled.decimals < 2) {
        if (!figure_add(&scaled, "0", 1))
            return;
        scaled.decimals++;
    }
    const char *digits = scaled.digits;
    int whole = scaled.count - scaled.decimals;
    while (whole > 1 && *digits == '0') {
        digits++;
        whole--;
    }
    struct buf text = {0};
    if (whole <= 0)
        buf_byte(&text, '0');
    buf_format(&text, "%.*s.", whole, digits);
    buf_add(&text, digits + whole, (size_t)scaled.decimals);
    list_add_some(list, buf_string(&text));
    buf_free(&text);
}

static const char *skip_blanks(const char *text) {
    return text + strspn(text, " ");
}

static bool starts(const char *text, const char *beginning) {
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* `word` and then no further letter or digit. */
static bool is_word(const char *text, const char *word) {
    if (!starts(text, word))
        return false;
    char next = text[strlen(word)];
    return !(next >= 'a' && next <= 'z') && !is_digit(next);
}

/* "(birmilyonbeşyüzbin)" behind a number: the end of the bracket, or the text itself. */
static const char *skip_words_in_brackets(const char *text, bool *ret_words) {
    static const char *const beginnings[] = {"(bir",    "(iki",    "(uc",    "(dort",   "(bes",
                                             "(alti",   "(yedi",   "(sekiz", "(dokuz",  "(on",
                                             "(yirmi",  "(otuz",   "(kirk",  "(elli",   "(yetmis",
                                             "(seksen", "(doksan", "(yuz",   "(yalniz", NULL};
    for (size_t i = 0; beginnings[i]; i++) {
        if (!starts(text, beginnings[i]))
            continue;
        const char *end = memchr(text, ')', strnlen(text, 120));
        *ret_words = end != NULL;
        return end ? end + 1 : text;
    }
    return text;
}

static bool is_money_unit(const char *text) {
    return is_word(text, "tl") || is_word(text, "try") || starts(text, "\xE2\x82\xBA") ||
           starts(text, "lira") || starts(text, "turk lira");
}

/* Is the number at [start, end) money? Words in brackets prove it only for liras and kuruş: a vote
 * is written "5 (beş)" too. */
static bool is_money(const char *line, const char *start, const char *end, bool cents) {
    const char *before = start;
    while (before > line && before[-1] == ' ')
        before--;
    if (before - line >= 3 && memcmp(before - 3, "\xE2\x82\xBA", 3) == 0)
        return true;
    const char *after = skip_blanks(*end == ')' ? end + 1 : end);
    bool words = false;
    after = skip_blanks(skip_words_in_brackets(after, &words));
    if (starts(after, ".-") || starts(after, ",-"))
        after = skip_blanks(after + 2);
    return (words && cents) || is_money_unit(after);
}

/* The power of ten from the unit behind a number to square metres, -1 where it is no area. */
static int area_shift(const char *end) {
    const char *after = skip_blanks(end);
    if (starts(after, "m\xC2\xB2") || is_word(after, "m2") || starts(after, "metrekare"))
        return 0;
    if (is_word(after, "ha") || starts(after, "hektar"))
        return 4;
    return -1;
}

/* "1/25.000", "1/25 000", "1/5000": a plan's scale in its canonical form. */
static const char *scale_read(const char *text, struct text_list *list) {
    static const char *const known[] = {"200",   "500",   "1000",  "2000",   "5000",
                                        "10000", "25000", "50000", "100000", NULL};
    if (!starts(text, "1/"))
        return NULL;
    text = text + 2;
    char digits[8] = "";
    size_t run = digit_run(text), length = run;
    if (!run || run > 6)
        return NULL;
    memcpy(digits, text, run);
    text += run;
    if (run <= 3 && (*text == '.' || *text == ' ') && digit_run(text + 1) == 3) {
        memcpy(digits + length, text + 1, 3);
        text += 4;
    }
    for (size_t i = 0; known[i]; i++)
        if (strcmp(digits, known[i]) == 0) {
            struct buf scale = {0};
            buf_format(&scale, "1/%s", digits);
            list_add_some(list, buf_string(&scale));
            buf_free(&scale);
            return text;
        }
    return NULL;
}

static const char *read_at(const char *line, const char *at, struct decision *decision) {
    const char *end = scale_read(at, &decision->scales);
    struct figure figure;
    if (end)
        return end;
    end = figure_read(at, &figure);
    if (!end) /* the rest of this run of digits and marks belongs to it */
        return at + strspn(at, "0123456789.,/");
    if (is_money(line, at, end, figure.decimals == 2))
        figure_add_to(&figure, 0, &decision->amounts);
    else if (area_shift(end) >= 0)
        figure_add_to(&figure, area_shift(end), &decision->areas);
    return end;
}

void measures_read(const char *text, struct decision *decision) {
    char *line = turkish_fold(text);
    bool letter = false; /* behind a letter or a mark that joins: not the beginning of a number */
    for (const char *at = line; *at;) {
        if (is_digit(*at) && !letter) {
            at = read_at(line, at, decision);
            continue;
        }
        letter = is_digit(*at) || *at == '/' || *at == '-';
        at++;
    }
    free(line);
}
