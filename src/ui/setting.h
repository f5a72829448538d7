/* One block of a page, set in lines: a paragraph, an item with its marker, a row of a table. */
#ifndef UI_SETTING_H
#define UI_SETTING_H

#include "ui/flow.h"
#include "ui/table.h"

enum tone {
    TONE_TITLE,   /* what the page is about */
    TONE_LABEL,   /* names a section, quietly */
    TONE_HEADING, /* inside a text */
    TONE_TEXT,
    TONE_NOTE, /* about a text, quietly */
};

/* A piece of it, with its upper left corner from the block's. */
struct setting_piece {
    struct flow flow;
    int x, y;
};

struct setting {
    struct setting_piece *pieces; /* the last one is the text of an item, the first its marker */
    size_t count;
    char *label;   /* the whole text before wrapping, a row's cells parted by " | "; owned */
    size_t behind; /* bytes of the block before the last piece's text */
    int height;    /* pixels */
    int rule;      /* width of the hairlines at its upper and lower edge, 0 for none */
    bool first;    /* row of its table: a hairline above too */
    enum tone tone;
    enum hyphens hyphens;
};

struct text_style setting_style(const struct pen *pen, enum tone tone);
int setting_pitch(const struct pen *pen, enum tone tone);
/* Where the text of an item of this depth begins; 0 for depth 0. */
int setting_indent(const struct pen *pen, int depth, int width);

/* `text` is the block's: block->bytes of it. Allocated; free it with setting_free. */
struct setting *setting_text(const struct pen *pen, enum tone tone, const char *text,
                             const struct outline_block *block, int width, enum hyphens hyphens);
struct setting *setting_item(const struct pen *pen, const char *text,
                             const struct outline_block *block, int width, enum hyphens hyphens);
struct setting *setting_row(const struct pen *pen, const struct table *table, const char *text,
                            const struct outline_block *block, int width, enum hyphens hyphens);
void setting_free(struct setting *setting); /* takes NULL */

void setting_draw(const struct setting *setting, const struct pen *pen, int x, int y);

/* Where the line that holds the block's byte `byte` stands, and the first byte of the first line
 * whose middle is at y or below it, with its place. Pixels from the block's upper edge. */
int setting_line_of(const struct setting *setting, size_t byte);
size_t setting_byte_at(const struct setting *setting, int y, int *ret_line);

#endif
