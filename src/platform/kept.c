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

void kept_add(struct kept *kept, uint64_t key, uint64_t stamp, SDL_Texture *texture, size_t bytes) {
    if (kept->count == kept->room) {
        kept->room = kept->room ? kept->room * 2 : 64;
        kept->tiles = mem_grow(kept->tiles, kept->room, sizeof *kept->tiles);
    }
    kept->tiles[kept->count++] = (struct kept_tile){key, texture, bytes, stamp};
    kept->bytes += bytes;
}

static void let_go(struct kept *kept, struct kept_tile *tile) {
    kept->bytes -= tile->bytes;
    SDL_DestroyTexture(tile->texture);
    *tile = kept->tiles[--kept->count];
}

static struct kept_tile *longest_unseen(struct kept *kept, uint64_t stamp) {
    struct kept_tile *oldest = NULL;
    for (size_t i = 0; i < kept->count; i++)
        if (kept->tiles[i].seen < stamp && (!oldest || kept->tiles[i].seen < oldest->seen))
            oldest = &kept->tiles[i];
    return oldest;
}

bool kept_make_room(struct kept *kept, uint64_t stamp, size_t bytes, size_t most) {
    while (kept->bytes + bytes > most) {
        struct kept_tile *oldest = longest_unseen(kept, stamp);
        if (!oldest)
            return false;
        let_go(kept, oldest);
    }
    return true;
}

void kept_clear(struct kept *kept) {
    while (kept->count)
        let_go(kept, &kept->tiles[kept->count - 1]);
    free(kept->tiles);
    *kept = (struct kept){0};
}
