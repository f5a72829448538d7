#include "text/linebreak.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

/* The paragraph being broken and the lines so far; the last line is the one being filled. */
struct breaker {
    const char *text;
    int line_width;
    text_width *width;
    void *data;
    int space; /* width of U+0020 */
    struct text_line *lines;
    size_t count, room;
};

static struct text_line *line_start(struct breaker *b, size_t start) {
    if (b->count == b->room) {
        b->room = b->room ? b->room * 2 : 8;
        b->lines = mem_grow(b->lines, b->room, sizeof *b->lines);
    }
    b->lines[b->count] = (struct text_line){.start = start};
    return &b->lines[b->count++];
}

static bool is_letter(unsigned char byte) {
    return isalpha(byte) || byte >= 0x80;
}

/* The end of the piece that starts at `at`: before a space, or behind a hyphen between letters. */
static size_t piece_end(const char *text, size_t at) {
    size_t end = at;
    while (text[end] && text[end] != ' ') {
        bool hyphen = text[end] == '-' && end > at && is_letter((unsigned char)text[end - 1]) &&
                      is_letter((unsigned char)text[end + 1]);
        end++;
        if (hyphen)
            break;
    }
    return end;
}

/* A piece wider than a line, from an empty line on: code points are put in one by one. */
static void fill_by_point(struct breaker *b, size_t start, size_t end) {
    struct text_line *line = &b->lines[b->count - 1];
    for (size_t at = start; at < end;) {
        const char *next = b->text + at;
        utf8_next(&next);
        size_t bytes = (size_t)(next - b->text) - at;
        int width = b->width(b->data, b->text + at, bytes);
        if (line->bytes && line->width + width > b->line_width)
            line = line_start(b, at);
        line->bytes += bytes;
        line->width += width;
        at += bytes;
    }
}

/* Widths are whole pixels, so a sum of words may fall short of the line by a pixel a word: near the
 * right edge the line is measured as it will be drawn. */
static int width_with(struct breaker *b, const struct text_line *line, size_t end, int sum) {
    if (sum > b->line_width || sum < b->line_width - b->line_width / 16)
        return sum;
    return b->width(b->data, b->text + line->start, end - line->start);
}

static void place(struct breaker *b, size_t start, size_t end, size_t spaces) {
    struct text_line *line = &b->lines[b->count - 1];
    int width = b->width(b->data, b->text + start, end - start), sum = width;
    if (line->bytes) {
        sum = width_with(b, line, end, line->width + (int)spaces * b->space + width);
        if (sum > b->line_width) {
            line = line_start(b, start);
            sum = width;
        }
    }
    if (width > b->line_width) {
        fill_by_point(b, start, end);
        return;
    }
    line->bytes = end - line->start;
    line->width = sum;
}

size_t text_break(const char *text, int line_width, text_width *width, void *data,
                  struct text_line **ret_lines) {
    struct breaker b = {.text = text,
                        .line_width = line_width,
                        .width = width,
                        .data = data,
                        .space = width(data, " ", 1)};
    size_t at = strspn(text, " "), spaces = 0;
    if (text[at])
        line_start(&b, at);
    while (text[at]) {
        size_t end = piece_end(text, at);
        place(&b, at, end, spaces);
        spaces = strspn(text + end, " ");
        at = end + spaces;
    }
    *ret_lines = b.lines;
    return b.count;
}
