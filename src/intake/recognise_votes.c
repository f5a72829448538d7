/* Votes: "42 kabul, 5 (beş) ret", "Kabul: 42, Ret: 5, Çekimser: 1", "üç üyenin red oyuna karşı",
 * "A PARTİSİ 30 kabul, B PARTİSİ 5 ret", or opponents by name. Sums over all that is said. */
#include <string.h>

#include "intake/parts.h"
#include "intake/result_words.h"

#define VOTES_MAX 999
/* "12 X Partili meclis üyesinin ret": so many words may stand between a number and its kind. */
#define BETWEEN_MAX 5
/* Names in brackets. */
#define BRACKETS_MAX 40
/* Parties behind "Kabul:". */
#define SHARED_MAX 40

/* ---- numbers ---- */

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

/* What may stand between a number and "ret": "adet", "üyenin", "CHP’li", the "si" of "50’si". */
static bool is_between(const struct words *words, size_t i) {
    static const char *const fillers[] = {"adet",    "tane",    "meclis",  "kisi",     "kisinin",
                                          "oy",      "kisilik", "partili", "belediye", "tamaminin",
                                          "tumunun", "de",      "da",      NULL};
    bool party = words->items[i].capitals && count_at(words, i) < 0;
    bool glued = word_gap(words, i) == 0 && i > 0 && words->items[i - 1].digits; /* "50si" */
    bool suffix = glued || (word_gap(words, i) & GAP_APOSTROPHE);
    return word_is_any(words, i, fillers) || word_begins(words, i, "uye") || party || suffix;
}

/* "yüz kırk iki": what the words that end before word i add up to, -1 for no number. Each part is
 * of a higher order than what stands behind it. */
static int words_count(const struct words *words, size_t from, size_t i) {
    int sum = -1;
    for (int order = 1; i > from && !words->items[i - 1].digits; i--) {
        int part = number_word(word_text(words, i - 1));
        if (part < 0 || (sum >= 0 && (part < order || part % order)))
            break;
        sum = (sum < 0 ? 0 : sum) + part;
        order = part >= 100 ? 1000 : part >= 10 ? 100 : 10;
        if (word_gap(words, i - 1) != GAP_SPACE)
            break;
    }
    return sum;
}

/* "1 üyenin (Meclis Üyesi Ali VELİ) ret oyu", "2 üyenin (A Partisi) ret oyu": the word that the
 * brackets before word i stand behind. A number in them is one: "beş (5) ret". */
static size_t before_brackets(const struct words *words, size_t from, size_t i) {
    if (i <= from || !(word_gap(words, i) & GAP_CLOSE))
        return i;
    for (size_t open = i; open > from && open + BRACKETS_MAX > i; open--) {
        if (words->items[open - 1].digits || count_at(words, open - 1) >= 0)
            return i;
        if (word_gap(words, open - 1) & GAP_OPEN)
            return open - 1 > from && word_begins(words, open - 2, "uye") ? open - 1 : i;
    }
    return i;
}

/* The number that ends before word i, -1 for none; words before `from` are taken. */
static int count_before(const struct words *words, size_t from, size_t i) {
    const unsigned stops = GAP_COMMA | GAP_COLON | GAP_SEMICOLON | GAP_DOT | GAP_CELL;
    i = before_brackets(words, from, i);
    for (size_t skipped = 0; i > from && skipped < BETWEEN_MAX && is_between(words, i - 1); i--) {
        if (word_gap(words, i) & stops)
            return -1;
        skipped++;
    }
    if (i <= from || (word_gap(words, i) & stops))
        return -1;
    return words->items[i - 1].digits ? count_at(words, i - 1) : words_count(words, from, i);
}

/* ---- names ---- */

static bool is_group(const struct words *words, size_t i) {
    return word_begins(words, i, "parti") || word_begins(words, i, "grub") ||
           word_begins(words, i, "grup");
}

static bool is_name(const struct words *words, size_t i) {
    static const char *const titles[] = {"meclis", "sayin", "sn",       "av",    "dr", "belediye",
                                         "ret",    "red",   "cekimser", "kabul", NULL};
    return word_capital(words, i) && !words->items[i].digits && !word_is_any(words, i, titles) &&
           !word_begins(words, i, "uye");
}

/* "Meclis Üyesi", "Sayın" before a name. */
static bool is_title(const struct words *words, size_t i) {
    return word_is(words, i, "sayin") || word_is(words, i, "sn") || word_is(words, i, "uye") ||
           word_is(words, i, "uyesi") ||
           (word_is(words, i, "meclis") && word_begins(words, i + 1, "uye")) ||
           (word_is(words, i, "belediye") && word_is(words, i + 1, "meclis"));
}

