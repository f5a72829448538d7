/* Draws a frame with SDL. Texts, icons and corners are rendered once and kept as textures. */
#ifndef PLATFORM_PAINT_H
#define PLATFORM_PAINT_H

#include <SDL.h>

#include "platform/fonts.h"
#include "ui/frame.h"

struct paint;

/* Borrows both for its life. */
struct paint *paint_new(SDL_Renderer *renderer, struct fonts *fonts);
void paint_free(struct paint *paint); /* takes NULL */

/* Draws every command; does not present. */
void paint_frame(struct paint *paint, const struct frame *frame);

/* Forgets all textures, for when the renderer lost them. */
void paint_forget(struct paint *paint);

#endif
