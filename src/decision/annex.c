#include "decision/annex.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static const char *const kinds[] = {"annex", "rest"};

const char *annex_kind(const char *annex) {
    size_t length = strcspn(annex, " ");
    bool bare = annex[length] == ' ' && strspn(annex + length, " ") == strlen(annex + length);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !bare; i++)
        if (strlen(kinds[i]) == length && memcmp(kinds[i], annex, length) == 0)
            return kinds[i];
    return NULL;
}

const char *annex_address(const char *annex) {
    const char *blank = strchr(annex, ' ');
    return blank ? blank + 1 : NULL;
}

char *annex_make(const char *kind, const char *address) {
    struct buf text = {0};
    buf_text(&text, kind);
    if (address)
        buf_format(&text, " %s", address);
    char *annex = buf_take(&text);
    if (annex && annex_kind(annex))
        return annex;
    free(annex);
    return NULL;
}
