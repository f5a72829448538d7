/* Votes: "42 kabul, 5 (beş) ret", "Kabul: 42, Ret: 5, Çekimser: 1", "üç üyenin red oyuna karşı",
 * "A PARTİSİ 30 kabul, B PARTİSİ 5 ret", or opponents by name. Sums over all that is said. */
#include <string.h>

#include "intake/parts.h"

#define VOTES_MAX 999

/* A number in words, as one word ("kırkiki") or one of several: its value, -1 for no number. */
static int number_word(const char *text) {
    static const struct {
        const char *word;
        int value;
    } parts[] = {{"yirmi", 20},  {"otuz", 30},   {"kirk", 40},   {"elli", 50}, {"altmis", 60},
                 {"yetmis", 70}, {"seksen", 80}, {"doksan", 90}, {"yuz", 100}, {"on", 10},
                 {"bir", 1},     {"iki", 2},     {"uc", 3},      {"dort", 4},  {"bes", 5},
                 {"alti", 6},    {"yedi", 7},    {"sekiz", 8},   {"dokuz", 9}};
    int sum = -1;
    while (*text) {
        size_t i = 0;
        while (i < sizeof parts / sizeof *parts &&
               strncmp(parts[i].word, text, strlen(parts[i].word)) != 0)
            i++;
        if (i == sizeof parts / sizeof *parts)
            return -1;
        sum = (sum < 0 ? 0 : sum) + parts[i].value;
        text += strlen(parts[i].word);
    }
    return sum;
}

static int count_at(const struct words *words, size_t i) {
    long digits = word_number(words, i);
    if (digits >= 0)
        return digits <= VOTES_MAX ? (int)digits : -1;
    return number_word(word_text(words, i));
}

/* "5 adet ret", "beş üyenin ret", "5 (beş) ret": the number that ends before word i. */
static int count_before(const struct words *words, size_t first, size_t i) {
    static const char *const fillers[] = {"adet",     "tane", "uye",  "uyenin",  "meclis",
                                          "uyesinin", "oy",   "kisi", "kisinin", NULL};
    size_t skipped = 0;
    while (i > first && skipped < 3 && word_is_any(words, i - 1, fillers)) {
        i--;
        skipped++;
    }
    if (i <= first || (word_gap(words, i) & (GAP_COMMA | GAP_COLON | GAP_SEMICOLON)))
        return -1;
    int count = count_at(words, i - 1);
    if (count <= 0 || words->items[i - 1].digits || i < first + 2)
        return count;
    int tens = count_at(words, i - 2); /* "kırk iki" */
    bool joined = word_gap(words, i - 1) == GAP_SPACE && !words->items[i - 2].digits;
    return joined && count < 10 && tens >= 10 && tens % 10 == 0 ? tens + count : count;
}

/* "Ret: 5" */
static int count_behind(const struct words *words, size_t i) {
    if (word_begins(words, i, "oy") && !(word_gap(words, i) & GAP_COLON)) /* "Ret oyu: 5" */
        i++;
    return word_gap(words, i) & GAP_COLON ? count_at(words, i) : -1;
}

static bool is_and(const struct words *words, size_t i) {
    return word_is(words, i, "ve") || word_is(words, i, "ile");
}

/* "Ali VELİ, Ayşe KAYA ve Can DEMİR’in ret oyuna": how many names end before word i. */
static int names_before(const struct words *words, size_t first, size_t i) {
    static const char *const titles[] = {"uye",           "uyesi",  "uyeleri", "uyelerinden",
                                         "uyelerimizden", "meclis", "sayin",   "grubu",
                                         "partisi",       NULL};
    int names = 0;
    size_t parts = 0;
    if (i > first + 1 && (word_gap(words, i - 1) & GAP_APOSTROPHE))
        i--; /* the suffix */
    for (; i > first; i--) {
        bool name = word_capital(words, i - 1) && !word_is_any(words, i - 1, titles);
        if (name)
            parts++;
        bool ends = !name || i - 1 == first || (word_gap(words, i - 1) & GAP_COMMA);
        if (!ends)
            continue;
        names += parts >= 2;
        parts = 0;
        if (!name && !is_and(words, i - 1))
            break;
    }
    return names;
}

static void vote_add(int *sum, int count) {
    if (count < 0 || count > VOTES_MAX)
        return;
    *sum = (*sum < 0 ? 0 : *sum) + count;
}

static int *kind_at(const struct words *words, size_t i, struct decision *decision) {
    if (word_is(words, i, "kabul") || word_is(words, i, "evet"))
        return &decision->votes_for;
    if (word_is(words, i, "ret") || word_is(words, i, "red") || word_is(words, i, "hayir"))
        return &decision->votes_against;
    return word_begins(words, i, "cekimser") ? &decision->abstentions : NULL;
}

void votes_read(const struct words *words, size_t first, size_t end, struct decision *decision) {
    for (size_t i = first; i < end; i++) {
        int *sum = kind_at(words, i, decision);
        if (!sum)
            continue;
        int count = count_behind(words, i + 1);
        if (count < 0)
            count = count_before(words, first, i);
        bool voted = word_begins(words, i + 1, "oy");
        if (count < 0 && voted) {
            int names = names_before(words, first, i);
            count = names ? names : -1;
        }
        vote_add(sum, count);
    }
}
