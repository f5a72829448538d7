/* A document in the middle of being recognised: its lines, and what each of them turned out to be.
 */
#ifndef INTAKE_PAGE_H
#define INTAKE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/intake.h"
#include "intake/words.h"

enum line_role {
    LINE_BODY,   /* until something else is found out */
    LINE_HEADER, /* its words are in the record's fields, or are labels */
    LINE_REMOVED /* debris; kept in the result's list of removed lines */
};

struct line {
    char *text; /* clean, not empty; points into the page's text */
    struct words words;
    enum line_role role;
};

struct page {
    char *text;
    struct line *lines;
    size_t count;
    struct intake_result *result; /* not owned */
};

/* Takes over the reader's lines. */
struct page page_read(struct buf *lines, struct intake_result *result);
void page_free(struct page *page);
/* The lines [first, end) for themselves. They stay the page's: this is not to be freed. */
struct page page_part(const struct page *page, size_t first, size_t end,
                      struct intake_result *result);

/* Puts the next line of the text behind this one; false where something else stands between. */
bool page_join(struct page *page, size_t line);
/* Takes a line out of the text as debris. */
void page_remove(struct page *page, size_t line);
/* Takes a line out of the text as part of the head. */
void page_head(struct page *page, size_t line);
/* The same for its first `words` words; what stands behind them and the marks there stays. */
void page_head_start(struct page *page, size_t line, size_t words);
/* Its first `words` words are in a field of the record; what stands behind them stays. */
void page_skip(struct page *page, size_t line, size_t words);
/* Leaves out the marks before its first word. */
void page_trim(struct page *page, size_t line);
/* Its words from `word` on are part of the head. */
void page_head_end(struct page *page, size_t line, size_t word);
/* Shortens a line to its first `words` words with the marks behind them; the rest is debris. */
void page_cut(struct page *page, size_t line, size_t words);

void page_warn(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Rates a field in the result; what was rated lower before stays lower. */
void page_rate(struct page *page, enum intake_field field, enum sureness sure);

/* Takes navigation and other debris of web pages out of the text. Returns whether the page says
 * that the decision goes on elsewhere. *ret_annex: whether it speaks of an annex. */
bool page_remove_debris(struct page *page, bool *ret_annex);

/* Adds to a list that is kept short: nobody reads a thousand amounts, and each new one is compared
 * with all before it. */
void list_add_some(struct text_list *list, const char *text);

#endif
