/* A line as words: what every rule of recognition looks at. */
#ifndef INTAKE_WORDS_H
#define INTAKE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* The marks that can stand between a word and the one before it. */
enum {
    GAP_SPACE = 1 << 0,
    GAP_DOT = 1 << 1,
    GAP_COMMA = 1 << 2,
    GAP_COLON = 1 << 3,
    GAP_SEMICOLON = 1 << 4,
    GAP_DASH = 1 << 5,
    GAP_SLASH = 1 << 6,
    GAP_OPEN = 1 << 7,
    GAP_CLOSE = 1 << 8,
    GAP_APOSTROPHE = 1 << 9,
    GAP_QUOTE = 1 << 10,
    GAP_END = 1 << 11,  /* ! or ? */
    GAP_CELL = 1 << 12, /* between the cells of a table's row */
    GAP_OTHER = 1 << 13 /* anything else that is neither letter nor digit */
};

/* A run of letters or a run of digits; "22nolu" is two words, "Kanunu’nun" two with an apostrophe
 * between. */
struct word {
    uint32_t folded;     /* offset of its folded text, which ends in a NUL */
    uint32_t start, end; /* bytes in the source */
    uint16_t gap;        /* GAP_ marks between it and the word before */
    bool digits : 1;     /* bits, since a text may have millions of words */
    bool capital : 1;    /* its first letter is a capital */
    bool capitals : 1;   /* all of its letters are, and there are two or more */
};

struct words {
    const char *source; /* the line, not owned */
    struct word *items; /* one more than count: the last is what stands behind the last word */
    size_t count;
    struct buf folded;
};

struct words words_read(const char *line);
void words_free(struct words *words);

/* The rules of recognition ask for every word of a text whether it is one of a hundred words that
 * they know, and nearly always it is not: what is asked most stands here, so that a first letter
 * that differs answers without a call. */

/* The folded text of word i; "" where there is no such word, so that a rule may look past both
 * ends (i may have wrapped below zero). */
static inline const char *word_text(const struct words *words, size_t i) {
    return i < words->count ? words->folded.data + words->items[i].folded : "";
}

/* Of the folded text, in bytes. */
static inline size_t word_length(const struct words *words, size_t i) {
    return i < words->count ? words->items[i + 1].folded - words->items[i].folded - 1 : 0;
}

static inline bool word_is(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    return *word == *text && strcmp(word, text) == 0;
}

static inline bool word_begins(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    return *word == *text ? strncmp(word, text, strlen(text)) == 0 : !*text;
}

bool word_ends(const struct words *words, size_t i, const char *text);
/* `texts` ends in NULL. */
bool word_is_any(const struct words *words, size_t i, const char *const *texts);
bool word_begins_any(const struct words *words, size_t i, const char *const *texts);
/* Marks before word i; GAP_SPACE beyond the ends, and i == count is what follows the last word. */
static inline unsigned word_gap(const struct words *words, size_t i) {
    return i <= words->count ? words->items[i].gap : GAP_SPACE;
}

static inline bool word_capital(const struct words *words, size_t i) {
    return i < words->count && words->items[i].capital;
}

/* The value of a run of digits, -1 for anything else and from ten digits on. */
long word_number(const struct words *words, size_t i);

/* Does the sequence "karar no" (folded words, single blanks) stand at word i? Returns the number of
 * its words, 0 for no. */
size_t words_match(const struct words *words, size_t i, const char *sequence);

/* The index behind the last word of the sentence that begins at word i. */
size_t words_sentence_end(const struct words *words, size_t i);

/* The source from word `first` up to but without word `end`, without the marks around, blanks for
 * the bounds of cells. Allocated. */
char *words_slice(const struct words *words, size_t first, size_t end);

#endif
