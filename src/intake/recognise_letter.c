/* The letter that is brought before the council: its opener names the department, the date and the
 * file number ("X Dairesi Başkanlığı’nın 30/06/2015 tarih ve 64061556-301.01-2015-756 sayılı …
 * yazısında;"). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "intake/parts.h"
#include "text/dates.h"
#include "text/turkish.h"
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

/* "İl Sağlık Müdürlüğü", "Karayolları Genel Müdürlüğü": offices of the state. A municipality's own
 * general directorate is called by its letters ("MUSKİ", "İZSU") or as an "İdaresi". */
static bool is_of_state(const struct words *words, size_t i) {
    static const char *const state[] = {"il",       "ilce",     "bolge", "tapu",
                                        "kadastro", "valiligi", NULL};
    if (word_is(words, i - 1, "genel"))
        return !words->items[i - 2].capitals && !word_begins(words, i - 2, "idare");
    for (size_t j = i;
         j > 0 && j + 9 > i && (word_capital(words, j - 1) || word_is(words, j - 1, "ve")); j--)
        if (word_is_any(words, j - 1, state))
            return true;
    return false;
}

/* "Belediye Başkanlığı" and "Meclis Başkanlığı" are no departments. */
static bool is_unit_end(const struct words *words, size_t i) {
    const struct unit_word *unit = unit_word_at(words, i);
    if (!unit || i == 0 || !word_capital(words, i))
        return unit && i == 0 && unit->letters == 5 && !word_is(words, 1, "genel");
    if (unit->letters == 5)
        return !word_is(words, i + 1, "genel") && !(word_gap(words, i + 1) & GAP_CLOSE);
    if (strcmp(unit->stem, "baskanligi") != 0)
        return i > 1 ? !is_of_state(words, i) : true;
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
    bool ends = paper >= words->count && !word_is(words, paper - 1, "raporu");
    return closes || semicolon || ends;
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

/* May a unit's name go on to the left of word `first`? It is written in capitals and blanks; an
 * abbreviation in brackets is part of it, and so is "Kültür," at the very beginning. */
static bool name_goes_on(const struct words *words, size_t first) {
    const unsigned brackets = GAP_SPACE | GAP_OPEN | GAP_CLOSE;
    unsigned gap = word_gap(words, first);
    bool name = word_capital(words, first - 1) && !words->items[first - 1].digits;
    if (!name && !word_is(words, first - 1, "ve"))
        return false;
    bool bracket = (gap & GAP_OPEN) || (gap & GAP_CLOSE && (word_gap(words, first - 1) & GAP_OPEN));
    if (bracket)
        return !(gap & ~brackets);
    bool comma = gap == (GAP_COMMA | GAP_SPACE) && first == 1 && word_is(words, first + 1, "ve");
    return gap == GAP_SPACE || comma;
}

/* First word of the unit's name that ends at word `last`. */
static size_t unit_begin(const struct words *words, size_t last) {
    /* "Belediyemiz", "Muğla Büyükşehir Belediyesi", "Belediye Başkanlığımız" lead to the name. */
    static const char *const leads[] = {"belediye",  "baskanlig", "makam",  "meclis", "havale",
                                        "sayili",    "tarih",     "teklif", "konu",   "ilgi",
                                        "kurumumuz", "geregi",    NULL};
    size_t first = last;
    while (first > 0 && last - first < 9 && name_goes_on(words, first))
        first--;
    for (size_t i = first; i < last; i++)
        for (size_t j = 0; leads[j]; j++)
            if (word_begins(words, i, leads[j]))
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
    bool bare = word_is(words, last, "sekreterligin"); /* "Genel Sekreterlik" */
    for (size_t i = 0; i < unit->letters - 2 * bare; i++)
        utf8_next(&end);
    const char *ending = !bare ? "" : words->items[last].capitals ? "K" : "k";
    struct buf out = {0};
    buf_add(&out, start, (size_t)(end - start));
    buf_format(&out, "%s", ending);
    char *name = buf_take(&out);
    if (!name)
        abort();
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

static const char *word_begin(const char *line, const char *end) {
    while (end > line && end[-1] != ' ' && end[-1] != '\t')
        end--;
    return end;
}

static bool has_digit(const char *from, const char *to) {
    while (from < to && !(*from >= '0' && *from <= '9'))
        from++;
    return from < to;
}

/* First character of what stands in one piece before `end`; blanks around a dash do not part it. */
static const char *piece_begin(const char *line, const char *end) {
    const char *start = word_begin(line, end), *digits = start;
    for (int dashes = 0; dashes < 6 && start > line + 1; dashes++) {
        const char *before = word_begin(line, start - 1);
        if (*start != '-' && start[-2] != '-')
            break;
        if (has_digit(before, start))
            digits = before;
        start = before;
    }
    return digits;
}

/* What stands before "sayılı": "64061556-301.01-2015-756", "…-301-". NULL for "bila" and for words
 * without digits. */
static char *number_before(const struct words *words, size_t sayili) {
    const char *end = words->source + words->items[sayili].start;
    while (end > words->source && strchr(" )\"", end[-1]))
        end--;
    const char *start = piece_begin(words->source, end);
    while (start < end && strchr("(\"-", *start))
        start++;
    return has_digit(start, end) ? mem_slice(start, (size_t)(end - start)) : NULL;
}

/* Does "sayılı" at word i count something else than letters? */
static bool counts_else(const struct words *words, size_t i) {
    static const char *const others[] = {"kanun", "karar", "rapor", "parsel", "yasa", "khk", NULL};
    for (size_t j = i + 1; j < i + 4 && !(word_gap(words, j) & (GAP_SEMICOLON | GAP_COLON)); j++)
        for (size_t k = 0; others[k]; k++)
            if (word_begins(words, j, others[k]))
                return true;
    return false;
}

/* The number of the letter that is spoken of between word i and `end`. */
static char *file_number_from(const struct words *words, size_t i, size_t end) {
    for (size_t at = i; at < end && at < words->count; at++) {
        size_t after;
        if (!word_begins(words, at, "sayili"))
            continue;
        bool letter = date_near(words, i, at, &after) || has_word(words, at, at + 8, "yazi") ||
                      has_word(words, at, at + 8, "teklif");
        return letter && !counts_else(words, at) ? number_before(words, at) : NULL;
    }
    return NULL;
}

/* Is a letter spoken of behind the unit's name? */
static bool brings_letter(const struct words *words, size_t last) {
    size_t after;
    return has_word(words, last + 1, last + OPENER_WORDS, "yazi") ||
           has_word(words, last + 1, last + OPENER_WORDS, "teklif") ||
           date_near(words, last + 1, last + 4, &after);
}

/* "… grubunun önergesi okundu": members propose, no unit. */
static bool opens_motion(const struct words *words) {
    for (size_t i = 0; i < words->count && i < OPENER_WORDS; i++)
        if (word_begins(words, i, "onergesi") || word_begins(words, i, "onergeleri"))
            return true;
    return false;
}

/* What a line told: nothing, a heading behind which the letter's number may follow, or all. */
enum told { TOLD_NOTHING, TOLD_HEADING, TOLD_LETTER };

/* "Bodrum Belediye Başkanlığı Yazı İşleri Müdürlüğü" on a page of Muğla's: the unit whose name
 * begins at word `first` is another municipality's. */
static bool is_of_another(const struct words *words, size_t first, const char *municipality) {
    size_t end = first - word_begins(words, first - 1, "baskanlig");
    size_t town = end - 2;
    if (!municipality || first < 3 || !word_begins(words, end - 1, "belediye") ||
        !word_capital(words, town) || word_is(words, town, "buyuksehir"))
        return false;
    char *own = turkish_fold(municipality);
    bool another = !strstr(own, word_text(words, town));
    free(own);
    return another;
}

static enum told read_unit(const struct words *words, struct decision *decision, bool any) {
    for (size_t i = 0; i < words->count && i < 4 * OPENER_WORDS; i++) {
        if (!is_unit_end(words, i))
            continue;
        size_t first = unit_begin(words, i), end = i + 1;
        bool alone =
            first == 0 && (end == words->count ||
                           (end + 1 == words->count && (word_gap(words, end) & GAP_APOSTROPHE)));
        if ((first == i && !word_begins(words, i, "muski")) ||
            (!alone && !brings_letter(words, i)) ||
            (!any && is_of_another(words, first, decision->municipality)))
            continue;
        decision->department = unit_name(words, first, i);
        if (alone)
            return TOLD_HEADING;
        decision->file_number = file_number_from(words, end, end + OPENER_WORDS);
        if (!decision->file_number && has_word(words, i, i + 3, "ifadeli"))
            decision->file_number = file_number_from(words, 0, first);
        bool broken = !word_gap(words, words->count) && !has_word(words, end, words->count, "say");
        return broken ? TOLD_HEADING : TOLD_LETTER; /* the number is on the next line */
    }
    return TOLD_NOTHING;
}

/* `any`: it may be another municipality's. */
static enum told read_opener(struct page *page, struct decision *decision, bool any) {
    size_t seen = 0;
    enum told told = TOLD_NOTHING;
    for (size_t i = 0; i < page->count && seen < OPENER_LINES && told != TOLD_LETTER; i++) {
        const struct words *words = &page->lines[i].words;
        if (page->lines[i].role != LINE_BODY)
            continue;
        if (told == TOLD_HEADING) {
            decision->file_number = file_number_from(words, 0, OPENER_WORDS);
            break;
        }
        told = read_unit(words, decision, any);
        if (told == TOLD_NOTHING && opens_motion(words))
            break;
        seen++;
    }
    return told;
}

/* "Zabıta Müdürlüğünün 18/01/2017 tarih ve 66190-251 sayılı yazısı …" with the unit in front. */
static bool begins_letter(const struct words *words) {
    for (size_t i = 1; i < 9 && i < words->count; i++)
        if (is_unit_end(words, i) && unit_begin(words, i) == 0)
            return has_word(words, i, i + OPENER_WORDS, "sayili") &&
                   has_word(words, i, i + OPENER_WORDS, "yazi");
    return false;
}

/* The letter may stand below a long explanation, up to where the council speaks. */
static enum told read_late(const struct page *page, struct decision *decision) {
    enum told told = TOLD_NOTHING;
    for (size_t i = 0; i < page->count && told == TOLD_NOTHING; i++) {
        const struct words *words = &page->lines[i].words;
        if (page->lines[i].role != LINE_BODY)
            continue;
        if (opens_motion(words) || line_opens_council(words))
            break;
        if (begins_letter(words))
            told = read_unit(words, decision, false);
    }
    return told;
}

void letter_read(struct page *page, struct decision *decision) {
    enum told told = read_opener(page, decision, false);
    if (told == TOLD_NOTHING)
        told = read_opener(page, decision, true);
    if (told == TOLD_NOTHING)
        told = read_late(page, decision);
    if (told != TOLD_NOTHING)
        page_rate(page, INTAKE_DEPARTMENT, told == TOLD_LETTER ? SURE_CERTAIN : SURE_LIKELY);
    if (decision->file_number)
        page_rate(page, INTAKE_FILE_NUMBER, SURE_CERTAIN);
}
