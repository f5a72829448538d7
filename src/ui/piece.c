#include "ui/piece.h"

#include "text/utf8.h"

#define MARKS_MOST 2

/* Control characters, soft hyphens, zero-width and direction marks, variation selectors and tags
 * have no picture: drawn they would be boxes, obeyed they could turn a line round. */
static bool is_unseen(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD || point == 0x34F ||
           point == 0x61C || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
           (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF ||
           (point >= 0xE0000 && point <= 0xE0FFF);
}

static bool is_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

/* The point at walk->at; false at the end, at a NUL and at half a letter, where the text ends. */
static bool peek(struct piece_walk *walk, const char **ret_next, uint32_t *ret_point) {
    if (walk->at >= walk->end)
        return false;
    *ret_next = walk->at;
    *ret_point = utf8_next(ret_next);
    if (*ret_point == '\t')
        *ret_point = ' ';
    if (*ret_point && *ret_next <= walk->end)
        return true;
    walk->at = walk->end;
    return false;
}

static bool has(const struct piece_walk *walk, bool fallback, uint32_t point) {
    return point < 0x80 || walk->has(walk->data, walk->style, fallback, point);
}

/* The letter and the marks on it that are drawn: those from `next` on. */
static bool has_cluster(const struct piece_walk *walk, bool fallback, uint32_t point,
                        const char *next) {
    if (!has(walk, fallback, point))
        return false;
    for (int marks = 0; marks < MARKS_MOST && next < walk->end; marks++) {
        uint32_t mark = utf8_next(&next);
        if (!utf8_is_mark(mark))
            break;
        if (!is_unseen(mark) && !has(walk, fallback, mark))
            return false;
    }
    return true;
}

/* What is drawn for the letter, and by which font: the one that has all its marks too if there is
 * one. */
static uint32_t choose(const struct piece_walk *walk, uint32_t point, const char *next,
                       bool *ret_fallback) {
    *ret_fallback = false;
    if (has_cluster(walk, false, point, next))
        return point;
    *ret_fallback = has_cluster(walk, true, point, next) || !has(walk, false, point);
    if (!*ret_fallback || has(walk, true, point))
        return point;
    *ret_fallback =
        !has(walk, false, PIECE_MISSING); /* its sign for what is missing is a plain box */
    return PIECE_MISSING;
}

static void put(struct buf *out, uint32_t point) {
    char bytes[4];
    buf_add(out, bytes, utf8_put(point, bytes));
}

bool piece_next(struct piece_walk *walk, struct buf *scratch, struct piece *ret) {
    const char *next;
    uint32_t point;
    buf_clear(scratch);
    *ret = (struct piece){0};
    while (peek(walk, &next, &point)) {
        bool mark = utf8_is_mark(point), fallback;
        bool left_out = is_unseen(point) || (mark && (walk->marks >= MARKS_MOST || !scratch->len ||
                                                      !has(walk, ret->fallback, point)));
        if (left_out) {
            walk->at = next;
            continue;
        }
        if (mark) {
            put(scratch, point);
            walk->marks++;
            walk->at = next;
            continue;
        }
        bool cell = walk->style.tabular && is_digit(point);
        uint32_t drawn = choose(walk, point, next, &fallback);
        if (scratch->len && (cell || fallback != ret->fallback))
            return true;
        put(scratch, drawn);
        walk->at = next;
        walk->marks = 0;
        *ret = (struct piece){.fallback = fallback, .cell = cell};
        if (cell)
            return true;
    }
    return scratch->len > 0;
}
