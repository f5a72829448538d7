#include "intake/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define HEAD_LINES 8   /* that may be repeated on top */
#define FOOT_LINES 4   /* and at the bottom */
#define LOOK_FOR_NO 12 /* lines of a page in which a decision's head has its number */

struct page_lines {
    size_t first, end;
};

struct pages {
    struct page_lines *items;
    size_t count;
};

static struct pages pages_read(const struct setting *setting) {
    struct pages pages = {0};
    for (size_t i = 0; i < setting->count; i++)
        pages.count += i == 0 || setting->lines[i].page;
    pages.items = mem_zero(pages.count + 1, sizeof *pages.items);
    size_t page = 0;
    for (size_t i = 0; i < setting->count; i++) {
        page += i > 0 && setting->lines[i].page;
        if (i == 0 || setting->lines[i].page)
            pages.items[page].first = i;
        pages.items[page].end = i + 1;
    }
    return pages;
}

/* ---- page numbers ---- */

static const char *skip(const char *at, const char *marks) {
    return at + strspn(at, marks);
}

/* "Sayfa 2/3", "- 2 -", "2 / 3", "2". */
struct page_number {
    long number, of; /* 0: there is none */
    bool sure;       /* it says that it is one */
};

static struct page_number page_number_read(const struct setting *setting,
                                           const struct set_line *line) {
    struct page_number number = {0};
    char folded[48];
    if (line->end - line->start > 40)
        return number;
    setting_fold(setting, line, folded, sizeof folded);
    const char *at = skip(folded, " -–—");
    bool dashed = at > folded;
    static const char *const words[] = {"sayfa no", "sayfa", "page", "sf."};
    for (size_t i = 0; i < sizeof words / sizeof *words && !number.sure; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0) {
            number.sure = true;
            at = skip(at + strlen(words[i]), " :.");
        }
    char *end;
    if (*at < '0' || *at > '9')
        return (struct page_number){0};
    number.number = strtol(at, &end, 10);
    at = skip(end, " ");
    if (*at == '/' || (number.sure && (*at == '-' || strncmp(at, "of ", 3) == 0))) {
        at = skip(at, "/-of ");
        number.of = *at >= '0' && *at <= '9' ? strtol(at, &end, 10) : 0;
        at = end;
    }
    const char *tail = skip(at, " -–—.");
    number.sure = number.sure || (dashed && tail > at);
    bool possible = number.number > 0 && number.number < 5000 && number.of < 5000 &&
                    (!number.of || number.of >= number.number);
    return *tail || !possible ? (struct page_number){0} : number;
}

/* Bare numbers count where they count the pages: those of the page before and this one differ by
 * one, or it is the page's own. */
static bool counts_pages(long number, size_t page, long before) {
    return before ? number == before + 1 : number == (long)page + 1;
}

static void find_numbers(struct setting *setting, const struct pages *pages) {
    for (size_t i = 0; i < setting->count; i++) {
        struct page_number number = page_number_read(setting, &setting->lines[i]);
        setting->lines[i].removed = number.number && number.sure;
    }
    long before = 0;
    for (size_t page = 0; page < pages->count && pages->count > 1; page++) {
        size_t ends[] = {pages->items[page].end - 1, pages->items[page].first};
        long found = 0;
        for (size_t k = 0; k < 2 && !found; k++) {
            struct set_line *line = &setting->lines[ends[k]];
            struct page_number number = page_number_read(setting, line);
            if (!number.number || !counts_pages(number.number, page, before))
                continue;
            line->removed = true;
            found = number.number;
        }
        before = found;
    }
}

/* ---- heads and feet ---- */

/* The same letters, whatever the blanks; with "Sayfa", whatever the digits. */
static bool same_line(const struct setting *setting, size_t a, size_t b) {
    char one[200], other[200];
    setting_fold(setting, &setting->lines[a], one, sizeof one);
    setting_fold(setting, &setting->lines[b], other, sizeof other);
    if (strlen(one) < 3)
        return false;
    if (strstr(one, "sayfa") && strstr(other, "sayfa"))
        for (size_t i = 0; one[i] && other[i]; i++)
            if (one[i] >= '0' && one[i] <= '9' && other[i] >= '0' && other[i] <= '9')
                one[i] = other[i] = '0';
    return strcmp(one, other) == 0;
}

/* The k-th line of a page that is not a page number, from the top or from the bottom; `count` where
 * it has none. */
