#include "intake/reflow.h"

#include <string.h>

void reflow_text(const char *text, size_t bytes, bool wrapped, struct lines *lines,
                 struct document *document) {
    (void)wrapped;
    (void)document;
    for (const char *end = text + bytes; text < end;) {
        size_t length = strcspn(text, "\n\v\f\r");
        lines_text(lines, text, length);
        lines_end(lines);
        text += length + 1;
    }
}
