/* What may stand before an outline item: a) ç) 1) 1. 1- 2.1. II. i) (a) – - •
 * One line alone does not tell: "3. Hukuk Dairesi" may be a sentence, "i)" the twelfth letter or
 * the first number. So a marker comes with its readings, and a list is what goes on. */
#ifndef TEXT_MARKER_H
#define TEXT_MARKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MARKER_READINGS 2

struct marker_reading {
    uint16_t style;   /* what it counts with and how it is closed; 0: there is no such reading */
    uint16_t ordinal; /* from 1 */
};

struct marker {
    uint8_t bytes; /* of the marker */
    uint8_t text;  /* bytes to the text behind it, which is not empty */
    struct marker_reading readings[MARKER_READINGS]; /* the likelier first */
};

/* The marker at the start of a line. */
bool marker_read(const char *line, size_t bytes, struct marker *ret);

/* Is `next` what follows `last` in one list? The letters that only Turkish has may be left out, a
 * bullet follows its like. */
bool marker_follows(struct marker_reading last, struct marker_reading next);

/* "MADDE 1-", "Madde 12 –", "GEÇİCİ MADDE 1-": an article of a regulation. */
bool marker_is_article(const char *line, size_t bytes);

#endif
