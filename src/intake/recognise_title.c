/* The top of a page: navigation, T.C., the municipality, the letter-spaced title. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/head.h"
#include "intake/label.h"
#include "intake/value.h"
#include "text/turkish.h"
#include "text/utf8.h"

/* So many lines may stand above the title, and so many words on one of them. */
#define TOP_LINES 40
#define TOP_WORDS 12

static void title_word(struct buf *out, const char *text, size_t bytes) {
    const char *end = text + bytes;
    for (bool first = true; text < end; first = false) {
        uint32_t point = utf8_next(&text);
        char letter[4];
        buf_add(out, letter, utf8_put(first ? point : turkish_lower_point(point), letter));
    }
}

char *title_case(const char *text) {
    static const char *const small[] = {"ve", "ile", "veya", NULL};
    struct words words = words_read(text);
    struct buf out = {0};
    const char *at = text;
    for (size_t i = 0; i < words.count; i++) {
        const struct word *word = &words.items[i];
        const char *start = text + word->start;
        bool suffix = i > 0 && word->gap == GAP_APOSTROPHE;
        buf_add(&out, at, (size_t)(start - at));
        if (!word->capitals || word_is(&words, i, "muski")) { /* an abbreviation stays */
            buf_add(&out, start, word->end - word->start);
        } else if (suffix || (i > 0 && word_is_any(&words, i, small))) {
            char *slice = mem_slice(start, word->end - word->start), *low = turkish_lower(slice);
            buf_text(&out, low);
            free(low);
            free(slice);
        } else {
            title_word(&out, start, word->end - word->start);
        }
        at = text + word->end;
    }
    buf_text(&out, at);
    words_free(&words);
    char *title = out.data ? buf_take(&out) : mem_string("");
    if (!title)
        abort();
    return title;
}

/* "T.C." alone or at the beginning of a line: the words it takes, 0 for none. */
static size_t republic_words(const struct words *words) {
    if (word_is(words, 0, "tc") && words->items[0].capitals)
        return 1;
    return word_is(words, 0, "t") && word_is(words, 1, "c") && (word_gap(words, 1) & GAP_DOT) ? 2
                                                                                              : 0;
}

/* "M E C L İ S   K A R A R I", or the same unspaced, alone or behind the municipality's name. */
static bool is_spaced_title(const struct words *words, size_t end) {
    char squeezed[128] = "";
    size_t length = 0;
    if (end > 40)
        return false;
    for (size_t i = 0; i < end; i++) {
        const char *text = word_text(words, i);
        if (words->items[i].digits || length + strlen(text) >= sizeof squeezed)
            return false;
        memcpy(squeezed + length, text, strlen(text) + 1);
        length += strlen(text);
    }
    static const char *const ends[] = {
        "mecliskarari",        "meclisikarari",     "mecliskararlari",  "meclisikararlari",
        "mecliskararozeti",    "meclisikararozeti", "meclisininkarari", "kararozeti",
        "mecliskararozetleri", "kararozetleri",     "meclistutanagi",   "toplantitutanagi"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t tail = strlen(ends[i]);
        if (length >= tail && strcmp(squeezed + length - tail, ends[i]) == 0)
            return end <= 8 || length <= end + 4;
    }
    return false;
}