static bool is_and(const struct words *words, size_t i) {
    return word_is(words, i, "ve") || word_is(words, i, "ile");
}

/* In front of what stands before word i and is no name's own: a suffix, and "(A Partisi)". */
static size_t before_trimmings(const struct words *words, size_t from, size_t i) {
    if (i > from && (word_gap(words, i) & GAP_CLOSE)) {
        size_t open = i - 1;
        while (open > from && open + BETWEEN_MAX > i && !(word_gap(words, open) & GAP_OPEN))
            open--;
        i = word_gap(words, open) & GAP_OPEN ? open : i;
    }
    bool suffix =
        i > from && (word_gap(words, i - 1) & GAP_APOSTROPHE) && !word_capital(words, i - 1);
    return i - suffix;
}

/* "Ali VELİ, Ayşe KAYA ve Can DEMİR’in ret oyuna": how many names end before word i. A party is
 * none. */
static int names_before(const struct words *words, size_t from, size_t i) {
    int names = 0, parts = 0;
    for (i = before_trimmings(words, from, i); i > from; i = before_trimmings(words, from, i - 1)) {
        bool name = is_name(words, i - 1);
        if (is_group(words, i - 1))
            return 0;
        if (is_title(words, i - 1) && !(word_gap(words, i - 1) & GAP_COLON)) {
            names += parts >= 2;
            parts = 0;
            continue;
        }
        parts += name;
        if (name && i - 1 > from && !(word_gap(words, i - 1) & (GAP_COMMA | GAP_COLON)))
            continue;
        names += parts >= 2;
        parts = 0;
        if ((!name && !is_and(words, i - 1)) || (word_gap(words, i - 1) & GAP_COLON))
            break;
    }
    return names;
}

/* "Ret: Ali VELİ, Ayşe KAYA": how many names stand at word i. */
static int names_behind(const struct words *words, size_t i, size_t end) {
    int names = 0, parts = 0;
    for (size_t first = i; i < end; i++) {
        unsigned gap = word_gap(words, i);
        bool stops = i > first && (gap & (GAP_DOT | GAP_SEMICOLON | GAP_COLON | GAP_CLOSE));
        bool name = is_name(words, i) && !is_group(words, i);
        if (stops || (!name && !is_and(words, i)))
            break;
        if ((gap & (GAP_COMMA | GAP_CELL)) || !name) {
            names += parts >= 2;
            parts = 0;
        }
        parts += name;
    }
    return names + (parts >= 2);
}

/* ---- kinds ---- */

static bool is_ballot(const struct words *words, size_t i) {
    return word_begins(words, i, "oy") && !word_begins(words, i, "oyla") &&
           vote_manner_at(words, i, NULL) == OUTCOME_UNKNOWN;
}

static bool is_ballot_with(const struct words *words, size_t i) {
    return is_ballot(words, i) || word_is(words, i, "oyla") || word_begins(words, i, "oylari");
}

/* "36 üyenin olumlu, 5 üyenin olumsuz oyu": the ballot of the second is the first one's too. */
static bool is_shared(const struct words *words, size_t i) {
    for (size_t j = i + 2; j < i + 5; j++)
        if (word_is(words, j, "olumsuz"))
            return is_ballot_with(words, j + 1);
    return false;
}

static bool is_for(const struct words *words, size_t i) {
    static const char *const forms[] = {"evet", "lehte", "lehinde", "kabule", NULL};
    if (word_is(words, i, "kabul"))
        return !word_begins(words, i + 1, "edil") && !word_begins(words, i + 1, "olun") &&
               !word_begins(words, i + 1, "etmey");
    return word_is_any(words, i, forms) ||
           (word_is(words, i, "olumlu") && (is_ballot_with(words, i + 1) || is_shared(words, i)));
}

static bool is_against(const struct words *words, size_t i) {
    static const char *const forms[] = {"ret",     "redde",     "rete",    "hayir",
                                        "aleyhte", "aleyhinde", "muhalif", NULL};
    if (word_is(words, i, "red"))
        return !word_begins(words, i + 1, "edil") && !word_begins(words, i + 1, "olun");
    return word_is_any(words, i, forms) || word_begins(words, i, "muhalefet") ||
           word_is(words, i, "etmeyenler") ||
           ((word_is(words, i, "karsi") || word_is(words, i, "olumsuz")) &&
            is_ballot_with(words, i + 1));
}

