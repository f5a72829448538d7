/* Draw commands painted by the CPU onto a picture in memory. */
#ifndef PLATFORM_CANVAS_H
#define PLATFORM_CANVAS_H

#include <SDL.h>

#include "platform/fonts.h"
#include "ui/frame.h"

#define CANVAS_FORMAT SDL_PIXELFORMAT_RGB888 /* 0xRRGGBB in 32 bits, as in struct theme */

struct canvas;

/* Borrows the fonts for its life. */
struct canvas *canvas_new(struct fonts *fonts);
void canvas_free(struct canvas *canvas); /* takes NULL */

/* Paints all of `surface` (in CANVAS_FORMAT): the ground, and over it what the commands show in
 * `rect` of the window, whose size it has. */
void canvas_paint(struct canvas *canvas, SDL_Surface *surface, struct rect rect, rgb ground,
                  const struct draw_command *commands, size_t count);

#endif
