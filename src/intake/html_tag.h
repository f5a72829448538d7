/* The elements of HTML, as far as they matter to the text. */
#ifndef INTAKE_HTML_TAG_H
#define INTAKE_HTML_TAG_H

#include <stdbool.h>
#include <stdint.h>

enum html_tag {
    TAG_TEXT,  /* no element at all */
    TAG_OTHER, /* an element within a line that changes nothing */
    TAG_BLOCK, /* one that stands on lines of its own */
    TAG_LINK,
    TAG_BREAK,
    TAG_PARAGRAPH,
    TAG_HEADING,
    TAG_TABLE,
    TAG_TABLE_PART,
    TAG_ROW,
    TAG_CELL,
    TAG_ORDERED,
    TAG_UNORDERED,
    TAG_ITEM,
    TAG_PRE,
    TAG_RAISED,
    TAG_QUOTE,
    TAG_HEADER,
    TAG_FOOTER,
    TAG_ARTICLE, /* article, main, section: what a header can be the head of */
    TAG_BASE,
    TAG_META,
    TAG_HEAD_LINK
};

/* How an element, or its class, stands to the text of the page. */
enum html_place {
    PLACE_TEXT,
    PLACE_DOUBTFUL, /* the page's surroundings, unless the decision turns out to be in it */
    PLACE_AROUND,   /* the page's surroundings */
    PLACE_HIDDEN    /* not shown at all */
};

struct html_element {
    const char *name;
    enum html_tag tag;
    enum html_place place;
    bool block;
    bool struck; /* deleted text */
};

/* Never NULL: an unknown one is TAG_OTHER. */
const struct html_element *html_element_of(const char *name);

#endif