static int *kind_at(const struct words *words, size_t i, struct votes *votes) {
    switch (*word_text(words, i)) {
    case 'k':
    case 'e':
    case 'l':
    case 'o':
    case 'r':
    case 'h':
    case 'a':
    case 'm':
        return is_for(words, i) ? &votes->in_favour : is_against(words, i) ? &votes->against : NULL;
    case 'c':
        return word_begins(words, i, "cekimser") || word_begins(words, i, "cekinser")
                   ? &votes->abstained
                   : NULL;
    default:
        return NULL;
    }
}

/* ---- the walk ---- */

struct walk {
    const struct words *words;
    size_t taken; /* numbers before this word are some kind's already */
    size_t first, end;
    struct votes *votes;
};

/* "olmak üzere toplam 12 ret" is what was said before, once more. */
static bool is_total(const struct words *words, size_t from, size_t i) {
    for (size_t j = i; j > from && j + 5 > i; j--)
        if (word_begins(words, j - 1, "toplam"))
            return true;
    return false;
}

static void vote_add(struct walk *walk, int *sum, int count, size_t i) {
    bool total = is_total(walk->words, walk->taken, i);
    *sum = (*sum < 0 || total ? 0 : *sum) + count;
}

/* First word of the number that ends at word i: "yirmi" of "yirmi dokuz". */
static size_t count_begin(const struct words *words, size_t from, size_t i) {
    while (i > from && !words->items[i].digits && word_gap(words, i) == GAP_SPACE &&
           !words->items[i - 1].digits && number_word(word_text(words, i - 1)) >= 0)
        i--;
    return i;
}

/* "A grubunun 34, B grubunun on altı kabul oyu": what the numbers before word i that have no kind
 * of their own add up to; `from` is behind the last that has one. */
static int shared_before(const struct words *words, size_t from, size_t i) {
    int sum = 0;
    for (size_t j = from + 2; j + 1 < i; j++) {
        if (!(word_gap(words, j + 1) & GAP_COMMA) && !is_and(words, j + 1))
            continue;
        int count = words->items[j].digits ? count_at(words, j) : words_count(words, from, j + 1);
        size_t of = count_begin(words, from + 2, j) - 1; /* whose number it is */
        bool suffix = (word_gap(words, of) & GAP_APOSTROPHE) != 0;
        bool party = is_group(words, of) ||
                     (suffix && (is_group(words, of - 1) || words->items[of - 1].capitals));
        if (party && count >= 0)
            sum += count;
    }
    return sum;
}

/* "A Partisi (20)" */
static bool is_bracketed(const struct words *words, size_t i) {
    return i > 0 && words->items[i].digits && (word_gap(words, i) & GAP_OPEN) &&
           (word_gap(words, i + 1) & GAP_CLOSE) && word_capital(words, i - 1);
}

/* "Kabul: 14 A Partisi + 6 B Partisi, Ret: 5": the numbers behind the one at word i. */
static int shared_behind(struct walk *walk, size_t i) {
    const struct words *words = walk->words;
    int sum = 0;
    for (size_t j = i + 1; j < walk->end && j < i + SHARED_MAX; j++) {
        unsigned gap = word_gap(words, j);
        bool closed = (gap & GAP_CLOSE) && !is_bracketed(words, j - 1);
        if (closed || (gap & (GAP_SEMICOLON | GAP_COLON | GAP_CELL)) ||
            kind_at(words, j, walk->votes))
            break;
        bool listed = (gap & (GAP_COMMA | GAP_OTHER)) || is_and(words, j - 1);
        bool party = word_capital(words, j - 1 - is_and(words, j - 1)) &&
                     word_capital(words, j + 1) && !kind_at(words, j + 1, walk->votes);
        if (is_bracketed(words, j) || (words->items[j].digits && listed && party)) {
            sum += count_at(words, j) > 0 ? count_at(words, j) : 0;
            walk->taken = j + 1;
        }
    }
    return sum;
}

