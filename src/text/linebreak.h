/* Lines of a paragraph: greedy, ragged right, widths by callback so that nothing here knows a font.
 */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include <stdbool.h>
#include <stddef.h>

/* Width in pixels of `bytes` bytes of valid UTF-8, set in one line. */
typedef int text_width(void *data, const char *text, size_t bytes);

/* A line is text[start, start + bytes), without the space at which it was broken. */
struct text_line {
    size_t start, bytes;
    int width;   /* pixels, with the hyphen */
    bool hyphen; /* a hyphen is drawn behind it, which the text does not have */
};

/* Breaks at spaces (never at U+00A0) and behind a hyphen between letters; a word wider than a whole
 * line is cut between code points. Costs one width call a word and few
 * more a line. `text` is one paragraph without
 * newlines; an empty one has no lines. *ret_lines is allocated; the number of lines is returned. */
size_t text_break(const char *text, int line_width, text_width *width, void *data,
                  struct text_line **ret_lines);

#endif
