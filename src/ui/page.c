#include "ui/page.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/heights.h"

#define MEASURE_EM 33 /* width of running text: 60 to 70 characters */
#define NO_TABLE SIZE_MAX

struct block {
    const char *text; /* the block's first byte, borrowed */
    struct outline_block outline;
    enum tone tone;
    enum hyphens hyphens;
    size_t table;            /* index, NO_TABLE for most */
    struct setting *setting; /* NULL: not set */
};

/* Rows that belong together; its columns are found when the first of them is set. */
struct page_table {
    size_t first, count; /* blocks */
    bool made;
    struct table table;
};

/* A block's height has the gap before it in it. `near_first` and `near_end` bound what is set. */
struct page {
    struct block *blocks;
    size_t count;
    struct page_table *tables;
    size_t table_count;
    struct heights heights;
    size_t near_first, near_end;
    int width, column; /* of titles, of running text; pixels */
    int above, below;
    double byte_width; /* pixels that a byte of running text takes */
    int moved;         /* sum of all corrections of the scroll, pixels */
};

struct page *page_new(void) {
    return mem_zero(1, sizeof(struct page));
}

static void let_go(struct page *page, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        setting_free(page->blocks[i].setting);
        page->blocks[i].setting = NULL;
    }
}

void page_free(struct page *page) {
    if (!page)
        return;
    let_go(page, page->near_first, page->near_end);
    heights_clear(&page->heights);
    free(page->tables);
    free(page->blocks);
    free(page);
}

/* ---- what is on it ---- */

static struct block *add_blocks(struct page *page, size_t count) {
    page->blocks = mem_grow(page->blocks, page->count + count + 1, sizeof *page->blocks);
    struct block *first = &page->blocks[page->count];
    page->count += count;
    return first;
}

void page_add(struct page *page, enum tone tone, const char *text, enum hyphens hyphens) {
    *add_blocks(page, 1) = (struct block){
        .text = text,
        .outline = {.bytes = (uint32_t)strlen(text)},
        .tone = tone,
        .hyphens = hyphens,
        .table = NO_TABLE,
    };
}

static bool same_table(const struct outline_block *a, const struct outline_block *b) {
    return a->kind == OUTLINE_ROW && b->kind == OUTLINE_ROW && a->columns == b->columns &&
           a->tabs == b->tabs && !b->parted;
}

static size_t table_of(struct page *page, size_t block, const struct outline_block *outline,
                       bool goes_on) {
    if (outline->kind != OUTLINE_ROW)
        return NO_TABLE;
    if (!goes_on) {
        page->tables = mem_grow(page->tables, page->table_count + 1, sizeof *page->tables);
        page->tables[page->table_count++] = (struct page_table){.first = block};
    }
    page->tables[page->table_count - 1].count++;
    return page->table_count - 1;
}

void page_add_text(struct page *page, const char *text, enum hyphens hyphens) {
    struct outline_block *outline;
    size_t count = outline_make(text, &outline), before = page->count;
    struct block *blocks = add_blocks(page, count);
    for (size_t i = 0; i < count; i++)
        blocks[i] = (struct block){
            .text = text + outline[i].start,
            .outline = outline[i],
            .tone = outline[i].kind == OUTLINE_HEADING ? TONE_HEADING : TONE_TEXT,
            .hyphens = hyphens,
            .table = table_of(page, before + i, &outline[i],
                              i && same_table(&outline[i - 1], &outline[i])),
        };
    free(outline);
}

/* ---- heights ---- */

/* Room before a block: half a line between paragraphs makes their distance 1.5 times the pitch. */
static int gap_before(const struct page *page, const struct pen *pen, size_t i) {
    const struct block *block = &page->blocks[i], *before = block - 1;
    int line = pen->metrics->line;
    if (i == 0 || block->outline.goes_on)
        return 0;
    if (block->tone == TONE_LABEL)
        return before->tone == TONE_TITLE ? line * 3 / 2 : line;
    if (before->tone == TONE_LABEL || before->tone == TONE_HEADING)
        return line / 4;
    if (block->tone == TONE_HEADING || block->tone == TONE_NOTE)
        return line;
    if (block->table != NO_TABLE && block->table == before->table)
        return 0;
    bool list = block->outline.depth && before->outline.depth && !block->outline.parted;
    return list ? line / 4 : line / 2;
}

