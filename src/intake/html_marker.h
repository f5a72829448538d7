/* What a browser puts before the items of a list: "1." "a)" "IV." "•". */
#ifndef INTAKE_HTML_MARKER_H
#define INTAKE_HTML_MARKER_H

#include <stdbool.h>
#include <stddef.h>

#define MARKER_MAX 24

/* `style`: '1' 'a' 'A' 'i' 'I' as in <ol type>, '*' for a bullet. */
void marker_write(int style, int number, char ret[MARKER_MAX]);

/* Does the item's text bring its own, so that nobody wants to read two? */
bool marker_repeats(const char *marker, const char *text, size_t bytes);

#endif
