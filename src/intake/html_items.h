/* A web page as lines in the making: every word of it, shown or not, each line with what is needed
 * to tell the decision from what stands around it. */
#ifndef INTAKE_HTML_ITEMS_H
#define INTAKE_HTML_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "intake/html_tree.h"
#include "intake/links.h"

enum item_kind {
    ITEM_LINE,  /* a paragraph, or what stands between two <br> of one */
    ITEM_ROW,   /* of a table; '\t' between its cells */
    ITEM_LINES, /* text whose line ends count */
};

struct html_item {
    uint32_t start, bytes;      /* in html_items.text, or .hidden */
    uint32_t at;                /* the node of its first text */
    uint32_t words, link_words; /* link_words: those inside links */
    uint32_t annex_words;       /* those inside links that lead to annexes */
    uint16_t links;
    uint8_t kind;   /* enum item_kind */
    uint8_t breaks; /* <br> right before it in the same block, at most 2 */
    bool hidden;    /* its text is in html_items.hidden */
    bool rest;      /* it says where the text goes on */
    bool anchor;    /* html_choose: it is the decision's for certain */
    bool prose;     /* … it is a text, not a word of a menu */
    bool kept;      /* … it goes to the decision's lines */
    bool near;      /* … its links are the decision's */
};

/* A part of the page that one element puts outside of its text. */
struct html_region {
    uint32_t first, end; /* its items */
    uint8_t place;       /* enum html_place, never PLACE_TEXT */
    bool struck;         /* crossed out: never shown */
};

struct html_link {
    uint32_t item;
    uint32_t node; /* whose address it is */
    enum link_kind kind;
};

struct html_items {
    struct buf text, hidden;
    struct html_item *items;
    struct html_region *regions;
    struct html_link *links; /* those that lead to an annex or to the rest */
    uint32_t count, region_count, link_count;
    bool struck; /* something is crossed out */
};

struct html_items html_items_read(const struct html_tree *tree);
void html_items_clear(struct html_items *items);

void html_items_add_region(struct html_items *items, struct html_region region);

/* Not terminated. */
const char *html_item_text(const struct html_items *items, const struct html_item *item);

#endif
