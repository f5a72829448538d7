/* A web page as a tree in one array: small, and walked without recursion. */
#ifndef INTAKE_HTML_TREE_H
#define INTAKE_HTML_TREE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "intake/html_source.h"
#include "intake/html_tag.h"

enum {
    NODE_BLOCK = 1 << 0,    /* stands on lines of its own */
    NODE_STRUCK = 1 << 1,   /* deleted or crossed out */
    NODE_KEPT = 1 << 2,     /* line ends in its text count */
    NODE_UNMARKED = 1 << 3, /* a list without numbers and bullets */
    NODE_FLOW = 1 << 4      /* html_choose: the decision's paragraphs stand right in it */
};

/* In the order of the source: a node is followed by its descendants, which end before `end`. */
struct html_node {
    uint32_t parent, end;
    uint32_t start, bytes; /* of a text node's text, of a link's address */
    uint8_t tag;           /* enum html_tag */
    uint8_t place;         /* enum html_place */
    uint8_t flags;
    uint8_t style;  /* of an ordered list: '1' 'a' 'A' 'i' 'I' */
    int16_t number; /* a list's first, an item's own, a cell's columns */
    int16_t rows;   /* a cell's rows */
};

#define HTML_NUMBER_NONE INT16_MIN

struct html_tree {
    struct html_node *nodes; /* the first is above all others */
    uint32_t count, room;
    struct buf text;
    char *address; /* the page's own, NULL */
    char *base;    /* what its links are relative to, NULL */
};

/* Parses with libxml2, which fetches nothing. Takes the source's address over. ERR_REFUSED: nested
 * too deep; ERR_STORAGE. */
enum err_code html_tree_read(const char *name, struct html_source *source, struct html_tree *ret,
                             struct err *err) CHECKED;
void html_tree_clear(struct html_tree *tree);

/* The nearest node above that stands on lines of its own. */
uint32_t html_tree_block(const struct html_tree *tree, uint32_t node);

#endif
