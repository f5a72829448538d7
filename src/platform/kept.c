#include "platform/kept.h"

#include <stdlib.h>

#include "base/mem.h"

/* There are a hundred or two: looking through them all costs less than a microsecond. */
SDL_Texture *kept_find(struct kept *kept, uint64_t key, uint64_t stamp) {
    for (size_t i = 0; i < kept->count; i++)
        if (kept->tiles[i].key == key) {
            if (kept->tiles[i].seen < stamp)
                kept->tiles[i].seen = stamp;
            return kept->tiles[i].texture;
        }
    return NULL;
}

static size_t bytes_of(int w, int h) {
    return (size_t)w * (size_t)h * 4;
}

void kept_add(struct kept *kept, struct kept_tile tile) {
    if (kept->count == kept->room) {
        kept->room = kept->room ? kept->room * 2 : 64;
        kept->tiles = mem_grow(kept->tiles, kept->room, sizeof *kept->tiles);
    }
    kept->tiles[kept->count++] = tile;
    kept->bytes += bytes_of(tile.w, tile.h);
}

/* The texture is the caller's. */
static SDL_Texture *take_out(struct kept *kept, struct kept_tile *tile) {
    SDL_Texture *texture = tile->texture;
    kept->bytes -= bytes_of(tile->w, tile->h);
    *tile = kept->tiles[--kept->count];
    return texture;
}

static struct kept_tile *longest_unseen(struct kept *kept, uint64_t stamp) {
    struct kept_tile *oldest = NULL;
    for (size_t i = 0; i < kept->count; i++)
        if (kept->tiles[i].seen < stamp && (!oldest || kept->tiles[i].seen < oldest->seen))
            oldest = &kept->tiles[i];
    return oldest;
}

bool kept_make_room(struct kept *kept, uint64_t stamp, int w, int h, size_t most,
                    SDL_Texture **ret_spare) {
    *ret_spare = NULL;
    while (kept->bytes + bytes_of(w, h) > most) {
        struct kept_tile *oldest = longest_unseen(kept, stamp);
        if (!oldest)
            return false;
        bool fits = !*ret_spare && oldest->w == w && oldest->h == h;
        SDL_Texture *texture = take_out(kept, oldest);
        if (fits)
            *ret_spare = texture;
        else
            SDL_DestroyTexture(texture);
    }
    return true;
}

void kept_clear(struct kept *kept) {
    while (kept->count)
        SDL_DestroyTexture(take_out(kept, &kept->tiles[kept->count - 1]));
    free(kept->tiles);
    *kept = (struct kept){0};
}
