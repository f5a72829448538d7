#include "intake/source.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

void source_clear(struct source *source) {
    if (!source)
        return;
    free(source->path);
    free(source->member);
    *source = (struct source){0};
}

char *source_label(const struct source *source) {
    if (!source->member)
        return mem_string(source->path);
    struct buf label = {0};
    buf_format(&label, "%s/%s", source->path, source->member);
    char *text = buf_take(&label);
    if (!text)
        abort();
    return text;
}
