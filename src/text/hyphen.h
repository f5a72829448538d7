/* Turkish hyphenation. */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>

enum hyphens { HYPHENS_NONE, HYPHENS_TURKISH };

struct hyphen_break {
    size_t at;   /* bytes of the word before the break */
    bool hyphen; /* a hyphen is drawn there; behind an apostrophe there is none */
};

#define HYPHEN_BREAKS_MOST 32

/* Where a word (no white space, valid UTF-8, punctuation around it allowed) may be divided, in
 * ascending order: before a consonant that precedes a vowel, between two vowels, and behind an
 * apostrophe. No single letter stands alone on either side. There is no place in anything with a
 * digit, in addresses, in abbreviations (capitals, or capitals inside a word), in what is not
 * written in Turkish letters. Returns how many there are. */
size_t hyphen_breaks(const char *word, size_t bytes, struct hyphen_break ret[HYPHEN_BREAKS_MOST]);

#endif
