/* The running kiosk: the set that is shown, the screens that are open, and the frame on the glass.
 * Time and touches are handed in, so that the main loop and the scripted driver run the same thing.
 */
#ifndef KIOSK_APP_H
#define KIOSK_APP_H

#include "base/clock.h"
#include "base/err.h"
#include "platform/fonts.h"
#include "platform/window.h"
#include "ui/gesture.h"
#include "ui/metrics.h"
#include "ui/theme.h"

struct app;

/* How things look at the start. */
struct display {
    enum theme_name theme;
    enum text_size text_size;
};

/* All pointers are borrowed for the app's life. */
struct app_parts {
    const char *state; /* folder */
    struct clock *clock;
    struct fonts *fonts;
    struct window *window;
    struct panel panel;
    struct display display;
    bool touch_test; /* show nothing but that */
};

/* Opens the current set, or the calm page where there is none. */
struct app *app_new(const struct app_parts *parts);
void app_free(struct app *app); /* takes NULL */

void app_touch(struct app *app, const struct touch *touch);
void app_wheel(struct app *app, int notches);
/* The window has another size or lost its content. */
void app_resized(struct app *app);
void app_exposed(struct app *app);
/* There may be another current set: shows it without losing the reader's place. */
void app_state_changed(struct app *app);

/* Lets things move up to the clock's present. */
void app_step(struct app *app);
/* Draws and presents, if anything changed since the last time. */
void app_present(struct app *app);
/* How long nothing will happen by itself, in milliseconds: to the next frame of a movement or the
 * next minute of the clock on the screen. */
int app_timeout_ms(const struct app *app);

/* Has the touch test been ended, or left alone for two minutes? */
bool app_ended(const struct app *app);

const struct frame *app_frame(const struct app *app);

#endif
