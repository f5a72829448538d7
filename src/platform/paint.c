#include "platform/paint.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "platform/runs.h"

#define TEXTURE_SIDE 2048     /* the most that every board can (Pi 3) */
#define KEPT_BYTES (16 << 20) /* textures not seen in this frame go when there are more */
#define BUCKETS 1024

/* A picture that is kept: a run of text in white, or a mask of an icon. Colour comes when it is
 * drawn, so that one picture serves every theme. */
struct picture {
    struct picture *next; /* in its bucket */
    const void *kind;     /* the TTF_Font, or &mask_kind */
    int icon, side, amount;
    char *text; /* NULL for a mask */
    SDL_Texture *texture;
    int w, h;
    unsigned seen; /* the frame it was last drawn in */
};

struct paint {
    SDL_Renderer *renderer;
    struct fonts *fonts;
    struct picture *buckets[BUCKETS];
    size_t bytes;
    unsigned frame;
};

static const char mask_kind; /* its address stands for "a mask" in struct picture */

struct paint *paint_new(SDL_Renderer *renderer, struct fonts *fonts) {
    struct paint *paint = mem_zero(1, sizeof *paint);
    paint->renderer = renderer;
    paint->fonts = fonts;
    return paint;
}

static size_t picture_bytes(const struct picture *picture) {
    return (size_t)picture->w * (size_t)picture->h * 4;
}

/* Drops the pictures not seen since `frame`. */
static void drop_before(struct paint *paint, unsigned frame) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct picture **at = &paint->buckets[i]; *at;) {
            struct picture *picture = *at;
            if (picture->seen >= frame) {
                at = &picture->next;
                continue;
            }
            *at = picture->next;
            paint->bytes -= picture_bytes(picture);
            if (picture->texture)
                SDL_DestroyTexture(picture->texture);
            free(picture->text);
            free(picture);
        }
}

void paint_forget(struct paint *paint) {
    drop_before(paint, paint->frame + 1);
}

void paint_free(struct paint *paint) {
    if (!paint)
        return;
    paint_forget(paint);
    free(paint);
}

/* The one place where textures are made. NULL, and nothing is drawn, where SDL has no memory. */
static SDL_Texture *make_texture(struct paint *paint, SDL_Surface *surface) {
    assert(surface->w <= TEXTURE_SIDE && surface->h <= TEXTURE_SIDE);
    SDL_Texture *texture = SDL_CreateTextureFromSurface(paint->renderer, surface);
    if (texture)
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    return texture;
}

static size_t bucket_of(const void *kind, int icon, int side, int amount, const char *text) {
    uint64_t hash = 1469598103934665603u ^ (uintptr_t)kind; /* FNV-1a */
    hash = (hash ^ (unsigned)icon) * 1099511628211u;
    hash = (hash ^ (unsigned)side) * 1099511628211u;
    hash = (hash ^ (unsigned)amount) * 1099511628211u;
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (hash ^ hash >> 32) % BUCKETS;
}

/* The kept picture, or a fresh one without a texture. */
static struct picture *look_up(struct paint *paint, const void *kind, int icon, int side,
                               int amount, const char *text) {
    struct picture **bucket = &paint->buckets[bucket_of(kind, icon, side, amount, text)];
    for (struct picture *p = *bucket; p; p = p->next)
        if (p->kind == kind && p->icon == icon && p->side == side && p->amount == amount &&
            (text ? strcmp(p->text, text) == 0 : !p->text)) {
            p->seen = paint->frame;
            return p;
        }
    struct picture *fresh = mem_zero(1, sizeof *fresh);
    *fresh = (struct picture){.next = *bucket,
                              .kind = kind,
                              .icon = icon,
                              .side = side,
                              .amount = amount,
                              .text = text ? mem_string(text) : NULL,
                              .seen = paint->frame};
    return *bucket = fresh;
}

/* What is larger than a texture may be loses its right and lower end: fonts promise no size.
 * Consumes the surface. */
static SDL_Surface *cut_to_fit(SDL_Surface *surface) {
    if (surface->w <= TEXTURE_SIDE && surface->h <= TEXTURE_SIDE)
        return surface;
    SDL_Surface *cut = SDL_CreateRGBSurfaceWithFormat(0, int_min(surface->w, TEXTURE_SIDE),
                                                      int_min(surface->h, TEXTURE_SIDE), 32,
                                                      surface->format->format);
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
    if (cut)
        SDL_BlitSurface(surface, NULL, cut, NULL);
    SDL_FreeSurface(surface);
    return cut;
}

static void adopt(struct paint *paint, struct picture *picture, SDL_Surface *surface) {
    surface = surface ? cut_to_fit(surface) : NULL;
    if (!surface)
        return;
    picture->texture = make_texture(paint, surface);
    picture->w = surface->w;
    picture->h = surface->h;
    paint->bytes += picture_bytes(picture);
    SDL_FreeSurface(surface);
}

static SDL_Surface *render_mask(enum icon icon, int side, double amount) {
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface)
        return NULL;
    uint8_t *mask = mem_zero((size_t)side * (size_t)side, 1);
    icon_render(icon, side, amount, mask);
    for (int y = 0; y < side; y++) {
        uint32_t *row = (uint32_t *)((char *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < side; x++)
            row[x] = (uint32_t)mask[y * side + x] << 24 | 0xFFFFFF;
    }
    free(mask);
    return surface;
}

