#include "intake/html_items.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/html_marker.h"
#include "intake/html_row.h"

/* Bytes before a link of a word or two that tell where it leads. */
#define LINK_BEFORE 40

/* Where text goes: what is shown and what is hidden grow side by side, because a hidden word may
 * stand in the middle of a paragraph. */
struct stream {
    struct buf *text;
    bool hidden;
    uint32_t item; /* the one that is open */
    bool open, space, word;
};

/* An open element. */
struct frame {
    uint32_t node, region, item; /* item: the count of items when it began */
    enum html_place place;       /* the worst of it and all above */
    bool kept, raised, has_region;
    int counter;         /* of a list: the number of its last item */
    size_t link_start;   /* of a link: where its words begin */
    uint32_t link_words; /* … and how many of its first item's words stand before it */
    bool link_joins;     /* … and that item was open already */
};

struct walk {
    const struct html_tree *tree;
    struct html_items *out;
    struct stream shown, hidden;
    struct frame *frames;
    size_t depth, room;
    uint32_t node; /* the text node under way */
    struct html_row row;
    char marker[MARKER_MAX];
    uint8_t breaks;
    size_t links;  /* open ones */
    bool new_link; /* whose words have not begun */
};

static struct frame *top(struct walk *walk) {
    return &walk->frames[walk->depth - 1];
}

static struct stream *current(struct walk *walk) {
    return top(walk)->place == PLACE_HIDDEN ? &walk->hidden : &walk->shown;
}

static bool in_row(const struct walk *walk, const struct stream *stream) {
    return !stream->hidden && walk->row.node;
}

/* ---- items ---- */

static void item_begin(struct walk *walk, struct stream *stream, const char *text, size_t bytes) {
    struct html_items *out = walk->out;
    if ((out->count & (out->count - 1)) == 0)
        out->items =
            mem_grow(out->items, out->count ? (size_t)out->count * 2 : 1, sizeof *out->items);
    bool row = in_row(walk, stream);
    out->items[out->count] = (struct html_item){
        .start = (uint32_t)stream->text->len,
        .at = walk->node,
        .kind = row               ? ITEM_ROW
                : top(walk)->kept ? ITEM_LINES
                                  : ITEM_LINE,
        .breaks = stream->hidden || row ? 0 : walk->breaks,
        .hidden = stream->hidden,
    };
    stream->item = out->count++;
    stream->open = true;
    stream->space = stream->word = false;
    if (stream->hidden)
        return;
    walk->breaks = 0;
    if (*walk->marker && !marker_repeats(walk->marker, text, bytes)) {
        buf_text(stream->text, walk->marker);
        stream->space = true;
    }
    *walk->marker = '\0';
}

/* Nothing but blanks is no item; the <br> around it belong together then. */
static void item_end(struct walk *walk, struct stream *stream) {
    if (!stream->open)
        return;
    struct html_item *item = &walk->out->items[stream->item];
    item->bytes = (uint32_t)(stream->text->len - item->start);
    stream->open = stream->space = false;
    if (item->words > 0)
        return;
    if (!stream->hidden)
        walk->breaks = item->breaks;
    item->bytes = 0;
    if (stream->item + 1 == walk->out->count)
        walk->out->count--;
}

/* A block begins or ends. */
static void boundary(struct walk *walk) {
    struct stream *stream = current(walk);
    if (in_row(walk, stream)) {
        stream->space = true;
        return;
    }
    item_end(walk, stream);
    if (!stream->hidden)
        walk->breaks = 0;
}

static void line_break(struct walk *walk) {
    struct stream *stream = current(walk);
    if (in_row(walk, stream)) {
        stream->space = true;
        return;
    }
    item_end(walk, stream);
    if (!stream->hidden && walk->breaks < 2)
        walk->breaks++;
}

/* ---- text ---- */

