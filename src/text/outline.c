#include "text/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/marker.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define LONG_LINE 8192   /* bytes; longer ones come in portions */
#define PORTION 2048     /* bytes, about */
#define HEADING_MOST 80  /* characters */
#define HEADING_LEAST 4  /* letters */
#define HEADINGS_MOST 2  /* on top of each other; more are a text in capitals */
#define LEVELS 6         /* of nested lists */
#define LOOK_AHEAD 64    /* markers, for the next of a list */
#define ALIGNED_WITHIN 1 /* characters */

/* The blocks so far. */
struct outline {
    const char *text;
    struct outline_block *blocks;
    size_t count, room;
};

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct outline_block *add_block(struct outline *o, size_t start, size_t end) {
    if (o->count == o->room) {
        o->room = o->room ? o->room * 2 : 64;
        o->blocks = mem_grow(o->blocks, o->room, sizeof *o->blocks);
    }
    struct outline_block *block = &o->blocks[o->count++];
    *block = (struct outline_block){.start = (uint32_t)start, .bytes = (uint32_t)(end - start)};
    return block;
}

/* ---- lines, and portions of long ones ---- */

/* Is text[at] the space behind a sentence? Not behind "74." or "Dr.": a capital must follow, and a
 * word of some length go before. */
static bool ends_sentence(const char *text, size_t at) {
    const char *next = text + at + 1;
    if (text[at] != ' ' || !strchr(".;:!?", text[at - 1]))
        return false;
    uint32_t point = utf8_next(&next);
    for (size_t i = 2; i < 5; i++)
        if (text[at - i] == ' ' || text[at - i] == '.' ||
            (text[at - i] >= '0' && text[at - i] <= '9'))
            return false;
    return turkish_lower_point(point) != point;
}

/* The last place in the later half of a portion where it may end; the portion is longer than that.
 */
