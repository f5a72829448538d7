#include "intake/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define LIST_MAX 1000

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

struct page page_part(const struct page *page, size_t first, size_t end,
                      struct intake_result *result) {
    return (struct page){.lines = page->lines + first, .count = end - first, .result = result};
}

void page_remove(struct page *page, size_t line) {
    page->lines[line].role = LINE_REMOVED;
    text_list_append(&page->result->removed, page->lines[line].text);
}

void page_head(struct page *page, size_t line) {
    page->lines[line].role = LINE_HEADER;
    text_list_append(&page->result->head, page->lines[line].text);
}

static void read_again(struct line *line, char *text) {
    line->text = text;
    words_free(&line->words);
    line->words = words_read(text);
}

bool page_join(struct page *page, size_t line) {
    struct line *at = &page->lines[line];
    char *end = at->text + strlen(at->text);
    size_t next = line + 1;
    while (next < page->count && page->lines[next].text < end)
        next++; /* joined before */
    if (next >= page->count || page->lines[next].role != LINE_BODY ||
        page->lines[next].text != end + 1)
        return false;
    *end = ' ';
    page->lines[next].role = LINE_HEADER; /* its words stand above */
    read_again(at, at->text);
    return true;
}

/* Ends a line before `rest` and its blanks. */
static void end_line(struct line *line, char *rest) {
    while (rest > line->text && (rest[-1] == ' ' || rest[-1] == '\t'))
        rest--;
    *rest = '\0';
    read_again(line, line->text);
}

/* Behind the blanks and marks that part a label from its value. */
static char *value_start(char *at) {
    for (;;) {
        if (*at && strchr(" \t:;.-=_>/|)", *at))
            at++;
        else if (strncmp(at, "\u2013", 3) == 0 || strncmp(at, "\u2014", 3) == 0)
            at += 3;
        else
            return at;
    }
}

void page_head_start(struct page *page, size_t line, size_t words) {
    struct line *at = &page->lines[line];
    if (words == at->words.count) {
        page_head(page, line);
        return;
    }
    char *rest = value_start(at->text + at->words.items[words - 1].end);
    char *head = mem_slice(at->text, (size_t)(rest - at->text));
    size_t length = strlen(head);
    while (length && (head[length - 1] == ' ' || head[length - 1] == '\t'))
        head[--length] = '\0';
    text_list_append(&page->result->head, head);
    free(head);
    read_again(at, rest);
}

void page_skip(struct page *page, size_t line, size_t words) {
    struct line *at = &page->lines[line];
    read_again(at, value_start(at->text + at->words.items[words - 1].end));
}

void page_trim(struct page *page, size_t line) {
    read_again(&page->lines[line], value_start(page->lines[line].text));
}

void page_head_end(struct page *page, size_t line, size_t word) {
    struct line *at = &page->lines[line];
    char *rest = at->text + at->words.items[word].start;
    while (rest > at->text && (rest[-1] == '(' || rest[-1] == '['))
        rest--;
    text_list_append(&page->result->head, rest);
    end_line(at, rest);
}

void page_cut(struct page *page, size_t line, size_t words) {
    struct line *cut = &page->lines[line];
    char *rest = cut->text + cut->words.items[words].start;
    text_list_append(&page->result->removed, rest);
    end_line(cut, rest);
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

void list_add_some(struct text_list *list, const char *text) {
    if (list->count < LIST_MAX)
        text_list_add(list, text);
}
