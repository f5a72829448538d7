#include "platform/paint.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "platform/canvas.h"
#include "platform/kept.h"
#include "ui/tile.h"

#define TEXTURE_SIDE 2048      /* the most that every board can (Pi 3) */
#define SPARE 1                /* pixels that a texture is wider than its tile */
#define AHEAD_MOST (32u << 20) /* bytes kept beyond what one window takes, however large it is */

struct paint {
    SDL_Renderer *renderer;
    struct canvas *canvas;
    enum turn turn;
    struct kept kept;
    uint64_t frame; /* a tile of frame n is stamped 2n + 1, one painted ahead of it 2n */
    struct tiling tiling;
    uint32_t *pixels, *turned; /* a tile being painted; turned: NULL where nothing is */
    struct rect scrolled;      /* the layer that scrolls, on the window, */
    int top, moved;            /* where it stood, and how far it went to the last frame */
};

struct paint *paint_new(SDL_Renderer *renderer, struct fonts *fonts, enum turn turn) {
    struct paint *paint = mem_zero(1, sizeof *paint);
    paint->renderer = renderer;
    paint->canvas = canvas_new(fonts);
    paint->turn = turn;
    paint->pixels = mem_zero((size_t)TILE_SIDE * TILE_HEIGHT, sizeof *paint->pixels);
    if (turn != TURN_NONE)
        paint->turned = mem_zero((size_t)TILE_SIDE * TILE_HEIGHT, sizeof *paint->turned);
    return paint;
}

void paint_forget(struct paint *paint) {
    kept_clear(&paint->kept);
}

void paint_free(struct paint *paint) {
    if (!paint)
        return;
    paint_forget(paint);
    canvas_free(paint->canvas);
    tiling_clear(&paint->tiling);
    free(paint->pixels);
    free(paint->turned);
    free(paint);
}

/* ---- a tile ---- */

/* The one place where textures are made: opaque, in a format that every renderer copies without
 * converting. NULL where SDL has no memory.
 * SDL's software renderer copies lines that all begin at multiples of 16 bytes past the caches,
 * which takes three times as long where a window fits into them; SPARE makes it use memcpy. */
static SDL_Texture *make_texture(struct paint *paint, const uint32_t *pixels, int w, int h) {
    assert(w + SPARE <= TEXTURE_SIDE && h <= TEXTURE_SIDE);
    SDL_Texture *texture =
        SDL_CreateTexture(paint->renderer, CANVAS_FORMAT, SDL_TEXTUREACCESS_STATIC, w + SPARE, h);
    if (!texture)
        return NULL;
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_NONE);
    SDL_UpdateTexture(texture, &(SDL_Rect){0, 0, w, h}, pixels, w * 4);
    return texture;
}

/* The tile's pixels as they stand on the glass. */
static const uint32_t *turn_pixels(struct paint *paint, int w, int h) {
    if (paint->turn == TURN_NONE)
        return paint->pixels;
    int pitch = turn_swaps(paint->turn) ? h : w;
    struct rect first = turn_rect(paint->turn, w, h, (struct rect){0, 0, 1, 1});
    struct rect right = turn_rect(paint->turn, w, h, (struct rect){1, 0, 1, 1});
    struct rect below = turn_rect(paint->turn, w, h, (struct rect){0, 1, 1, 1});
    int step = (right.y - first.y) * pitch + right.x - first.x;
    int line = (below.y - first.y) * pitch + below.x - first.x;
    const uint32_t *from = paint->pixels;
    for (int y = 0; y < h; y++) {
        uint32_t *to = paint->turned + first.y * pitch + first.x + y * line;
        for (int x = 0; x < w; x++, to += step)
            *to = *from++;
    }
    return paint->turned;
}

static SDL_Texture *paint_tile(struct paint *paint, const struct tile *tile,
                               const struct layer *layer, const struct draw_command *commands,
                               uint64_t stamp) {
    int w = tile->rect.w, h = tile->rect.h;
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(paint->pixels, w, h, 32, w * 4, CANVAS_FORMAT);
    if (!surface)
        return NULL;
    canvas_paint(paint->canvas, surface, tile->rect, layer->ground, commands + layer->first,
                 layer->count);
    SDL_FreeSurface(surface);
    const uint32_t *pixels = turn_pixels(paint, w, h);
    bool swaps = turn_swaps(paint->turn);
    SDL_Texture *texture = make_texture(paint, pixels, swaps ? h : w, swaps ? w : h);
    if (texture)
        kept_add(&paint->kept, tile->key, stamp, texture, (size_t)w * (size_t)h * 4);
    return texture;
}

static size_t tile_bytes(const struct tile *tile) {
    return (size_t)tile->rect.w * (size_t)tile->rect.h * 4;
}

/* One and a half windows: what is seen, and half a view of what will be. */
static size_t most_bytes(const struct frame *frame) {
    struct rect window = frame_window(frame);
    size_t bytes = (size_t)window.w * (size_t)window.h * 4, more = bytes / 2;
    return bytes + (more < AHEAD_MOST ? more : AHEAD_MOST);
}

/* ---- a frame ---- */

