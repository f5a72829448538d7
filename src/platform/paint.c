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

/* A part of the glass and the tile on it. */
struct shown {
    struct rect rect, seen; /* the tile on the window, and the part that its layer shows */
    uint64_t key;           /* 0: unknown */
    bool marked;            /* something was drawn over it */
};

struct paint {
    SDL_Renderer *renderer;
    struct canvas *canvas;
    enum turn turn;
    struct kept kept;
    uint64_t frame; /* a tile of frame n is stamped 2n + 1, one painted ahead of it 2n */
    struct tiling tiling;
    uint32_t *pixels, *turned; /* a tile being painted; turned: NULL where nothing is */
    bool stays;                /* what was drawn in the last frame still stands in the next */
    struct shown
        *shown; /* where it stays: that frame's, in the order of drawing; then this one's */
    size_t shown_count, shown_before, shown_room;
    struct rect scrolled; /* the layer that scrolls, on the window, */
    int top, moved;       /* where it stood, and how far it went to the last frame */
};

struct paint *paint_new(SDL_Renderer *renderer, struct fonts *fonts, enum turn turn) {
    struct paint *paint = mem_zero(1, sizeof *paint);
    paint->renderer = renderer;
    paint->canvas = canvas_new(fonts);
    paint->turn = turn;
    SDL_RendererInfo info;
    paint->stays = SDL_GetRendererInfo(renderer, &info) == 0 && info.flags & SDL_RENDERER_SOFTWARE;
    paint->pixels = mem_zero((size_t)TILE_SIDE * TILE_HEIGHT, sizeof *paint->pixels);
    if (turn != TURN_NONE)
        paint->turned = mem_zero((size_t)TILE_SIDE * TILE_HEIGHT, sizeof *paint->turned);
    return paint;
}

void paint_forget(struct paint *paint) {
    paint->shown_count = 0;
    kept_clear(&paint->kept);
}

void paint_free(struct paint *paint) {
    if (!paint)
        return;
    paint_forget(paint);
    canvas_free(paint->canvas);
    tiling_clear(&paint->tiling);
    free(paint->shown);
    free(paint->pixels);
    free(paint->turned);
    free(paint);
}

/* ---- a tile ---- */

/* The one place where textures are made: opaque, in a format that every renderer copies without
 * converting. NULL where SDL has no memory.
 * SDL's software renderer copies lines that all begin at multiples of 16 bytes past the caches,
 * which takes three times as long where a window fits into them; SPARE makes it use memcpy. */
static SDL_Texture *make_texture(struct paint *paint, int w, int h) {
    assert(w + SPARE <= TEXTURE_SIDE && h <= TEXTURE_SIDE);
    SDL_Texture *texture =
        SDL_CreateTexture(paint->renderer, CANVAS_FORMAT, SDL_TEXTUREACCESS_STATIC, w + SPARE, h);
    if (texture)
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_NONE);
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

/* One and a half windows: what is seen, and what will be. */
static size_t most_bytes(const struct frame *frame) {
    struct rect window = frame_window(frame);
    size_t bytes = (size_t)window.w * (size_t)window.h * 4, more = bytes / 2;
    return bytes + (more < AHEAD_MOST ? more : AHEAD_MOST);
}

/* The pixels of a tile into its texture, and that among the kept ones. */
static void paint_onto(struct paint *paint, SDL_Texture *texture, SDL_Surface *surface,
                       const struct tile *tile, const struct layer *layer,
                       const struct draw_command *commands) {
    bool swaps = turn_swaps(paint->turn);
    SDL_Rect whole = {0, 0, swaps ? surface->h : surface->w, swaps ? surface->w : surface->h};
    canvas_paint(paint->canvas, surface, tile->rect, layer->ground, commands + layer->first,
                 layer->count);
    SDL_UpdateTexture(texture, &whole, turn_pixels(paint, surface->w, surface->h), whole.w * 4);
}