static size_t line_of(const struct setting *setting, const struct page_lines *page, size_t k,
                      bool bottom) {
    for (size_t i = 0; i < page->end - page->first; i++) {
        size_t line = bottom ? page->end - 1 - i : page->first + i;
        if (!page_number_read(setting, &setting->lines[line]).number && k-- == 0)
            return line;
    }
    return setting->count;
}

/* How many lines two pages have in common at that end, at most `most`; never a whole page. */
static size_t common(const struct setting *setting, const struct page_lines *a,
                     const struct page_lines *b, bool bottom, size_t most) {
    size_t k = 0;
    for (; k < most; k++) {
        size_t one = line_of(setting, a, k, bottom), other = line_of(setting, b, k, bottom);
        if (one == setting->count || other == setting->count || !same_line(setting, one, other))
            return k;
    }
    return k;
}

/* Does a decision's number or date stand in the head of the page, behind its first `shared` lines,
 * which are another page's too? */
static bool begins_decision(const struct setting *setting, const struct page_lines *page,
                            size_t shared) {
    static const char *const labels[] = {"karar n", "meclis karar n", "karar sayi", "karar tarih",
                                         "meclis karar tarih"};
    for (size_t k = shared; k < LOOK_FOR_NO; k++) {
        char folded[40];
        size_t line = line_of(setting, page, k, false);
        if (line == setting->count)
            return false;
        setting_fold(setting, &setting->lines[line], folded, sizeof folded);
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            if (strncmp(folded, labels[i], strlen(labels[i])) == 0)
                return true;
    }
    return false;
}

/* Not "www.ornek.bel.tr", "bilgi@ornek.bel.tr". */
static bool begins_with_word(const struct setting *setting, const struct set_line *line) {
    const char *text = setting->text + line->start;
    size_t bytes = line->end - line->start, word = 0;
    while (word < bytes && text[word] != ' ')
        word++;
    return setting_begins_small(setting, line) && !memchr(text, '@', word) &&
           (word < 2 || !memchr(text, '.', word - 1));
}

/* Does a sentence run into line i of the page from the text's line before it? What is repeated
 * there is a text that says the same twice. */
static bool is_amid(const struct setting *setting, size_t i) {
    const struct set_line *line = &setting->lines[i];
    for (size_t k = i; k-- > 0;)
        if (!setting->lines[k].removed)
            return begins_with_word(setting, line) &&
                   !setting_ends_sentence(setting, &setting->lines[k]) &&
                   (line->page || line->blanks <= setting->lines[k].blanks);
    return false;
}

/* How many of the page's first or last `shared` lines are none of its text. */
static size_t outside(const struct setting *setting, const struct page_lines *page, size_t shared,
                      bool bottom) {
    if (!bottom)
        return shared && is_amid(setting, line_of(setting, page, 0, false)) ? 0 : shared;
    while (shared && is_amid(setting, line_of(setting, page, shared - 1, true)))
        shared--;
    return shared;
}

static void remove_ends(struct setting *setting, const struct page_lines *page, size_t count,
                        bool bottom) {
    for (size_t k = 0; k < count; k++)
        setting->lines[line_of(setting, page, k, bottom)].removed = true;
}

/* Returns whether a page behind the first begins a decision. */
static bool find_heads(struct setting *setting, const struct pages *pages) {
    bool several = false;
    for (size_t page = 1; page < pages->count; page++) {
        const struct page_lines *at = &pages->items[page];
        size_t first = common(setting, &pages->items[0], at, false, HEAD_LINES);
        size_t before = common(setting, at - 1, at, false, HEAD_LINES);
        size_t shared = outside(setting, at, first > before ? first : before, false);
        if (begins_decision(setting, at, shared))
            several = true;
        else if (shared < at->end - at->first)
            remove_ends(setting, at, shared, false);
    }
    return several;
}

static void find_feet(struct setting *setting, const struct pages *pages) {
    for (size_t page = 1; page < pages->count; page++) {
        const struct page_lines *at = &pages->items[page];
        size_t shared = common(setting, at - 1, at, true, FOOT_LINES);
        if (shared >= at->end - at->first || shared >= at[-1].end - at[-1].first)
            continue;
        shared = outside(setting, at - 1, shared, true);
        shared = outside(setting, at, shared, true);
        remove_ends(setting, at - 1, shared, true);
        remove_ends(setting, at, shared, true);
    }
}

void furniture_find(struct setting *setting) {
    struct pages pages = pages_read(setting);
    find_numbers(setting, &pages);
    if (pages.count > 1 && !find_heads(setting, &pages))
        find_feet(setting, &pages);
    free(pages.items);
}
