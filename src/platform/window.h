/* The window, its renderer, and how long each frame took. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "platform/fonts.h"
#include "ui/frame.h"
#include "ui/turn.h"

struct window_options {
    bool headless;     /* no display: pictures only */
    bool windowed;     /* an ordinary window of width x height; else the whole screen */
    int width, height; /* pixels of the glass; for headless and windowed */
    enum turn turn;    /* how the picture stands on the glass */
    const char *title;
};

struct window;

/* Starts SDL's video (nothing else of it) and makes the window; the cursor is hidden where it
 * covers the screen. ERR_MISSING: no display. `fonts` is borrowed. */
enum err_code window_open(const struct window_options *options, struct fonts *fonts,
                          struct window **ret, struct err *err) CHECKED;
void window_close(struct window *window); /* takes NULL */

/* Of the page: the glass, turned. */
void window_size(const struct window *window, int *ret_width, int *ret_height);
/* Xlib ends the program when its server goes, in words and with a code of its own. `ended` is
 * called instead; it must not return. Where there is no Xlib nothing happens. */
void window_on_loss(int (*ended)(void *display));
/* From the pixels of the glass to those of the page and back. */
struct rect window_to_page(const struct window *window, struct rect rect);
struct rect window_to_glass(const struct window *window, struct rect rect);
/* The whole glass. */
struct rect window_glass(const struct window *window);
/* Does SDL_WaitEventTimeout truly sleep on this video driver? */
bool window_blocks(const struct window *window);
/* The textures are gone (a lost context), or the window has another size: draws all anew at the
 * next frame. */
void window_forget(struct window *window);

/* Draws and presents. start_us: when the drawing of this frame began (clock_real_us). */
void window_present(struct window *window, const struct frame *frame, int64_t start_us);

/* After a frame was presented that will scroll: paints what is about to come into view, in the idle
 * time before the next one. */
void window_paint_ahead(struct window *window, const struct frame *frame, int64_t budget_us);

/* The picture of a frame as a PNG file. */
enum err_code window_shot(struct window *window, const struct frame *frame, const char *path,
                          struct err *err) CHECKED;

/* The milliseconds of each frame since the last call: ret_ms is the window's, valid until the next
 * frame. Only kept after window_time_frames. */
void window_time_frames(struct window *window);
size_t window_frame_times(struct window *window, const double **ret_ms);
/* Milliseconds of one memcpy of the framebuffer, median of 21. */
double window_copy_time(const struct window *window);

#endif
