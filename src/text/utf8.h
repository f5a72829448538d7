/* UTF-8: validity, one code point at a time, NFC. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No overlong forms, no surrogates, nothing above U+10FFFF. */
bool utf8_valid(const char *text, size_t bytes);

/* The code point at *text, which moves behind it; 0 at the terminating NUL, where it stays. In
 * text that is not valid each wrong byte counts as U+FFFD. */
uint32_t utf8_next(const char **text);

/* Writes the code point without a NUL and returns its bytes, 1 to 4. */
size_t utf8_put(uint32_t point, char ret[4]);

/* Does it stand on the letter before it (general categories Mn and Me)? */
bool utf8_is_mark(uint32_t point);

/* The end of what a reader sees as one letter at `text`, with all its marks: nothing may be cut
 * inside of it. */
const char *utf8_cluster_end(const char *text);

/* Number of code points. */
size_t utf8_count(const char *text);

/* Canonical composition of valid UTF-8, allocated (i + U+0307 stays two: it is not composable). */
char *utf8_nfc(const char *text);

#endif
