#include "intake/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "intake/html_hidden.h"

/* For each end tag the parser may look at all that are open: the product is what it costs. */
#define DEPTH_MAX 8000
#define WORK_MAX 1000000000

struct builder {
    struct html_tree *tree;
    const struct html_source *source;
    struct hidden_names names;
    htmlParserCtxtPtr parser;
    uint32_t open; /* the innermost open node */
    size_t depth;
    bool too_deep;
    char *canonical; /* the address that the page gives itself */
};

static uint32_t tree_add(struct html_tree *tree, struct html_node node) {
    if (tree->count == tree->room) {
        tree->room = tree->room ? tree->room * 2 : 256;
        tree->nodes = mem_grow(tree->nodes, tree->room, sizeof *tree->nodes);
    }
    node.end = tree->count + 1;
    tree->nodes[tree->count] = node;
    return tree->count++;
}

/* ---- attributes ---- */

static const char *attribute(const char *const *attributes, const char *name) {
    for (; attributes && *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static int16_t attribute_number(const char *const *attributes, const char *name, int16_t without) {
    const char *text = attribute(attributes, name);
    long number = text ? strtol(text, NULL, 10) : without;
    return number > -10000 && number < 10000 ? (int16_t)number : without;
}

static void read_numbers(const char *const *attributes, struct html_node *node) {
    const char *type;
    switch ((enum html_tag)node->tag) {
    case TAG_ORDERED:
        type = attribute(attributes, "type");
        node->style = type && strchr("1aAiI", *type) && *type ? (uint8_t)*type : '1';
        node->number = attribute_number(attributes, "start", 1);
        break;
    case TAG_ITEM:
        node->number = attribute_number(attributes, "value", HTML_NUMBER_NONE);
        break;
    case TAG_CELL:
        node->number = attribute_number(attributes, "colspan", 1);
        node->rows = attribute_number(attributes, "rowspan", 1);
        break;
    default:
        break;
    }
}

static void note_canonical(struct builder *builder, const char *address) {
    if (address && !builder->canonical && strncasecmp(address, "http", 4) == 0)
        builder->canonical = mem_string(address);
}

static void read_head(struct builder *builder, enum html_tag tag, const char *const *attributes) {
    const char *what;
    if (tag == TAG_BASE && !builder->tree->base && attribute(attributes, "href")) {
        builder->tree->base = mem_string(attribute(attributes, "href"));
    } else if (tag == TAG_HEAD_LINK) {
        what = attribute(attributes, "rel");
        if (what && strcasecmp(what, "canonical") == 0)
            note_canonical(builder, attribute(attributes, "href"));
    } else if (tag == TAG_META) {
        what = attribute(attributes, "property");
        if (what && strcasecmp(what, "og:url") == 0)
            note_canonical(builder, attribute(attributes, "content"));
    }
}

static void read_address(struct builder *builder, const char *const *attributes,
                         struct html_node *node) {
    const char *address = attribute(attributes, "href");
    if (!address)
        return;
    address += strspn(address, " \t\r\n");
    size_t bytes = strlen(address);
    while (bytes && (unsigned char)address[bytes - 1] <= ' ')
        bytes--;
    node->start = (uint32_t)builder->tree->text.len;
    node->bytes = (uint32_t)bytes;
    buf_add(&builder->tree->text, address, bytes);
}

/* ---- what the parser calls ---- */

static bool inside(const struct html_tree *tree, uint32_t node, enum html_tag tag) {
    for (; node; node = tree->nodes[node].parent)
        if (tree->nodes[node].tag == tag)
            return true;
    return false;
}

/* The head or the end of an article may be the decision's; those of a page are not. */
static enum html_place place_of(const struct builder *builder, const struct html_element *element) {
    bool edge = element->tag == TAG_HEADER || element->tag == TAG_FOOTER;
    if (edge && inside(builder->tree, builder->open, TAG_ARTICLE))
        return element->tag == TAG_HEADER ? PLACE_TEXT : PLACE_DOUBTFUL;
    return element->place;
}

/* What the parser read, and the list that the source made. */
static void gather_attributes(const struct html_source *source, const xmlChar **values,
                              const char *ret[2 * HTML_ATTRIBUTES_MAX + 1]) {
    size_t count = 0;
    for (; values && *values; values += 2) {
        const char *name = (const char *)values[0];
        if (strcmp(name, "x") == 0) {
            const char *list[2 * HTML_ATTRIBUTES_MAX];
            size_t more = html_source_attributes(source, (const char *)values[1], list);
            for (size_t i = 0; i < more && count < 2 * HTML_ATTRIBUTES_MAX; i++)
                ret[count++] = list[i];
        } else if (count < 2 * HTML_ATTRIBUTES_MAX) {
            ret[count++] = name;
            ret[count++] = (const char *)values[1];
        }
    }
    ret[count] = NULL;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **values) {
    struct builder *builder = context;
    const struct html_element *element = html_element_of((const char *)name);
    const char *attributes[2 * HTML_ATTRIBUTES_MAX + 1];
    gather_attributes(builder->source, values, attributes);
    struct html_look look = html_look_read(&builder->names, attributes);
    struct html_node node = {.parent = builder->open, .tag = (uint8_t)element->tag};
    enum html_place place = place_of(builder, element);
    if (builder->too_deep)
        return;
    /* what holds the whole page is never around it */
    if (builder->depth <= 1 && element->tag == TAG_BLOCK && look.place < PLACE_HIDDEN)
        look.place = PLACE_TEXT;
    node.place = (uint8_t)(look.place > place ? look.place : place);
    if (look.struck || element->struck)
        node.place = PLACE_HIDDEN;
    node.flags = (uint8_t)((element->block ? NODE_BLOCK : 0) |
                           (look.struck || element->struck ? NODE_STRUCK : 0) |
                           (look.kept || element->tag == TAG_PRE ? NODE_KEPT : 0) |
                           (look.unmarked ? NODE_UNMARKED : 0));
    read_numbers(attributes, &node);
    if (element->tag == TAG_LINK)
        read_address(builder, attributes, &node);
    read_head(builder, element->tag, attributes);
    builder->open = tree_add(builder->tree, node);
    builder->depth++;
    builder->too_deep =
        builder->depth > DEPTH_MAX || builder->depth * builder->source->tags > WORK_MAX;
    if (builder->too_deep)
        xmlStopParser(builder->parser);
}

static void on_end(void *context, const xmlChar *name) {
    struct builder *builder = context;
    (void)name;
    if (builder->too_deep || builder->open == 0)
        return;
    struct html_node *node = &builder->tree->nodes[builder->open];
    node->end = builder->tree->count;
    builder->open = node->parent;
    builder->depth--;
}

static void on_text(void *context, const xmlChar *text, int bytes) {
    struct builder *builder = context;
    struct html_tree *tree = builder->tree;
    struct html_node *last = &tree->nodes[tree->count - 1];
    if (builder->too_deep || bytes <= 0)
        return;
    bool joins = last->tag == TAG_TEXT && last->parent == builder->open && tree->count > 1 &&
                 last->start + last->bytes == tree->text.len;
    if (!joins) {
        struct html_node node = {.parent = builder->open, .start = (uint32_t)tree->text.len};
        uint32_t added = tree_add(tree, node); /* which may move the nodes */
        last = &tree->nodes[added];
    }
    buf_add(&tree->text, text, (size_t)bytes);
    last->bytes += (uint32_t)bytes;
}

static void parse(struct builder *builder, const struct html_source *source) {
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .ignorableWhitespace = on_text,
                              .cdataBlock = on_text};
    htmlParserCtxtPtr parser =
        htmlCreateMemoryParserCtxt(buf_string(&source->text), (int)source->text.len);
    if (!parser)
        return; /* there is nothing in it */
    htmlSAXHandlerPtr own = parser->sax;
    builder->parser = parser;
    parser->sax = &handler;
    parser->userData = builder;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    parser->sax = own;
    htmlFreeParserCtxt(parser);
}

/* The page's address, and the base of its links, which may itself be relative to that. */
static void settle_addresses(struct builder *builder, struct html_source *source) {
    struct html_tree *tree = builder->tree;
    tree->address = builder->canonical ? builder->canonical : source->address;
    if (tree->address == source->address)
        source->address = NULL;
    if (!tree->base && tree->address)
        tree->base = mem_string(tree->address);
    if (!tree->base || strncasecmp(tree->base, "http", 4) == 0)
        return;
    xmlChar *joined = tree->address
                          ? xmlBuildURI((const xmlChar *)tree->base, (const xmlChar *)tree->address)
                          : NULL;
    free(tree->base);
    tree->base = joined ? mem_string((const char *)joined) : NULL;
    xmlFree(joined);
}

enum err_code html_tree_read(const char *name, struct html_source *source, struct html_tree *ret,
                             struct err *err) {
    struct html_tree tree = {0};
    struct builder builder = {.tree = &tree, .source = source};
    struct html_node top = {.flags = NODE_BLOCK, .tag = TAG_BLOCK};
    tree_add(&tree, top);
    builder.names = hidden_names_read(buf_string(&source->style));
    parse(&builder, source);
    for (uint32_t open = builder.open; open; open = tree.nodes[open].parent)
        tree.nodes[open].end = tree.count;
    tree.nodes[0].end = tree.count;
    hidden_names_free(&builder.names);
    settle_addresses(&builder, source);
    enum err_code code = ERR_OK;
    if (builder.too_deep)
        code = err_set(err, ERR_REFUSED, "%s: its tags are nested too deep; save it as plain text",
                       name);
    else if (tree.text.failed)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", name);
    if (code == ERR_OK)
        *ret = tree;
    else
        html_tree_clear(&tree);
    return code;
}

void html_tree_clear(struct html_tree *tree) {
    free(tree->nodes);
    buf_free(&tree->text);
    free(tree->address);
    free(tree->base);
    *tree = (struct html_tree){0};
}

uint32_t html_tree_block(const struct html_tree *tree, uint32_t node) {
    while (node && !(tree->nodes[node].flags & NODE_BLOCK))
        node = tree->nodes[node].parent;
    return node;
}