static bool is_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* No-break spaces alone are no word. */
static bool is_padding(const char *text, size_t bytes) {
    while (bytes >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        text += 2, bytes -= 2;
    return bytes == 0;
}

static void count_words(struct walk *walk, struct stream *stream, size_t words) {
    struct html_item *item = &walk->out->items[stream->item];
    item->words += (uint32_t)words;
    if (walk->links > 0 && !stream->hidden) {
        item->link_words += (uint32_t)words;
        item->links = (uint16_t)(item->links + (walk->new_link && item->links < UINT16_MAX));
        walk->new_link = false;
    }
}

/* The bounds of the cells that were begun since the last word of a row. */
static void add_bounds(struct walk *walk, struct stream *stream) {
    if (!stream->open || !in_row(walk, stream))
        return;
    for (size_t tabs = html_row_tabs(&walk->row); tabs; tabs--) {
        buf_byte(stream->text, '\t');
        stream->space = stream->word = false;
    }
}

/* A run of words that single blanks part: `blanks` of them. */
static void add_run(struct walk *walk, struct stream *stream, const char *text, size_t bytes,
                    size_t blanks) {
    if (!stream->open)
        item_begin(walk, stream, text, bytes);
    add_bounds(walk, stream);
    if (stream->space) {
        buf_byte(stream->text, ' ');
        stream->word = false;
    }
    stream->space = false;
    bool padding = is_padding(text, bytes);
    if (!padding && blanks + !stream->word)
        count_words(walk, stream, blanks + !stream->word);
    stream->word = !padding;
    buf_add(stream->text, text, bytes);
}

static void add_blank(struct walk *walk, struct stream *stream, char byte) {
    if (top(walk)->kept && stream->open && !in_row(walk, stream) && byte != '\r') {
        buf_byte(stream->text, byte);
        stream->word = false;
    } else {
        stream->space = stream->open;
    }
}

/* A blank that stays one whatever follows. */
static bool is_single_blank(const char *text, size_t left) {
    return left > 1 && *text == ' ' && !is_blank(text[1]) && text[1] != '\xC2';
}

static void add_text(struct walk *walk, const char *text, size_t bytes) {
    struct stream *stream = current(walk);
    for (size_t i = 0; i < bytes;) {
        size_t end = i, blanks = 0;
        while (end < bytes && (!is_blank(text[end]) || is_single_blank(text + end, bytes - end)))
            blanks += text[end++] == ' ';
        if (end > i)
            add_run(walk, stream, text + i, end - i, blanks);
        for (i = end; i < bytes && is_blank(text[i]); i++)
            add_blank(walk, stream, text[i]);
    }
}

/* m<sup>2</sup> is m²; a raised number at a line's beginning is that of a note. */
static void add_raised(struct walk *walk, const char *text, size_t bytes) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    struct stream *stream = current(walk);
    size_t digits = 0;
    while (digits < bytes && isdigit((unsigned char)text[digits]))
        digits++;
    if (digits < bytes || !stream->open || stream->space) {
        add_text(walk, text, bytes);
        return;
    }
    for (size_t i = 0; i < digits; i++)
        add_text(walk, raised[text[i] - '0'], strlen(raised[text[i] - '0']));
}

/* ---- elements ---- */

void html_items_add_region(struct html_items *items, struct html_region region) {
    if ((items->region_count & (items->region_count - 1)) == 0)
        items->regions =
            mem_grow(items->regions, items->region_count ? (size_t)items->region_count * 2 : 1,
                     sizeof *items->regions);
    items->regions[items->region_count++] = region;
}

static void region_begin(struct walk *walk, struct frame *frame) {
    struct html_items *out = walk->out;
    frame->region = out->region_count;
    html_items_add_region(
        out, (struct html_region){.first = out->count,
                                  .end = out->count,
                                  .place = (uint8_t)frame->place,
                                  .struck = walk->tree->nodes[frame->node].flags & NODE_STRUCK});
    frame->has_region = true;
}

