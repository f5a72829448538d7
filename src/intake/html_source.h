/* The source of a web page, made ready for the parser: what is not text and not a tag is gone. */
#ifndef INTAKE_HTML_SOURCE_H
#define INTAKE_HTML_SOURCE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct html_source {
    struct buf text;  /* tags, text and references; no comment, script, style, declaration */
    struct buf style; /* what stood in <style> */
    char *address;    /* "saved from url=…" of a browser's "save as", NULL */
    size_t tags;
};

/* `text` is valid UTF-8. Declarations go with all they declare, so that no entity but HTML's own
 * is ever known; references that the parser does not know (&Idot; &#150;) become letters; an
 * attribute too many or without its end is left out. ERR_REFUSED: too many tags; ERR_STORAGE. */
enum err_code html_source_read(const char *name, const char *text, size_t bytes,
                               struct html_source *ret, struct err *err) CHECKED;
void html_source_clear(struct html_source *source);

#endif
