/* What is drawn from kept tiles is to the pixel what one canvas of the window's size shows. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "platform/canvas.h"
#include "platform/fonts.h"
#include "platform/kept.h"
#include "platform/paint.h"
#include "ui/tile.h"

#define PAPER 0xF7F4EC

struct stage {
    struct fonts *fonts;
    struct canvas *canvas;
    struct frame *frame;
    int width, height; /* of the page */
    enum turn turn;
    SDL_Surface *page, *glass; /* what should be there, upright; what is */
    SDL_Renderer *renderer;
    struct paint *paint;
};

static struct stage stage_open(int width, int height, enum turn turn) {
    struct stage s = {.width = width, .height = height, .turn = turn, .frame = frame_new()};
    struct err err;
    bool swaps = turn_swaps(turn);
    assert_int_equal(fonts_open(MECLIS_DATA "/fonts", &s.fonts, &err), ERR_OK);
    s.canvas = canvas_new(s.fonts);
    s.page = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, CANVAS_FORMAT);
    s.glass = SDL_CreateRGBSurfaceWithFormat(0, swaps ? height : width, swaps ? width : height, 32,
                                             CANVAS_FORMAT);
    s.renderer = SDL_CreateSoftwareRenderer(s.glass);
    assert_non_null(s.renderer);
    s.paint = paint_new(s.renderer, s.fonts, turn);
    return s;
}

static void stage_close(struct stage *s) {
    paint_free(s->paint);
    SDL_DestroyRenderer(s->renderer);
    SDL_FreeSurface(s->page);
    SDL_FreeSurface(s->glass);
    canvas_free(s->canvas);
    frame_free(s->frame);
    fonts_close(s->fonts);
}

static uint32_t pixel(const SDL_Surface *surface, int x, int y) {
    const uint8_t *line = (const uint8_t *)surface->pixels + y * surface->pitch;
    return ((const uint32_t *)(const void *)line)[x] & 0xFFFFFF;
}

/* Paints one layer on a canvas of its own size and puts it in its place on the page. */
static void expect_layer(struct stage *s, const struct layer *layer,
                         const struct draw_command *commands) {
    SDL_Surface *part =
        SDL_CreateRGBSurfaceWithFormat(0, layer->rect.w, layer->rect.h, 32, CANVAS_FORMAT);
    canvas_paint(s->canvas, part, layer->rect, layer->ground, commands + layer->first,
                 layer->count);
    SDL_Rect place = {layer->rect.x, layer->rect.y, layer->rect.w, layer->rect.h};
    SDL_BlitSurface(part, NULL, s->page, &place);
    SDL_FreeSurface(part);
}

/* Line by line, the ends drawn in. */
static void expect_mark(SDL_Surface *page, const struct draw_command *mark) {
    struct rect r = mark->rect;
    for (int y = 0; y < r.h; y++) {
        int end = int_min(y, r.h - 1 - y);
        int inset = end < mark->radius ? mark_inset(mark->radius, end) : 0;
        SDL_Rect line = {r.x + inset, r.y + y, r.w - 2 * inset, 1};
        SDL_FillRect(page, &line, mark->color);
    }
}

static void expect_page(struct stage *s) {
    size_t ignored, layers, marks;
    const struct layer *layer = frame_layers(s->frame, &layers);
    const struct draw_command *mark = frame_marks(s->frame, &marks);
    SDL_FillRect(s->page, NULL, frame_paper(s->frame));
    for (size_t i = 0; i < layers; i++)
        expect_layer(s, &layer[i], frame_commands(s->frame, &ignored));
    for (size_t i = 0; i < marks; i++)
        expect_mark(s->page, &mark[i]);
}

static void check_glass(struct stage *s, const char *when, int which) {
    paint_frame(s->paint, s->frame);
    SDL_RenderFlush(s->renderer);
    expect_page(s);
    for (int y = 0; y < s->height; y++)
        for (int x = 0; x < s->width; x++) {
            struct rect at = turn_rect(s->turn, s->width, s->height, (struct rect){x, y, 1, 1});
            if (pixel(s->glass, at.x, at.y) != pixel(s->page, x, y))
                fail_msg("%s %d: %06x instead of %06x at %d, %d", when, which,
                         pixel(s->glass, at.x, at.y), pixel(s->page, x, y), x, y);
        }
}

static void put_text(struct stage *s, int size, int x, int y, const char *text) {
    struct text_style style = {.face = FACE_TEXT, .size = size};
    int width = fonts_width(s->fonts, style, text, strlen(text));
    frame_text(s->frame, style, 0x17212B, x, y, width, text, strlen(text));
}

/* A rail that stands, a list that has scrolled by `top`, a strip of tools with a mark, and between
 * them, where `gap` is, nothing. */