static size_t portion_end(const char *text, size_t start) {
    size_t end = start + PORTION, word = 0;
    for (size_t at = end; at > start + PORTION / 2; at--) {
        if (ends_sentence(text, at))
            return at;
        if (!word && text[at] == ' ')
            word = at;
    }
    if (word)
        return word;
    while (((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static void add_line(struct outline *o, size_t start, size_t end, bool parted) {
    bool cut = end - start > LONG_LINE, first = true;
    while (start < end) {
        size_t stop = cut && end - start > PORTION * 3 / 2 ? portion_end(o->text, start) : end;
        struct outline_block *block = add_block(o, start, stop);
        block->parted = parted && first;
        block->goes_on = !first;
        first = false;
        start = stop;
        while (start < end && is_blank(o->text[start]))
            start++;
    }
}

static void add_lines(struct outline *o) {
    bool parted = false;
    for (const char *line = o->text; *line;) {
        const char *stop = strchrnul(line, '\n'), *next = *stop ? stop + 1 : stop;
        while (line < stop && is_blank(*line))
            line++;
        while (stop > line && is_blank(stop[-1]))
            stop--;
        if (line < stop)
            add_line(o, (size_t)(line - o->text), (size_t)(stop - o->text), parted && o->count);
        parted = line == stop;
        line = next;
    }
}

/* ---- tables ---- */

size_t outline_cells(const char *row, size_t bytes, bool tabs,
                     struct outline_cell ret[OUTLINE_COLUMNS]) {
    size_t count = 0, at = 0;
    while (at <= bytes && count < OUTLINE_COLUMNS) {
        const char *stop =
            tabs ? memchr(row + at, '\t', bytes - at) : memmem(row + at, bytes - at, "  ", 2);
        size_t end = stop ? (size_t)(stop - row) : bytes, next = stop ? end + 1 : bytes + 1;
        while (at < end && row[at] == ' ')
            at++;
        while (end > at && row[end - 1] == ' ')
            end--;
        ret[count++] = (struct outline_cell){(uint32_t)at, (uint32_t)(end - at)};
        while (!tabs && next < bytes && row[next] == ' ')
            next++;
        at = next;
    }
    return at > bytes ? count : OUTLINE_COLUMNS + 1;
}

/* The block with the tabs around it: its first and last cells may be empty. */
static struct outline_block with_tabs(const char *text, struct outline_block block) {
    uint32_t start = block.start, end = block.start + block.bytes;
    for (uint32_t at = start; at > 0 && is_blank(text[at - 1]); at--)
        start = text[at - 1] == '\t' ? at - 1 : start;
    for (uint32_t at = end; is_blank(text[at]); at++)
        end = text[at] == '\t' ? at + 1 : end;
    block.start = start;
    block.bytes = end - start;
    return block;
}

/* Columns into the block: 1 for a line that has none. `filled`: it has tabs between words. */
static void read_columns(const char *text, struct outline_block *block, bool *ret_filled) {
    struct outline_cell cells[OUTLINE_COLUMNS];
    struct outline_block whole = with_tabs(text, *block);
    const char *row = text + whole.start;
    block->columns = 1;
    *ret_filled = memchr(text + block->start, '\t', block->bytes) != NULL;
    if (whole.bytes > LONG_LINE)
        return;
    block->tabs = memchr(row, '\t', whole.bytes) != NULL;
    if (!block->tabs && !memmem(row, whole.bytes, "  ", 2))
        return;
    size_t count = outline_cells(row, whole.bytes, block->tabs, cells);
    block->columns = count <= OUTLINE_COLUMNS ? (uint8_t)count : 1;
}

static int count_points(const char *text, size_t bytes) {
    int count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Do the cells of two lines stand below each other, at their left or at their right ends? The
 * lines are measured from their ends too: their outer white space may be gone. */
static bool are_aligned(const char *text, const struct outline_block *a,
                        const struct outline_block *b) {
    struct outline_cell left[OUTLINE_COLUMNS], right[OUTLINE_COLUMNS];
    outline_cells(text + a->start, a->bytes, false, left);
    outline_cells(text + b->start, b->bytes, false, right);
    for (size_t i = 1; i < a->columns; i++) {
        const char *one = text + a->start, *other = text + b->start;
        int starts = count_points(one, left[i].start) - count_points(other, right[i].start);
        int ends = count_points(one, left[i].start + left[i].bytes) -
                   count_points(other, right[i].start + right[i].bytes);
        if (abs(starts) > ALIGNED_WITHIN && abs(ends) > ALIGNED_WITHIN)
            return false;
    }
    return true;
}

static bool are_neighbours(const char *text, const struct outline_block *a,
                           const struct outline_block *b) {
    return a->columns > 1 && a->columns == b->columns && a->tabs == b->tabs && !b->parted &&
           (a->tabs || are_aligned(text, a, b));
}

/* Blocks [first, end) have the same columns. */
static void make_rows(struct outline *o, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        if (o->blocks[i].tabs)
            o->blocks[i] = with_tabs(o->text, o->blocks[i]);
        o->blocks[i].kind = OUTLINE_ROW;
    }
}

/* Tabs that only indent paragraphs, or stand behind them, make no table. */
static void not_a_row(struct outline_block *block) {
    block->columns = 1;
    block->tabs = false;
}

static void find_rows(struct outline *o) {
    bool *filled = mem_zero(o->count + 1, sizeof *filled);
    for (size_t i = 0; i < o->count; i++)
        read_columns(o->text, &o->blocks[i], &filled[i]);
    for (size_t i = 0, end; i < o->count; i = end) {
        bool table = filled[i] || !o->blocks[i].tabs;
        for (end = i + 1;
             end < o->count && are_neighbours(o->text, &o->blocks[end - 1], &o->blocks[end]); end++)
            table = table || filled[end];
        if (end - i > 1 && table)
            make_rows(o, i, end);
        for (size_t k = i; k < end; k++)
            if (!filled[k] && o->blocks[k].tabs && o->blocks[k].kind != OUTLINE_ROW)
                not_a_row(&o->blocks[k]);
    }
    free(filled);
}

/* ---- headings ---- */

static bool ends_with(const char *text, size_t bytes, const char *tail) {
    size_t length = strlen(tail);
    return bytes >= length && memcmp(text + bytes - length, tail, length) == 0;
}

/* A sentence in capitals says that it is one by its end. */
static bool is_sentence(const char *line, size_t bytes) {
    static const char *const ends[] = {".",   ",",   ";",   "DİR", "DIR", "DUR", "DÜR", "TİR",
                                       "TIR", "TUR", "TÜR", "LDİ", "LDI", "NDİ", "NDI", "EDİ"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(line, bytes, ends[i]))
            return true;
    return false;
}

/* Only capitals, at least a few, and hardly any digits: "TOPLAM 1.250,00 TL" is none. Most lines
 * are out at their second letter. */
static bool is_in_capitals(const char *line, size_t bytes) {
    const char *end = line + bytes;
    int letters = 0, digits = 0, points = 0;
    while (line < end) {
        if (++points > HEADING_MOST || (*line >= 'a' && *line <= 'z'))
            return false;
        uint32_t point = utf8_next(&line);
        if (point < 0x80) {
            letters += point >= 'A' && point <= 'Z';
            digits += point >= '0' && point <= '9';
        } else if (turkish_upper_point(point) != point) {
            return false;
        } else {
            letters += turkish_lower_point(point) != point;
        }
    }
    return letters >= HEADING_LEAST && digits * 2 < letters;
}

static bool may_be_heading(const struct outline *o, size_t i) {
    const struct outline_block *block = &o->blocks[i];
    const char *line = o->text + block->start;
    return block->kind == OUTLINE_TEXT && block->columns == 1 && !block->goes_on &&
           is_in_capitals(line, block->bytes) && !is_sentence(line, block->bytes);
}

static void find_headings(struct outline *o) {
    for (size_t i = 0, end; i < o->count; i = end + 1) {
        for (end = i; end < o->count && may_be_heading(o, end);)
            end++;
        if (end == o->count || end - i > HEADINGS_MOST)
            continue;
        for (size_t k = i; k < end; k++)
            o->blocks[k].kind = OUTLINE_HEADING;
    }
}

/* ---- outline items ---- */

/* A line that begins like an item. */
struct candidate {
    size_t block;
    struct marker marker;
};

/* The lists that are open at a place, outermost first. */
struct lists {
    const struct candidate *candidates;
    size_t count;
    struct marker_reading levels[LEVELS];
    size_t depth;
};

/* Does what comes after candidate `at` hold the next of the same list? */
static bool has_next(const struct lists *lists, size_t at, struct marker_reading reading) {
    size_t end = at + 1 + LOOK_AHEAD < lists->count ? at + 1 + LOOK_AHEAD : lists->count;
    for (size_t i = at + 1; i < end; i++)
        for (int k = 0; k < MARKER_READINGS; k++)
            if (marker_follows(reading, lists->candidates[i].marker.readings[k]))
                return true;
    return false;
}

/* Goes on with an open list, and closes those inside it. */
static bool go_on(struct lists *lists, struct marker_reading reading) {
    for (size_t level = lists->depth; level-- > 0;)
        if (marker_follows(lists->levels[level], reading)) {
            lists->levels[level] = reading;
            lists->depth = level + 1;
            return true;
        }
    return false;
}

/* Opens a list where its second item follows. Behind a plain paragraph it stands inside an open one
 * only where that goes on later. */
static bool start(struct lists *lists, size_t at, struct marker_reading reading, bool behind_item) {
    if (!reading.style || !has_next(lists, at, reading))
        return false;
    while (!behind_item && lists->depth && !has_next(lists, at, lists->levels[lists->depth - 1]))
        lists->depth--;
    for (size_t level = 0; level < lists->depth; level++)
        if (lists->levels[level].style == reading.style)
            lists->depth = level;
    if (lists->depth == LEVELS)
        lists->depth--;
    lists->levels[lists->depth++] = reading;
    return true;
}

static bool is_item(struct lists *lists, size_t at, bool behind_item) {
    const struct marker *marker = &lists->candidates[at].marker;
    for (int k = 0; k < MARKER_READINGS; k++)
        if (go_on(lists, marker->readings[k]))
            return true;
    for (int k = 0; k < MARKER_READINGS; k++)
        if (start(lists, at, marker->readings[k], behind_item))
            return true;
    return false;
}

static size_t find_candidates(const struct outline *o, struct candidate **ret) {
    struct candidate *candidates = NULL;
    size_t count = 0, room = 0;
    for (size_t i = 0; i < o->count; i++) {
        const struct outline_block *block = &o->blocks[i];
        struct marker marker;
        if (block->kind != OUTLINE_TEXT || block->goes_on ||
            !marker_read(o->text + block->start, block->bytes, &marker))
            continue;
        if (count == room) {
            room = room ? room * 2 : 64;
            candidates = mem_grow(candidates, room, sizeof *candidates);
        }
        candidates[count++] = (struct candidate){i, marker};
    }
    *ret = candidates;
    return count;
}

/* A heading or an article of a regulation closes every list that stands before block `to`. */
static void close_lists(const struct outline *o, struct lists *lists, size_t from, size_t to) {
    for (size_t i = from; i < to && lists->depth; i++)
        if (o->blocks[i].kind == OUTLINE_HEADING ||
            marker_is_article(o->text + o->blocks[i].start, o->blocks[i].bytes))
            lists->depth = 0;
}

static void make_item(struct outline *o, size_t i, const struct marker *marker, size_t depth) {
    struct outline_block *block = &o->blocks[i];
    block->kind = OUTLINE_ITEM;
    block->depth = (uint8_t)depth;
    block->marker = marker->bytes;
    block->text = marker->text;
    while (++i < o->count && o->blocks[i].goes_on)
        o->blocks[i].depth = (uint8_t)depth;
}

static void find_items(struct outline *o) {
    struct candidate *candidates;
    struct lists lists = {.count = find_candidates(o, &candidates)};
    lists.candidates = candidates;
    for (size_t i = 0, seen = 0; i < lists.count; i++) {
        size_t block = candidates[i].block;
        close_lists(o, &lists, seen, block);
        seen = block;
        if (is_item(&lists, i, block && o->blocks[block - 1].depth))
            make_item(o, block, &candidates[i].marker, lists.depth);
    }
    free(candidates);
}

size_t outline_make(const char *text, struct outline_block **ret) {
    struct outline o = {.text = text};
    add_lines(&o);
    find_rows(&o);
    find_headings(&o);
    find_items(&o);
    *ret = o.blocks;
    return o.count;
}
