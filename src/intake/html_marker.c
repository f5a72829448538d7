#include "intake/html_marker.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "intake/roman.h"

#define BULLET "•"

void marker_write(int style, int number, char ret[MARKER_MAX]) {
    bool letter = (style == 'a' || style == 'A') && number >= 1 && number <= 26;
    bool roman = (style == 'i' || style == 'I') && number >= 1 && number < 2000;
    if (style == '*') {
        strcpy(ret, BULLET);
    } else if (letter) {
        snprintf(ret, MARKER_MAX, "%c)", style + number - 1);
    } else if (roman) {
        struct buf text = {0};
        roman_add(&text, number, style == 'I');
        snprintf(ret, MARKER_MAX, "%s.", buf_string(&text));
        buf_free(&text);
    } else {
        snprintf(ret, MARKER_MAX, "%d.", number);
    }
}

bool marker_repeats(const char *marker, const char *text, size_t bytes) {
    static const char *const bullets[] = {"•", "·", "–", "—", "-", "*", "o", "§", "►", "▪", "●"};
    size_t length = strlen(marker);
    if (strcmp(marker, BULLET) != 0)
        return bytes >= length - 1 && memcmp(text, marker, length - 1) == 0 &&
               (bytes == length - 1 || !isalnum((unsigned char)text[length - 1]));
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bytes == strlen(bullets[i]) && memcmp(text, bullets[i], bytes) == 0)
            return true;
    size_t sign = 0;
    while (sign < bytes && isalnum((unsigned char)text[sign]))
        sign++;
    return sign > 0 && sign < bytes && sign <= 3 && strchr(").-", text[sign]) &&
           (isdigit((unsigned char)*text) || sign == 1);
}
