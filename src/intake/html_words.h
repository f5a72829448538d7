/* What the words of one line of a web page say about where it belongs. */
#ifndef INTAKE_HTML_WORDS_H
#define INTAKE_HTML_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* All take folded text. */

/* A label, the title, a formula of the council: it belongs to a decision. */
bool words_are_anchor(const char *folded);
/* The subject of a decision, even where it is a link. */
bool words_are_subject(const char *folded);
/* How strongly it looks like an imprint, a weather report, a cookie notice; 2 is enough. */
size_t words_imprint(const char *folded);
/* The republic or the municipality, as at the top of a decision. */
bool words_are_top(const char *folded);
/* "Yazdır", "Paylaş", "Geri": a button of the page, as a whole line. */
bool words_are_button(const char *folded);

/* "İlgili kararlar", "Yorumlar": a heading of what is not this decision. */
bool words_open_others(const char *folded);

#endif