static int width_for(const struct page *page, const struct block *block) {
    return block->tone == TONE_TITLE ? page->width : page->column;
}

/* From its bytes alone; a row is taken to stand in one line as long as it is short enough. */
static int estimate(const struct page *page, const struct pen *pen, size_t i) {
    const struct block *block = &page->blocks[i];
    struct text_style style = setting_style(pen, block->tone);
    int width = width_for(page, block);
    width = int_max(1, width - setting_indent(pen, block->outline.depth, width));
    double bytes = block->outline.bytes * page->byte_width * style.size / pen->metrics->reading;
    double lines = fmax(1, ceil(bytes / width));
    return gap_before(page, pen, i) +
           (int)fmin(INT_MAX / 4, lines * setting_pitch(pen, block->tone));
}

/* What a byte takes, from a sentence with the usual letters, and a little for the ragged ends. */
static double measure_byte(const struct pen *pen) {
    static const char sample[] = "Belediye Meclisinin yetkili kılınması hususlarının görüşülmesi "
                                 "için gereğinin yapılmasına oybirliği ile karar verildi.";
    int width = measure_text(pen->measure, setting_style(pen, TONE_TEXT), sample);
    return 1.04 * width / (double)(sizeof sample - 1);
}

void page_fit(struct page *page, const struct pen *pen, int width, int above, int below) {
    let_go(page, page->near_first, page->near_end);
    page->near_first = page->near_end = 0;
    page->width = width;
    page->column = int_min(width, MEASURE_EM * pen->metrics->reading);
    page->above = above;
    page->below = below;
    page->byte_width = measure_byte(pen);
    for (size_t i = 0; i < page->table_count; i++)
        page->tables[i].made = false;
    heights_reset(&page->heights, page->count);
    for (size_t i = 0; i < page->count; i++)
        page->heights.each[i] = estimate(page, pen, i);
    heights_sum(&page->heights);
}

/* ---- setting ---- */

static const struct table *made_table(struct page *page, const struct pen *pen, size_t index) {
    struct page_table *table = &page->tables[index];
    if (!table->made) {
        /* the rows' texts are parts of one text, but their outlines stand in our blocks */
        struct outline_block *rows = mem_zero(table->count, sizeof *rows);
        const struct block *first = &page->blocks[table->first];
        for (size_t i = 0; i < table->count; i++)
            rows[i] = first[i].outline;
        table->table = table_make(pen, first->text - first->outline.start, rows, table->count,
                                  page->width, page->column);
        table->made = true;
        free(rows);
    }
    return &table->table;
}

static struct setting *make_setting(struct page *page, const struct pen *pen, size_t i) {
    const struct block *block = &page->blocks[i];
    int width = width_for(page, block);
    if (block->outline.kind == OUTLINE_ITEM)
        return setting_item(pen, block->text, &block->outline, width, block->hyphens);
    if (block->table == NO_TABLE)
        return setting_text(pen, block->tone, block->text, &block->outline, width, block->hyphens);
    return setting_row(pen, made_table(page, pen, block->table), block->text, &block->outline,
                       width, block->hyphens);
}

/* Returns by how much it came out taller than it was taken to be. */
static int set_block(struct page *page, const struct pen *pen, size_t i) {
    struct block *block = &page->blocks[i];
    if (block->setting)
        return 0;
    block->setting = make_setting(page, pen, i);
    int was = page->heights.each[i], height = gap_before(page, pen, i) + block->setting->height;
    if (height != was)
        heights_put(&page->heights, i, height);
    return height - was;
}

/* Keeps the blocks around [first, end), as many again on each side: a reader turns round. */
static void keep_near(struct page *page, size_t first, size_t end) {
    size_t more = end - first;
    size_t low = first > more ? first - more : 0;
    size_t high = page->count - end > more ? end + more : page->count;
    if (page->near_first == page->near_end)
        page->near_first = page->near_end = first;
    if (page->near_first < low)
        let_go(page, page->near_first, low < page->near_end ? low : page->near_end);
    if (page->near_end > high)
        let_go(page, high > page->near_first ? high : page->near_first, page->near_end);
    size_t from = page->near_first > low ? page->near_first : low;
    size_t to = page->near_end < high ? page->near_end : high;
    page->near_first = from < first ? from : first;
    page->near_end = to > end ? to : end;
}

