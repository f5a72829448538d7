#include "kiosk/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "screens/appearance.h"
#include "screens/list.h"
#include "screens/notice.h"
#include "screens/reader.h"
#include "screens/search.h"
#include "screens/touch_test.h"
#include "store/catalogue.h"

#define STACK_MOST 4
#define FRAME_MS 16
#define AHEAD_US 8000       /* of a frame's time, for painting what is about to come into view */
#define STEP_MOST_US 100000 /* after a long sleep nothing may jump */
#define ROW_SHOWS_US 80000  /* a finger still on its row by then means it, and does not scroll */
#define WHEEL_LINES 3
#define LEFT_ALONE_US 120000000 /* a touch test that nobody goes on with ends */
#define PAGE_KEEPS 2            /* lines of the old page that stay in sight */

/* `stack` holds the open screens; the last is on the glass, those below keep their place. The
 * lowest is the list, or the notice where there is nothing to list. */
struct app {
    struct app_parts parts;
    struct catalogue *catalogue; /* NULL: none */
    struct metrics metrics;
    struct measure measure;
    struct screen_context context;
    struct screen *stack[STACK_MOST];
    int depth;
    struct frame *frame;
    struct gesture gesture;
    int pressed; /* action under the finger, 0 for none */
    int64_t pressed_argument;
    int64_t press_shows_us; /* when it is to look pressed, */
    bool press_shown;       /* and whether it does */
    int64_t stepped_us;     /* when things last moved */
    int64_t minute;         /* the one on the glass */
    int64_t touched_us;     /* when somebody last did something */
    bool dirty;
    bool ended;
};

static struct screen *top_screen(const struct app *app) {
    return app->stack[app->depth - 1];
}

/* ---- the stack of screens ---- */

static void push(struct app *app, struct screen *screen) {
    app->stack[app->depth++] = screen;
    app->dirty = true;
}

static void pop(struct app *app) {
    struct screen *screen = app->stack[--app->depth];
    screen->kind->leave(screen);
    app->dirty = true;
}

static void enter_home(struct app *app) {
    while (app->depth)
        pop(app);
    if (app->parts.touch_test)
        push(app, touch_test_enter(&app->context));
    else
        push(app, app->catalogue ? list_enter(&app->context) : notice_enter(&app->context));
}

static void renew_all(struct app *app) {
    for (int i = 0; i < app->depth; i++)
        app->stack[i]->kind->renew(app->stack[i], &app->context);
    app->dirty = true;
}

/* ---- the set that is shown ---- */

static void adopt(struct app *app, struct catalogue *catalogue, enum err_code problem) {
    catalogue_close(app->catalogue);
    app->catalogue = app->context.catalogue = catalogue;
    app->context.problem = problem;
}

/* Puts another set in place of the one that is shown, or the calm page where there is none. */
static void show(struct app *app, struct catalogue *catalogue, enum err_code problem) {
    bool stays = app->catalogue && catalogue;
    adopt(app, catalogue, problem);
    if (stays)
        renew_all(app);
    else
        enter_home(app);
}

/* The serial alone does not say so: a state folder made anew may start over. */
static bool is_shown(const struct app *app, const struct catalogue *fresh) {
    if (!app->catalogue)
        return false;
    const struct catalogue_info *a = catalogue_info(app->catalogue), *b = catalogue_info(fresh);
    return a->serial == b->serial && a->previous == b->previous && a->issued == b->issued &&
           strcmp(a->digest, b->digest) == 0;
}

void app_state_changed(struct app *app) {
    if (app->parts.touch_test && app->depth)
        return;
    struct catalogue *fresh = NULL;
    struct err err;
    enum err_code code = catalogue_open(app->parts.state, &fresh, &err);
    if (code != ERR_OK) {
        if (app->catalogue) /* what is on the glass is better than nothing */
            return;
        log_error("meclis-kiosk", &err);
        if (code != app->context.problem || !app->depth)
            show(app, NULL, code);
    } else if (is_shown(app, fresh)) {
        catalogue_close(fresh);
    } else {
        show(app, fresh, ERR_OK);
    }
}

/* A read of the shown set has failed: the previous one, or the calm page. */
static void fall_back(struct app *app) {
    struct catalogue *previous = NULL;
    struct err err = {0};
    if (!catalogue_info(app->catalogue)->previous &&
        catalogue_open_previous(app->parts.state, &previous, &err) == ERR_OK)
        log_note("meclis-kiosk", "the current set cannot be read; showing the previous one");
    else
        log_note("meclis-kiosk", "no set can be read; run meclis-sync check");
    show(app, previous, previous ? ERR_OK : ERR_STORAGE);
}

/* ---- sizes ---- */

