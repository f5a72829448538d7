/* Widths of words that were measured before. Pure memory: knows no font. */
#ifndef PLATFORM_WIDTHS_H
#define PLATFORM_WIDTHS_H

#include <stdbool.h>
#include <stddef.h>

struct widths;

struct widths *widths_new(void);
void widths_free(struct widths *widths); /* takes NULL */

/* `kind` tells apart what looks different, 0 to 255. */
bool widths_find(const struct widths *widths, unsigned kind, const char *text, size_t bytes,
                 int *ret_width);

/* What was not found. Texts of more than 128 bytes are not kept; where there is no more room
 * everything is dropped first, so that no list of what is how old is needed. */
void widths_add(struct widths *widths, unsigned kind, const char *text, size_t bytes, int width);

#endif