/* "Ret: 5", "ret oyu 5", "Kabul edenlerin sayısı: 40", "Ret: Ali VELİ, Ayşe KAYA". */
static bool take_behind(struct walk *walk, size_t i, int *sum) {
    static const char *const fillers[] = {"eden",  "edenler",  "edenlerin", "sayisi",
                                          "veren", "verenler", "kullanan",  "kullananlar",
                                          "kalan", "kalanlar", NULL};
    const struct words *words = walk->words;
    size_t j = i + 1;
    bool plain = true;
    for (; j < walk->end && j < i + 5 && !(word_gap(words, j) & (GAP_COLON | GAP_CELL)); j++) {
        if (!is_ballot(words, j) && !word_is_any(words, j, fillers) &&
            !word_begins(words, j, "uye"))
            break;
        plain = plain && (is_ballot(words, j) || word_is(words, j, "edenler"));
    }
    bool marked = (word_gap(words, j) & (GAP_COLON | GAP_CELL | GAP_OTHER)) != 0;
    if (j >= walk->end || (!marked && (word_gap(words, j) & (GAP_COMMA | GAP_DOT | GAP_SEMICOLON))))
        return false;
    int count = marked || (plain && words->items[j].digits) ? count_at(words, j) : -1;
    if (count >= 0 && (marked || !word_begins(words, j + 1, "sayili"))) {
        walk->taken = j + 1;
        vote_add(walk, sum, count + (marked ? shared_behind(walk, j) : 0), i);
        return true;
    }
    int parties = marked && word_capital(words, j) ? shared_behind(walk, j) : 0;
    if (parties) {
        vote_add(walk, sum, parties, i);
        return true;
    }
    int names = marked ? names_behind(words, j, walk->end) : 0;
    if (names) {
        vote_add(walk, sum, names, i);
        walk->votes->named = true;
    }
    return names > 0;
}

static void take_kind(struct walk *walk, size_t i, int *sum) {
    const struct words *words = walk->words;
    size_t from = walk->taken;
    int count = word_gap(words, i + 1) & GAP_COLON ? -1 : count_before(words, from, i);
    if (count >= 0) {
        bool total = is_total(words, from, i);
        vote_add(walk, sum, count + (total ? 0 : shared_before(words, from, i)), i);
        walk->taken = i;
        return;
    }
    bool possessed =
        i > from && (word_gap(words, i - 1) & GAP_APOSTROPHE); /* "Ali VELİ’nin ret," */
    bool voted = possessed || is_ballot_with(words, i + 1) || word_begins(words, i, "muhal");
    if (take_behind(walk, i, sum) || !voted)
        return;
    int names = names_before(words, from, i);
    if (names) {
        vote_add(walk, sum, names, i);
        walk->votes->named = true;
        walk->taken = i;
    }
}

/* "12 oya karşı 45 oyla kabulüne": the vote that decided it is the greater one's. */
static void take_contest(struct walk *walk, size_t i) {
    const struct words *words = walk->words;
    if (!word_is(words, i, "oya") || !word_begins(words, i + 1, "karsi"))
        return;
    size_t with = i + 2;
    while (with < walk->end && with < i + 6 && !word_is(words, with, "oyla"))
        with++;
    int less = count_before(words, walk->taken, i), more = count_before(words, i + 2, with);
    if (!word_is(words, with, "oyla") || less < 0 || more < 0)
        return;
    bool refused = false, told = false;
    for (size_t j = with + 1; j < walk->end && j < with + 8 && !told; j++) {
        refused = word_begins(words, j, "red");
        told = refused || word_begins(words, j, "kabul") || word_begins(words, j, "onay");
    }
    if (!told)
        return;
    walk->votes->in_favour = refused ? less : more;
    walk->votes->against = refused ? more : less;
    walk->taken = with + 1;
}

void votes_read(const struct words *words, size_t first, size_t end, struct votes *votes) {
    struct walk walk = {.words = words, .taken = first, .first = first, .end = end, .votes = votes};
    for (size_t i = first; i < end; i++) {
        int *sum = kind_at(words, i, votes);
        if (sum)
            take_kind(&walk, i, sum);
        else if (*word_text(words, i) == 'o')
            take_contest(&walk, i);
    }
}

bool votes_read_rows(const struct words *head, const struct words *row, struct votes *votes) {
    struct votes read = {-1, -1, -1, false};
    size_t columns = 0;
    while (columns < head->count && kind_at(head, head->count - 1 - columns, &read))
        columns++;
    bool named = columns < head->count && (word_gap(head, head->count - columns) & GAP_CELL);
    if (columns < 2 || row->count < columns ||
        (named ? row->count == columns : row->count != head->count || columns != head->count))
        return false;
    for (size_t i = 1; i <= columns; i++) {
        size_t at = row->count - i;
        if (count_at(row, at) < 0 || (named && !(word_gap(row, at) & GAP_CELL)))
            return false;
        *kind_at(head, head->count - i, &read) = count_at(row, at);
    }
    *votes = read;
    return true;
}
