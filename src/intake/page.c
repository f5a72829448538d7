#include "intake/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define LIST_MAX 1000

/* Whole lines, or the ends of lines, that web pages put around a decision. */
struct debris {
    const char *words;
    bool truncates;
};
static const struct debris debris[] = {
    {"kararin devami icin tiklayiniz", true},
    {"karar devami icin tiklayiniz", true},
    {"devami icin tiklayiniz", true},
    {"ek icin tiklayiniz", false},
    {"ekler icin tiklayiniz", false},
    {"ekleri icin tiklayiniz", false},
    {"geri tum meclis kararlari", false},
    {"tum meclis kararlari", false},
    {"meclis canli", false},
    {"meclis karar detay", false},
    {"show in english", false},
};

struct page page_read(struct buf *lines, struct intake_result *result) {
    struct page page = {.result = result};
    page.text = buf_take(lines);
    if (!page.text)
        abort();
    for (const char *at = page.text; *at; at++)
        page.count += *at == '\n';
    page.lines = mem_zero(page.count + 1, sizeof *page.lines);
    char *at = page.text;
    for (size_t i = 0; i < page.count; i++) {
        char *end = strchr(at, '\n');
        *end = '\0';
        page.lines[i].text = at;
        page.lines[i].words = words_read(at);
        at = end + 1;
    }
    return page;
}

void page_free(struct page *page) {
    for (size_t i = 0; i < page->count; i++)
        words_free(&page->lines[i].words);
    free(page->lines);
    free(page->text);
    *page = (struct page){0};
}

void page_remove(struct page *page, size_t line) {
    page->lines[line].role = LINE_REMOVED;
    text_list_append(&page->result->removed, page->lines[line].text);
}

void page_cut(struct page *page, size_t line, size_t words) {
    struct line *cut = &page->lines[line];
    char *rest = cut->text + cut->words.items[words].start;
    text_list_append(&page->result->removed, rest);
    *rest = '\0';
    while (rest > cut->text && rest[-1] == ' ')
        *--rest = '\0';
    words_free(&cut->words);
    cut->words = words_read(cut->text);
}

void page_warn(struct page *page, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text_list_add(&page->result->warnings, text);
}

void page_rate(struct page *page, enum intake_field field, enum sureness sure) {
    enum sureness *rated = &page->result->sure[field];
    if (*rated == SURE_ABSENT || sure < *rated)
        *rated = sure;
}

/* Takes this debris off the line's end, if it is there. */
static bool remove_debris(struct page *page, size_t line, const struct debris *what) {
    const struct words *words = &page->lines[line].words;
    size_t length = 1;
    for (const char *at = what->words; *at; at++)
        length += *at == ' ';
    if (words->count < length || !words_match(words, words->count - length, what->words))
        return false;
    /* "… kararı için Ek için tıklayınız" is text and debris; a word glued to it is neither. */
    if (words->count > length && !(word_gap(words, words->count - length) & GAP_SPACE))
        return false;
    if (words->count == length)
        page_remove(page, line);
    else
        page_cut(page, line, words->count - length);
    return true;
}

bool page_remove_debris(struct page *page) {
    bool truncated = false;
    for (size_t i = 0; i < page->count; i++)
        for (size_t j = 0; j < sizeof debris / sizeof *debris; j++)
            if (page->lines[i].role == LINE_BODY && remove_debris(page, i, &debris[j]))
                truncated = truncated || debris[j].truncates;
    return truncated;
}

void list_add_some(struct text_list *list, const char *text) {
    if (list->count < LIST_MAX)
        text_list_add(list, text);
}
