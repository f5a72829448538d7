/* layout STATE: visits every screen on every panel that we promise, in both languages and all text
 * sizes, and holds each frame against what a finger and an eye need. Prints one TAP line a panel.
 *
 * Asserted: layers cover the window and do not overlap; every text stands wholly, from left to
 * right, in its layer, and in its button; whatever can be touched stands apart from everything else
 * that can, and every button and key is seen at its least size; no two texts overlap. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/app.h"
#include "kiosk/config.h"
#include "screens/screen.h"

#define SEEN_MOST 256

struct panel_case {
    const char *name;
    int width, height;
    struct panel panel;
};

static const struct panel_case panels[] = {
    {"1920x1080", 1920, 1080, {21.5, 600}},
    {"1080x1920", 1080, 1920, {21.5, 600}},
    {"1280x800", 1280, 800, {21.5, 600}},
    {"1280x800, 10 inches, 500 mm", 1280, 800, {10.1, 500}},
    {"800x480", 800, 480, {21.5, 600}},
    {"800x480, 7 inches, 400 mm", 800, 480, {7, 400}},
    {"800x480, 7 inches, 600 mm", 800, 480, {7, 600}},
    {"480x800, 7 inches, 400 mm", 480, 800, {7, 400}},
    {"480x800, 7 inches, 600 mm", 480, 800, {7, 600}},
    {"3840x2160", 3840, 2160, {21.5, 600}},
    {"3840x2160, 43 inches", 3840, 2160, {43, 600}},
    {"1920x1080, 1000 mm", 1920, 1080, {21.5, 1000}},
};

/* A button and the largest that was seen of it: one may be scrolled half away, but not always. */
struct seen {
    char label[96];
    int least, w, h;
};

/* One panel in one language and size. */
struct visit {
    const struct panel_case *panel;
    const char *screen;
    struct clock clock;
    struct fonts *fonts;
    struct window *window;
    struct app *app;
    struct display display;
    bool english;
    struct metrics metrics;
    struct seen seen[SEEN_MOST];
    int seen_count, faults;
};

static void fault(struct visit *v, const char *format, ...) {
    va_list list;
    if (v->faults++ > 5)
        return;
    printf("# %s, %s, size %d, %s: ", v->panel->name, v->english ? "English" : "Turkish",
           v->display.text_size, v->screen);
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    putchar('\n');
}

static bool overlap(struct rect a, struct rect b) {
    struct rect common = rect_clip(a, b);
    return common.w > 0 && common.h > 0;
}

static bool is_text(const struct widget *w) {
    return w->role == ROLE_TEXT || w->role == ROLE_HEADING;
}

static bool is_button(const struct widget *w) {
    return w->role == ROLE_BUTTON || w->role == ROLE_KEY;
}

/* ---- what is asserted of a frame ---- */

static void check_layers(struct visit *v, const struct frame *frame) {
    size_t count;
    const struct layer *layers = frame_layers(frame, &count);
    long area = 0;
    for (size_t i = 0; i < count; i++) {
        area += (long)layers[i].rect.w * layers[i].rect.h;
        for (size_t k = 0; k < i; k++)
            if (overlap(layers[i].rect, layers[k].rect))
                fault(v, "layers %zu and %zu overlap", k, i);
    }
    if (area != (long)v->metrics.width * v->metrics.height)
        fault(v, "the layers leave %ld pixels of the window uncovered",
              (long)v->metrics.width * v->metrics.height - area);
}

/* The font's box is higher than its letters: what may not touch are the letters. On keys they are
 * capitals. */
static struct rect letters(const struct draw_command *c) {
    int above = c->style.size / 5, below = c->style.size / 10;
    return (struct rect){c->rect.x, c->rect.y + above, c->rect.w, c->rect.h - above - below};
}

static void check_text(struct visit *v, const struct frame *frame, const struct layer *layer,
                       const struct draw_command *c) {
    size_t count;
    const struct widget *widgets = frame_widgets(frame, &count);
    struct rect r = letters(c), in = layer->rect;
    if (r.x < in.x || r.x + r.w > in.x + in.w)
        fault(v, "“%.*s” is cut: %d to %d in %d to %d", (int)c->bytes, c->text, r.x, r.x + r.w,
              in.x, in.x + in.w);
    if (!layer->scrolls && (r.y < in.y || r.y + r.h > in.y + in.h))
        fault(v, "“%.*s” leaves its layer", (int)c->bytes, c->text);
    for (size_t i = 0; i < count; i++) {
        struct rect b = widgets[i].rect, ink = rect_clip(r, in);
        ink.h -= widgets[i].role == ROLE_KEY ? c->style.size / 6 : 0;
        if (!is_button(&widgets[i]) || !overlap(ink, b))
            continue;
        if (ink.x < b.x + v->metrics.hairline || ink.x + ink.w > b.x + b.w - v->metrics.hairline ||
            ink.y < b.y || ink.y + ink.h > b.y + b.h)
            fault(v, "“%.*s” is not inside the button “%s”", (int)c->bytes, c->text,
                  widgets[i].label);
    }
}

