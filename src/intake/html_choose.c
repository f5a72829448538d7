#include "intake/html_choose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/html_words.h"
#include "intake/mojibake.h"
#include "text/turkish.h"

#define PROSE_WORDS 15 /* of a line that is no heading, no menu, no address */
#define MENU_WORDS 7   /* of a link in a menu, at most */
#define MENU_LINKS 3
#define IMPRINT_WORDS 200
#define SHORT_WORDS 3
#define OTHERS_WORDS 5  /* of a heading of other decisions, at most */
#define SUBJECT_WORDS 4 /* the fewest of a link that is a decision's subject */

/* What comes back where no anchor is left. */
enum level { LEVEL_SHOWN, LEVEL_AROUND, LEVEL_HIDDEN, LEVEL_ALL, LEVELS };

struct choice {
    struct html_tree *tree;
    struct html_items *items;
    uint32_t *anchors; /* items, in order */
    uint32_t anchor_count;
    uint32_t core;     /* the node that holds all anchors */
    uint32_t *imprint; /* of each item, words_imprint */
};

/* A part of the page that is kept or not as a whole. */
struct unit {
    uint32_t node, first, end; /* its items */
    uint32_t words, link_words, annex_words, links, rows, imprint;
    bool prose, top, heading;
};

/* Almost all of it is links and the marks between them. */
static bool is_menu_like(const struct html_item *item) {
    return item->links > 0 && (item->link_words + item->links - 1u) * 5 >= item->words * 4;
}

/* ---- what the words say ---- */

/* Folds a text of which the letters may be spoilt, as they are mended only behind the reader. */
static char *fold_spoilt(char *text) {
    static const char letters[][2][3] = {
        {"\u0120", "\u0130"}, {"\u0110", "\u0130"}, {"\u00DD", "\u0130"}, {"\u0121", "\u015F"},
        {"\u0122", "\u015E"}, {"\u0123", "\u015F"}, {"\u00DE", "\u015E"}, {"\u00FE", "\u015F"},
        {"\u00D0", "\u011E"}, {"\u00F0", "\u011F"}, {"\u00FD", "\u0131"}};
    for (char *at = text; *at; at++)
        for (size_t i = 0;
             (*at == (char)0xC3 || *at == (char)0xC4) && i < sizeof letters / sizeof *letters; i++)
            if (memcmp(at, letters[i][0], 2) == 0) {
                memcpy(at++, letters[i][1], 2);
                break;
            }
    struct mends mends = {0};
    if (mojibake_suspected(text, strlen(text)))
        text[mojibake_mend(text, strlen(text), &mends)] = '\0';
    return turkish_fold(text);
}

static void inspect(struct choice *choice, uint32_t index) {
    struct html_item *item = &choice->items->items[index];
    bool linked = item->link_words * 2 > item->words;
    item->anchor = linked && item->rest;
    if (linked && item->words < SUBJECT_WORDS)
        return; /* most of a page's lines */
    char *text = mem_slice(html_item_text(choice->items, item), item->bytes);
    char *folded = fold_spoilt(text);
    item->anchor = linked ? words_are_subject(folded) || item->rest : words_are_anchor(folded);
    choice->imprint[index] = (uint32_t)words_imprint(folded);
    item->prose = !linked && item->words >= PROSE_WORDS && choice->imprint[index] < 2;
    free(folded);
    free(text);
}

/* ---- what the elements say ---- */

/* Sums over the items before each: how many anchors and texts are in a region. */
struct sums {
    uint32_t *anchors, *prose;
    int32_t *out; /* regions that begin, less those that end */
};

static void sum_up(const struct html_items *items, bool hidden, struct sums *sums) {
    for (uint32_t i = 0; i < items->count; i++) {
        const struct html_item *item = &items->items[i];
        bool counts = hidden || !item->hidden;
        sums->anchors[i + 1] = sums->anchors[i] + (counts && item->anchor);
        sums->prose[i + 1] = sums->prose[i] + (counts && item->prose);
    }
}

static bool region_is_out(const struct html_region *region, const struct sums *sums,
                          enum level level) {
    uint32_t anchors = sums->anchors[region->end] - sums->anchors[region->first];
    uint32_t prose = sums->prose[region->end] - sums->prose[region->first];
    if (region->struck)
        return true;
    if (level == LEVEL_ALL)
        return false;
    if (region->place == PLACE_HIDDEN)
        return level < LEVEL_HIDDEN || anchors == 0;
    if (region->place == PLACE_AROUND)
        return level < LEVEL_AROUND || anchors == 0;
    return anchors + prose == 0;
}

