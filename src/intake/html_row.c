#include "intake/html_row.h"

#include <stdbool.h>
#include <string.h>

/* More than this is a text in a cell, less is what a table holds. */
#define CELL_PARAGRAPHS 3
#define CELL_WORDS 40

struct content {
    size_t words, parts, links;
    bool begun; /* text stands in the part under way */
    bool inner; /* a table, a navigation: something with lines of its own */
};

static void count_words(const char *text, size_t bytes, struct content *content) {
    bool word = false;
    for (size_t i = 0; i < bytes; i++) {
        bool blank = (unsigned char)text[i] <= ' ';
        if ((unsigned char)text[i] == 0xC2 && i + 1 < bytes && (unsigned char)text[i + 1] == 0xA0) {
            blank = true;
            i++;
        }
        content->words += !blank && !word;
        content->begun = content->begun || !blank;
        word = !blank;
    }
}

static struct content cell_content(const struct html_tree *tree, uint32_t cell) {
    struct content content = {0};
    for (uint32_t i = cell + 1; i < tree->nodes[cell].end && !content.inner; i++) {
        const struct html_node *node = &tree->nodes[i];
        if (node->tag == TAG_TEXT) {
            count_words(tree->text.data + node->start, node->bytes, &content);
        } else if (node->place == PLACE_HIDDEN) {
            i = node->end - 1;
        } else if (node->tag == TAG_BREAK || (node->flags & NODE_BLOCK)) {
            content.parts += content.begun;
            content.begun = false;
            content.inner = node->tag == TAG_TABLE || node->place != PLACE_TEXT;
        }
        content.links += node->tag == TAG_LINK;
    }
    content.parts += content.begun;
    return content;
}

static bool is_text(const struct content *content) {
    return content->inner || (content->parts >= CELL_PARAGRAPHS && content->words >= CELL_WORDS) ||
           (content->parts >= 2 && content->words >= CELL_WORDS * 2) ||
           (content->parts >= CELL_PARAGRAPHS && content->links >= CELL_PARAGRAPHS);
}

static bool is_row(const struct html_tree *tree, uint32_t row) {
    size_t filled = 0;
    for (uint32_t i = row + 1; i < tree->nodes[row].end; i = tree->nodes[i].end) {
        if (tree->nodes[i].tag != TAG_CELL || tree->nodes[i].place == PLACE_HIDDEN)
            continue;
        struct content content = cell_content(tree, i);
        if (is_text(&content))
            return false;
        filled += content.words > 0;
    }
    return filled >= 2;
}

static uint32_t table_of(const struct html_tree *tree, uint32_t row) {
    while (row && tree->nodes[row].tag != TAG_TABLE)
        row = tree->nodes[row].parent;
    return row;
}

/* What reaches down from above reaches one row less. */
static void pass(struct html_row *row, size_t from) {
    for (; from < ROW_COLUMNS; from++)
        row->below[from] = (int16_t)(row->below[from] - (row->below[from] > 0));
}

void html_row_begin(struct html_row *row, const struct html_tree *tree, uint32_t node) {
    uint32_t table = table_of(tree, node);
    if (table != row->table)
        memset(row->below, 0, sizeof row->below);
    row->table = table;
    row->column = row->next = row->written = 0;
    if (is_row(tree, node))
        row->node = node;
    else
        pass(row, 0);
}

void html_row_cell(struct html_row *row, const struct html_node *cell) {
    size_t width = cell->number > 1 ? (size_t)cell->number : 1;
    if (cell->place == PLACE_HIDDEN)
        return;
    for (; row->next < ROW_COLUMNS && row->below[row->next] > 0; row->next++)
        row->below[row->next]--;
    row->column = row->next;
    for (; width > 0 && row->next < ROW_COLUMNS; width--, row->next++)
        row->below[row->next] = (int16_t)(cell->rows > 1 ? cell->rows - 1 : 0);
}

size_t html_row_tabs(struct html_row *row) {
    size_t tabs = row->column - row->written;
    row->written = row->column;
    return tabs;
}

void html_row_end(struct html_row *row) {
    pass(row, row->next);
    row->node = 0;
}
