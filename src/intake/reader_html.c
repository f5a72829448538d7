#include "intake/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "intake/encoding.h"
#include "intake/html_choose.h"
#include "intake/html_items.h"
#include "intake/html_source.h"
#include "intake/html_tree.h"
#include "intake/lines.h"
#include "intake/reflow.h"

/* Where the page may name its encoding. */
#define HEAD_BYTES 4096

struct page {
    const char *encoding; /* static */
    struct html_source source;
    struct html_tree tree;
    struct html_items items;
};

static void page_clear(struct page *page) {
    html_source_clear(&page->source);
    html_tree_clear(&page->tree);
    html_items_clear(&page->items);
}

/* "windows-1254" from <meta charset="windows-1254">, <meta … content="text/html; charset=…"> or
 * <?xml encoding="…"?>; "" for none. */
static void read_charset(const char *bytes, size_t count, char ret[32]) {
    static const char *const marks[] = {"charset=", "encoding="};
    char head[HEAD_BYTES + 1];
    size_t size = count < HEAD_BYTES ? count : HEAD_BYTES, used = 0;
    for (size_t i = 0; i < size; i++)
        head[i] = bytes[i] ? bytes[i] : ' ';
    head[size] = '\0';
    ret[0] = '\0';
    for (size_t i = 0; i < 2 && !ret[0]; i++) {
        const char *at = strcasestr(head, marks[i]);
        if (!at)
            continue;
        at += strlen(marks[i]);
        at += strspn(at, " \"'");
        while (used < 31 && at[used] && !strchr(" \"'/>;?", at[used])) {
            ret[used] = at[used];
            used++;
        }
        ret[used] = '\0';
    }
}

static enum err_code parse(const char *name, const char *bytes, size_t count, struct page *page,
                           struct err *err) {
    char charset[32];
    struct encoded encoded = {0};
    read_charset(bytes, count, charset);
    enum err_code code =
        encoding_read(name, bytes, count, *charset ? charset : NULL, &encoded, err);
    if (code == ERR_OK)
        code = html_source_read(name, encoded.text, encoded.bytes, &page->source, err);
    page->encoding = encoded.encoding;
    encoding_free(&encoded); /* each stage is as large as the page: none outlives its use */
    if (code == ERR_OK)
        code = html_tree_read(name, &page->source, &page->tree, err);
    html_source_clear(&page->source);
    if (code != ERR_OK)
        return code;
    page->items = html_items_read(&page->tree);
    if (page->items.text.failed || page->items.hidden.failed)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    return ERR_OK;
}

/* ---- the page's items as the document's lines ---- */

static void write_row(const char *text, size_t bytes, struct lines *lines) {
    for (const char *end = text + bytes;;) {
        const char *tab = memchr(text, '\t', (size_t)(end - text));
        lines_text(lines, text, (size_t)((tab ? tab : end) - text));
        if (!tab)
            break;
        lines_cell(lines);
        text = tab + 1;
    }
    lines_end(lines);
}

/* The lines of a block that <br> parts, or a <pre>: set in lines, or a paragraph each. */
static void write_lines(struct html_items *items, uint32_t first, uint32_t end, struct lines *lines,
                        struct document *document) {
    struct buf text = {0};
    for (uint32_t i = first; i < end; i++) {
        const struct html_item *item = &items->items[i];
        for (unsigned breaks = i > first ? item->breaks : 0; breaks; breaks--)
            buf_byte(&text, '\n');
        buf_add(&text, html_item_text(items, item), item->bytes);
    }
    reflow_text(buf_string(&text), text.len, false, lines, document);
    lines->out.failed = lines->out.failed || text.failed;
    buf_free(&text);
}

static void remove_item(const struct html_items *items, const struct html_item *item,
                        struct document *document) {
    char *text = mem_slice(html_item_text(items, item), item->bytes);
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    if (*text)
        text_list_append(&document->removed, text);
    free(text);
}

/* Columns are kept by no-break spaces alone: others are one in a browser, however many. */
static bool is_padded(const struct html_items *items, const struct html_item *item) {
    const char *text = html_item_text(items, item);
    return memmem(text, item->bytes, "\xC2\xA0\xC2\xA0", 4) ||
           memmem(text, item->bytes, "\xC2\xA0 \xC2\xA0", 5);
}

static void write_items(struct html_items *items, struct lines *lines, struct document *document) {
    for (uint32_t i = 0; i < items->count;) {
        const struct html_item *item = &items->items[i];
        uint32_t end = i + 1;
        if (!item->kept) {
            remove_item(items, item, document);
        } else if (item->kind == ITEM_ROW) {
            write_row(html_item_text(items, item), item->bytes, lines);
        } else {
            while (end < items->count && items->items[end].kept && items->items[end].breaks > 0)
                end++;
            if (end - i > 1 || item->kind == ITEM_LINES || is_padded(items, item))
                write_lines(items, i, end, lines, document);
            else
                write_row(html_item_text(items, item), item->bytes, lines);
        }
        i = end;
    }
}

static void add_links(const struct page *page, struct document *document) {
    for (uint32_t i = 0; i < page->items.link_count; i++) {
        const struct html_link *link = &page->items.links[i];
        const struct html_node *node = &page->tree.nodes[link->node];
        if (page->items.count && page->items.items[link->item].near)
            link_add(&document->annexes, link->kind, page->tree.base,
                     page->tree.text.data + node->start, node->bytes);
    }
}

enum err_code reader_html(const char *name, const char *bytes, size_t count, struct document *ret,
                          struct err *err) {
    struct page page = {0};
    struct document document = document_empty();
    struct lines lines = {0};
    if (count > READER_MAX_BYTES)
        return err_set(err, ERR_REFUSED,
                       "%s: larger than 16 MiB; save each decision to a file of its own", name);
    enum err_code code = parse(name, bytes, count, &page, err);
    if (code == ERR_OK) {
        document.format = "html";
        document.encoding = page.encoding;
        bool hidden = html_choose(&page.tree, &page.items);
        write_items(&page.items, &lines, &document);
        add_links(&page, &document);
        document.address = page.tree.address;
        page.tree.address = NULL;
        if (hidden)
            text_list_add(&document.warnings, "its text stands in a hidden part of the page");
        if (page.items.struck)
            text_list_add(&document.warnings, "crossed-out text was left out");
        code = lines_finish(&lines, name, &document, err);
    }
    if (code == ERR_OK)
        *ret = document;
    else
        document_clear(&document);
    lines_free(&lines);
    page_clear(&page);
    return code;
}