/* Words of which titles are composed, besides the municipality's name, numbers and dates. */
static bool is_title_word(const struct words *words, size_t i) {
    static const char *const beginnings[] = {"toplanti", "birlesim", "oturum", "karar",
                                             "meclis",   "olagan",   "ozet",   "gundem",
                                             "donem",    "tutana",   NULL};
    static const char *const whole[] = {"ait",        "tarih",
                                        "tarihli",    "tarihinde",
                                        "tarihi",     "gunlu",
                                        "gun",        "gunu",
                                        "yili",       "ayi",
                                        "ayinin",     "sureti",
                                        "defteri",    "listesi",
                                        "ve",         "no",
                                        "nolu",       "sayili",
                                        "numarali",   "belediye",
                                        "belediyesi", "belediyesinin",
                                        "baskanligi", "buyuksehir",
                                        "inci",       "nci",
                                        "uncu",       "ncu",
                                        "yapilan",    "yapmis",
                                        "oldugu",     "alinan",
                                        "ilce",       "ocak",
                                        "subat",      "mart",
                                        "nisan",      "mayis",
                                        "haziran",    "temmuz",
                                        "agustos",    "eylul",
                                        "ekim",       "kasim",
                                        "aralik",     "pazartesi",
                                        "sali",       "carsamba",
                                        "persembe",   "cuma",
                                        "cumartesi",  "pazar",
                                        "saat",       "birinci",
                                        "ikinci",     "ucuncu",
                                        "il",         "t",
                                        "c",          "tc",
                                        NULL};
    for (size_t j = 0; beginnings[j]; j++)
        if (word_begins(words, i, beginnings[j]))
            return true;
    return words->items[i].digits || word_is_any(words, i, whole) ||
           (i > 0 && word_gap(words, i) == GAP_APOSTROPHE); /* "Meclisi’nin", "64 no’lu" */
}

/* Words up to and with "BELEDİYESİ" or "BELEDİYE MECLİSİ" where a municipality stands at the line's
 * beginning, behind T.C. and "MUĞLA İLİ". *ret_first, *ret_last: its name without "Belediyesi". */
static size_t municipality_words(const struct words *words, size_t end, size_t *ret_first,
                                 size_t *ret_last) {
    static const char *const followers[] = {"baskanligi", "meclisi", "meclisinin", "meclis", NULL};
    size_t first = republic_words(words), at;
    for (size_t i = first; i < first + 3 && i < end; i++)
        if (word_is(words, i, "ili") || word_is(words, i, "valiligi"))
            first = i + 1;
    for (at = first; at < end && at < first + 6 && !word_begins(words, at, "belediye"); at++)
        if (!words->items[at].capital || words->items[at].digits ||
            (at > first && word_gap(words, at) != GAP_SPACE))
            return 0;
    bool full = word_is(words, at, "belediyesi") || word_is(words, at, "belediyesinin");
    bool part = word_is(words, at, "belediye") && word_is_any(words, at + 1, followers);
    if (at >= end || at == first || (!full && !part) || !words->items[at].capital)
        return 0;
    *ret_first = first;
    *ret_last = at;
    return at + 1;
}

/* "MUĞLA BÜYÜKŞEHİR BELEDİYESİ" in title case; NULL where only "BÜYÜKŞEHİR" stands before it. */
static char *municipality_name(const struct words *words, size_t first, size_t last) {
    if (last == first + 1 && word_is(words, first, "buyuksehir"))
        return NULL;
    char *name = words_slice(words, first, last), *title = title_case(name);
    struct buf out = {0};
    buf_format(&out, "%s Belediyesi", title);
    free(title);
    free(name);
    return buf_take(&out);
}

/* "… BELEDİYE MECLİSİNİN 13/05/2016 TARİHLİ TOPLANTISINDA GÖRÜŞÜLEN ÖNERGELER": no sentence, and
 * about a sitting. */
static bool is_heading(const struct words *words, size_t from, size_t end) {
    size_t others = 0;
    bool sitting = false;
    if (end > 25 || end < words->count || line_is_told(words) ||
        (word_gap(words, end) & (GAP_DOT | GAP_SEMICOLON | GAP_COMMA)))
        return false;
    for (size_t i = 0; i < end; i++) {
        sitting = sitting || word_begins(words, i, "toplanti") || word_begins(words, i, "birlesim");
        others += i >= from && !is_title_word(words, i);
    }
    return sitting && others <= 4;
}

