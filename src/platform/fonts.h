/* The fonts: widths, and texts cut into runs that one font can draw.
 * Atkinson Hyperlegible Next, with Noto Sans where it has no glyph (₺, arrows, other scripts). */
#ifndef PLATFORM_FONTS_H
#define PLATFORM_FONTS_H

#include <stddef.h>

#include "base/err.h"
#include "ui/frame.h"

struct fonts;

/* Opens the files in `folder` and looks for what Turkish decisions are written with in them.
 * ERR_MISSING, ERR_REFUSED: which file lacks what. The folder's name is copied. */
enum err_code fonts_open(const char *folder, struct fonts **ret, struct err *err) CHECKED;
void fonts_close(struct fonts *fonts); /* takes NULL */

/* The whole text's width in pixels, and in MEASURE_FINE parts of one, in the form that struct
 * measure wants; data is the struct fonts. A word that was measured before costs a look-up. */
int fonts_width_fine(void *data, struct text_style style, const char *text, size_t bytes);
int fonts_width(void *data, struct text_style style, const char *text, size_t bytes);

#endif
