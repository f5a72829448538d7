#include "platform/window.h"

#include <SDL.h>
#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "platform/paint.h"

#define COPY_ROUNDS 21
#define SIDE_MOST 16384

struct window {
    SDL_Window *window;
    SDL_Renderer *renderer;
    struct paint *paint;
    enum turn turn;
    bool timed;
    double *times; /* milliseconds of the frames since they were last asked for */
    size_t time_count, time_room;
    bool times_given; /* they are old: the next frame starts over */
};

/* What must be said before SDL starts. Each kind of touch comes as itself alone; frames go to an X
 * server without OpenGL, whose libraries take 90 MB; and where there is no Wayland its library is
 * not asked, which would say so on our stderr. */
static void set_hints(bool headless) {
    if (headless)
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    else if (!SDL_getenv("XDG_RUNTIME_DIR") && !SDL_getenv("WAYLAND_DISPLAY"))
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    setenv("XCOMPOSEFILE", "/dev/null", 0); /* X11 would read 6,000 lines of keys that nobody has */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* see wake_hold_signals */
}

/* The console driver needs GLES2 by name: left to itself SDL may take a renderer that succeeds at
 * everything and shows black. Elsewhere the software renderer is the lightest. */
static SDL_Renderer *make_renderer(SDL_Window *window) {
    const char *driver = SDL_GetCurrentVideoDriver();
    if (driver && strcmp(driver, "KMSDRM") == 0) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
        SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1");
        SDL_Renderer *accelerated =
            SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
        if (accelerated)
            return accelerated;
    }
    return SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
}

/* Where there is no display SDL is content with a driver that shows nothing, and the screen would
 * stay black for good; one that was asked for by name is meant. */
static bool shows_nothing(const struct window_options *options) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return !options->headless && !SDL_getenv("SDL_VIDEODRIVER") && driver &&
           strcmp(driver, "offscreen") == 0;
}

static enum err_code open_parts(struct window *w, const struct window_options *options,
                                struct fonts *fonts, struct err *err) {
    bool whole_screen = !options->headless && !options->windowed;
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return err_set(err, ERR_MISSING,
                       "no display (%s); use --headless WxH for pictures without one",
                       SDL_GetError());
    if (shows_nothing(options))
        return err_set(err, ERR_MISSING, "no display; use --headless WxH for pictures without one");
    if (whole_screen)
        SDL_ShowCursor(SDL_DISABLE);
    Uint32 flags = whole_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    w->window = SDL_CreateWindow(options->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                 whole_screen ? 1280 : options->width,
                                 whole_screen ? 720 : options->height, flags);
    if (!w->window)
        return err_set(err, ERR_MISSING, "cannot open a window: %s", SDL_GetError());
    w->renderer = make_renderer(w->window);
    if (!w->renderer)
        return err_set(err, ERR_MISSING, "cannot draw in the window: %s", SDL_GetError());
    w->paint = paint_new(w->renderer, fonts, options->turn);
    w->turn = options->turn;
    return ERR_OK;
}

enum err_code window_open(const struct window_options *options, struct fonts *fonts,
                          struct window **ret, struct err *err) {
    bool sized = options->headless || options->windowed;
    if (sized && (options->width < 64 || options->height < 64 || options->width > SIDE_MOST ||
                  options->height > SIDE_MOST))
        return err_set(err, ERR_USAGE, "%dx%d: a window has 64 to %d pixels a side", options->width,
                       options->height, SIDE_MOST);
    set_hints(options->headless);
    struct window *window = mem_zero(1, sizeof *window);
    enum err_code code = open_parts(window, options, fonts, err);
    if (code != ERR_OK) {
        window_close(window);
        return code;
    }
    *ret = window;
    return ERR_OK;
}

