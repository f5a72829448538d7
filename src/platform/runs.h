/* Texts cut into runs that one font can draw; for platform/ itself. */
#ifndef PLATFORM_RUNS_H
#define PLATFORM_RUNS_H

#include <SDL_ttf.h>
#include <stdbool.h>
#include <stddef.h>

#include "platform/fonts.h"
#include "ui/piece.h"

/* A piece of text in one font. `text` is valid until the next call for any run. */
struct text_run {
    TTF_Font *font;
    const char *text; /* NUL-terminated */
    int x;            /* pixels from the start of the whole text */
    int width;        /* pixels to the next run */
    int lower;        /* pixels from the top of the style's em box to the top of this font's */
};

/* The state of a walk over a text; start with fonts_walk. */
struct text_walk {
    struct fonts *fonts;
    struct piece_walk pieces;
    int x; /* units of the font: for fonts.c alone */
};

struct text_walk fonts_walk(struct fonts *fonts, struct text_style style, const char *text,
                            size_t bytes);
/* False at the end. */
bool fonts_next_run(struct text_walk *walk, struct text_run *ret);

#endif
