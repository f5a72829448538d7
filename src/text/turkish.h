/* Turkish letters: case, folding for comparison, alphabetical order, number suffixes.
 * All strings are valid UTF-8; results are allocated. */
#ifndef TEXT_TURKISH_H
#define TEXT_TURKISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* i -> İ and ı -> I; I -> ı and İ -> i; every other letter as Unicode has it. */
uint32_t turkish_upper_point(uint32_t point);
uint32_t turkish_lower_point(uint32_t point);
char *turkish_upper(const char *text);
char *turkish_lower(const char *text);

/* For comparing what people typed: ASCII lower case without diacritics (I ı İ i to i; ş s; ç c; ğ
 * g; ö o; ü u; â î û to a i u), U+0307 and U+00AD dropped, white space of any kind to one space.
 * Letters of other scripts keep their own lower case. */
char *turkish_fold(const char *text);

/* One code point of it: 0 where it is dropped, ' ' for white space. */
uint32_t turkish_fold_point(uint32_t point);

/* A letter of any script, or a mark that combines with one. */
bool turkish_is_letter(uint32_t point);

/* Order of the Turkish alphabet (a b c ç d … ı i … z), then of the digits as numbers. */
int turkish_compare(const char *a, const char *b);

/* "39’u", "12’si", "40’ı", "6’sı", "3’ü": the count with the possessive suffix in vowel harmony, as
 * in "41 karar, 39’u oybirliğiyle". Up to 999,999. */
void turkish_count_of(int count, char *ret, size_t ret_size);

#endif
