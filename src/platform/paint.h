/* Draws a frame with SDL: every layer as a few copies of tiles that were painted once. */
#ifndef PLATFORM_PAINT_H
#define PLATFORM_PAINT_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/fonts.h"
#include "ui/frame.h"
#include "ui/turn.h"

struct paint;

/* Borrows both for its life. `turn`: how the picture stands on the glass. */
struct paint *paint_new(SDL_Renderer *renderer, struct fonts *fonts, enum turn turn);
void paint_free(struct paint *paint); /* takes NULL */

/* Draws the whole frame; does not present. */
void paint_frame(struct paint *paint, const struct frame *frame);

/* For about as long as budget_us paints what will come into view if the frame that was drawn last
 * scrolls: first where it moves to. True: there is more to paint. */
bool paint_ahead(struct paint *paint, const struct frame *frame, int64_t budget_us);

/* Forgets all textures and what is on the glass, for when the renderer lost them. */
void paint_forget(struct paint *paint);

#endif
