/* A visitor without a plan, over decisions that no council would write: taps, drags, two fingers, a
 * stuck panel, sets that come and go. The same seed is the same visit. Asserted on the way: what is
 * on the glass is what a painter without any memory shows, layers do not overlap, and every label
 * is a text. WANDER_STEPS and WANDER_SEED make it another visit. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/store_helper.h"

#include "kiosk/app.h"
#include "platform/canvas.h"
#include "text/utf8.h"

#define PLAIN 120     /* decisions without malice */
#define LOOK_EVERY 25 /* steps from look to look at the pixels */
#define FRAME_US 16667
#define SETS 3

struct wander {
    const char *folder;
    struct clock clock;
    struct fonts *fonts;
    struct window *window;
    struct canvas *canvas;
    struct app *app;
    enum turn turn;
    int width, height; /* of the page */
    uint64_t seed;
    int step;
};

/* ---- chance (splitmix64) ---- */

static uint64_t chance(struct wander *w) {
    uint64_t z = w->seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int up_to(struct wander *w, int most) {
    return (int)(chance(w) % (uint64_t)(most + 1));
}

/* ---- decisions ---- */

static char *times(int count, const char *text) {
    struct buf out = {0};
    for (int i = 0; i < count; i++)
        buf_text(&out, text);
    return buf_take(&out);
}

static char *paragraphs(int count) {
    struct buf out = {0};
    for (int i = 0; i < count; i++)
        buf_format(&out, "%sKısa paragraf %d: bütçe ve tarife", i ? "\n" : "", i);
    return buf_take(&out);
}

static char *nested(void) {
    static const char *const levels[] = {"1. bir",  "a) iki",  "(1) üç",    "I. dört", "i) beş",
                                         "A. altı", "1) yedi", "(a) sekiz", "- dokuz", "1.1. on"};
    struct buf out = {0};
    for (int round = 0; round < 40; round++)
        for (int i = 0; i < 10; i++)
            buf_format(&out, "%s%s %d", out.len ? "\n" : "", levels[(i * (round + 1)) % 10], round);
    return buf_take(&out);
}

static char *table(int rows, int columns, const char *cell) {
    struct buf out = {0};
    for (int r = 0; r < rows; r++) {
        buf_text(&out, r ? "\n" : "");
        for (int c = 0; c < columns; c++)
            buf_format(&out, "%s%s%d", c ? "\t" : "", cell, r * c);
    }
    return buf_take(&out);
}

static void put(struct library *library, int number, char *subject, char *body) {
    struct decision d = sample(20150710, number, subject, body);
    free(subject);
    free(body);
    d.outcome = (enum outcome)(number % OUTCOME_COUNT);
    add(library, d);
}

static void put_many_facts(struct library *library, int number) {
    struct decision d = sample(20150710, number, "Her yer", "Metin.");
    struct err err = {0};
    char *department = times(400, "Dairesi ç");
    d.department = department;
    for (int i = 0; i < 500; i++) {
        char name[32];
        snprintf(name, sizeof name, "İlçe %d", i);
        text_list_add(&d.districts, name);
        decision_add_citation(&d, &(struct citation){.law = 1000 + i, .article = "mükerrer 44"});
    }
    OK(library_add(library, &d, &err));
    decision_clear(&d);
}

static void put_hostile(struct library *library) {
    int n = 500;
    put(library, n++, times(1, "Boşluksuz"), times(1 << 17, "şablonda"));
    put(library, n++, times(1, "Çok paragraf"), paragraphs(20000));
    put(library, n++, times(1, "İşaretler"), times(10000, "\xCC\x81"));
    put(library, n++, times(3000, "a\xCC\xA3\xCC\x81"), times(500, "e\xCC\x81\xCC\xA3\xCC\x87 "));
    put(library, n++, times(1, "Tablo 200"), table(20, 200, "s"));
    put(library, n++, times(1, "Tablo 12"), table(300, 12, "metrekare "));
    put(library, n++, times(1, "Tablo 3"), table(300, 3, "uzun bir hücre metni "));
    put(library, n++, times(1, "Sekmeler"), times(1, "a\t\t\t\nb\t\t\t\nc\t\t\t"));
    put(library, n++, times(1, "İç içe"), nested());
    put(library, n++, times(29000, "bir megabaytlık konu, uzar gider "), times(1, "Kısa."));
    put(library, n++, times(1 << 20, "k"), times(1, "Kısa."));
    put(library, n++, times(1, "Yön"),
        times(300, "\xE2\x80\xAEters\xE2\x80\xAC \xE2\x81\xA6iç\xE2\x81\xA9 שלום مرحبا "));
    put(library, n++, times(1, "Resim"),
        times(300, "👨‍👩‍👧‍👦🏳️‍🌈 ☃️ 漢字かな𝔘𓀀 "));
    put(library, n++, times(1, "Boş karakter"),
        times(300, "\xC2\xAD\xE2\x80\x8B\xEF\xBB\xBF\xC2\x85\xE2\x80\xA8 x"));
    put(library, n++, times(1, "\xE2\x80\x8B"), times(1, "\xE2\x80\x8B"));
    put(library, n++, times(1, "Özel"),
        times(200,
              "\xF4\x8F\xBF\xBF\xEE\x80\x80\xEF\xBF\xBF\xEF\xBF\xBD \xE0\xB8\x81\xE0\xB8\xB3 "));
    put(library, n++, times(1, "Taşan"), times(2000, "ẤǨ̂jfQﷺ"));
    put(library, n++, times(1, "f"), times(40, "fi ffi fl ğüşiöçİI j̈ "));
    put_many_facts(library, n++);
    struct decision d = full_sample();
    d.number = 99999;
    d.votes_for = 1000000;
    d.votes_against = 999999;
    add(library, d);
}

static void put_plain(struct library *library, int count) {
    for (int i = 0; i < count; i++) {
        char subject[96], *body = times(i % 17 + 1, "Meclisimizce oybirliği ile karar verildi. ");
        body[strlen(body) - 1] = '\0';
        snprintf(subject, sizeof subject, "%d. gündem maddesi: imar planı değişikliği", i);
        add(library, sample(20140101 + i / 7 * 100 % 1200 + i / 84, i + 1, subject, body));
        free(body);
    }
}

/* Three sets: all, fewer, and a single decision. */
static void make_sets(void **state) {
    struct err err = {0};
    for (int serial = 1; serial <= SETS; serial++) {
        struct library *library;
        char name[32];
        snprintf(name, sizeof name, "library-%d", serial);
        OK(library_open(in_folder(state, name), true, &library, &err));
        OK(library_begin(library, &err));
        if (serial < SETS)
            put_plain(library, serial == 1 ? PLAIN : PLAIN / 2);
        if (serial == 1)
            put_hostile(library);
        else
            add(library, sample(20150101, 7, "Tek karar", "Metni."));
        OK(library_commit(library, &err));
        publish(state, library, serial);
        library_close(library);
    }
    OK(generation_point(*state, "current", 1, &err));
}

/* ---- the glass ---- */

static SDL_Renderer *renderer_of_any_window(void) {
    for (Uint32 id = 1; id < 1000; id++)
        if (SDL_GetWindowFromID(id))
            return SDL_GetRenderer(SDL_GetWindowFromID(id));
    fail_msg("there is no window");
    return NULL;
}

static uint32_t *read_glass(const struct wander *w, int *ret_width, int *ret_height) {
    struct rect glass = window_glass(w->window);
    uint32_t *pixels = mem_zero((size_t)glass.w * (size_t)glass.h, sizeof *pixels);
    assert_int_equal(
        SDL_RenderReadPixels(renderer_of_any_window(), NULL, CANVAS_FORMAT, pixels, glass.w * 4),
        0);
    *ret_width = glass.w;
    *ret_height = glass.h;
    return pixels;
}

static bool is_marked(const struct frame *frame, int x, int y) {
    size_t count;
    const struct draw_command *marks = frame_marks(frame, &count);
    for (size_t i = 0; i < count; i++)
        if (rect_holds(marks[i].rect, x, y))
            return true;
    return false;
}

static void compare_layer(struct wander *w, const struct layer *layer, const uint32_t *glass,
                          int pitch, const char *when) {
    const struct frame *frame = app_frame(w->app);
    struct rect r = layer->rect;
    size_t ignored;
    if (!r.w || !r.h)
        return;
    SDL_Surface *page = SDL_CreateRGBSurfaceWithFormat(0, r.w, r.h, 32, CANVAS_FORMAT);
    canvas_paint(w->canvas, page, r, layer->ground, frame_commands(frame, &ignored) + layer->first,
                 layer->count);
    for (int y = 0; y < r.h; y++) {
        const uint32_t *line =
            (const uint32_t *)(const void *)((const char *)page->pixels + y * page->pitch);
        for (int x = 0; x < r.w; x++) {
            struct rect at =
                turn_rect(w->turn, w->width, w->height, (struct rect){r.x + x, r.y + y, 1, 1});
            uint32_t is = glass[at.y * pitch + at.x] & 0xFFFFFF;
            if (is != (line[x] & 0xFFFFFF) && !is_marked(frame, r.x + x, r.y + y))
                fail_msg("step %d, %s: %06x instead of %06x at %d, %d (layer %d %d %d %d)", w->step,
                         when, is, line[x] & 0xFFFFFF, r.x + x, r.y + y, r.x, r.y, r.w, r.h);
        }
    }
    SDL_FreeSurface(page);
}

static void check_layers(const struct wander *w, const struct frame *frame) {
    size_t count;
    const struct layer *layers = frame_layers(frame, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            struct rect common = rect_clip(layers[i].rect, layers[k].rect);
            if (common.w && common.h)
                fail_msg("step %d: layers %zu and %zu overlap at %d %d %d %d", w->step, k, i,
                         common.x, common.y, common.w, common.h);
        }
}

static void check_widgets(const struct wander *w, const struct frame *frame) {
    size_t count;
    const struct widget *widgets = frame_widgets(frame, &count);
    for (size_t i = 0; i < count; i++)
        if (!utf8_valid(widgets[i].label, strlen(widgets[i].label)) || widgets[i].rect.x < 0 ||
            widgets[i].rect.x + widgets[i].rect.w > w->width || widgets[i].rect.y < 0 ||
            widgets[i].rect.y + widgets[i].rect.h > w->height)
            fail_msg("step %d: widget %zu is no widget of the window", w->step, i);
}

static void look(struct wander *w) {
    const struct frame *frame = app_frame(w->app);
    int width, height, again;
    size_t count;
    check_widgets(w, frame);
    check_layers(w, frame);
    uint32_t *glass = read_glass(w, &width, &height);
    const struct layer *layers = frame_layers(frame, &count);
    for (size_t i = 0; i < count; i++)
        compare_layer(w, &layers[i], glass, width, "tiles and canvas");
    window_forget(w->window);
    window_present(w->window, frame, 0);
    uint32_t *fresh = read_glass(w, &again, &height);
    for (int i = 0; i < width * height; i++)
        if ((glass[i] ^ fresh[i]) & 0xFFFFFF)
            fail_msg("step %d: %06x stayed where %06x belongs, at %d, %d of the glass", w->step,
                     glass[i], fresh[i], i % width, i / width);
    free(fresh);
    free(glass);
}

/* ---- what a visitor does ---- */

static void pass(struct wander *w, int64_t us) {
    clock_advance(&w->clock, us);
    app_step(w->app);
    app_present(w->app);
}

static void touch(struct wander *w, enum touch_kind kind, int finger, int x, int y) {
    struct touch touch = {kind, finger, x, y, clock_mono(&w->clock)};
    app_touch(w->app, &touch);
    pass(w, FRAME_US);
}

static void tap(struct wander *w, int x, int y) {
    touch(w, TOUCH_DOWN, 1, x, y);
    touch(w, TOUCH_UP, 1, x, y);
    pass(w, 3 * FRAME_US);
}

static void tap_something(struct wander *w) {
    size_t count;
    const struct widget *widgets = frame_widgets(app_frame(w->app), &count);
    size_t i = count ? chance(w) % count : 0;
    if (!count)
        return;
    struct rect r = widgets[i].rect;
    tap(w, r.x + r.w / 2, r.y + r.h / 2);
}

static void drag(struct wander *w) {
    int x = up_to(w, w->width - 1), y = up_to(w, w->height - 1), moves = up_to(w, 12);
    int dy = up_to(w, w->height / 6) - w->height / 12, dx = up_to(w, 6) - 3;
    touch(w, TOUCH_DOWN, 1, x, y);
    for (int i = 0; i < moves; i++)
        touch(w, TOUCH_MOVE, 1, x += dx, y += dy);
    if (up_to(w, 9))
        touch(w, TOUCH_UP, 1, x, y);
    for (int i = up_to(w, 20); i > 0; i--)
        pass(w, FRAME_US);
}

static void two_fingers(struct wander *w) {
    int x = up_to(w, w->width - 1), y = up_to(w, w->height - 1), apart = 20 + up_to(w, 150);
    int more = up_to(w, 40) - 20;
    touch(w, TOUCH_DOWN, 1, x - apart, y);
    touch(w, TOUCH_DOWN, 2, x + apart, y);
    for (int i = 0; i < 5; i++) {
        apart += more;
        touch(w, TOUCH_MOVE, 1, x - apart, y);
        touch(w, TOUCH_MOVE, 2, x + apart, y);
    }
    touch(w, TOUCH_UP, 1, x - apart, y);
    if (up_to(w, 5))
        touch(w, TOUCH_UP, 2, x + apart, y);
}

static void stray(struct wander *w) {
    touch(w, (enum touch_kind)up_to(w, 3), up_to(w, 3), up_to(w, w->width * 2) - w->width / 2,
          up_to(w, w->height * 2) - w->height / 2);
}

static void haunt(struct wander *w) {
    int x = up_to(w, w->width - 1), y = up_to(w, w->height - 1);
    for (int i = 0; i < 45; i++)
        tap(w, x, y);
}

static const char *second_set(const struct wander *w) {
    static char path[FILE_PATH_MAX];
    assert_int_equal(generation_database(path, w->folder, 2, NULL), ERR_OK);
    return path;
}

/* A database loses its end while it is shown, or gets it back. */
static void cut_or_mend(struct wander *w) {
    struct err err = {0};
    const char *path = second_set(w);
    char whole[FILE_PATH_MAX];
    struct buf bytes = {0};
    OK(path_join(whole, w->folder, "whole", &err));
    OK(file_read(file_exists(whole) ? whole : path, 1 << 24, &bytes, &err));
    OK(file_write(whole, bytes.data, bytes.len, &err));
    assert_int_equal(chmod(path, 0600), 0);
    size_t length = up_to(w, 1) ? bytes.len : (size_t)up_to(w, (int)bytes.len);
    FILE *file = fopen(path, "r+"); /* the very file that is open */
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.data, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(truncate(path, (off_t)length), 0);
    buf_free(&bytes);
}

static void hide_or_show(struct wander *w) {
    char path[FILE_PATH_MAX], away[FILE_PATH_MAX];
    assert_int_equal(path_join(path, w->folder, "generations", NULL), ERR_OK);
    assert_int_equal(path_join(away, w->folder, "away", NULL), ERR_OK);
    if (rename(away, path) != 0)
        assert_int_equal(rename(path, away), 0);
}

static void change_set(struct wander *w) {
    struct err err = {0};
    char path[FILE_PATH_MAX];
    int what = up_to(w, SETS + 4);
    OK(path_join(path, w->folder, "current", &err));
    if (what < SETS)
        OK(generation_point(w->folder, "current", what + 1, &err));
    else if (what == SETS)
        unlink(path);
    else if (what == SETS + 1)
        OK(file_write(path, "garbage", 7, &err));
    else if (what == SETS + 2)
        OK(generation_point(w->folder, "previous", 1 + up_to(w, SETS), &err));
    else if (what == SETS + 3 && file_exists(second_set(w)))
        cut_or_mend(w);
    else
        hide_or_show(w);
    if (up_to(w, 3)) /* else it is found out by a read */
        app_state_changed(w->app);
    pass(w, FRAME_US);
}

static void one_step(struct wander *w) {
    int what = up_to(w, 99);
    if (what < 45)
        tap_something(w);
    else if (what < 50)
        tap(w, up_to(w, w->width - 1), up_to(w, w->height - 1));
    else if (what < 80)
        drag(w);
    else if (what < 86)
        two_fingers(w);
    else if (what < 90)
        stray(w);
    else if (what < 91)
        haunt(w);
    else if (what < 93)
        app_wheel(w->app, up_to(w, 20) - 10);
    else if (what < 94)
        app_resized(w->app);
    else if (what < 97)
        change_set(w);
    else
        pass(w, (int64_t)up_to(w, 70000) * 1000);
}

struct visit {
    int width, height;
    struct panel panel;
    enum turn turn;
    int steps;
};

static void wander(void **state, const struct visit *visit) {
    struct err err = {0};
    const char *steps = getenv("WANDER_STEPS"), *seed = getenv("WANDER_SEED");
    struct wander w = {
        .folder = *state, .turn = visit->turn, .seed = seed ? (uint64_t)atoll(seed) : 3};
    struct window_options options = {.headless = true,
                                     .width = visit->width,
                                     .height = visit->height,
                                     .turn = visit->turn,
                                     .title = "t"};
    clock_freeze(&w.clock);
    OK(fonts_open(MECLIS_DATA "/fonts", &w.fonts, &err));
    OK(window_open(&options, w.fonts, &w.window, &err));
    w.canvas = canvas_new(w.fonts);
    window_size(w.window, &w.width, &w.height);
    make_sets(state);
    struct app_parts parts = {.state = *state,
                              .clock = &w.clock,
                              .fonts = w.fonts,
                              .window = w.window,
                              .panel = visit->panel};
    w.app = app_new(&parts);
    app_present(w.app);
    for (int most = steps ? atoi(steps) : visit->steps; w.step < most; w.step++) {
        one_step(&w);
        pass(&w, 0);
        check_layers(&w, app_frame(w.app));
        if (w.step % LOOK_EVERY == 0)
            look(&w);
    }
    app_free(w.app);
    canvas_free(w.canvas);
    window_close(w.window);
    fonts_close(w.fonts);
}

#define VISIT(name, ...)                                                                           \
    static void name(void **state) {                                                               \
        wander(state, &(struct visit){__VA_ARGS__});                                               \
    }
VISIT(on_the_desk, 1920, 1080, {21.5, 600}, TURN_NONE, 60)
VISIT(turned, 1080, 1920, {21.5, 600}, TURN_LEFT, 60)
VISIT(in_the_hand, 800, 480, {7, 400}, TURN_NONE, 150)
VISIT(upside_down, 800, 480, {21.5, 600}, TURN_OVER, 150)
VISIT(on_its_side, 800, 480, {7, 400}, TURN_RIGHT, 150)
VISIT(through_a_keyhole, 64, 64, {21.5, 600}, TURN_NONE, 400)
VISIT(along_a_strip, 16384, 64, {21.5, 600}, TURN_NONE, 30)
VISIT(down_a_pole, 64, 16384, {21.5, 600}, TURN_NONE, 30)
VISIT(on_a_wall, 3840, 2160, {43, 600}, TURN_NONE, 30)
VISIT(from_afar, 1920, 1080, {3, 5000}, TURN_NONE, 30)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(on_the_desk),   WITH_FOLDER(turned),      WITH_FOLDER(in_the_hand),
        WITH_FOLDER(upside_down),   WITH_FOLDER(on_its_side), WITH_FOLDER(through_a_keyhole),
        WITH_FOLDER(along_a_strip), WITH_FOLDER(down_a_pole), WITH_FOLDER(on_a_wall),
        WITH_FOLDER(from_afar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
