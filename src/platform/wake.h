/* The one place where the program sleeps: until a finger, a new status.json, or a moment.
 *
 * Where SDL's own wait truly sleeps (X11, Wayland) that is used, and a small thread that sleeps on
 * inotify pushes it an event. Elsewhere (the console: KMSDRM) SDL would look a thousand times a
 * second; there the touch devices are opened a second time and poll() waits for all of it. */
#ifndef PLATFORM_WAKE_H
#define PLATFORM_WAKE_H

#include <stdbool.h>

#include "base/err.h"

struct wake;

struct wake_options {
    const char *state;   /* folder */
    const char *devices; /* folder of event0…: /dev/input */
    bool sdl_blocks;     /* see window_blocks */
};

/* SIGTERM, SIGINT and SIGHUP no longer end the program where it stands: they wake it, also when
 * they come between looking and sleeping. To be called before any thread is started, SDL's too. */
void wake_hold_signals(void);

/* Watches <state>/status.json and <state>/current. A state folder that does not exist yet is looked
 * for once a second instead (wake_wait's time-out is shortened). */
enum err_code wake_open(const struct wake_options *options, struct wake **ret,
                        struct err *err) CHECKED;
void wake_close(struct wake *wake); /* takes NULL */

/* Sleeps for at most timeout_ms (-1: for ever). After it SDL_PollEvent is to be drained. */
void wake_wait(struct wake *wake, int timeout_ms);

/* Has the state changed since the last call? Never waits. */
bool wake_state_changed(struct wake *wake);
/* Has an input device gone since the last call? The kernel does not lift its fingers. */
bool wake_device_gone(struct wake *wake);
/* Has a held signal asked for the end? */
bool wake_ended(const struct wake *wake);

#endif
