#include "platform/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "platform/runs.h"
#include "ui/tile.h"

#define MASKS_KEPT 32 /* a screen has some ten different icons and corners */

/* The coverage of a shape, 0 to 255, row by row. */
struct mask {
    const uint8_t *cover;
    int w, h, pitch;
};

struct kept_mask {
    enum icon icon;
    int side;
    float amount;
    uint8_t *cover; /* NULL: an empty place */
};

/* `to` and `rect` are those of the tile being painted. */
struct canvas {
    struct fonts *fonts;
    struct kept_mask masks[MASKS_KEPT];
    unsigned next_mask; /* the place that is taken next */
    SDL_Surface *to;
    struct rect rect;
};

struct canvas *canvas_new(struct fonts *fonts) {
    struct canvas *canvas = mem_zero(1, sizeof *canvas);
    canvas->fonts = fonts;
    return canvas;
}

void canvas_free(struct canvas *canvas) {
    if (!canvas)
        return;
    for (size_t i = 0; i < MASKS_KEPT; i++)
        free(canvas->masks[i].cover);
    free(canvas);
}

/* ---- coverage ---- */

/* Two channels at once, in the halves of a word; rounded to the nearest. */
static uint32_t blend(uint32_t below, uint32_t above, uint32_t cover) {
    uint32_t rest = 255 - cover;
    uint32_t rb = (above & 0xFF00FF) * cover + (below & 0xFF00FF) * rest + 0x800080;
    uint32_t g = (above >> 8 & 0xFF) * cover + (below >> 8 & 0xFF) * rest + 0x80;
    rb = (rb + (rb >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    g = (g + (g >> 8)) >> 8;
    return rb | g << 8;
}

/* Most of a text's picture is empty: eight pixels at once are passed over. */
static void blend_line(uint32_t *to, const uint8_t *cover, int count, rgb color) {
    for (int i = 0; i < count; i++) {
        uint64_t eight;
        while (i + 8 <= count && (memcpy(&eight, cover + i, 8), eight == 0))
            i += 8;
        if (i < count && cover[i] == 255)
            to[i] = color;
        else if (i < count && cover[i])
            to[i] = blend(to[i], color, cover[i]);
    }
}

/* A pixel of the tile, by its place on the window. */
static uint32_t *pixel_at(const struct canvas *canvas, int x, int y) {
    uint8_t *line = (uint8_t *)canvas->to->pixels + (y - canvas->rect.y) * canvas->to->pitch;
    return (uint32_t *)(void *)line + (x - canvas->rect.x);
}

/* The part `from` of a mask with its upper left corner at x, y of the window. */
static void stamp(struct canvas *canvas, struct mask mask, struct rect from, int x, int y,
                  rgb color) {
    struct rect place = rect_clip((struct rect){x, y, from.w, from.h}, canvas->rect);
    const uint8_t *cover =
        mask.cover + (from.y + place.y - y) * mask.pitch + (from.x + place.x - x);
    for (int i = 0; i < place.h; i++, cover += mask.pitch)
        blend_line(pixel_at(canvas, place.x, place.y + i), cover, place.w, color);
}

static void stamp_whole(struct canvas *canvas, struct mask mask, int x, int y, rgb color) {
    stamp(canvas, mask, (struct rect){0, 0, mask.w, mask.h}, x, y, color);
}

static struct mask icon_mask(struct canvas *canvas, enum icon icon, int side, float amount) {
    struct kept_mask *kept = canvas->masks;
    while (kept < canvas->masks + MASKS_KEPT &&
           !(kept->cover && kept->icon == icon && kept->side == side && kept->amount == amount))
        kept++;
    if (kept == canvas->masks + MASKS_KEPT) {
        kept = &canvas->masks[canvas->next_mask++ % MASKS_KEPT];
        free(kept->cover);
        *kept = (struct kept_mask){icon, side, amount, mem_zero((size_t)side, (size_t)side)};
        icon_render(icon, side, (double)amount, kept->cover);
    }
    return (struct mask){kept->cover, side, side, side};
}

/* ---- commands ---- */

/* SDL_FillRect would write past the caches what is about to be read again. */
static void fill(struct canvas *canvas, rgb color, struct rect rect) {
    rect = rect_clip(rect, canvas->rect);
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        uint32_t *line = pixel_at(canvas, rect.x, y);
        for (int x = 0; x < rect.w; x++)
            line[x] = color;
    }
}

/* Three bands and the four quarters of a disc. */
static void draw_round(struct canvas *canvas, const struct draw_command *command) {
    struct rect r = command->rect;
    int radius = command->radius;
    rgb color = command->color;
    fill(canvas, color, (struct rect){r.x, r.y + radius, r.w, r.h - 2 * radius});
    if (radius <= 0)
        return;
    fill(canvas, color, (struct rect){r.x + radius, r.y, r.w - 2 * radius, radius});
    fill(canvas, color, (struct rect){r.x + radius, r.y + r.h - radius, r.w - 2 * radius, radius});
    struct mask disc = icon_mask(canvas, ICON_DISC, 2 * radius, 0);
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1, low = corner >> 1;
        stamp(canvas, disc, (struct rect){right * radius, low * radius, radius, radius},
              right ? r.x + r.w - radius : r.x, low ? r.y + r.h - radius : r.y, color);
    }
}

/* SDL_ttf's "shaded" picture in white on black is the coverage itself. */
static void draw_run(struct canvas *canvas, const struct text_run *run, int x, int y, rgb color) {
    static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    SDL_Surface *s = *run->text ? TTF_RenderUTF8_Shaded(run->font, run->text, white, black) : NULL;
    if (!s)
        return;
    stamp_whole(canvas, (struct mask){s->pixels, s->w, s->h, s->pitch}, x, y, color);
    SDL_FreeSurface(s);
}

static void draw_text(struct canvas *canvas, const struct draw_command *command) {
    struct text_walk walk =
        fonts_walk(canvas->fonts, command->style, command->text, command->bytes);
    struct text_run run;
    while (fonts_next_run(&walk, &run))
        draw_run(canvas, &run, command->rect.x + run.x, command->rect.y + run.lower,
                 command->color);
}

static void draw(struct canvas *canvas, const struct draw_command *command) {
    struct rect r = command->rect;
    switch (command->kind) {
    case DRAW_FILL:
        fill(canvas, command->color, r);
        break;
    case DRAW_ROUND:
        draw_round(canvas, command);
        break;
    case DRAW_ICON:
        if (r.w > 0)
            stamp_whole(canvas, icon_mask(canvas, command->icon, r.w, command->amount), r.x, r.y,
                        command->color);
        break;
    case DRAW_TEXT:
        draw_text(canvas, command);
        break;
    }
}

void canvas_paint(struct canvas *canvas, SDL_Surface *surface, struct rect rect, rgb ground,
                  const struct draw_command *commands, size_t count) {
    canvas->to = surface;
    canvas->rect = rect;
    fill(canvas, ground, rect);
    for (size_t i = 0; i < count; i++) {
        struct rect touched = rect_clip(command_reach(&commands[i]), rect);
        if (touched.w && touched.h)
            draw(canvas, &commands[i]);
    }
}