void window_close(struct window *window) {
    if (!window)
        return;
    paint_free(window->paint);
    if (window->renderer)
        SDL_DestroyRenderer(window->renderer);
    if (window->window)
        SDL_DestroyWindow(window->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_Quit();
    free(window->times);
    free(window);
}

struct rect window_glass(const struct window *window) {
    struct rect glass = {0};
    SDL_GetRendererOutputSize(window->renderer, &glass.w, &glass.h);
    return glass;
}

struct rect window_to_page(const struct window *window, struct rect rect) {
    struct rect glass = window_glass(window);
    return turn_rect(turn_back(window->turn), glass.w, glass.h, rect);
}

struct rect window_to_glass(const struct window *window, struct rect rect) {
    struct rect page = window_to_page(window, window_glass(window));
    return turn_rect(window->turn, page.w, page.h, rect);
}

void window_size(const struct window *window, int *ret_width, int *ret_height) {
    struct rect page = window_to_page(window, window_glass(window));
    *ret_width = page.w;
    *ret_height = page.h;
}

bool window_blocks(const struct window *window) {
    (void)window;
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
}

void window_forget(struct window *window) {
    paint_forget(window->paint);
}

static void keep_time(struct window *window, double ms) {
    if (window->times_given)
        window->time_count = 0;
    window->times_given = false;
    if (window->time_count == window->time_room) {
        window->time_room = window->time_room ? window->time_room * 2 : 256;
        window->times = mem_grow(window->times, window->time_room, sizeof *window->times);
    }
    window->times[window->time_count++] = ms;
}

void window_present(struct window *window, const struct frame *frame, int64_t start_us) {
    paint_frame(window->paint, frame);
    SDL_RenderPresent(window->renderer);
    if (window->timed)
        keep_time(window, (double)(clock_real_us() - start_us) / 1000);
}

void window_paint_ahead(struct window *window, const struct frame *frame, int64_t budget_us) {
    paint_ahead(window->paint, frame, budget_us);
}

void window_time_frames(struct window *window) {
    window->timed = true;
}

size_t window_frame_times(struct window *window, const double **ret_ms) {
    size_t count = window->times_given ? 0 : window->time_count;
    window->times_given = true;
    *ret_ms = window->times;
    return count;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double window_copy_time(const struct window *window) {
    struct rect glass = window_glass(window);
    size_t bytes = (size_t)glass.w * (size_t)glass.h * 4;
    char *from = mem_zero(bytes, 1), *to = mem_zero(bytes, 1);
    double times[COPY_ROUNDS];
    memset(from, 1, bytes); /* real pages, not the one zero page */
    memset(to, 2, bytes);
    for (int i = 0; i < COPY_ROUNDS; i++) {
        from[(size_t)i * 4096 % bytes] = (char)i;
        int64_t start = clock_real_us();
        memcpy(to, from, bytes);
        __asm__ volatile("" : : "r"(to) : "memory"); /* the copy is wanted, compiler */
        times[i] = (double)(clock_real_us() - start) / 1000;
    }
    free(from);
    free(to);
    qsort(times, COPY_ROUNDS, sizeof *times, by_value);
    return times[COPY_ROUNDS / 2];
}

/* Through a stream of our own: what libpng opens by name it removes where the disk is full, and be
 * it a device. */
static enum err_code write_picture(png_image *image, const uint8_t *pixels, const char *path,
                                   struct err *err) {
    FILE *file = fopen(path, "wb");
    bool good = file && png_image_write_to_stdio(image, file, 0, pixels, 0, NULL);
    if (file && fclose(file) != 0)
        good = false;
    return good ? ERR_OK
                : err_set(err, ERR_STORAGE, "%s: cannot write the picture: %s", path,
                          errno ? strerror(errno) : image->message);
}

enum err_code window_shot(struct window *window, const struct frame *frame, const char *path,
                          struct err *err) {
    png_image image = {.version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_RGB};
    struct rect glass = window_glass(window);
    image.width = (png_uint_32)glass.w;
    image.height = (png_uint_32)glass.h;
    uint8_t *pixels = mem_zero((size_t)glass.w * (size_t)glass.h, 3);
    paint_frame(window->paint, frame);
    enum err_code code = ERR_OK;
    if (SDL_RenderReadPixels(window->renderer, NULL, SDL_PIXELFORMAT_RGB24, pixels, glass.w * 3) !=
        0)
        code = err_set(err, ERR_STORAGE, "cannot read the picture back: %s", SDL_GetError());
    else
        code = write_picture(&image, pixels, path, err);
    free(pixels);
    return code;
}