static void draw_screen(struct stage *s, int top, int pressed, bool gap) {
    int rail = s->width / 4, tools = 60, page = s->width - rail - tools - (gap ? 12 : 0);
    frame_begin(s->frame, s->width, s->height, PAPER, 0, 0);
    frame_layer(s->frame, (struct rect){0, 0, rail, s->height}, 0x0B4F6C);
    frame_round(s->frame, (struct rect){10, s->height - 70, rail - 20, 50}, 9, 0x739980);
    put_text(s, 31, 20, 61, "Meclis ğÇ₺");
    frame_icon(s->frame, ICON_PIE, (struct rect){20, 100, 41, 41}, 0xFFFFFF, 0.7);
    frame_scroll_layer(s->frame, (struct rect){rail, 0, page, s->height}, top, PAPER);
    for (int row = (top - 400) / 90 - 1; row * 90 < top + s->height + 400; row++) {
        int y = row * 90 - top;
        if (row == pressed)
            frame_fill(s->frame, (struct rect){rail + 4, y, page - 8, 90}, 0xE0D8C0);
        put_text(s, 24 + (row & 3), rail + 20, y + 5, row & 1 ? "ÂÇĞâ şüphe" : "Karar 255");
        frame_icon(s->frame, ICON_TICK, (struct rect){rail + 10, y + 50, 23, 23}, 0x0B4F6C, 0);
        frame_fill(s->frame, (struct rect){rail, y + 88, page, 2}, 0xD9D3C4);
    }
    frame_layer(s->frame, (struct rect){s->width - tools, 0, tools, s->height}, PAPER);
    frame_icon(s->frame, ICON_DOWN, (struct rect){s->width - 50, 200, 40, 40}, 0x17212B, 0);
    frame_mark(s->frame, (struct rect){s->width - 40, 10 + (top & 127), 8, 90}, 0x3F4A54);
}

static void visit(enum turn turn, int width, int height) {
    static const int tops[] = {0,   0,    1,    37,   90,   130,  210, 300, 300, 511, 700,
                               900, 2300, 2250, 2000, 1100, 1000, 400, 0,   -40, 0};
    struct stage s = stage_open(width, height, turn);
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
        draw_screen(&s, tops[i], i == 1 || i == 8 ? tops[i] / 90 + 1 : -100, i == 5 || i == 6);
        check_glass(&s, "frame", (int)i);
        paint_ahead(s.paint, s.frame, i % 3 ? 1000000 : 0);
    }
    paint_forget(s.paint); /* the glass, too, may have lost everything */
    SDL_FillRect(s.glass, NULL, 0);
    check_glass(&s, "forgotten", 0);
    stage_close(&s);
}

static void tiles_show_what_a_canvas_shows(void **state) {
    (void)state;
    visit(TURN_NONE, 420, 330);
    visit(TURN_RIGHT, 330, 420);
    visit(TURN_OVER, 421, 331);
    visit(TURN_LEFT, 333, 417);
    visit(TURN_NONE, 420, 50); /* lower than a tile: the same one fills it from another line on */
}

/* On a panel of 8000 pixels no texture is wider than the assertion in paint.c allows. */
static void the_widest_window_is_cut_into_columns(void **state) {
    (void)state;
    struct stage s = stage_open(8001, 96, TURN_NONE);
    for (int top = 0; top < 200; top += 70) {
        draw_screen(&s, top, 1, false);
        check_glass(&s, "wide", top);
    }
    stage_close(&s);
}

static void what_is_painted_ahead_is_there_when_it_is_needed(void **state) {
    (void)state;
    struct stage s = stage_open(800, 640, TURN_NONE);
    draw_screen(&s, 0, -1, false);
    paint_frame(s.paint, s.frame);
    draw_screen(&s, 10, -1, false);
    paint_frame(s.paint, s.frame);
    assert_true(paint_ahead(s.paint, s.frame, 0)); /* no time, but something to do */
    assert_false(paint_ahead(s.paint, s.frame, 1000000));
    assert_false(paint_ahead(s.paint, s.frame, 0)); /* nothing is left */
    draw_screen(&s, 12, -1, false);
    assert_false(paint_ahead(s.paint, s.frame, 0)); /* they moved along */
    stage_close(&s);
}

static SDL_Texture *some_texture(struct stage *s) {
    return SDL_CreateTexture(s->renderer, CANVAS_FORMAT, SDL_TEXTUREACCESS_STATIC, 8, 8);
}

static void the_longest_unseen_goes_first(void **state) {
    (void)state;
    struct stage s = stage_open(64, 64, TURN_NONE);
    struct kept kept = {0};
    SDL_Texture *textures[4], *spare;
    for (uint64_t i = 0; i < 4; i++) {
        textures[i] = some_texture(&s);
        kept_add(&kept, (struct kept_tile){100 + i, textures[i], 8, 8, i});
    }
    assert_true(kept.bytes == 4 * 256);
    assert_ptr_equal(kept_find(&kept, 100, 9), textures[0]);
    assert_ptr_equal(kept_find(&kept, 100, 2), textures[0]); /* it stays as young as it was */
    assert_null(kept_find(&kept, 99, 9));
    assert_true(kept_make_room(&kept, 10, 8, 8, 4 * 256, &spare));
    assert_ptr_equal(spare, textures[1]);
    SDL_DestroyTexture(spare);
    assert_null(kept_find(&kept, 101, 9));
    assert_true(kept_make_room(&kept, 10, 4, 8, 2 * 256 + 128, &spare)); /* of another size */
    assert_null(spare);
    assert_non_null(kept_find(&kept, 103, 3));
    assert_false(kept_make_room(&kept, 3, 8, 8, 256, &spare)); /* both are wanted now */
    assert_null(spare);
    assert_int_equal(kept.count, 2);
    kept_clear(&kept);
    assert_int_equal(kept.bytes, 0);
    stage_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_show_what_a_canvas_shows),
        cmocka_unit_test(the_widest_window_is_cut_into_columns),
        cmocka_unit_test(what_is_painted_ahead_is_there_when_it_is_needed),
        cmocka_unit_test(the_longest_unseen_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