static void check_texts(struct visit *v, const struct frame *frame) {
    size_t commands, layers;
    const struct draw_command *command = frame_commands(frame, &commands);
    const struct layer *layer = frame_layers(frame, &layers);
    for (size_t i = 0; i < layers; i++)
        for (size_t k = layer[i].first; k < layer[i].first + layer[i].count; k++) {
            if (command[k].kind != DRAW_TEXT)
                continue;
            check_text(v, frame, &layer[i], &command[k]);
            for (size_t n = layer[i].first; n < k; n++)
                if (command[n].kind == DRAW_TEXT &&
                    overlap(letters(&command[n]), letters(&command[k])))
                    fault(v, "“%.*s” and “%.*s” overlap", (int)command[n].bytes, command[n].text,
                          (int)command[k].bytes, command[k].text);
        }
}

static void remember(struct visit *v, const struct widget *w) {
    int i = 0;
    while (i < v->seen_count && strcmp(v->seen[i].label, w->label) != 0)
        i++;
    if (i == SEEN_MOST)
        abort();
    struct seen *seen = &v->seen[i];
    if (i == v->seen_count) {
        snprintf(seen->label, sizeof seen->label, "%s", w->label);
        v->seen_count++;
    }
    bool key = w->role == ROLE_KEY || w->action == ACTION_ERASE;
    seen->least = key ? v->metrics.key : v->metrics.target;
    seen->w = int_max(seen->w, w->rect.w);
    seen->h = int_max(seen->h, w->rect.h);
}

static void check_widgets(struct visit *v, const struct frame *frame) {
    size_t count;
    const struct widget *w = frame_widgets(frame, &count);
    struct rect window = {0, 0, v->metrics.width, v->metrics.height};
    for (size_t i = 0; i < count; i++) {
        struct rect in = rect_clip(w[i].rect, window);
        if (in.w != w[i].rect.w || in.h != w[i].rect.h)
            fault(v, "“%s” leaves the window", w[i].label);
        if (is_button(&w[i]))
            remember(v, &w[i]);
        for (size_t k = 0; k < i; k++) {
            bool both = w[i].action && w[k].action;
            bool covers =
                (is_text(&w[i]) && is_button(&w[k])) || (is_text(&w[k]) && is_button(&w[i]));
            if ((both || covers) && overlap(w[i].rect, w[k].rect))
                fault(v, "“%s” and “%s” overlap", w[k].label, w[i].label);
        }
    }
}

static void check(struct visit *v, const char *screen) {
    const struct frame *frame = app_frame(v->app);
    v->screen = screen;
    check_layers(v, frame);
    check_texts(v, frame);
    check_widgets(v, frame);
}

static void check_seen(struct visit *v) {
    v->screen = "all screens";
    for (int i = 0; i < v->seen_count; i++) {
        const struct seen *s = &v->seen[i];
        if (s->w < s->least - 1 || s->h < s->least - 1)
            fault(v, "“%s” is %d x %d and never %d", s->label, s->w, s->h, s->least);
    }
}

/* ---- the visit ---- */

/* Nothing moves for longer than the ten steps. */
static void settle(struct visit *v) {
    for (int i = 0; i < 10; i++) {
        clock_advance(&v->clock, 100000);
        app_step(v->app);
    }
    app_present(v->app);
}

static void touch(struct visit *v, const struct widget *w) {
    struct touch touch = {.kind = TOUCH_DOWN,
                          .x = w->rect.x + w->rect.w / 2,
                          .y = w->rect.y + w->rect.h / 2,
                          .time_us = clock_mono(&v->clock)};
    app_touch(v->app, &touch);
    clock_advance(&v->clock, 50000);
    touch.kind = TOUCH_UP;
    touch.time_us = clock_mono(&v->clock);
    app_touch(v->app, &touch);
    settle(v);
}

