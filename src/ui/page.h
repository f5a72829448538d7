/* A long text as a page that scrolls. All its blocks are known at once, their heights are estimates
 * until a block is set in lines, which happens near the view and is let go far from it. What the
 * reader sees stays where it is when estimates give way to heights. */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "ui/scroll.h"
#include "ui/setting.h"

struct page;

struct page *page_new(void);
void page_free(struct page *page); /* takes NULL */

/* What is on it, from the top down: one block; paragraphs, headings, items and tables. The texts
 * are borrowed and must stay as long as the page. */
void page_add(struct page *page, enum tone tone, const char *text, enum hyphens hyphens);
void page_add_text(struct page *page, const char *text, enum hyphens hyphens);

/* Sizes have changed: everything is measured anew. `above` and `below` are pixels that belong to
 * somebody else before the first block and behind the last. */
void page_fit(struct page *page, const struct pen *pen, int width, int above, int below);

/* To be called before a frame is drawn: sets what is near the view, and corrects the scroll for
 * what came out taller or shorter; nothing that is seen moves, nor stops moving. */
void page_settle(struct page *page, const struct pen *pen, struct scroll *scroll);

/* Draws what is near the view; y is where the page's upper end (with `above`) stands. */
void page_draw(const struct page *page, const struct pen *pen, int x, int y);

/* The scroll's offset less the corrections so far: what is painted keeps its place by it. */
int page_origin(const struct page *page, const struct scroll *scroll);

/* The line that is read: the first whose middle is in view. It outlives page_fit. */
struct page_place {
    bool above;   /* what stands before the first block is in view */
    double share; /* where `above`: of it, scrolled away */
    size_t block, byte;
    int y; /* pixels from the view's upper edge to the line's */
};

struct page_place page_place(const struct page *page, const struct scroll *scroll);
/* Puts that line there again as far as the ends allow, at once. The scroll's view is set before. */
void page_go(struct page *page, const struct pen *pen, struct scroll *scroll,
             struct page_place place);

#endif
