/* Which of a text's lines are one paragraph. */
#ifndef INTAKE_PARAGRAPH_H
#define INTAKE_PARAGRAPH_H

#include "intake/setting.h"
#include "text/marker.h"

enum join {
    JOIN_NONE,  /* a paragraph of its own */
    JOIN_BLANK, /* the paragraph goes on */
    JOIN_GLUE,  /* in the middle of a word: "1-8/" "172", "e-" "belediye" */
    JOIN_HYPHEN /* and the hyphen (or soft hyphen) at the end of the line was the setter's */
};

#define PARAGRAPH_LISTS 4

/* The walk over a text's lines. */
struct paragraphs {
    const struct setting *setting;
    bool wrapped;          /* the text is set in lines; else nothing is joined */
    unsigned spacing;      /* blank lines between the lines of a paragraph */
    unsigned tight;        /* per cent of the margin that a full line has where a sentence ends */
    bool marked;           /* its paragraphs are parted by blank lines or indents */
    uint16_t start_indent; /* of the first lines of paragraphs, where they stand further in; 0 */
    struct marker_reading lists[PARAGRAPH_LISTS]; /* what the latest items counted with */
    size_t list_count;
    bool first;      /* the line before is the first of its paragraph */
    uint16_t indent; /* of the paragraph's lines behind the first; where a first one's text begins
                        behind its label or marker; 0: unknown */
    uint16_t hang;   /* where the text begins behind the label or marker of the first; 0: none */
    uint32_t *words; /* hashes of the words of the text, where one was asked for; a power of two */
    size_t word_room;
};

/* Sets the lines' margins. `wrapped`: it is known to be set in lines; else that is found out. */
struct paragraphs paragraphs_start(struct setting *setting, bool wrapped);
void paragraphs_end(struct paragraphs *paragraphs);

/* How line b goes with a, the one before it but for what was removed. Lines are asked for in their
 * order; rows of tables are not. `a` is NULL for the first and behind a table. */
enum join paragraphs_join(struct paragraphs *paragraphs, const struct set_line *a,
                          const struct set_line *b);

#endif