static bool shows(const struct visit *v, enum word label) {
    return frame_find(app_frame(v->app),
                      word(v->english ? LANGUAGE_ENGLISH : LANGUAGE_TURKISH, label)) != NULL;
}

static void tap_label(struct visit *v, const char *label) {
    const struct widget *w = frame_find(app_frame(v->app), label);
    if (!w) {
        fault(v, "“%s” is not there", label);
        return;
    }
    touch(v, w);
}

static void tap(struct visit *v, enum word label) {
    tap_label(v, word(v->english ? LANGUAGE_ENGLISH : LANGUAGE_TURKISH, label));
}

/* The whole screen from top to bottom by its paging buttons: nothing needs a drag. */
static void page_through(struct visit *v, const char *screen, int most) {
    check(v, screen);
    for (int i = 0; i < most && shows(v, WORD_PAGE_DOWN); i++) {
        tap(v, WORD_PAGE_DOWN);
        check(v, screen);
    }
}

static void type(struct visit *v, const char *text) {
    while (*text) {
        const struct widget *key = frame_find_key(app_frame(v->app), &text);
        if (!key)
            fault(v, "there is no key for the letter before “%s”", text);
        else
            touch(v, key);
    }
}

static void visit_search(struct visit *v) {
    tap(v, WORD_SEARCH);
    check(v, "search");
    type(v, "2015 ç");
    for (int i = 0; i < 6; i++)
        tap(v, WORD_ERASE);
    type(v, "plan");
    check(v, "search, found");
    if (shows(v, WORD_KEYBOARD_HIDE)) {
        tap(v, WORD_KEYBOARD_HIDE);
        page_through(v, "search, folded", 3);
        tap(v, WORD_KEYBOARD_SHOW);
    } else if (!shows(v, WORD_PAGE_DOWN)) {
        fault(v, "results cannot be paged");
    }
    type(v, "zzz");
    check(v, "search, none");
    tap(v, WORD_BACK);
}

/* The newest decision, from its row. */
static void visit_decision(struct visit *v) {
    size_t count;
    const struct widget *w = frame_widgets(app_frame(v->app), &count);
    while (count && w->role != ROLE_ROW) {
        w++;
        count--;
    }
    touch(v, w);
    page_through(v, "decision", 4);
    tap(v, WORD_APPEARANCE);
    check(v, "appearance over a decision");
    tap(v, WORD_BACK);
    tap(v, WORD_LIST);
}

static void visit_all(struct visit *v, bool set) {
    if (v->english)
        tap_label(v, "English");
    page_through(v, set ? "list" : "notice", 3);
    tap(v, WORD_APPEARANCE);
    page_through(v, "appearance", 6);
    tap(v, WORD_BACK);
    if (!set)
        return;
    visit_search(v);
    visit_decision(v);
}

static void visit_panel(struct visit *v, const char *state, bool set) {
    struct err err;
    struct window_options options = {
        .headless = true, .width = v->panel->width, .height = v->panel->height, .title = ""};
    if (clock_init(&v->clock, &err) != ERR_OK ||
        window_open(&options, v->fonts, &v->window, &err) != ERR_OK)
        exit(2);
    clock_freeze(&v->clock);
    struct app_parts parts = {.state = state,
                              .clock = &v->clock,
                              .fonts = v->fonts,
                              .window = v->window,
                              .panel = v->panel->panel,
                              .display = v->display};
    v->metrics = metrics_for(v->panel->panel, options.width, options.height, v->display.text_size);
    v->app = app_new(&parts);
    settle(v);
    visit_all(v, set);
    check_seen(v);
    app_free(v->app);
    window_close(v->window);
}

int main(int argc, char **argv) {
    struct config config = config_default();
    struct fonts *fonts;
    struct err err;
    int bad = 0;
    if (argc != 3 || fonts_open(config.fonts, &fonts, &err) != ERR_OK)
        return 2;
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        int faults = 0;
        for (int k = 0; k < 2 * TEXT_SIZE_COUNT * 2; k++) {
            struct visit *visit = calloc(1, sizeof *visit);
            if (!visit)
                return 2;
            visit->panel = &panels[i];
            visit->fonts = fonts;
            visit->english = k & 1;
            visit->display.text_size = (enum text_size)(k / 4);
            visit_panel(visit, argv[1 + (k >> 1 & 1)], !(k >> 1 & 1));
            faults += visit->faults;
            free(visit);
        }
        printf("%s - layout: %s\n", faults ? "not ok" : "ok", panels[i].name);
        bad |= faults > 0;
    }
    fonts_close(fonts);
    return bad;
}
