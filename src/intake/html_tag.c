#include "intake/html_tag.h"

#include <stdlib.h>
#include <string.h>

/* In the order of their names. */
static const struct html_element elements[] = {
    {"a", TAG_LINK, PLACE_TEXT, false, false},
    {"address", TAG_BLOCK, PLACE_TEXT, true, false},
    {"applet", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"article", TAG_ARTICLE, PLACE_TEXT, true, false},
    {"aside", TAG_BLOCK, PLACE_AROUND, true, false},
    {"audio", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"base", TAG_BASE, PLACE_TEXT, false, false},
    {"blockquote", TAG_PARAGRAPH, PLACE_TEXT, true, false},
    {"body", TAG_BLOCK, PLACE_TEXT, true, false},
    {"br", TAG_BREAK, PLACE_TEXT, false, false},
    {"button", TAG_BLOCK, PLACE_DOUBTFUL, true, false},
    {"canvas", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"caption", TAG_TABLE_PART, PLACE_TEXT, true, false},
    {"center", TAG_BLOCK, PLACE_TEXT, true, false},
    {"datalist", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"dd", TAG_PARAGRAPH, PLACE_TEXT, true, false},
    {"del", TAG_OTHER, PLACE_HIDDEN, false, true},
    {"details", TAG_BLOCK, PLACE_TEXT, true, false},
    {"dialog", TAG_BLOCK, PLACE_DOUBTFUL, true, false},
    {"dir", TAG_UNORDERED, PLACE_TEXT, true, false},
    {"div", TAG_BLOCK, PLACE_TEXT, true, false},
    {"dl", TAG_BLOCK, PLACE_TEXT, true, false},
    {"dt", TAG_PARAGRAPH, PLACE_TEXT, true, false},
    {"embed", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"fieldset", TAG_BLOCK, PLACE_TEXT, true, false},
    {"figcaption", TAG_BLOCK, PLACE_TEXT, true, false},
    {"figure", TAG_BLOCK, PLACE_TEXT, true, false},
    {"footer", TAG_FOOTER, PLACE_AROUND, true, false},
    {"form", TAG_BLOCK, PLACE_DOUBTFUL, true, false},
    {"h1", TAG_HEADING, PLACE_TEXT, true, false},
    {"h2", TAG_HEADING, PLACE_TEXT, true, false},
    {"h3", TAG_HEADING, PLACE_TEXT, true, false},
    {"h4", TAG_HEADING, PLACE_TEXT, true, false},
    {"h5", TAG_HEADING, PLACE_TEXT, true, false},
    {"h6", TAG_HEADING, PLACE_TEXT, true, false},
    {"header", TAG_HEADER, PLACE_DOUBTFUL, true, false},
    {"hgroup", TAG_BLOCK, PLACE_TEXT, true, false},
    {"hr", TAG_BLOCK, PLACE_TEXT, true, false},
    {"html", TAG_BLOCK, PLACE_TEXT, true, false},
    {"iframe", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"legend", TAG_BLOCK, PLACE_TEXT, true, false},
    {"li", TAG_ITEM, PLACE_TEXT, true, false},
    {"link", TAG_HEAD_LINK, PLACE_TEXT, false, false},
    {"listing", TAG_PRE, PLACE_TEXT, true, false},
    {"main", TAG_ARTICLE, PLACE_TEXT, true, false},
    {"menu", TAG_UNORDERED, PLACE_AROUND, true, false},
    {"meta", TAG_META, PLACE_TEXT, false, false},
    {"nav", TAG_BLOCK, PLACE_AROUND, true, false},
    {"noframes", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"noscript", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"object", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"ol", TAG_ORDERED, PLACE_TEXT, true, false},
    {"optgroup", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"option", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"p", TAG_PARAGRAPH, PLACE_TEXT, true, false},
    {"pre", TAG_PRE, PLACE_TEXT, true, false},
    {"q", TAG_QUOTE, PLACE_TEXT, false, false},
    {"rp", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"s", TAG_OTHER, PLACE_HIDDEN, false, true},
    {"section", TAG_ARTICLE, PLACE_TEXT, true, false},
    {"select", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"strike", TAG_OTHER, PLACE_HIDDEN, false, true},
    {"summary", TAG_BLOCK, PLACE_TEXT, true, false},
    {"sup", TAG_RAISED, PLACE_TEXT, false, false},
    {"svg", TAG_OTHER, PLACE_HIDDEN, false, false},
    {"table", TAG_TABLE, PLACE_TEXT, true, false},
    {"tbody", TAG_TABLE_PART, PLACE_TEXT, true, false},
    {"td", TAG_CELL, PLACE_TEXT, true, false},
    {"template", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"textarea", TAG_PRE, PLACE_DOUBTFUL, true, false},
    {"tfoot", TAG_TABLE_PART, PLACE_TEXT, true, false},
    {"th", TAG_CELL, PLACE_TEXT, true, false},
    {"thead", TAG_TABLE_PART, PLACE_TEXT, true, false},
    {"title", TAG_BLOCK, PLACE_AROUND, true, false},
    {"tr", TAG_ROW, PLACE_TEXT, true, false},
    {"ul", TAG_UNORDERED, PLACE_TEXT, true, false},
    {"video", TAG_BLOCK, PLACE_HIDDEN, true, false},
    {"xmp", TAG_PRE, PLACE_TEXT, true, false},
};

static int compare_name(const void *name, const void *element) {
    return strcmp(name, ((const struct html_element *)element)->name);
}

const struct html_element *html_element_of(const char *name) {
    static const struct html_element other = {"", TAG_OTHER, PLACE_TEXT, false, false};
    const struct html_element *found =
        bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, compare_name);
    return found ? found : &other;
}