static void measure_window(struct app *app) {
    int width, height;
    window_size(app->parts.window, &width, &height);
    app->metrics = metrics_for(app->parts.panel, width, height, app->context.text_size);
    app->gesture.slop = (int)(2.5 * app->metrics.per_mm);
}

void app_resized(struct app *app) {
    measure_window(app);
    renew_all(app);
}

void app_exposed(struct app *app) {
    app->dirty = true;
}

struct app *app_new(const struct app_parts *parts) {
    struct app *app = mem_zero(1, sizeof *app);
    app->parts = *parts;
    app->frame = frame_new();
    app->measure =
        (struct measure){.width = fonts_width, .fine = fonts_width_fine, .data = parts->fonts};
    app->context = (struct screen_context){
        .clock = parts->clock,
        .language = LANGUAGE_TURKISH,
        .text_size = parts->display.text_size,
        .theme = parts->display.theme,
        .pen = {.frame = app->frame,
                .metrics = &app->metrics,
                .theme = &themes[parts->display.theme],
                .measure = &app->measure},
    };
    app->stepped_us = app->touched_us = clock_mono(parts->clock);
    measure_window(app);
    app_state_changed(app);
    return app;
}

void app_free(struct app *app) {
    if (!app)
        return;
    while (app->depth)
        pop(app);
    catalogue_close(app->catalogue);
    frame_free(app->frame);
    free(app);
}

/* ---- touches ---- */

static void open_decision(struct app *app, int64_t id) {
    if (app->depth < STACK_MOST)
        push(app, reader_enter(&app->context, id, app->depth == 1 ? WORD_LIST : WORD_BACK));
}

static void switch_language(struct app *app) {
    app->context.language =
        app->context.language == LANGUAGE_TURKISH ? LANGUAGE_ENGLISH : LANGUAGE_TURKISH;
    renew_all(app);
}

static void change_text_size(struct app *app, enum text_size size) {
    app->context.text_size = size;
    app_resized(app);
}

static void change_theme(struct app *app, enum theme_name theme) {
    app->context.theme = theme;
    app->context.pen.theme = &themes[theme];
    renew_all(app);
}

static void carry_out(struct app *app, int action, int64_t argument) {
    struct screen *screen = top_screen(app);
    switch (action) {
    case ACTION_OPEN:
        open_decision(app, argument);
        break;
    case ACTION_BACK:
        if (app->depth > 1)
            pop(app);
        break;
    case ACTION_SEARCH:
        if (app->depth < STACK_MOST)
            push(app, search_enter(&app->context));
        break;
    case ACTION_APPEARANCE:
        if (app->depth < STACK_MOST)
            push(app, appearance_enter(&app->context));
        break;
    case ACTION_LANGUAGE:
        switch_language(app);
        break;
    case ACTION_END:
        app->ended = true;
        break;
    case ACTION_TEXT_SIZE:
        change_text_size(app, (enum text_size)argument);
        break;
    case ACTION_THEME:
        change_theme(app, (enum theme_name)argument);
        break;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        scroll_page(&screen->scroll, action == ACTION_PAGE_UP ? -1 : 1,
                    int_max(PAGE_KEEPS * app->metrics.line, screen->scroll.keep));
        break;
    default:
        if (action > ACTION_OWN && screen->kind->act)
            screen->kind->act(screen, &app->context, action, argument);
    }
    app->dirty = true;
}

static void release(struct app *app) {
    app->dirty = app->dirty || app->press_shown;
    app->pressed = ACTION_NONE;
}

static void press(struct app *app, int x, int y) {
    struct scroll *scroll = &top_screen(app)->scroll;
    const struct widget *widget = frame_hit(app->frame, x, y);
    bool stops = scroll_rushing(scroll) && widget && widget->role == ROLE_ROW;
    release(app);
    scroll_hold(scroll);
    if (!widget || stops) /* a finger on a rushing list stops it and chooses nothing */
        return;
    app->pressed = widget->action;
    app->pressed_argument = widget->argument;
    app->press_shows_us =
        clock_mono(app->parts.clock) + (widget->role == ROLE_ROW ? ROW_SHOWS_US : 0);
    app->dirty = app->dirty || widget->role != ROLE_ROW;
}

static bool press_is_due(const struct app *app) {
    return app->pressed && clock_mono(app->parts.clock) >= app->press_shows_us;
}

static void lift(struct app *app, double velocity) {
    scroll_fling(&top_screen(app)->scroll, velocity);
    app->stepped_us = clock_mono(app->parts.clock);
    app->dirty = true;
}

/* A tap on no widget is the screen's own. */
static void tap(struct app *app, int x, int y) {
    struct screen *screen = top_screen(app);
    int action = app->pressed;
    int64_t argument = app->pressed_argument;
    release(app);
    lift(app, 0);
    if (action)
        carry_out(app, action, argument);
    else if (screen->kind->tap)
        screen->kind->tap(screen, &app->context, x, y);
}

