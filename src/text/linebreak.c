#include "text/linebreak.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "text/nobreak.h"
#include "text/utf8.h"

#define SHORT_PERCENT 85 /* a line that is not even so full is worth a hyphen */
#define WORD_MOST 1024   /* bytes; what is longer is cut without having been measured whole */
#define CUT_LEAST 3      /* a cut behind a mark leaves at least one third of the line filled */
#define TOO_WIDE (1 << 30)

/* The paragraph being broken and the lines so far; the last line is the one being filled. */
struct breaker {
    const char *text;
    int line_width;
    enum hyphens hyphens;
    text_width *width;
    void *data;
    int space, hyphen; /* widths of U+0020 and of the hyphen */
    struct text_line *lines;
    size_t count, room;
};

/* Words that stay together, up to the next place where a line may end: as many as one line can
 * hold.
 */
struct group {
    size_t start, last, end; /* `last`: where the last of its words begins */
    int width;
};

static struct text_line *line_start(struct breaker *b, size_t start) {
    if (b->count == b->room) {
        b->room = b->room ? b->room * 2 : 8;
        b->lines = mem_grow(b->lines, b->room, sizeof *b->lines);
    }
    b->lines[b->count] = (struct text_line){.start = start};
    return &b->lines[b->count++];
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

/* May the text be parted behind text[at], a mark that no other one combines with? */
static bool ends_cluster(const char *text, size_t at) {
    return utf8_cluster_end(text + at) == text + at + 1;
}

/* Two bytes of letters on either side of text[at]. */
static bool is_between_words(const char *text, size_t start, size_t at) {
    return ends_cluster(text, at) && at >= start + 2 && is_letter(text[at - 1]) &&
           is_letter(text[at - 2]) && is_letter(text[at + 1]) && is_letter(text[at + 2]);
}

/* The end of the word that starts at `start`: before a space, or behind a hyphen or slash between
 * two words (e-posta is one). */
static size_t word_end(const char *text, size_t start) {
    size_t end = start;
    while (text[end] && !is_space(text[end])) {
        bool divides = (text[end] == '-' || text[end] == '/') && is_between_words(text, start, end);
        end++;
        if (divides)
            break;
    }
    return end;
}

static size_t spaces_at(const char *text, size_t at) {
    return strspn(text + at, " \t");
}

static int measure(struct breaker *b, size_t start, size_t end) {
    return end - start > WORD_MOST ? TOO_WIDE : b->width(b->data, b->text + start, end - start);
}

static struct group group_at(struct breaker *b, size_t start) {
    struct group group = {.start = start, .last = start, .end = word_end(b->text, start)};
    group.width = measure(b, start, group.end);
    for (;;) {
        size_t spaces = spaces_at(b->text, group.end), next = group.end + spaces;
        if (!spaces || !b->text[next] || group.width > b->line_width)
            return group;
        size_t end = word_end(b->text, next);
        if (!words_stay_together(b->text + group.last, group.end - group.last, b->text + next,
                                 end - next))
            return group;
        int width = group.width + (int)spaces * b->space + measure(b, next, end);
        if (width > b->line_width)
            return group;
        group = (struct group){start, next, end, width};
    }
}

/* The longest beginning of the word [start, end), with its hyphen, that is at most `room` wide;
 * false for none. */
static bool divide(struct breaker *b, size_t start, size_t end, int room, struct hyphen_break *ret,
                   int *ret_width) {
    struct hyphen_break breaks[HYPHEN_BREAKS_MOST];
    size_t count =
        b->hyphens == HYPHENS_TURKISH ? hyphen_breaks(b->text + start, end - start, breaks) : 0;
    while (count--) {
        int width = measure(b, start, start + breaks[count].at);
        width += breaks[count].hyphen ? b->hyphen : 0;
        if (width > room)
            continue;
        *ret = breaks[count];
        *ret_width = width;
        return true;
    }
    return false;
}

/* Where the letters of [start, end) end whose widths add up to `room`; at least one letter. */
static size_t letters_in(struct breaker *b, size_t start, size_t end, int room) {
    size_t at = start;
    for (int sum = 0; at < end;) {
        size_t next = (size_t)(utf8_cluster_end(b->text + at) - b->text);
        sum += b->width(b->data, b->text + at, next - at);
        if (at > start && sum > room)
            break;
        at = next;
    }
    return at;
}

/* Where the letters of [start, end) that fill a line end: side by side they may be a little wider
 * than each alone. */
static size_t filled(struct breaker *b, size_t start, size_t end) {
    int room = b->line_width;
    size_t first = letters_in(b, start, end, 0), at = letters_in(b, start, end, room);
    while (at > first && b->width(b->data, b->text + start, at - start) > b->line_width)
        at = letters_in(b, start, end, room -= b->line_width / 16 + 1);
    return at;
}

/* The last place in (start, full] behind a mark at which an address or a file number is read on
 * with ease; `full` where there is none. */
static size_t behind_mark(const char *text, size_t start, size_t full) {
    static const char marks[] = "/-._&=?";
    for (size_t at = full; at > start + (full - start) / CUT_LEAST; at--) {
        bool figures = text[at] >= '0' && text[at] <= '9' && text[at - 1] != '-';
        if (strchr(marks, text[at - 1]) && !strchr(marks, text[at]) && !figures &&
            ends_cluster(text, at - 1))
            return at;
    }
    return full;
}

/* Cuts the word [start, end), which no line can hold, into lines of its own. */
static void cut(struct breaker *b, size_t start, size_t end) {
    for (;;) {
        struct text_line *line = &b->lines[b->count - 1];
        struct hyphen_break at;
        if (divide(b, start, end, b->line_width, &at, &line->width)) {
            line->bytes = at.at;
            line->hyphen = at.hyphen;
        } else {
            size_t full = filled(b, start, end);
            line->bytes = (full < end ? behind_mark(b->text, start, full) : full) - start;
            line->width = b->width(b->data, b->text + start, line->bytes);
        }
        start += line->bytes;
        if (start >= end)
            return;
        line_start(b, start);
        int rest = measure(b, start, end);
        if (rest <= b->line_width) {
            line = &b->lines[b->count - 1];
            line->bytes = end - start;
            line->width = rest;
            return;
        }
    }
}

/* Puts as much of a word as fits behind the line that is short, `gap` from it; returns where the
 * rest begins, the group's start for nothing: words that stay together are not parted inside one of
 * them either ("5393 sa-" says less than a short line). */
static size_t fill_up(struct breaker *b, const struct group *group, int gap) {
    struct text_line *line = &b->lines[b->count - 1];
    struct hyphen_break at;
    int width, before = line->width + gap;
    if ((int64_t)line->width * 100 >= (int64_t)b->line_width * SHORT_PERCENT ||
        group->last != group->start ||
        !divide(b, group->start, group->end, b->line_width - before, &at, &width))
        return group->start;
    line->bytes = group->start + at.at - line->start;
    line->width = before + width;
    line->hyphen = at.hyphen;
    return group->start + at.at;
}

/* Puts the group at `start`, which `gap` parts from the line so far, there or on a new line.
 * Returns up to where the text is set. */
static size_t place(struct breaker *b, size_t start, int gap) {
    struct text_line *line = &b->lines[b->count - 1];
    struct group group = group_at(b, start);
    int sum = line->bytes ? line->width + gap + group.width : group.width;
    if (sum <= b->line_width) {
        line->bytes = group.end - line->start;
        line->width = sum;
        return group.end;
    }
    if (line->bytes) {
        size_t rest = fill_up(b, &group, gap);
        line_start(b, rest);
        return rest;
    }
    cut(b, start, group.end);
    return group.end;
}

size_t text_break(const char *text, int line_width, enum hyphens hyphens, text_width *width,
                  void *data, struct text_line **ret_lines) {
    struct breaker b = {.text = text,
                        .line_width = line_width,
                        .hyphens = hyphens,
                        .width = width,
                        .data = data,
                        .space = width(data, " ", 1),
                        .hyphen = width(data, "-", 1)};
    size_t at = spaces_at(text, 0);
    if (text[at])
        line_start(&b, at);
    for (size_t spaces = 0; text[at]; at += spaces) {
        at = place(&b, at, (int)spaces * b.space);
        spaces = spaces_at(text, at);
    }
    *ret_lines = b.lines;
    return b.count;
}
