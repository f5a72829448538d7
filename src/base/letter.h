/* Letters of UTF-8, for rooms below text/. */
#ifndef BASE_LETTER_H
#define BASE_LETTER_H

#include <stddef.h>

/* The bytes of the letter at the start of the NUL-terminated text, 1 to 4; 0 at the NUL and where
 * there is none (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF). */
size_t letter_bytes(const char *text);

#endif
