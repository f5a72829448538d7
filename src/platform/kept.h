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
    size_t bytes;
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
void kept_add(struct kept *kept, uint64_t key, uint64_t stamp, SDL_Texture *texture, size_t bytes);
/* Lets tiles older than `stamp` go until `bytes` more would make no more than `most`. False: there
 * is no room without the others. */
bool kept_make_room(struct kept *kept, uint64_t stamp, size_t bytes, size_t most);
/* Lets everything go. */
void kept_clear(struct kept *kept);

#endif
