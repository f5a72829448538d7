/* The letter that is brought before the council: its opener names the department, the date and the
 * file number ("X Dairesi Başkanlığı’nın 30/06/2015 tarih ve 64061556-301.01-2015-756 sayılı …
 * yazısında;"). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/parts.h"
#include "text/dates.h"
#include "text/utf8.h"

/* The opener stands in one of the first paragraphs, and its cues stand close together. */
#define OPENER_LINES 6
#define OPENER_WORDS 30

/* The last word of a unit's name: its stem in folded letters and the number of letters of the form
 * without case endings. */
struct unit_word {
    const char *stem;
    size_t letters;
};
static const struct unit_word unit_words[] = {
    {"baskanligi", 10}, {"mudurlugu", 9}, {"musavirligi", 11}, {"sekreterligi", 12}, {"muski", 5},
};

static const struct unit_word *unit_word_at(const struct words *words, size_t i) {
    for (size_t j = 0; j < sizeof unit_words / sizeof *unit_words; j++)
        if (word_begins(words, i, unit_words[j].stem))
            return &unit_words[j];
    return NULL;
}

/* "Belediye Başkanlığı" and "Meclis Başkanlığı" are no departments. */
static bool is_unit_end(const struct words *words, size_t i) {
    const struct unit_word *unit = unit_word_at(words, i);
    if (!unit || !word_capital(words, i))
        return false;
    if (strcmp(unit->stem, "baskanligi") != 0)
        return !(unit->letters == 5 && word_is(words, i + 1, "genel"));
    static const char *const kinds[] = {"dairesi", "daire", "kurulu", "birimi", NULL};
    return word_is_any(words, i - 1, kinds);
}

static bool has_word(const struct words *words, size_t first, size_t end, const char *beginning) {
    for (size_t i = first; i < end && i < words->count; i++)
        if (word_begins(words, i, beginning))
            return true;
    return false;
}

bool line_opens_letter(const struct words *words) {
    static const char *const papers[] = {"yazisi", "yazilari", "raporu", "teklifi", NULL};
    size_t paper = 0;
    for (size_t i = 0; i < words->count && i < 2 * OPENER_WORDS; i++)
        for (size_t j = 0; papers[j]; j++)
            if (word_begins(words, i, papers[j]))
                paper = i + 1;
    if (!paper || !(has_word(words, 0, paper, "sayili") || has_word(words, 0, paper, "tarih") ||
                    has_word(words, 0, paper, "komisyon")))
        return false;
    bool closes = (word_gap(words, words->count) & (GAP_SEMICOLON | GAP_COLON)) != 0;
    bool semicolon = (word_gap(words, paper) & (GAP_SEMICOLON | GAP_COLON)) != 0;
    return closes || semicolon || paper >= words->count;
}

bool line_opens_council(const struct words *words) {
    static const char *const cues[] = {
        "sonucunda",    "sonunda",    "neticesinde",     "toplantisinda",
        "birlesiminde", "oturumunda", "toplantisindaki", NULL};
    bool council = word_begins(words, 0, "meclisimiz") || word_begins(words, 0, "meclisce");
    for (size_t i = 0; i < 4; i++)
        council =
            council || (word_is(words, i, "belediye") && word_begins(words, i + 1, "meclisi") &&
                        !word_is(words, i + 1, "meclisine"));
    bool talk = word_is(words, 0, "yapilan") &&
                (has_word(words, 1, 4, "gorusme") || has_word(words, 1, 4, "oylama"));
    if (!council && !talk)
        return false;
    for (size_t i = 0; i < words->count && i < OPENER_WORDS; i++)
        if (word_is_any(words, i, cues))
            return true;
    return (word_gap(words, words->count) & GAP_SEMICOLON) != 0;
}