/* A list of one is no list. */
static bool has_sibling(const struct walk *walk, const struct html_node *node, int counter) {
    uint32_t end = walk->tree->nodes[node->parent].end;
    for (uint32_t i = node->end; i < end && counter == 1; i = walk->tree->nodes[i].end)
        if (walk->tree->nodes[i].tag == TAG_ITEM)
            return true;
    return counter > 1;
}

static void item_marker(struct walk *walk, const struct html_node *node) {
    const struct html_node *list = &walk->tree->nodes[node->parent];
    struct frame *above = top(walk);
    *walk->marker = '\0';
    if (above->node != node->parent || above->place == PLACE_HIDDEN || walk->row.node ||
        ((list->flags | node->flags) & NODE_UNMARKED))
        return;
    above->counter = node->number == HTML_NUMBER_NONE ? above->counter + 1 : node->number;
    if (list->tag == TAG_ORDERED)
        marker_write(list->style, above->counter, walk->marker);
    else if (list->tag == TAG_UNORDERED && has_sibling(walk, node, above->counter))
        marker_write('*', 0, walk->marker);
}

static void enter_row(struct walk *walk, uint32_t node) {
    if (current(walk)->hidden || walk->row.node)
        return;
    html_row_begin(&walk->row, walk->tree, node);
}

static void link_begin(struct walk *walk, struct frame *frame) {
    struct stream *stream = &walk->shown;
    walk->links++;
    walk->new_link = true;
    frame->link_start = stream->text->len;
    frame->link_joins = stream->open;
    frame->item = stream->open ? stream->item : walk->out->count;
    frame->link_words = stream->open ? walk->out->items[stream->item].words : 0;
}

static void link_note(struct walk *walk, const struct frame *frame, enum link_kind kind) {
    struct html_items *out = walk->out;
    if ((out->link_count & (out->link_count - 1)) == 0)
        out->links = mem_grow(out->links, out->link_count ? (size_t)out->link_count * 2 : 1,
                              sizeof *out->links);
    uint32_t item = frame->item < out->count ? frame->item : out->count ? out->count - 1 : 0;
    out->links[out->link_count++] = (struct html_link){item, frame->node, kind};
}

/* Of "Kararın devamı için <a>tıklayınız</a>" what stands before the link says what it is. */
static size_t link_words_start(const struct walk *walk, const struct frame *frame) {
    if (!frame->link_joins)
        return frame->link_start;
    const struct html_item *item = &walk->out->items[frame->item];
    size_t before = frame->link_start - item->start;
    if (item->words - frame->link_words > 2)
        return frame->link_start;
    return frame->link_start - (before < LINK_BEFORE ? before : LINK_BEFORE);
}

static void link_end(struct walk *walk, const struct frame *frame) {
    const struct html_node *node = &walk->tree->nodes[frame->node];
    struct html_items *out = walk->out;
    walk->links--;
    walk->new_link = false;
    if (frame->place == PLACE_AROUND) /* most of a page's links */
        return;
    size_t start = link_words_start(walk, frame);
    enum link_kind kind = link_kind_of(buf_string(&out->text) + start, out->text.len - start,
                                       walk->tree->text.data + node->start, node->bytes);
    if (kind == LINK_OTHER)
        return;
    link_note(walk, frame, kind);
    for (uint32_t i = frame->item; i < out->count; i++) {
        struct html_item *item = &out->items[i];
        bool joined = i == frame->item && frame->link_joins;
        if (kind == LINK_ANNEX && !item->hidden)
            item->annex_words += item->words - (joined ? frame->link_words : 0);
        item->rest = item->rest || kind == LINK_REST;
    }
}

static bool is_link(const struct walk *walk, const struct frame *frame) {
    const struct html_node *node = &walk->tree->nodes[frame->node];
    return node->tag == TAG_LINK && node->bytes > 0 && frame->place != PLACE_HIDDEN;
}