/* Are the words [0, end) a title, with or without T.C. and municipality? */
static bool is_title(const struct words *words, size_t end, char **ret_municipality) {
    size_t first, last, at = municipality_words(words, end, &first, &last), from = at;
    *ret_municipality = NULL;
    bool told = at > 0;
    if (!at)
        at = republic_words(words);
    told = told || (at > 0 && at == end);
    for (; at < end && is_title_word(words, at); at++)
        told = told || word_begins(words, at, "karar") || word_begins(words, at, "toplanti") ||
               word_begins(words, at, "birlesim");
    bool whole = at == end && told && end > 0 && end <= 40 &&
                 (words->items[0].capital || words->items[0].digits);
    if (!whole && !is_spaced_title(words, end) && !(from && is_heading(words, at, end)))
        return false;
    if (from)
        *ret_municipality = municipality_name(words, first, last);
    return true;
}

bool title_is_line(const struct words *words) {
    char *municipality = NULL;
    bool title = !line_is_label(words) && is_title(words, words->count, &municipality);
    free(municipality);
    return title;
}

/* How many words of the line come before its first label: a whole head may stand on one line. */
static size_t words_before_label(const struct words *words) {
    for (size_t i = 0; i < words->count && i < 24; i++) {
        struct label label = label_at(words, i);
        if (label.full || (label.kind & (LABEL_MEETING | LABEL_SITTING)))
            return i;
    }
    return words->count;
}

/* ---- the top of a page ---- */

/* "MUĞLA" on a line of its own, and the rest of the name on the next. */
static bool joins_next(const struct page *page, size_t line) {
    if (line + 1 >= page->count || page->lines[line].words.count > 2 ||
        page->lines[line].words.count == 0 || republic_words(&page->lines[line].words))
        return false;
    const struct words *next = &page->lines[line + 1].words;
    return words_match(next, 0, "buyuksehir belediyesi") ||
           words_match(next, 0, "buyuksehir belediye") || words_match(next, 0, "belediyesi") ||
           words_match(next, 0, "belediye baskanligi") || words_match(next, 0, "belediye meclisi");
}

static bool is_joined_title(const struct page *page, size_t line, char **ret_municipality) {
    struct buf joined = {0};
    buf_format(&joined, "%s %s", page->lines[line].text, page->lines[line + 1].text);
    struct words words = words_read(buf_string(&joined));
    bool title = is_title(&words, words.count, ret_municipality) && *ret_municipality;
    words_free(&words);
    buf_free(&joined);
    return title;
}

/* Lines of the title from `line` on: 0 for none, 1, or 2 for a name that is parted. *ret_words: how
 * many words of the (last) line belong to it. */
static size_t title_lines(const struct page *page, size_t line, size_t *ret_words,
                          char **ret_municipality) {
    const struct words *words = &page->lines[line].words;
    *ret_municipality = NULL;
    if (joins_next(page, line) && is_joined_title(page, line, ret_municipality)) {
        *ret_words = page->lines[line + 1].words.count;
        return 2;
    }
    *ret_words = words_before_label(words);
    return *ret_words > 0 && is_title(words, *ret_words, ret_municipality);
}

/* "KARAR NO : 65" above the title: the line behind such labels, 0 where there are none. */
static size_t behind_labels(const struct page *page) {
    bool labels = false;
    for (size_t i = 0; i < page->count && i < TOP_LINES; i++) {
        bool label = line_is_label(&page->lines[i].words);
        if (page->lines[i].role == LINE_BODY && !label)
            return labels ? i : 0;
        labels = labels || (label && page->lines[i].role == LINE_BODY);
    }
    return 0;
}

/* The first line of the head: T.C., else the municipality or the title; `count` for none. */
static size_t find_top(const struct page *page) {
    size_t second = page->count, behind = behind_labels(page);
    for (size_t i = behind; i < page->count && i < TOP_LINES; i++) {
        const struct words *words = &page->lines[i].words;
        char *municipality;
        size_t used;
        if (page->lines[i].role != LINE_BODY)
            continue;
        bool title = title_lines(page, i, &used, &municipality) > 0;
        free(municipality);
        if (republic_words(words) && (title || words->count <= TOP_WORDS))
            return i;
        if ((words->count > TOP_WORDS && !title) || line_is_label(words) || (behind && !title))
            break;
        if (title && second == page->count)
            second = i;
    }
    return second;
}