/* Of two hands that type, the one that came down before the other was lifted. Anywhere else it may
 * be on something that was not there yet when it came down. */
static void tap_late(struct app *app, int x, int y) {
    const struct widget *widget = frame_hit(app->frame, x, y);
    if (!widget || widget->role != ROLE_KEY)
        return;
    press(app, x, y);
    tap(app, x, y);
}

/* The second way to another text size; the buttons are the first. */
static void pinch(struct app *app, int step) {
    int size = (int)app->context.text_size + step;
    if (size >= 0 && size < TEXT_SIZE_COUNT)
        change_text_size(app, (enum text_size)size);
}

static void follow(struct app *app, struct gesture_event event) {
    if (event.kind != GESTURE_NONE)
        app->touched_us = clock_mono(app->parts.clock);
    switch (event.kind) {
    case GESTURE_NONE:
        break;
    case GESTURE_PRESS:
        press(app, event.x, event.y);
        break;
    case GESTURE_TAP:
        if (event.late)
            tap_late(app, event.x, event.y);
        else
            tap(app, event.x, event.y);
        break;
    case GESTURE_DRAG:
        release(app);
        scroll_drag(&top_screen(app)->scroll, event.dy);
        app->dirty = app->dirty || event.dy;
        break;
    case GESTURE_FLING:
        lift(app, event.velocity);
        break;
    case GESTURE_PINCH:
        pinch(app, event.step);
        break;
    case GESTURE_CANCEL:
        release(app);
        lift(app, 0);
        break;
    }
}

void app_touch(struct app *app, const struct touch *touch) {
    follow(app, gesture_feed(&app->gesture, touch));
}

void app_wheel(struct app *app, int notches) {
    struct scroll *scroll = &top_screen(app)->scroll;
    scroll_to(scroll, scroll->offset + notches * WHEEL_LINES * app->metrics.line);
    app->dirty = true;
}

/* ---- time ---- */

void app_step(struct app *app) {
    int64_t now = clock_mono(app->parts.clock), passed = now - app->stepped_us;
    follow(app, gesture_pass(&app->gesture, now));
    struct scroll *scroll = &top_screen(app)->scroll;
    app->stepped_us = now;
    if (scroll_moving(scroll)) {
        scroll_step(scroll, (double)(passed < STEP_MOST_US ? passed : STEP_MOST_US) / 1e6);
        app->dirty = true;
    }
    if (clock_wall(app->parts.clock) / 60 != app->minute)
        app->dirty = true;
    if (!app->press_shown && press_is_due(app))
        app->dirty = true;
    if (app->parts.touch_test && now - app->touched_us > LEFT_ALONE_US)
        app->ended = true;
}

bool app_ended(const struct app *app) {
    return app->ended;
}

static void draw(struct app *app) {
    struct screen *screen = top_screen(app);
    app->minute = clock_wall(app->parts.clock) / 60;
    app->press_shown = press_is_due(app);
    frame_begin(app->frame, app->metrics.width, app->metrics.height, app->context.pen.theme->paper,
                app->press_shown ? app->pressed : ACTION_NONE, app->pressed_argument);
    screen->kind->draw(screen, &app->context);
}

/* What comes next, while something moves and nobody waits. */
static void make_ready(struct app *app) {
    struct screen *screen = top_screen(app);
    if (!scroll_moving(&screen->scroll) && !screen->scroll.held)
        return;
    window_paint_ahead(app->parts.window, app->frame, AHEAD_US);
    if (screen->kind->idle)
        screen->kind->idle(screen, &app->context);
}

void app_present(struct app *app) {
    if (!app->dirty)
        return;
    int64_t start = clock_real_us();
    draw(app);
    while (app->catalogue &&
           catalogue_failed(app->catalogue)) { /* ends: each set falls back once */
        fall_back(app);
        draw(app);
    }
    window_present(app->parts.window, app->frame, start);
    app->dirty = false;
    make_ready(app);
}

int app_timeout_ms(const struct app *app) {
    if (app->dirty || app->ended)
        return 0;
    if (scroll_moving(&top_screen(app)->scroll)) {
        int64_t passed = (clock_mono(app->parts.clock) - app->stepped_us) / 1000;
        return passed < FRAME_MS ? (int)(FRAME_MS - passed) : 0;
    }
    if (app->pressed && !app->press_shown)
        return ROW_SHOWS_US / 1000;
    return (int)(60 - clock_wall(app->parts.clock) % 60) * 1000;
}

const struct frame *app_frame(const struct app *app) {
    return app->frame;
}
