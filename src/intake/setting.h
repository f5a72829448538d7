/* A text as it was set: its lines, where each begins and ends on the page, and what is between. */
#ifndef INTAKE_SETTING_H
#define INTAKE_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SETTING_WIDE 512 /* columns; nothing is told about what lies beyond */

/* A line that is not blank. */
struct set_line {
    uint32_t start, end;    /* bytes in the text, without outer blanks */
    uint16_t indent, right; /* columns before it and up to its end, at most SETTING_WIDE */
    uint16_t margin;        /* columns to which lines are filled here; 0 until that is known */
    uint8_t blanks;         /* blank lines before it, at most 3 */
    bool page : 1;          /* it is the first of a page */
    bool gaps : 1;          /* it has two blanks in a row, or a tab */
    bool removed : 1;       /* page number, running head or foot */
    bool caps : 1;          /* its letters are capitals, and there are some */
    uint32_t table;         /* 0: none; else 1 and more, the same for the rows of one table */
};

struct setting {
    const char *text; /* borrowed; valid UTF-8 */
    struct set_line *lines;
    size_t count;
};

/* Lines end with any of LF, CR LF, CR, VT, FF, U+0085, U+2028 and U+2029; FF ends a page too.
 * False where there are more than `most` lines that are not blank; ret is then empty. */
bool setting_read(const char *text, size_t bytes, size_t most, struct setting *ret);
void setting_free(struct setting *setting); /* takes NULL */

/* Bytes of the blank at `at`, which is before `end`: also U+00A0 and its like, and what has no
 * width; 0 for none. *column moves on. */
size_t blank_at(const char *at, const char *end, unsigned *column);

/* The line's first `size` - 1 bytes in folded letters, each run of blanks as one. */
void setting_fold(const struct setting *setting, const struct set_line *line, char *ret,
                  size_t size);

/* Does it begin with a small letter? Does it end with the mark of a sentence, also before a closing
 * quote or bracket? */
bool setting_begins_small(const struct setting *setting, const struct set_line *line);
bool setting_ends_sentence(const struct setting *setting, const struct set_line *line);
/* Its last mark that is not a closing quote or bracket. */
char setting_last_mark(const struct setting *setting, const struct set_line *line);

/* Does it begin with "Karar No :", "KONUSU:" or the like? Some count without a
 * colon where they stand alone. */
bool setting_is_label(const struct setting *setting, const struct set_line *line);

#endif