/* NULL where there is no memory or, for what is `optional`, no room. */
static SDL_Texture *paint_tile(struct paint *paint, const struct frame *frame,
                               const struct tile *tile, const struct layer *layer, uint64_t stamp,
                               bool optional) {
    int w = tile->rect.w, h = tile->rect.h;
    bool swaps = turn_swaps(paint->turn);
    size_t ignored;
    SDL_Texture *texture;
    if (!kept_make_room(&paint->kept, stamp, w, h, most_bytes(frame), &texture) && optional)
        return NULL;
    if (!texture)
        texture = make_texture(paint, swaps ? h : w, swaps ? w : h);
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(paint->pixels, w, h, 32, w * 4, CANVAS_FORMAT);
    if (texture && surface)
        paint_onto(paint, texture, surface, tile, layer, frame_commands(frame, &ignored));
    if (texture)
        kept_add(&paint->kept, (struct kept_tile){surface ? tile->key : 0, texture, w, h, stamp});
    SDL_FreeSurface(surface);
    return surface ? texture : NULL;
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

/* A mark is a few pixels wide and moves in every frame: its ends are rounded line by line. */
static void fill_mark(struct paint *paint, const struct frame *frame,
                      const struct draw_command *mark) {
    struct rect r = mark->rect;
    int radius = mark->radius;
    for (int i = 0; i < radius; i++) {
        int inset = mark_inset(radius, i);
        struct rect line = {r.x + inset, r.y + i, r.w - 2 * inset, 1};
        fill(paint, frame, mark->color, line);
        line.y = r.y + r.h - 1 - i;
        fill(paint, frame, mark->color, line);
    }
    r.y += radius;
    r.h -= 2 * radius;
    fill(paint, frame, mark->color, r);
}

static bool same_rect(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool meets(struct rect a, struct rect b) {
    struct rect common = rect_clip(a, b);
    return common.w > 0 && common.h > 0;
}

/* Does the glass show this already? Notes that it will. */
static bool stands(struct paint *paint, const struct frame *frame, struct rect rect,
                   struct rect seen, uint64_t key) {
    if (!paint->stays)
        return false;
    if (paint->shown_count == paint->shown_room) {
        paint->shown_room = paint->shown_room ? paint->shown_room * 2 : 64;
        paint->shown = mem_grow(paint->shown, paint->shown_room, sizeof *paint->shown);
    }
    struct shown *shown = &paint->shown[paint->shown_count++];
    bool same = paint->shown_count <= paint->shown_before && shown->key == key &&
                same_rect(shown->rect, rect) && same_rect(shown->seen, seen) && !shown->marked;
    size_t marks;
    const struct draw_command *mark = frame_marks(frame, &marks);
    *shown = (struct shown){.rect = rect, .seen = seen, .key = key};
    for (size_t i = 0; i < marks; i++)
        shown->marked = shown->marked || meets(mark[i].rect, seen);
    return same && !shown->marked;
}

/* The part of the tile that its layer shows. */
static void copy_tile(struct paint *paint, const struct frame *frame, const struct tile *tile,
                      struct rect seen, SDL_Texture *texture) {
    struct rect window = frame_window(frame);
    struct rect part = {seen.x - tile->rect.x, seen.y - tile->rect.y, seen.w, seen.h};
    SDL_Rect from = on_glass(paint->turn, tile->rect.w, tile->rect.h, part);
    SDL_Rect to = on_glass(paint->turn, window.w, window.h, seen);
    SDL_RenderCopy(paint->renderer, texture, &from, &to);
}

static void draw_tile(struct paint *paint, const struct frame *frame, const struct tile *tile,
                      const struct layer *layer) {
    uint64_t stamp = 2 * paint->frame + 1;
    SDL_Texture *texture = kept_find(&paint->kept, tile->key, stamp);
    struct rect seen = rect_clip(tile->rect, layer->rect);
    if (!texture)
        texture = paint_tile(paint, frame, tile, layer, stamp, false);
    if (!stands(paint, frame, tile->rect, seen, texture ? tile->key : 0) && texture)
        copy_tile(paint, frame, tile, seen, texture);
}

static void draw_layer(struct paint *paint, const struct frame *frame, const struct layer *layer) {
    size_t ignored;
    tiling_cut(&paint->tiling, layer, frame_commands(frame, &ignored), layer->rect);
    for (size_t i = 0; i < paint->tiling.count; i++)
        draw_tile(paint, frame, &paint->tiling.tiles[i], layer);
}

/* Layers do not overlap: their areas say whether they leave anything open. */
static void clear_gaps(struct paint *paint, const struct frame *frame, const struct layer *layers,
                       size_t count) {
    struct rect window = frame_window(frame);
    int64_t open = (int64_t)window.w * window.h;
    for (size_t i = 0; i < count; i++)
        open -= (int64_t)layers[i].rect.w * layers[i].rect.h;
    if (open <= 0)
        return;
    fill(paint, frame, frame_paper(frame), window);
    paint->shown_before = 0;
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
    size_t count, marks;
    const struct draw_command *mark = frame_marks(frame, &marks);
    const struct layer *layers = frame_layers(frame, &count);
    paint->frame++;
    paint->shown_before = paint->shown_count;
    paint->shown_count = 0;
    note_movement(paint, layers, count);
    clear_gaps(paint, frame, layers, count);
    for (size_t i = 0; i < count; i++)
        draw_layer(paint, frame, &layers[i]);
    for (size_t i = 0; i < marks; i++)
        fill_mark(paint, frame, &mark[i]);
}

/* ---- ahead ---- */

/* The tiles of one side of a layer, from the view outwards, as far as all is known that is on them.
 * False: the time is over. */
static bool paint_side(struct paint *paint, const struct frame *frame, const struct layer *layer,
                       bool below, int64_t end_us) {
    struct rect known = layer_ahead(layer), part = known;
    uint64_t stamp = 2 * paint->frame;
    size_t ignored;
    part.h = layer->rect.y - part.y;
    part.y = below ? layer->rect.y + layer->rect.h : part.y;
    tiling_cut(&paint->tiling, layer, frame_commands(frame, &ignored), part);
    size_t count = paint->tiling.count;
    for (size_t i = 0; i < count; i++) {
        const struct tile *tile = &paint->tiling.tiles[below ? i : count - 1 - i];
        bool whole = tile->rect.y >= known.y && tile->rect.y + tile->rect.h <= known.y + known.h;
        if (!whole || kept_find(&paint->kept, tile->key, stamp))
            continue;
        if (clock_real_us() >= end_us)
            return false;
        paint_tile(paint, frame, tile, layer, stamp, true);
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
