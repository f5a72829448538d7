/* A PDF written by hand: one page, a font F of code 32 to 126, and whatever a test adds. */
#ifndef UNIT_PDF_HELPER_H
#define UNIT_PDF_HELPER_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct pdf_parts {
    const char *content;   /* of the page */
    const char *resources; /* entries besides the font; NULL */
    const char *fonts;     /* besides F; NULL */
    const char *page;      /* entries of the page; NULL */
    const char *catalog;   /* entries of the catalog; NULL */
    const char *objects[8]; /* from object 6 on, "<<…>>stream\n…\nendstream" or plain; NULL ends */
};

static inline void pdf_object(struct buf *out, size_t *offsets, size_t number, const char *text) {
    offsets[number] = out->len;
    buf_format(out, "%zu 0 obj\n%s\nendobj\n", number, text);
}

/* Object 1 the catalog, 2 the pages, 3 the page, 4 its content, 5 the font. Free it. */
static inline struct buf pdf_make(const struct pdf_parts *parts) {
    struct buf out = {0}, text = {0};
    size_t offsets[16] = {0}, count = 6;
    buf_text(&out, "%PDF-1.7\n");
    buf_format(&text, "<</Type/Catalog/Pages 2 0 R %s>>", parts->catalog ? parts->catalog : "");
    pdf_object(&out, offsets, 1, buf_string(&text));
    pdf_object(&out, offsets, 2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    buf_clear(&text);
    buf_format(&text,
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s "
               "/Resources<</Font<</F 5 0 R %s>>%s>>%s>>",
               parts->page && strstr(parts->page, "/Contents") ? "" : "/Contents 4 0 R",
               parts->fonts ? parts->fonts : "", parts->resources ? parts->resources : "",
               parts->page ? parts->page : "");
    pdf_object(&out, offsets, 3, buf_string(&text));
    buf_clear(&text);
    buf_format(&text, "<</Length %zu>>stream\n%s\nendstream", strlen(parts->content) + 1,
               parts->content);
    pdf_object(&out, offsets, 4, buf_string(&text));
    pdf_object(&out, offsets, 5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    for (; count < 14 && parts->objects[count - 6]; count++)
        pdf_object(&out, offsets, count, parts->objects[count - 6]);
    size_t start = out.len;
    buf_format(&out, "xref\n0 %zu\n0000000000 65535 f \n", count);
    for (size_t i = 1; i < count; i++)
        buf_format(&out, "%010zu 00000 n \n", offsets[i]);
    buf_format(&out, "trailer<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", count, start);
    buf_free(&text);
    return out;
}

#endif
