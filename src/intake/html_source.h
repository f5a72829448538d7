/* The source of a web page, made ready for the parser: what is not text and not a tag is gone. */
#ifndef INTAKE_HTML_SOURCE_H
#define INTAKE_HTML_SOURCE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct html_source {
    struct buf text;       /* tags, text and references; no comment, script, style, declaration */
    struct buf attributes; /* lists of them */
    struct buf style;      /* what stood in <style> */
    char *address;         /* "saved from url=…" of a browser's "save as", NULL */
    size_t tags;
};

/* `text` is valid UTF-8. Declarations go with all they declare, so that no entity but HTML's own
 * is ever known; references that the parser does not know (&Idot; &#150;) become letters; an
 * attribute that nobody looks at or without its end is left out. ERR_REFUSED: too many tags;
 * ERR_STORAGE. */
enum err_code html_source_read(const char *name, const char *text, size_t bytes,
                               struct html_source *ret, struct err *err) CHECKED;
/* The attributes of an element: names and values alternate in `ret`, whose count is returned.
 * `place` is the value of the attribute "x" that stands for them in `text`; any other one there is
 * for the parser to read. The values stay the source's. */
#define HTML_ATTRIBUTES_MAX 16
size_t html_source_attributes(const struct html_source *source, const char *place,
                              const char *ret[2 * HTML_ATTRIBUTES_MAX]);
void html_source_clear(struct html_source *source);

#endif
