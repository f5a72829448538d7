/* Which neighbouring words a line must not part. */
#ifndef TEXT_NOBREAK_H
#define TEXT_NOBREAK_H

#include <stdbool.h>
#include <stddef.h>

/* Two words that only white space parts, as they stand in the text, with their punctuation. They
 * stay together where
 * - the right one begins with a mark that closes, ends or goes on, or is a dash: "sonra …";
 * - the left one is or ends with a mark that opens, or announces a figure: "( a", "% 10", "₺ 5";
 * - a number has its word behind it: 50 m², 1.250 TL, 5393 sayılı, 74. Maddesi, 9 Temmuz;
 * - a word has its number behind it: Temmuz 2015, No: 12, Madde 74, geçici 1;
 * - both are parts of one number: 25 000;
 * - a title or an initial stands before a name: Dr. Osman, M. Kemal;
 * - an item's letter stands before what it names: (n) bendi, a) konu. */
bool words_stay_together(const char *left, size_t left_bytes, const char *right,
                         size_t right_bytes);

#endif
