/* The top of a page: navigation, T.C., the municipality, the letter-spaced title. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/parts.h"
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
static bool is_title(const struct words *words) {
    char squeezed[128] = "";
    size_t length = 0;
    if (words->count > 40)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        const char *text = word_text(words, i);
        if (words->items[i].digits || length + strlen(text) >= sizeof squeezed)
            return false;
        memcpy(squeezed + length, text, strlen(text) + 1);
        length += strlen(text);
    }
    static const char *const ends[] = {"mecliskarari",     "meclisikarari",    "mecliskararlari",
                                       "meclisikararlari", "mecliskararozeti", "meclisikararozeti",
                                       "meclisininkarari"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t tail = strlen(ends[i]);
        if (length >= tail && strcmp(squeezed + length - tail, ends[i]) == 0)
            return words->count <= 8 || length <= words->count + 4;
    }
    return false;
}

/* "MUĞLA BÜYÜKŞEHİR BELEDİYESİ [MECLİSİ | BAŞKANLIĞI | …]": the municipality, NULL for any other
 * line. */
static char *municipality_of(const struct words *words) {
    size_t first = republic_words(words), at = first;
    while (at < words->count && at < first + 6 && !word_begins(words, at, "belediye"))
        at++;
    static const char *const followers[] = {"baskanligi", "meclisi", "meclis", "m", NULL};
    bool full = word_is(words, at, "belediyesi");
    bool part = word_is(words, at, "belediye") && word_is_any(words, at + 1, followers);
    if (at == first || (!full && !part))
        return NULL;
    if (at + 1 < words->count && !word_is_any(words, at + 1, followers))
        return NULL;
    for (size_t i = first; i <= at; i++)
        if (!words->items[i].capital || (i > first && word_gap(words, i) != GAP_SPACE))
            return NULL;
    char *name = words_slice(words, first, at), *title = title_case(name);
    struct buf out = {0};
    buf_format(&out, "%s Belediyesi", title);
    free(title);
    free(name);
    return buf_take(&out);
}

/* The first line of the head: T.C., else the municipality or the title; `count` for none. */
static size_t find_top(const struct page *page) {
    size_t second = page->count;
    for (size_t i = 0; i < page->count && i < TOP_LINES; i++) {
        const struct words *words = &page->lines[i].words;
        if (page->lines[i].role != LINE_BODY)
            continue;
        if (words->count > TOP_WORDS && !is_title(words))
            break;
        if (republic_words(words))
            return i;
        if (line_is_label(words))
            break;
        char *municipality = second == page->count ? municipality_of(words) : NULL;
        if (municipality || (second == page->count && is_title(words)))
            second = i;
        free(municipality);
    }
    return second;
}

/* "MUĞLA" on a line of its own, and the rest of the name on the next. */
static bool joins_next(const struct page *page, size_t line) {
    if (line + 1 >= page->count || page->lines[line].words.count > 2)
        return false;
    const struct words *next = &page->lines[line + 1].words;
    return words_match(next, 0, "buyuksehir belediyesi") ||
           words_match(next, 0, "buyuksehir belediye") || words_match(next, 0, "belediyesi");
}

static char *municipality_at(const struct page *page, size_t *line) {
    if (!joins_next(page, *line) || page->lines[*line].words.count == 0 ||
        republic_words(&page->lines[*line].words))
        return municipality_of(&page->lines[*line].words);
    struct buf joined = {0};
    buf_format(&joined, "%s %s", page->lines[*line].text, page->lines[*line + 1].text);
    struct words words = words_read(buf_string(&joined));
    char *name = municipality_of(&words);
    words_free(&words);
    buf_free(&joined);
    if (name)
        ++*line;
    return name;
}

size_t title_read(struct page *page, struct decision *decision) {
    size_t top = find_top(page);
    if (top == page->count)
        return 0;
    for (size_t i = 0; i < top; i++)
        if (page->lines[i].role == LINE_BODY)
            page_remove(page, i);
    size_t i = top;
    for (; i < page->count && i < top + TOP_LINES; i++) {
        const struct words *words = &page->lines[i].words;
        if (page->lines[i].role != LINE_BODY)
            continue;
        if (line_is_label(words) || words->count > 40)
            break;
        size_t first = i;
        char *municipality = municipality_at(page, &i);
        bool top_line = municipality || is_title(words) ||
                        (republic_words(words) && republic_words(words) == words->count);
        if (!top_line)
            break;
        for (size_t j = first; j <= i; j++)
            page->lines[j].role = LINE_HEADER;
        if (municipality && !decision->municipality)
            decision->municipality = municipality;
        else
            free(municipality);
    }
    return i;
}
