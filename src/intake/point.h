/* Letters of text that is known to be valid UTF-8, whether or not a NUL stands behind it. */
#ifndef INTAKE_POINT_H
#define INTAKE_POINT_H

#include <stdint.h>

/* The code point at *at, which moves behind it. */
static inline uint32_t point_next(const char **at) {
    const unsigned char *byte = (const unsigned char *)*at;
    if (*byte < 0x80) {
        *at += 1;
        return byte[0];
    }
    if (*byte < 0xE0) {
        *at += 2;
        return (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
    }
    if (*byte < 0xF0) {
        *at += 3;
        return (byte[0] & 0xFu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
    }
    *at += 4;
    return (byte[0] & 7u) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 |
           (byte[3] & 0x3Fu);
}

#endif
