/* Letters of UTF-8, for rooms below text/. */
#ifndef BASE_LETTER_H
#define BASE_LETTER_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of the letter at the start of the NUL-terminated text, 1 to 4; 0 at the NUL and where
 * there is none (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF). */
size_t letter_bytes(const char *text);

/* Is the letter of `bytes` bytes at `text` one that is not drawn but moves what is: C0, DEL, C1,
 * the separators of lines and paragraphs, the marks that turn the direction of a text? */
bool letter_is_control(const char *text, size_t bytes);

/* Valid, without control characters but those ASCII ones that are `allowed`. */
bool letters_plain(const char *text, const char *allowed);

#endif
