/* Amounts of money, areas and plan scales.
 *
 * Numbers are Turkish: points part thousands, a comma the decimals. A single point with other than
 * three digits behind it is a decimal point all the same ("340.08 m2"). */
#include <stdbool.h>
#include <stdio.h>
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
    size_t behind = *text == '.' ? digit_run(text + 1) : 0;
    bool point = behind == 2 || (behind == 1 && !groups); /* "340.08", "1.000.00" */
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

/* Times ten to the power of `shift`, which may be below zero. False where it grows too long. */
static bool figure_shift(struct figure *figure, int shift) {
    for (; shift < 0; shift++)
        figure->decimals++;
    for (; shift > 0; shift--) {
        if (figure->decimals > 0)
            figure->decimals--;
        else if (!figure_add(figure, "0", 1))
            return false;
    }
    return true;
}

/* Adds it as decimal text with a point and at least two decimals. */
static void figure_list(struct figure figure, struct text_list *list) {
    for (; figure.decimals < 2; figure.decimals++)
        if (!figure_add(&figure, "0", 1))
            return;
    const char *digits = figure.digits;
    int whole = figure.count - figure.decimals;
    for (; whole > 1 && *digits == '0'; whole--)
        digits++;
    struct buf text = {0};
    buf_text(&text, whole <= 0 ? "0." : "");
    if (whole > 0)
        buf_format(&text, "%.*s.", whole, digits);
    for (; whole < 0; whole++)
        buf_byte(&text, '0');
    int decimals = figure.count - (int)(digits - figure.digits) - whole;
    buf_add(&text, digits + whole, (size_t)decimals);
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

/* "4,21TL", "4,21 TLden" */
static bool is_lira_sign(const char *text) {
    static const char *const endings[] = {"den", "ye", "nin", "lik", "dir", "yi", NULL};
    if (is_word(text, "tl"))
        return true;
    for (size_t i = 0; endings[i] && starts(text, "tl"); i++)
        if (is_word(text + 2, endings[i]))
            return true;
    return false;
}

static bool is_money_unit(const char *text) {
    return is_lira_sign(text) || is_word(text, "ytl") || is_word(text, "try") ||
           starts(text, "\xE2\x82\xBA") || starts(text, "lira") || starts(text, "turk lira");
}

static bool is_cents_unit(const char *text) {
    return starts(text, "kurus") || is_word(text, "krs") || is_word(text, "kr");
}

/* "1.500,00.-", "1.500-": marks that close a sum before its unit. */
static const char *skip_marks(const char *text) {
    if (starts(text, ".-") || starts(text, ",-"))
        return skip_blanks(text + 2);
    return *text == '-' || *text == '.' ? skip_blanks(text + 1) : text;
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
    after = skip_marks(skip_blanks(skip_words_in_brackets(after, &words)));
    return (words && cents) || is_money_unit(after);
}

/* "milyon" behind a number: its power of ten, 0 for none; *text moves behind it. */
static int multiplier_read(const char **text) {
    static const struct {
        const char *word;
        int power;
    } multipliers[] = {{"milyar", 9}, {"milyon", 6}, {"bin", 3}};
    const char *at = skip_blanks(*text);
    for (size_t i = 0; i < sizeof multipliers / sizeof *multipliers; i++)
        if (is_word(at, multipliers[i].word)) {
            *text = skip_blanks(at + strlen(multipliers[i].word));
            return multipliers[i].power;
        }
    return 0;
}

/* "2,5 milyon TL", "1 milyon 250 bin lira": returns the character behind the last multiplier, NULL
 * for no such sum. */
static const char *big_sum_read(const char *text, struct figure *ret) {
    int64_t sum = 0;
    int power = 0, parts = 0;
    do {
        struct figure part;
        text = figure_read(text, &part);
        if (!text || !(power = multiplier_read(&text)) || !figure_shift(&part, power) ||
            part.count > DIGITS_MAX - 1)
            return NULL;
        sum += strtoll(part.digits, NULL, 10);
    } while (is_digit(*text) && ++parts < 4);
    if (!is_money_unit(text))
        return NULL;
    struct figure whole = {0};
    whole.count = snprintf(whole.digits, sizeof whole.digits, "%lld", (long long)sum);
    *ret = whole;
    return text;
}

/* "12 lira 50 kuruş": adds the kuruş behind the liras; `text` is behind the number. */
static const char *cents_read(const char *text, struct figure *figure) {
    const char *unit = skip_blanks(text), *at = unit + strcspn(unit, " 0123456789");
    struct figure cents;
    if (figure->decimals || !is_money_unit(unit))
        return text;
    at = skip_blanks(at);
    const char *end = digit_run(at) <= 2 ? figure_read(at, &cents) : NULL;
    if (!end || cents.decimals || !is_cents_unit(skip_blanks(end)))
        return text;
    if (!figure_add(figure, cents.count == 1 ? "0" : "", cents.count == 1) ||
        !figure_add(figure, cents.digits, (size_t)cents.count))
        return text;
    figure->decimals = 2;
    return end;
}

/* "m 2" is an area where what follows is not counted: "600 m 2 adet" is not. */
static bool is_parted_square(const char *text) {
    if (!starts(text, "m ") || (!starts(text + 2, "2") && !starts(text + 2, "\xC2\xB2")))
        return false;
    const char *next = text + 2 + (text[2] == '2' ? 1 : 2), *word = skip_blanks(next);
    return (*next != ' ' && !is_digit(*next)) || starts(word, "yuzolc") || starts(word, "alan") ||
           starts(word, "buyuklu");
}

/* The power of ten from the unit behind a number to square metres, -1 where it is no area. */
static int area_shift(const char *end) {
    const char *after = skip_blanks(*end == ')' ? end + 1 : end);
    if (starts(after, "m\xC2\xB2") || (starts(after, "m2") && !is_digit(after[2])) ||
        starts(after, "metrekare") || starts(after, "metre kare") || is_parted_square(after))
        return 0;
    if (is_word(after, "ha") || starts(after, "hektar"))
        return 4;
    if (is_word(after, "donum") || starts(after, "dekar"))
        return 3;
    return starts(after, "km\xC2\xB2") || is_word(after, "km2") ? 6 : -1;
}

static bool is_known_scale(const char *digits) {
    static const char *const known[] = {"200",   "500",   "1000",  "2000",   "5000",
                                        "10000", "25000", "50000", "100000", NULL};
    for (size_t i = 0; known[i]; i++)
        if (strcmp(digits, known[i]) == 0)
            return true;
    return false;
}

/* "1/25.000", "1/25 000", "1 / 5000 ölçekli": a plan's scale in its canonical form, not a share. */
static const char *scale_read(const char *text, struct text_list *list) {
    if (*text != '1')
        return NULL;
    const char *mark = skip_blanks(text + 1);
    if (*mark != '/' && *mark != ':')
        return NULL;
    const char *at = skip_blanks(mark + 1);
    bool plain = mark == text + 1 && at == mark + 1 && *mark == '/';
    char digits[8] = "";
    size_t run = digit_run(at);
    if (!run || run > 6)
        return NULL;
    memcpy(digits, at, run);
    at += run;
    if (run <= 3 && (*at == '.' || *at == ' ') && digit_run(at + 1) == 3) {
        memcpy(digits + run, at + 1, 3);
        at += 4;
    }
    const char *next = skip_blanks(at);
    bool share = starts(next, "hisse") || starts(next, "pay") || starts(next, "oran");
    if (is_digit(*at) || share || !(plain ? is_known_scale(digits) : starts(next, "olcek")))
        return NULL;
    struct buf scale = {0};
    buf_format(&scale, "1/%s", digits);
    list_add_some(list, buf_string(&scale));
    buf_free(&scale);
    return at;
}

static const char *read_at(const char *line, const char *at, struct decision *decision) {
    const char *end = scale_read(at, &decision->scales);
    struct figure figure;
    if (end)
        return end;
    if ((end = big_sum_read(at, &figure))) {
        figure_list(figure, &decision->amounts);
        return end;
    }
    end = figure_read(at, &figure);
    if (!end) /* the rest of this run of digits and marks belongs to it */
        return at + strspn(at, "0123456789.,/");
    if (is_money(line, at, end, figure.decimals == 2)) {
        end = cents_read(end, &figure);
        figure_list(figure, &decision->amounts);
    } else if (is_cents_unit(skip_blanks(end)) && figure_shift(&figure, -2)) {
        figure_list(figure, &decision->amounts);
    } else if (area_shift(end) >= 0 && figure_shift(&figure, area_shift(end))) {
        figure_list(figure, &decision->areas);
    }
    return end;
}

void measures_read(const char *text, struct decision *decision) {
    char *line = turkish_fold(text);
    bool joined = false; /* behind a mark that joins: not the beginning of a number */
    for (const char *at = line; *at;) {
        bool scale = joined && at[-1] == '-' && starts(at, "1/"); /* "1/5000-1/1000" */
        if (is_digit(*at) && (!joined || scale)) {
            at = read_at(line, at, decision);
            joined = false;
            continue;
        }
        bool word = at > line && at[-1] != ' ';
        joined = is_digit(*at) || *at == '/' || (*at == '-' && word);
        at++;
    }
    free(line);
}
