#include "intake/docx_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/links.h"

void docx_link_add(struct text_list *annexes, const struct buf *text, size_t start,
                   const char *address) {
    if (start > text->len) /* the paragraph ended within the link */
        start = 0;
    const char *words = buf_string(text) + start;
    size_t bytes = text->len - start, length = strlen(address);
    link_add(annexes, link_kind_of(words, bytes, address, length), NULL, address, length);
}

void docx_link_field(struct text_list *annexes, const struct buf *text, size_t start,
                     const char *code) {
    code += strspn(code, " ");
    if (strncmp(code, "HYPERLINK", 9) != 0)
        return;
    code += 9 + strspn(code + 9, " ");
    const char *end = *code == '"' ? strchr(code + 1, '"') : NULL;
    if (!end) /* a place in the document: \l "…" */
        return;
    char *address = mem_slice(code + 1, (size_t)(end - code - 1));
    docx_link_add(annexes, text, start, address);
    free(address);
}
