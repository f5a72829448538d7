#include "base/letter.h"

#include <string.h>

size_t letter_bytes(const char *text) {
    const unsigned char *p = (const unsigned char *)text;
    static const struct {
        unsigned char first, last;   /* of the leading byte */
        unsigned char lowest, above; /* of the second */
        size_t bytes;
    } forms[] = {
        {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xc0, 2}, {0xe0, 0xe0, 0xa0, 0xc0, 3},
        {0xe1, 0xec, 0x80, 0xc0, 3}, {0xed, 0xed, 0x80, 0xa0, 3}, {0xee, 0xef, 0x80, 0xc0, 3},
        {0xf0, 0xf0, 0x90, 0xc0, 4}, {0xf1, 0xf3, 0x80, 0xc0, 4}, {0xf4, 0xf4, 0x80, 0x90, 4}};
    size_t form = 0, count = sizeof forms / sizeof *forms;
    while (form < count && (*p < forms[form].first || *p > forms[form].last))
        form++;
    if (form == count)
        return 0;
    size_t bytes = forms[form].bytes;
    if (bytes > 1 && (p[1] < forms[form].lowest || p[1] >= forms[form].above))
        return 0;
    for (size_t i = 2; i < bytes; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return bytes;
}

bool letter_is_control(const char *text, size_t bytes) {
    const unsigned char *p = (const unsigned char *)text;
    if (bytes == 1)
        return *p < 0x20 || *p == 0x7f;
    if (bytes == 2)
        return *p == 0xc2 && p[1] < 0xa0;
    return bytes == 3 && *p == 0xe2 &&
           ((p[1] == 0x80 && p[2] >= 0xa8 && p[2] <= 0xae) || /* U+2028 to U+202E */
            (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9));  /* U+2066 to U+2069 */
}

bool letters_plain(const char *text, const char *allowed) {
    for (size_t bytes; *text; text += bytes) {
        bytes = letter_bytes(text);
        if (bytes == 0 || (letter_is_control(text, bytes) && !strchr(allowed, *text)))
            return false;
    }
    return true;
}