static SDL_Rect on_glass(enum turn turn, int w, int h, struct rect rect) {
    struct rect turned = turn_rect(turn, w, h, rect);
    return (SDL_Rect){turned.x, turned.y, turned.w, turned.h};
}

static void fill(struct paint *paint, const struct frame *frame, rgb color, struct rect rect) {
    struct rect window = frame_window(frame);
    SDL_Rect place = on_glass(paint->turn, window.w, window.h, rect);
    SDL_SetRenderDrawColor(paint->renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color,
                           255);
    SDL_RenderFillRect(paint->renderer, &place);
}

/* The part of the tile that its layer shows. */
static void copy_tile(struct paint *paint, const struct frame *frame, const struct tile *tile,
                      const struct layer *layer, SDL_Texture *texture) {
    struct rect window = frame_window(frame), seen = rect_clip(tile->rect, layer->rect);
    struct rect part = {seen.x - tile->rect.x, seen.y - tile->rect.y, seen.w, seen.h};
    SDL_Rect from = on_glass(paint->turn, tile->rect.w, tile->rect.h, part);
    SDL_Rect to = on_glass(paint->turn, window.w, window.h, seen);
    SDL_RenderCopy(paint->renderer, texture, &from, &to);
}

static void draw_layer(struct paint *paint, const struct frame *frame, const struct layer *layer,
                       const struct draw_command *commands) {
    uint64_t stamp = 2 * paint->frame + 1;
    tiling_cut(&paint->tiling, layer, commands, layer->rect);
    for (size_t i = 0; i < paint->tiling.count; i++) {
        const struct tile *tile = &paint->tiling.tiles[i];
        SDL_Texture *texture = kept_find(&paint->kept, tile->key, stamp);
        if (!texture) {
            kept_make_room(&paint->kept, stamp, tile_bytes(tile), most_bytes(frame));
            texture = paint_tile(paint, tile, layer, commands, stamp);
        }
        if (texture)
            copy_tile(paint, frame, tile, layer, texture);
    }
}

/* Layers do not overlap: their areas say whether they leave anything open. */
static void clear_gaps(struct paint *paint, const struct frame *frame, const struct layer *layers,
                       size_t count) {
    struct rect window = frame_window(frame);
    int64_t open = (int64_t)window.w * window.h;
    for (size_t i = 0; i < count; i++)
        open -= (int64_t)layers[i].rect.w * layers[i].rect.h;
    if (open > 0)
        fill(paint, frame, frame_paper(frame), window);
}

static bool same_rect(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static void note_movement(struct paint *paint, const struct layer *layers, size_t count) {
    paint->moved = 0;
    for (size_t i = 0; i < count; i++)
        if (layers[i].scrolls) {
            if (same_rect(layers[i].rect, paint->scrolled))
                paint->moved = layers[i].top - paint->top;
            paint->scrolled = layers[i].rect;
            paint->top = layers[i].top;
            return;
        }
}

void paint_frame(struct paint *paint, const struct frame *frame) {
    size_t ignored, count, marks;
    const struct draw_command *commands = frame_commands(frame, &ignored);
    const struct draw_command *mark = frame_marks(frame, &marks);
    const struct layer *layers = frame_layers(frame, &count);
    paint->frame++;
    note_movement(paint, layers, count);
    clear_gaps(paint, frame, layers, count);
    for (size_t i = 0; i < count; i++)
        draw_layer(paint, frame, &layers[i], commands);
    for (size_t i = 0; i < marks; i++)
        fill(paint, frame, mark[i].color, mark[i].rect);
}

/* ---- ahead ---- */

/* The tiles of one side of a layer, from the view outwards. False: the time is over, or the room.
 */
static bool paint_side(struct paint *paint, const struct frame *frame, const struct layer *layer,
                       bool below, int64_t end_us) {
    struct rect part = layer_ahead(layer);
    uint64_t stamp = 2 * paint->frame;
    size_t ignored;
    const struct draw_command *commands = frame_commands(frame, &ignored);
    part.h = layer->rect.y - part.y;
    part.y = below ? layer->rect.y + layer->rect.h : part.y;
    tiling_cut(&paint->tiling, layer, commands, part);
    size_t count = paint->tiling.count;
    for (size_t i = 0; i < count; i++) {
        const struct tile *tile = &paint->tiling.tiles[below ? i : count - 1 - i];
        if (kept_find(&paint->kept, tile->key, stamp))
            continue;
        if (clock_real_us() >= end_us)
            return false;
        if (kept_make_room(&paint->kept, stamp, tile_bytes(tile), most_bytes(frame)))
            paint_tile(paint, tile, layer, commands, stamp);
    }
    return true;
}

bool paint_ahead(struct paint *paint, const struct frame *frame, int64_t budget_us) {
    size_t count;
    const struct layer *layers = frame_layers(frame, &count);
    int64_t end_us = clock_real_us() + budget_us;
    for (size_t i = 0; i < count; i++)
        if (layers[i].scrolls &&
            (!paint_side(paint, frame, &layers[i], paint->moved >= 0, end_us) ||
             !paint_side(paint, frame, &layers[i], paint->moved < 0, end_us)))
            return true;
    return false;
}
