/* Painted tiles that are kept as textures, up to a number of bytes: the longest unseen goes first.
 */
#ifndef PLATFORM_KEPT_H
#define PLATFORM_KEPT_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kept_tile {
    uint64_t key;
    SDL_Texture *texture;
    int w, h;
    uint64_t seen; /* the latest stamp it was wanted with */
};

/* Starts zeroed. Stamps are the owner's; a higher one stays longer. */
struct kept {
    struct kept_tile *tiles;
    size_t count, room;
    size_t bytes;
};

/* The texture of a tile, which is wanted with that stamp; NULL where it is not kept. */
SDL_Texture *kept_find(struct kept *kept, uint64_t key, uint64_t stamp);
/* Takes the texture over. */
void kept_add(struct kept *kept, struct kept_tile tile);
/* Lets tiles older than `stamp` go until another of w x h would make no more than `most` bytes.
 * False: there is no room without the others. *ret_spare: a texture of that size among those, to
 * be used again (fresh memory costs as much as painting it), or NULL. */
bool kept_make_room(struct kept *kept, uint64_t stamp, int w, int h, size_t most,
                    SDL_Texture **ret_spare);
/* Lets everything go. */
void kept_clear(struct kept *kept);

#endif