static void enter(struct walk *walk, uint32_t index) {
    const struct html_node *node = &walk->tree->nodes[index];
    struct frame *above = top(walk);
    bool block = node->flags & NODE_BLOCK, hides = node->place == PLACE_HIDDEN;
    struct frame frame = {.node = index, .place = above->place, .item = walk->out->count};
    frame.kept = above->kept || (node->flags & NODE_KEPT);
    frame.raised = above->raised || node->tag == TAG_RAISED;
    frame.counter = node->tag == TAG_ORDERED ? node->number - 1 : 0;
    if ((block || hides) && (enum html_place)node->place >= above->place)
        frame.place = (enum html_place)node->place;
    if (node->tag == TAG_BREAK)
        line_break(walk);
    else if (block)
        boundary(walk);
    if (node->tag == TAG_ITEM)
        item_marker(walk, node);
    if (node->flags & NODE_STRUCK)
        walk->out->struck = true;
    if (walk->depth == walk->room) {
        walk->room *= 2;
        walk->frames = mem_grow(walk->frames, walk->room, sizeof *walk->frames);
    }
    walk->frames[walk->depth++] = frame;
    if (frame.place != PLACE_TEXT && node->place == (uint8_t)frame.place && (block || hides))
        region_begin(walk, top(walk));
    if (is_link(walk, &frame))
        link_begin(walk, top(walk));
    else if (node->tag == TAG_ROW)
        enter_row(walk, index);
    else if (node->tag == TAG_CELL && walk->row.node == node->parent && walk->row.node)
        html_row_cell(&walk->row, node);
    else if (node->tag == TAG_QUOTE)
        add_text(walk, "“", strlen("“"));
}

static void leave(struct walk *walk) {
    struct frame frame = *top(walk);
    const struct html_node *node = &walk->tree->nodes[frame.node];
    if (node->tag == TAG_QUOTE)
        add_text(walk, "”", strlen("”"));
    if (is_link(walk, &frame))
        link_end(walk, &frame);
    if (walk->row.node && frame.node == walk->row.node) {
        add_bounds(walk, &walk->shown); /* of its last cells, where they are empty */
        item_end(walk, &walk->shown);
        html_row_end(&walk->row);
    }
    if (node->flags & NODE_BLOCK)
        boundary(walk);
    else if (frame.place == PLACE_HIDDEN && node->place == PLACE_HIDDEN)
        item_end(walk, &walk->hidden);
    if (node->tag == TAG_ITEM)
        *walk->marker = '\0';
    if (frame.has_region)
        walk->out->regions[frame.region].end = walk->out->count;
    walk->depth--;
}

struct html_items html_items_read(const struct html_tree *tree) {
    struct html_items items = {0};
    struct walk walk = {.tree = tree, .out = &items, .room = 64};
    walk.shown.text = &items.text;
    walk.hidden = (struct stream){.text = &items.hidden, .hidden = true};
    walk.frames = mem_zero(walk.room, sizeof *walk.frames);
    walk.depth = 1;
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct html_node *node = &tree->nodes[i];
        while (walk.depth > 1 && tree->nodes[top(&walk)->node].end <= i)
            leave(&walk);
        walk.node = i;
        if (node->tag != TAG_TEXT)
            enter(&walk, i);
        else if (top(&walk)->raised)
            add_raised(&walk, tree->text.data + node->start, node->bytes);
        else
            add_text(&walk, tree->text.data + node->start, node->bytes);
    }
    while (walk.depth > 1)
        leave(&walk);
    item_end(&walk, &walk.shown);
    item_end(&walk, &walk.hidden);
    free(walk.frames);
    return items;
}

void html_items_clear(struct html_items *items) {
    buf_free(&items->text);
    buf_free(&items->hidden);
    free(items->items);
    free(items->regions);
    free(items->links);
    *items = (struct html_items){0};
}

const char *html_item_text(const struct html_items *items, const struct html_item *item) {
    return buf_string(item->hidden ? &items->hidden : &items->text) + item->start;
}
