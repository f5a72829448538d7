#include "ui/piece.h"

#include "text/utf8.h"

#define MARKS_MOST 4

/* Control characters, soft hyphens, zero-width and direction marks have no picture: drawn they
 * would be boxes, obeyed they could turn a line round. */
static bool is_unseen(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
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
    if (*ret_point && *ret_next <= walk->end)
        return true;
    walk->at = walk->end;
    return false;
}

static bool is_left_out(const struct piece_walk *walk, uint32_t point) {
    return is_unseen(point) || (walk->marks >= MARKS_MOST && utf8_is_mark(point));
}

bool piece_next(struct piece_walk *walk, struct buf *scratch, struct piece *ret) {
    const char *next;
    uint32_t point;
    buf_clear(scratch);
    *ret = (struct piece){0};
    while (peek(walk, &next, &point)) {
        if (is_left_out(walk, point)) {
            walk->at = next;
            continue;
        }
        bool cell = walk->style.tabular && is_digit(point);
        bool fallback = point >= 0x80 && walk->fallback(walk->data, walk->style, point);
        if (scratch->len && (cell || fallback != ret->fallback))
            return true;
        buf_add(scratch, walk->at, (size_t)(next - walk->at));
        walk->at = next;
        walk->marks = utf8_is_mark(point) ? walk->marks + 1 : 0;
        *ret = (struct piece){.fallback = fallback, .cell = cell};
        if (cell)
            return true;
    }
    return scratch->len > 0;
}
