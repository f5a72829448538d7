#include "intake/mend.h"

#include <string.h>

/* "i" and a dot above are one letter that no composition knows. */
static size_t remove_dots(char *text) {
    size_t count = 0;
    char *out = text;
    for (const char *at = text; *at;) {
        if (*at == 'i' && memcmp(at + 1, "\xCC\x87", 2) == 0) {
            *out++ = *at;
            at += 3;
            count++;
        } else {
            *out++ = *at++;
        }
    }
    *out = '\0';
    return count;
}

void mend_text(struct buf *lines, struct mends *mends) {
    if (!lines->data || lines->failed)
        return;
    buf_byte(lines, '\0');
    mends_add(mends, "i + U+0307 → i", remove_dots(lines->data));
    lines->len = strlen(lines->data);
}
