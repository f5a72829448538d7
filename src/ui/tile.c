#include "ui/tile.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The tiles of one layer as a grid; x and y count from the upper left tile of those wanted. */
struct grid {
    struct rect first; /* that tile, on the window */
    struct rect all;   /* what the grid covers, on the window */
    int columns, rows;
};

/* Each step is a bijection, so that two contents of one length never meet by a small change. */
static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static uint64_t mix_two(uint64_t hash, int a, int b) {
    return mix(hash, (uint64_t)(uint32_t)a << 32 | (uint32_t)b);
}

static uint64_t mix_bytes(uint64_t hash, const char *bytes, size_t count) {
    uint64_t word;
    hash = mix(hash, count);
    for (; count > sizeof word; count -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, bytes, count);
    return mix(hash, word);
}

/* All of a command but its place. */
static uint64_t command_hash(const struct draw_command *c) {
    uint64_t hash = mix_two(c->kind, c->rect.w, c->rect.h);
    hash = mix(hash, c->color);
    switch (c->kind) {
    case DRAW_FILL:
        break;
    case DRAW_ROUND:
        hash = mix(hash, (uint64_t)c->radius);
        break;
    case DRAW_ICON:
        hash = mix_two(hash, c->icon, (int)(c->amount * 65536));
        break;
    case DRAW_TEXT:
        hash = mix_two(hash, (int)c->style.face * 2 + c->style.tabular, c->style.size);
        hash = mix_bytes(hash, c->text, c->bytes);
        break;
    }
    return hash;
}

struct rect command_reach(const struct draw_command *command) {
    struct rect r = command->rect;
    int more = command->kind == DRAW_TEXT ? command->style.size / 2 : 0;
    return (struct rect){r.x - more, r.y - more, r.w + 2 * more, r.h + 2 * more};
}

static int floor_div(int a, int b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

static int ceil_div(int a, int b) {
    return -floor_div(-a, b);
}

/* The column is as wide as the layer, or an equal part of it; the right one may be narrower. What
 * does not scroll ends with its layer. */
static struct grid grid_of(const struct layer *layer, struct rect part) {
    int width = (ceil_div(layer->rect.w, ceil_div(layer->rect.w, TILE_SIDE)) + 3) & ~3;
    int origin = layer->rect.y - layer->top; /* of the content on the window */
    int first = floor_div(part.y - origin, TILE_HEIGHT);
    int end = ceil_div(part.y + part.h - origin, TILE_HEIGHT);
    struct grid grid = {.first = {layer->rect.x, origin + first * TILE_HEIGHT, width, TILE_HEIGHT},
                        .columns = ceil_div(layer->rect.w, width),
                        .rows = end - first};
    grid.all = (struct rect){layer->rect.x, grid.first.y, layer->rect.w, grid.rows * TILE_HEIGHT};
    if (!layer->scrolls)
        grid.all = rect_clip(grid.all, layer->rect);
    return grid;
}

static struct rect tile_rect(const struct grid *grid, int column, int row) {
    struct rect rect = grid->first;
    rect.x += column * rect.w;
    rect.y += row * rect.h;
    return rect_clip(rect, grid->all);
}

static void add_tiles(struct tiling *tiling, const struct grid *grid, rgb ground) {
    tiling->count = (size_t)(grid->columns * grid->rows);
    if (tiling->count > tiling->room) {
        tiling->room = tiling->count;
        tiling->tiles = mem_grow(tiling->tiles, tiling->room, sizeof *tiling->tiles);
    }
    struct tile *tile = tiling->tiles;
    for (int row = 0; row < grid->rows; row++)
        for (int column = 0; column < grid->columns; column++, tile++) {
            tile->rect = tile_rect(grid, column, row);
            tile->key = mix(mix_two(1, tile->rect.w, tile->rect.h), ground);
        }
}

/* Into the keys of the tiles that it touches, with its place on each. */
static void add_command(struct tiling *tiling, const struct grid *grid,
                        const struct draw_command *command) {
    struct rect reach = rect_clip(command_reach(command), grid->all);
    if (!reach.w || !reach.h)
        return;
    int left = (reach.x - grid->first.x) / grid->first.w;
    int right = (reach.x + reach.w - 1 - grid->first.x) / grid->first.w;
    int top = (reach.y - grid->first.y) / grid->first.h;
    int bottom = (reach.y + reach.h - 1 - grid->first.y) / grid->first.h;
    uint64_t hash = command_hash(command);
    for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++) {
            struct tile *tile = &tiling->tiles[row * grid->columns + column];
            tile->key = mix_two(mix(tile->key, hash), command->rect.x - tile->rect.x,
                                command->rect.y - tile->rect.y);
        }
}

void tiling_cut(struct tiling *tiling, const struct layer *layer,
                const struct draw_command *commands, struct rect part) {
    tiling->count = 0;
    if (!layer->scrolls)
        part = rect_clip(part, layer->rect);
    if (layer->rect.w <= 0 || layer->rect.h <= 0 || part.h <= 0)
        return;
    struct grid grid = grid_of(layer, part);
    add_tiles(tiling, &grid, layer->ground);
    for (size_t i = 0; i < layer->count; i++)
        add_command(tiling, &grid, &commands[layer->first + i]);
}

void tiling_clear(struct tiling *tiling) {
    if (!tiling)
        return;
    free(tiling->tiles);
    *tiling = (struct tiling){0};
}