/* Sets `kept` by the elements alone; returns the anchors that are left. */
static uint32_t choose_regions(struct html_items *items, struct sums *sums, enum level level) {
    uint32_t anchors = 0;
    sum_up(items, level >= LEVEL_HIDDEN, sums);
    memset(sums->out, 0, (items->count + 1) * sizeof *sums->out);
    for (uint32_t i = 0; i < items->region_count; i++) {
        const struct html_region *region = &items->regions[i];
        if (region_is_out(region, sums, level)) {
            sums->out[region->first]++;
            sums->out[region->end]--;
        }
    }
    int32_t out = 0;
    for (uint32_t i = 0; i < items->count; i++) {
        struct html_item *item = &items->items[i];
        out += sums->out[i];
        item->kept = out == 0 && item->bytes > 0;
        anchors += item->kept && item->anchor;
    }
    return anchors;
}

static bool choose_level(struct html_items *items) {
    struct sums sums = {mem_zero(items->count + 1, sizeof *sums.anchors),
                        mem_zero(items->count + 1, sizeof *sums.prose),
                        mem_zero(items->count + 1, sizeof *sums.out)};
    enum level level = LEVEL_SHOWN;
    while (level < LEVEL_ALL && choose_regions(items, &sums, level) == 0)
        level++;
    if (level == LEVEL_ALL) {
        uint32_t words = 0;
        level = LEVEL_SHOWN;
        (void)choose_regions(items, &sums, level);
        for (uint32_t i = 0; i < items->count; i++)
            words += items->items[i].kept ? items->items[i].words : 0;
        if (words < PROSE_WORDS)
            (void)choose_regions(items, &sums, level = LEVEL_ALL);
    }
    free(sums.anchors);
    free(sums.prose);
    free(sums.out);
    return level >= LEVEL_HIDDEN;
}

/* ---- where the anchors stand ---- */

static uint32_t item_block(const struct choice *choice, uint32_t item) {
    return html_tree_block(choice->tree, choice->items->items[item].at);
}