static struct picture *mask_picture(struct paint *paint, enum icon icon, int side, float amount) {
    side = int_max(1, int_min(side, TEXTURE_SIDE));
    int steps = (int)(amount * 64 + 0.5f);
    struct picture *picture = look_up(paint, &mask_kind, (int)icon, side, steps, NULL);
    if (!picture->texture)
        adopt(paint, picture, render_mask(icon, side, steps / 64.0));
    return picture;
}

static void copy(struct paint *paint, struct picture *picture, rgb color, const SDL_Rect *from,
                 SDL_Rect to) {
    if (!picture->texture)
        return;
    SDL_SetTextureColorMod(picture->texture, (Uint8)(color >> 16), (Uint8)(color >> 8),
                           (Uint8)color);
    SDL_RenderCopy(paint->renderer, picture->texture, from, &to);
}

static void draw_piece(struct paint *paint, TTF_Font *font, const char *text, rgb color, int x,
                       int y) {
    struct picture *picture = look_up(paint, font, 0, 0, 0, text);
    if (!picture->texture)
        adopt(paint, picture, TTF_RenderUTF8_Blended(font, text, (SDL_Color){255, 255, 255, 255}));
    copy(paint, picture, color, NULL, (SDL_Rect){x, y, picture->w, picture->h});
}

/* A run wider than a texture may be is drawn in halves, cut between letters. */
static void draw_run(struct paint *paint, TTF_Font *font, const char *text, rgb color, int x,
                     int y) {
    int width = 0;
    TTF_SizeUTF8(font, text, &width, NULL);
    size_t half = strlen(text) / 2;
    while (half && ((unsigned char)text[half] & 0xC0) == 0x80)
        half--;
    if (width <= TEXTURE_SIDE - 64 || !half) {
        draw_piece(paint, font, text, color, x, y);
        return;
    }
    char *left = mem_slice(text, half), *right = mem_string(text + half);
    int left_width = 0;
    TTF_SizeUTF8(font, left, &left_width, NULL);
    draw_run(paint, font, left, color, x, y);
    draw_run(paint, font, right, color, x + left_width, y);
    free(left);
    free(right);
}

static void draw_text(struct paint *paint, const struct draw_command *command) {
    struct text_walk walk = fonts_walk(paint->fonts, command->style, command->text, command->bytes);
    struct text_run run;
    while (fonts_next_run(&walk, &run))
        draw_run(paint, run.font, run.text, command->color, command->rect.x + run.x,
                 command->rect.y + run.lower);
}

static void fill(struct paint *paint, rgb color, SDL_Rect rect) {
    SDL_SetRenderDrawColor(paint->renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color,
                           255);
    SDL_RenderFillRect(paint->renderer, &rect);
}

/* Three bands and the four quarters of a disc. */
static void draw_round(struct paint *paint, const struct draw_command *command) {
    struct rect r = command->rect;
    int radius = command->radius;
    fill(paint, command->color, (SDL_Rect){r.x, r.y + radius, r.w, r.h - 2 * radius});
    if (!radius)
        return;
    fill(paint, command->color, (SDL_Rect){r.x + radius, r.y, r.w - 2 * radius, radius});
    fill(paint, command->color,
         (SDL_Rect){r.x + radius, r.y + r.h - radius, r.w - 2 * radius, radius});
    struct picture *disc = mask_picture(paint, ICON_DISC, 2 * radius, 0);
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1, low = corner >> 1;
        SDL_Rect from = {right * radius, low * radius, radius, radius};
        SDL_Rect to = {right ? r.x + r.w - radius : r.x, low ? r.y + r.h - radius : r.y, radius,
                       radius};
        copy(paint, disc, command->color, &from, to);
    }
}

static void draw(struct paint *paint, const struct draw_command *command) {
    SDL_Rect rect = {command->rect.x, command->rect.y, command->rect.w, command->rect.h};
    switch (command->kind) {
    case DRAW_FILL:
        fill(paint, command->color, rect);
        break;
    case DRAW_ROUND:
        draw_round(paint, command);
        break;
    case DRAW_ICON:
        copy(paint, mask_picture(paint, command->icon, rect.w, command->amount), command->color,
             NULL, rect);
        break;
    case DRAW_TEXT:
        draw_text(paint, command);
        break;
    }
}

static void draw_layer(struct paint *paint, const struct layer *layer,
                       const struct draw_command *commands) {
    SDL_Rect rect = {layer->rect.x, layer->rect.y, layer->rect.w, layer->rect.h};
    SDL_RenderSetClipRect(paint->renderer, &rect);
    fill(paint, layer->ground, rect);
    for (size_t i = 0; i < layer->count; i++)
        draw(paint, &commands[layer->first + i]);
}

void paint_frame(struct paint *paint, const struct frame *frame) {
    size_t commands, layers, marks;
    const struct draw_command *command = frame_commands(frame, &commands);
    const struct draw_command *mark = frame_marks(frame, &marks);
    const struct layer *layer = frame_layers(frame, &layers);
    paint->frame++;
    for (size_t i = 0; i < layers; i++)
        draw_layer(paint, &layer[i], command);
    SDL_RenderSetClipRect(paint->renderer, NULL);
    for (size_t i = 0; i < marks; i++)
        draw(paint, &mark[i]);
    if (paint->bytes > KEPT_BYTES)
        drop_before(paint, paint->frame);
}
