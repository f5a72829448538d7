/* Layers cut into tiles, each with a key that says what is to be seen on it: two tiles with one key
 * look the same, so that a painted tile can be kept and nobody has to say when it is out of date.
 * Tiles stand in the content: one that has scrolled is the same tile in another place. */
#ifndef UI_TILE_H
#define UI_TILE_H

#include <stddef.h>
#include <stdint.h>

#include "ui/frame.h"

#define TILE_SIDE 2044 /* a little less than the widest texture that every board can (Pi 3) */
#define TILE_HEIGHT 64

struct tile {
    struct rect rect; /* on the window; it may reach beyond its layer. At most TILE_SIDE a side */
    uint64_t key;
};

/* Reused from call to call; starts zeroed. */
struct tiling {
    struct tile *tiles; /* from the top down */
    size_t count, room;
};

/* The tiles of the layer that `part` of the window touches. */
void tiling_cut(struct tiling *tiling, const struct layer *layer,
                const struct draw_command *commands, struct rect part);
void tiling_clear(struct tiling *tiling); /* takes NULL */

/* Where a command may leave a mark: more than its rectangle, since letters hang over and carry
 * accents. */
struct rect command_reach(const struct draw_command *command);

#endif