/* What a line of the title tells besides the municipality. */
static void read_line(struct page *page, size_t line, size_t end, struct header *header,
                      struct sitting *sitting) {
    const struct words *words = &page->lines[line].words;
    static const char *const ranks[] = {"sayili", "nolu", "numarali", NULL};
    struct date date;
    size_t used;
    for (size_t i = 0; i < end; i++) {
        int number, year;
        if (!header->meeting.year && date_at(words, i, &date, &used) == DATE_VALID)
            header->meeting = date;
        used = header->number ? 0 : number_at(words, i, &number, &year);
        bool rank = word_is_any(words, i + used, ranks) ||
                    (word_is(words, i + used, "no") && word_is(words, i + used + 1, "lu"));
        if (!used || !rank)
            continue;
        header->number = number;
        header->number_year = year;
        page_rate(page, INTAKE_NUMBER, SURE_CERTAIN);
    }
    sitting_read(sitting, words, 0, end);
}

/* "YAZI İŞLERİ MÜDÜRLÜĞÜ" between the municipality and the title or the first label. */
static bool is_issuer(const struct page *page, size_t line) {
    char *municipality = NULL;
    size_t used;
    if (!line_is_unit(&page->lines[line].words) || line + 1 >= page->count)
        return false;
    if (line_is_label(&page->lines[line + 1].words))
        return true;
    bool title = title_lines(page, line + 1, &used, &municipality) > 0;
    free(municipality);
    return title;
}

/* "MUĞLA İLİ", "MUĞLA VALİLİĞİ", "MUĞLA" above the municipality. */
static bool is_province(const struct page *page, size_t line) {
    static const char *const ranks[] = {"ili", "ilcesi", "valiligi", "kaymakamligi", NULL};
    const struct words *words = &page->lines[line].words;
    size_t first = republic_words(words), last = words->count - 1, used;
    char *municipality = NULL;
    bool name = words->count == first + 1 && words->items[last].capitals;
    bool ranked =
        words->count > first + 1 && words->count <= first + 3 && word_is_any(words, last, ranks);
    if ((!name && !ranked) || line + 1 >= page->count)
        return false;
    bool above = title_lines(page, line + 1, &used, &municipality) > 0 && municipality;
    free(municipality);
    return above;
}

/* Takes the title's line i, and the one before that it is the rest of, into the head. Returns the
 * next line; that is the same one where labels follow on it. */
static size_t take_line(struct page *page, size_t i, size_t used, struct header *header,
                        struct sitting *sitting) {
    bool whole = used == page->lines[i].words.count;
    read_line(page, i, used, header, sitting);
    page_head_start(page, i, used);
    return i + whole;
}

size_t title_read(struct page *page, struct decision *decision, struct header *header,
                  struct sitting *sitting) {
    size_t i = find_top(page);
    if (i == page->count)
        return 0;
    bool labelled = behind_labels(page) > 0; /* they are read with the others */
    for (size_t line = 0; line < i; line++)
        if (page->lines[line].role == LINE_BODY && !labelled)
            page_remove(page, line);
    while (i < page->count) {
        const struct words *words = &page->lines[i].words;
        char *municipality = NULL;
        size_t used = words->count, next = i;
        bool body = page->lines[i].role == LINE_BODY;
        size_t lines =
            body && !line_is_label(words) ? title_lines(page, i, &used, &municipality) : 0;
        if (lines && municipality && !decision->municipality) {
            decision->municipality = municipality;
            municipality = NULL;
        }
        free(municipality);
        if (lines == 2)
            page_head(page, i++);
        if (!body)
            next = i + 1;
        else if (lines || is_issuer(page, i) || is_province(page, i))
            next = take_line(page, i, lines ? used : words->count, header, sitting);
        if (next == i)
            break;
        i = next;
    }
    return labelled ? 0 : i;
}