static bool holds_anchor(const struct choice *choice, uint32_t node) {
    uint32_t low = 0, high = choice->anchor_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (choice->items->items[choice->anchors[middle]].at < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < choice->anchor_count &&
           choice->items->items[choice->anchors[low]].at < choice->tree->nodes[node].end;
}

/* Marks what an anchor's paragraph, table or list stands in. */
static void mark_flow(const struct choice *choice, uint32_t item) {
    struct html_node *nodes = choice->tree->nodes;
    uint32_t node = item_block(choice, item);
    if (nodes[node].tag == TAG_BLOCK || nodes[node].tag == TAG_ARTICLE)
        nodes[node].flags |= NODE_FLOW;
    while (node && (nodes[node].tag == TAG_CELL || nodes[node].tag == TAG_ROW ||
                    nodes[node].tag == TAG_TABLE_PART || nodes[node].tag == TAG_ITEM))
        node = html_tree_block(choice->tree, nodes[node].parent);
    if (node)
        nodes[html_tree_block(choice->tree, nodes[node].parent)].flags |= NODE_FLOW;
}

static void find_anchors(struct choice *choice) {
    const struct html_items *items = choice->items;
    choice->anchors = mem_zero(items->count + 1, sizeof *choice->anchors);
    for (uint32_t i = 0; i < items->count; i++)
        if (items->items[i].kept && items->items[i].anchor)
            choice->anchors[choice->anchor_count++] = i;
    if (choice->anchor_count == 0)
        return;
    for (uint32_t i = 0; i < choice->anchor_count; i++)
        mark_flow(choice, choice->anchors[i]);
    uint32_t last = items->items[choice->anchors[choice->anchor_count - 1]].at;
    uint32_t core = item_block(choice, choice->anchors[0]);
    while (core && choice->tree->nodes[core].end <= last)
        core = choice->tree->nodes[core].parent;
    choice->core = core;
}

/* ---- before the first anchor and behind the last ---- */

static void unit_add(struct unit *unit, const struct choice *choice, uint32_t index) {
    const struct html_item *item = &choice->items->items[index];
    char *text =
        mem_slice(html_item_text(choice->items, item), item->bytes < 400 ? item->bytes : 0);
    char *folded = fold_spoilt(text);
    bool heading =
        choice->tree->nodes[item_block(choice, index)].tag == TAG_HEADING && !item->link_words;
    unit->words += item->words;
    unit->link_words += item->link_words;
    unit->annex_words += item->annex_words;
    unit->links += item->links;
    unit->imprint += choice->imprint[index];
    unit->rows += item->kind == ITEM_ROW;
    unit->prose = unit->prose || item->prose;
    unit->top = unit->top || words_are_top(folded);
    unit->heading =
        unit->heading || (heading && (item->words >= 5 || strpbrk(folded, "0123456789")));
    free(folded);
    free(text);
}

/* The largest part around the item that holds no anchor; the item alone, where its own block holds
 * one. */
static struct unit unit_at(const struct choice *choice, uint32_t first) {
    struct unit unit = {.node = item_block(choice, first), .first = first, .end = first};
    const struct html_items *items = choice->items;
    bool alone = holds_anchor(choice, unit.node);
    while (!alone) {
        uint32_t above = html_tree_block(choice->tree, choice->tree->nodes[unit.node].parent);
        if (!unit.node || above == unit.node || holds_anchor(choice, above))
            break;
        unit.node = above;
    }
    do {
        if (items->items[unit.end].kept)
            unit_add(&unit, choice, unit.end);
        unit.end++;
    } while (!alone && unit.end < items->count &&
             items->items[unit.end].at < choice->tree->nodes[unit.node].end);
    return unit;
}

/* Does it stand right among the decision's own paragraphs? */
static bool unit_belongs(const struct choice *choice, const struct unit *unit) {
    const struct html_node *nodes = choice->tree->nodes, *node = &nodes[unit->node];
    uint32_t above = html_tree_block(choice->tree, node->parent);
    bool plain = node->tag == TAG_PARAGRAPH || node->tag == TAG_HEADING || node->tag == TAG_TABLE ||
                 node->tag == TAG_PRE || node->tag == TAG_ORDERED || node->tag == TAG_UNORDERED ||
                 node->tag == TAG_ITEM || node->tag == TAG_ROW || node->tag == TAG_TABLE_PART;
    if (holds_anchor(choice, unit->node))
        return true;
    if (plain && ((nodes[above].flags & NODE_FLOW) || above == choice->core))
        return true;
    if (plain) /* beside the part that holds the decision */
        return above == html_tree_block(choice->tree, nodes[choice->core].parent) &&
               (unit->words > SHORT_WORDS || unit->rows > 0);
    /* a <div> a paragraph, or the city's name in a corner */
    bool leaf = unit->end - unit->first == 1;
    return leaf && (nodes[above].flags & NODE_FLOW) && unit->words > SHORT_WORDS;
}

static bool unit_is_kept(const struct choice *choice, const struct unit *unit, bool before) {
    uint32_t links = unit->link_words - unit->annex_words;
    if (links * 2 > unit->words || (unit->imprint >= 2 && unit->words < IMPRINT_WORDS))
        return false;
    if (before && !unit->links && (unit->heading || (unit->top && unit->words < 20)))
        return true;
    if (unit_belongs(choice, unit))
        return true;
    return links == 0 && (unit->prose || unit->rows >= 2);
}

/* Judges the parts that begin between items `first` and `end`. */
static void choose_units(struct choice *choice, uint32_t first, uint32_t end, bool before) {
    struct html_item *items = choice->items->items;
    while (first < end) {
        if (!items[first].kept) {
            first++;
            continue;
        }
        struct unit unit = unit_at(choice, first);
        bool kept = unit_is_kept(choice, &unit, before);
        bool near = kept || (unit.imprint < 2 && unit.annex_words > 0);
        for (uint32_t i = first; i < unit.end && i < end; i++) {
            items[i].near = items[i].kept && near;
            items[i].kept = items[i].kept && kept;
        }
        first = unit.end;
    }
}

/* ---- menus and buttons in the midst of it ---- */

static bool is_menu_entry(const struct html_item *item) {
    return item->kept && !item->anchor && !item->rest && item->words <= MENU_WORDS &&
           is_menu_like(item);
}

static void drop_menus(struct html_items *items) {
    for (uint32_t i = 0; i < items->count;) {
        uint32_t end = i;
        while (end < items->count && is_menu_entry(&items->items[end]))
            end++;
        for (uint32_t j = i; end - i >= MENU_LINKS && j < end; j++)
            items->items[j].kept = false;
        i = end > i ? end : i + 1;
    }
}

static void drop_single(struct html_items *items) {
    for (uint32_t i = 0; i < items->count; i++) {
        struct html_item *item = &items->items[i];
        if (!item->kept || item->links == 0 || item->rest || !is_menu_like(item))
            continue;
        char *text = mem_slice(html_item_text(items, item), item->bytes);
        char *folded = fold_spoilt(text);
        bool menu = item->links >= MENU_LINKS && item->words <= item->links * MENU_WORDS;
        if (words_are_button(folded) || (!item->anchor && menu))
            item->kept = false;
        free(folded);
        free(text);
    }
}

/* The city's name in every corner of the page: a word or two that stand again among the short lines
 * behind the decision. */
static void drop_repeated(const struct choice *choice) {
    struct html_items *items = choice->items;
    const struct html_item *before = NULL;
    for (uint32_t i = choice->anchors[choice->anchor_count - 1] + 1; i < items->count; i++) {
        struct html_item *item = &items->items[i];
        if (!item->kept || item->words > SHORT_WORDS || item->kind == ITEM_ROW)
            continue;
        bool again =
            before && before->bytes == item->bytes &&
            memcmp(html_item_text(items, before), html_item_text(items, item), item->bytes) == 0;
        if (again)
            items->items[before - items->items].kept = item->kept = false;
        before = item;
    }
}

/* "EK-1.pdf": its address is kept, its words are no part of the text. */
static void drop_annexes(struct html_items *items) {
    for (uint32_t i = 0; i < items->count; i++) {
        struct html_item *item = &items->items[i];
        if (item->annex_words > 0 && item->words <= item->annex_words + 2 && !item->rest)
            item->kept = false;
    }
}

/* No bullet before "Karar No: 255", nor before what is taken out. */
static void drop_bullets(struct html_items *items) {
    size_t bullet = strlen("• ");
    for (uint32_t i = 0; i < items->count; i++) {
        struct html_item *item = &items->items[i];
        if ((item->kept && (!item->anchor || item->words > 12)) || item->bytes <= bullet ||
            memcmp(html_item_text(items, item), "• ", bullet) != 0)
            continue;
        item->start += (uint32_t)bullet;
        item->bytes -= (uint32_t)bullet;
    }
}

/* ---- other decisions ---- */

static bool opens_others(const struct html_items *items, const struct html_item *item) {
    if (item->hidden || item->words > OTHERS_WORDS || item->kind != ITEM_LINE || !item->words)
        return false;
    char *text = mem_slice(html_item_text(items, item), item->bytes);
    char *folded = turkish_fold(text);
    bool opens = words_open_others(folded);
    free(folded);
    free(text);
    return opens;
}

/* The first item behind the node. */
static uint32_t items_end(const struct choice *choice, uint32_t node, uint32_t from) {
    while (from < choice->items->count &&
           choice->items->items[from].at < choice->tree->nodes[node].end)
        from++;
    return from;
}

/* What stands below "İlgili kararlar" in the same part of the page is none of this decision's. */
static void find_others(struct choice *choice) {
    for (uint32_t i = 0; i < choice->items->count; i++) {
        if (!opens_others(choice->items, &choice->items->items[i]))
            continue;
        uint32_t node = item_block(choice, i), end = i + 1;
        while (node && end == i + 1) {
            node = html_tree_block(choice->tree, choice->tree->nodes[node].parent);
            end = items_end(choice, node, i + 1);
        }
        html_items_add_region(choice->items,
                              (struct html_region){.first = i, .end = end, .place = PLACE_AROUND});
        i = end - 1;
    }
}

bool html_choose(struct html_tree *tree, struct html_items *items) {
    struct choice choice = {.tree = tree, .items = items};
    choice.imprint = mem_zero(items->count + 1, sizeof *choice.imprint);
    for (uint32_t i = 0; i < items->count; i++)
        inspect(&choice, i);
    find_others(&choice);
    bool hidden = choose_level(items);
    for (uint32_t i = 0; i < items->count; i++)
        items->items[i].near = items->items[i].kept;
    find_anchors(&choice);
    if (choice.anchor_count > 0) {
        choose_units(&choice, 0, choice.anchors[0], true);
        choose_units(&choice, choice.anchors[choice.anchor_count - 1] + 1, items->count, false);
        drop_repeated(&choice);
    }
    drop_menus(items);
    drop_single(items);
    drop_annexes(items);
    drop_bullets(items);
    free(choice.anchors);
    free(choice.imprint);
    return hidden;
}
