/* What of a web page is not shown, or is not its text, told from the attributes of an element. */
#ifndef INTAKE_HTML_HIDDEN_H
#define INTAKE_HTML_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/html_tag.h"

/* The classes and ids that the page's own style sheets hide. */
struct hidden_names {
    char **items; /* ".name" or "#name", sorted */
    size_t count;
    struct seen_value *seen; /* classes and styles that were looked at */
};
/* Reads simple selectors alone (".a", "#b", "p.c"); what is for print only does not count. */
struct hidden_names hidden_names_read(const char *style);
void hidden_names_free(struct hidden_names *names);

/* What the attributes of one element say; names and values alternate, NULL-ended, values may be
 * NULL. */
struct html_look {
    enum html_place place;
    bool struck;   /* text that is crossed out */
    bool unmarked; /* a list without its numbers */
    bool kept;     /* line ends in the source count */
};
struct html_look html_look_read(const struct hidden_names *names, const char *const *attributes);

#endif
