/* Lines of a paragraph: greedy, ragged right, widths by callback so that nothing here knows a font.
 */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include <stdbool.h>
#include <stddef.h>

#include "text/hyphen.h"

/* Width of `bytes` bytes of valid UTF-8, set in one line, in any unit that the line's width has
 * too. Widths of words and spaces are added up: with whole pixels the sum drifts from what is drawn
 * by up to half a pixel a word, so a finer unit is better. */
typedef int text_width(void *data, const char *text, size_t bytes);

/* A line is text[start, start + bytes), without the space at which it was broken. */
struct text_line {
    size_t start, bytes;
    int width;   /* with the hyphen */
    bool hyphen; /* a hyphen is drawn behind it, which the text does not have */
};

/* Breaks at spaces and tabs (never at U+00A0) that part no words which stay together (nobreak.h),
 * behind a hyphen or slash between letters, and, where a line would else be more than 15 % short,
 * inside a word by `hyphens`. What is wider than a whole line is divided at any space, then by
 * `hyphens`, then behind / - . _ & = ?, then between any two letters, never inside one (marks stay
 * with it). No line is wider than line_width but one of a single letter. Costs one width call a
 * word, few more a line, and one a letter of what must be cut. `text` is one paragraph without
 * newlines; an empty one has no lines. *ret_lines is allocated; the number of lines is returned. */
size_t text_break(const char *text, int line_width, enum hyphens hyphens, text_width *width,
                  void *data, struct text_line **ret_lines);

#endif