static int extent_of(const struct page *page) {
    int64_t extent = heights_before(&page->heights, page->count) + page->above + page->below;
    return (int)(extent < INT_MAX / 2 ? extent : INT_MAX / 2);
}

/* A block that the view begins in keeps the share of it that is above: only a leap finds one that
 * is not set. */
static int set_topmost(struct page *page, const struct pen *pen, size_t at, int64_t within) {
    int was = page->heights.each[at], more = set_block(page, pen, at);
    return within > 0 && within < was ? (int)(within * more / was) : 0;
}

void page_settle(struct page *page, const struct pen *pen, struct scroll *scroll) {
    if (!page->count)
        return;
    int64_t top = scroll_top(scroll) - page->above, view = scroll->view;
    size_t at = heights_at(&page->heights, top), first = at, end = at;
    int64_t from = heights_before(&page->heights, at), to = from;
    int shift = set_topmost(page, pen, at, top - from);
    top += shift;
    do { /* the topmost one also where what is above the page fills more than the view */
        set_block(page, pen, end);
        to += page->heights.each[end++];
    } while (end < page->count && to < top + view + view * 3 / 4);
    while (first > 0 && from > top - view * 3 / 4) {
        shift += set_block(page, pen, --first);
        from -= page->heights.each[first];
    }
    keep_near(page, first, end);
    scroll_correct(scroll, shift, extent_of(page));
    page->moved += shift;
}

/* ---- drawing ---- */

void page_draw(const struct page *page, const struct pen *pen, int x, int y) {
    struct rect view = frame_ahead(pen->frame);
    y += page->above;
    if (!page->count)
        return;
    size_t i = heights_at(&page->heights, view.y - y);
    y += (int)heights_before(&page->heights, i);
    for (; i < page->count && y < view.y + view.h; i++) {
        const struct block *block = &page->blocks[i];
        if (block->setting)
            setting_draw(block->setting, pen, x, y + gap_before(page, pen, i));
        y += page->heights.each[i];
    }
}

int page_origin(const struct page *page, const struct scroll *scroll) {
    return scroll_top(scroll) - page->moved;
}

/* ---- the reader's place ---- */

/* The first line of the place's block whose middle is below `top`; false where even the last one's
 * is above it. */
static bool find_line(const struct page *page, struct page_place *place, int64_t top) {
    const struct setting *setting = page->blocks[place->block].setting;
    int64_t start = heights_before(&page->heights, place->block);
    int line = 0, gap = 0, half = 0;
    if (setting && setting->count) {
        gap = page->heights.each[place->block] - setting->height;
        half = setting->pieces[setting->count - 1].flow.pitch / 2;
        place->byte = setting_byte_at(setting, (int)(top - start) - gap, &line);
    }
    place->y = (int)(start + gap + line - top);
    return place->y + half >= 0;
}

struct page_place page_place(const struct page *page, const struct scroll *scroll) {
    struct page_place place = {0};
    int64_t top = scroll_top(scroll) - page->above;
    place.above = top <= 0 || !page->count;
    place.share = page->above ? fmax(0, scroll->offset) / page->above : 0;
    if (place.above)
        return place;
    place.block = heights_at(&page->heights, top);
    if (!find_line(page, &place, top) && place.block + 1 < page->count) {
        place.block++;
        find_line(page, &place, top);
    }
    return place;
}

void page_go(struct page *page, const struct pen *pen, struct scroll *scroll,
             struct page_place place) {
    scroll->extent = extent_of(page);
    scroll_to(scroll, place.share * page->above);
    if (!place.above && place.block < page->count) {
        size_t first = place.block;
        set_block(page, pen, first);
        for (int left = place.y; first > 0 && left > 0; left -= page->heights.each[first])
            set_block(page, pen, --first); /* what is seen above the line is not to move it */
        const struct block *block = &page->blocks[place.block];
        int gap = page->heights.each[place.block] - block->setting->height;
        int line = gap + setting_line_of(block->setting, place.byte);
        int64_t y = page->above + heights_before(&page->heights, place.block) + line;
        keep_near(page, first, place.block + 1);
        scroll->extent = extent_of(page);
        scroll->offset = (double)(y - place.y);
    }
    page_settle(page, pen, scroll);
    scroll_to(scroll, scroll->offset);
    page_settle(page, pen, scroll);
}