/* First word of the unit's name that ends at word `last`. */
static size_t unit_begin(const struct words *words, size_t last) {
    size_t first = last;
    while (first > 0 && last - first < 8 && word_gap(words, first) == GAP_SPACE &&
           (word_capital(words, first - 1) || word_is(words, first - 1, "ve")))
        first--;
    /* "Belediyemiz", "Muğla Büyükşehir Belediyesi", "Belediye Başkanlığımız" lead to the name. */
    for (size_t i = first; i < last; i++)
        if (word_begins(words, i, "belediye") || word_begins(words, i, "baskanligimiz") ||
            (word_begins(words, i, "baskanlig") && i < last))
            first = i + 1;
    while (first < last && word_is(words, first, "ve"))
        first++;
    return first;
}

/* The unit's name without case endings, in title case where it stands in capitals. */
static char *unit_name(const struct words *words, size_t first, size_t last) {
    const struct unit_word *unit = unit_word_at(words, last);
    const char *start = words->source + words->items[first].start;
    const char *end = words->source + words->items[last].start;
    for (size_t i = 0; i < unit->letters; i++)
        utf8_next(&end);
    char *name = mem_slice(start, (size_t)(end - start));
    if (!words->items[last].capitals)
        return name; /* "MUSKİ Genel Müdürlüğü" */
    char *title = title_case(name);
    free(name);
    return title;
}

/* Is there a date within the words [i, end)? ret_after is the word behind it. */
static bool date_near(const struct words *words, size_t i, size_t end, size_t *ret_after) {
    for (; i < end && i < words->count; i++) {
        struct date date;
        const char *rest = NULL;
        if (!words->items[i].digits ||
            date_read(words->source + words->items[i].start, &date, &rest) == DATE_NONE)
            continue;
        while (i < words->count && words->source + words->items[i].start < rest)
            i++;
        *ret_after = i;
        return true;
    }
    return false;
}

/* What stands before "sayılı", up to a blank: "64061556-301.01-2015-756", "…-301-". NULL for "bila"
 * and for words without digits. */
static char *number_before(const struct words *words, size_t sayili) {
    const char *end = words->source + words->items[sayili].start;
    while (end > words->source && end[-1] == ' ')
        end--;
    const char *start = end;
    bool digits = false;
    while (start > words->source && start[-1] != ' ') {
        start--;
        digits = digits || (*start >= '0' && *start <= '9');
    }
    return digits ? mem_slice(start, (size_t)(end - start)) : NULL;
}

static char *file_number_from(const struct words *words, size_t i) {
    size_t end = i + OPENER_WORDS;
    size_t after;
    if (!date_near(words, i, end, &after))
        return NULL;
    for (; after < end && after < words->count; after++)
        if (word_begins(words, after, "sayili"))
            return has_word(words, after, after + 4, "kanun") ? NULL : number_before(words, after);
    return NULL;
}

/* Is a letter spoken of behind the unit's name? */
static bool brings_letter(const struct words *words, size_t last) {
    size_t after;
    return has_word(words, last + 1, last + OPENER_WORDS, "yazi") ||
           has_word(words, last + 1, last + OPENER_WORDS, "teklif") ||
           date_near(words, last + 1, last + 4, &after);
}

static bool read_unit(const struct words *words, struct decision *decision) {
    for (size_t i = 0; i < words->count && i < 4 * OPENER_WORDS; i++) {
        if (!is_unit_end(words, i))
            continue;
        size_t first = unit_begin(words, i);
        bool alone = first == 0 && i + 1 == words->count;
        if ((first == i && !word_is(words, i, "muski")) || (!alone && !brings_letter(words, i)))
            continue;
        if (!decision->department)
            decision->department = unit_name(words, first, i);
        if (alone) /* a heading; the letter's number may follow */
            return false;
        decision->file_number = file_number_from(words, i + 1);
        return true;
    }
    return false;
}

void letter_read(const struct page *page, struct decision *decision) {
    size_t seen = 0;
    for (size_t i = 0; i < page->count && seen < OPENER_LINES; i++) {
        if (page->lines[i].role != LINE_BODY)
            continue;
        if (read_unit(&page->lines[i].words, decision))
            return;
        seen++;
    }
}
