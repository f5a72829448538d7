#include "intake/document.h"

#include <stdlib.h>
#include <string.h>

void mends_add(struct mends *mends, const char *what, size_t count) {
    size_t i = 0;
    while (i < mends->count && strcmp(mends->items[i].what, what) != 0)
        i++;
    if (count == 0 || i == MENDS_MAX)
        return;
    if (i == mends->count)
        mends->items[mends->count++] = (struct mend){what, 0};
    mends->items[i].count += count;
}

struct document document_empty(void) {
    return (struct document){0};
}

void document_clear(struct document *document) {
    if (!document)
        return;
    buf_free(&document->lines);
    text_list_clear(&document->removed);
    text_list_clear(&document->warnings);
    text_list_clear(&document->annexes);
    free(document->address);
    *document = (struct document){0};
}
