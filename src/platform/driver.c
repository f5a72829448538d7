#include "platform/driver.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define FRAME_US 16667
#define LIFTED_FRAMES 3 /* between two taps: a second one sooner is a contact that bounces */
#define ARGUMENTS_MOST 5
#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* as some editors begin a file */
#define MS_MOST 86400000               /* a day */

/* One line, cut up. Texts point into the line. */
struct command {
    char *words[ARGUMENTS_MOST + 1]; /* the verb first */
    int count;
};

/* A script on its way. `missed` is set by the command that did not find what it asked for. */
struct driver {
    const struct driver_host *host;
    bool missed, quit;
    int64_t ready_us; /* when the next finger may come down */
};

/* Takes a quoted text at *at apart in place; false without a closing quote. */
static bool cut_quoted(char **at, char **ret_word) {
    char *from = *at + 1, *to = from;
    *ret_word = to;
    for (; *from && *from != '"'; from++) {
        if (*from == '\\' && (from[1] == '"' || from[1] == '\\'))
            from++;
        *to++ = *from;
    }
    if (*from != '"')
        return false;
    *to = '\0';
    *at = from + 1;
    return true;
}

static void cut_plain(char **at, char **ret_word) {
    *ret_word = *at;
    while (**at && !isspace((unsigned char)**at))
        ++*at;
    if (**at)
        *(*at)++ = '\0';
}

static enum err_code cut(char *line, struct command *ret, struct err *err) {
    *ret = (struct command){0};
    for (char *at = line;;) {
        while (isspace((unsigned char)*at))
            at++;
        if (!*at)
            return ERR_OK;
        if (ret->count > ARGUMENTS_MOST)
            return err_set(err, ERR_USAGE, "too many words");
        int i = ret->count++;

        if (*at != '"')
            cut_plain(&at, &ret->words[i]);
        else if (!cut_quoted(&at, &ret->words[i]))
            return err_set(err, ERR_USAGE, "a quoted text without its end");
    }
}

static bool number(const char *word, int min, int max, int *ret) {
    char *end;
    errno = 0;
    long value = strtol(word, &end, 10);
    if (errno || end == word || *end || value < min || value > max)
        return false;
    *ret = (int)value;
    return true;
}

/* The words first, first + 1, … as numbers. */
static enum err_code numbers(const struct command *command, int first, int count, int min, int *ret,
                             struct err *err) {
    for (int i = 0; i < count; i++)
        if (!number(command->words[first + i], min, MS_MOST, &ret[i]))
            return err_set(err, ERR_USAGE, "%s: “%s” is not a usable number", command->words[0],
                           command->words[first + i]);
    return ERR_OK;
}

static enum err_code places(const struct command *command, int count, int *ret, struct err *err) {
    return numbers(command, 1, count, -100000, ret, err);
}

static enum err_code span(const struct command *command, int word, int *ret_ms, struct err *err) {
    return numbers(command, word, 1, 0, ret_ms, err);
}

/* Nothing is on every screen. */
static enum err_code some(const struct command *command, struct err *err) {
    if (*command->words[1])
        return ERR_OK;
    return err_set(err, ERR_USAGE, "%s: an empty text says nothing", command->words[0]);
}

static void advance(struct driver *d, int ms) {
    for (int64_t left = (int64_t)ms * 1000; left > 0; left -= FRAME_US)
        d->host->step(d->host->data, left < FRAME_US ? left : FRAME_US);
}

static void send(struct driver *d, enum touch_kind kind, int x, int y) {
    struct touch touch = {.kind = kind, .x = x, .y = y, .time_us = d->host->now(d->host->data)};
    d->host->touch(d->host->data, &touch);
    d->host->step(d->host->data, FRAME_US);
}

static void put_down(struct driver *d, int x, int y) {
    while (d->host->now(d->host->data) < d->ready_us)
        d->host->step(d->host->data, FRAME_US);
    send(d, TOUCH_DOWN, x, y);
}

static void tap_at(struct driver *d, int x, int y) {
    put_down(d, x, y);
    d->ready_us = d->host->now(d->host->data) + LIFTED_FRAMES * FRAME_US;
    send(d, TOUCH_UP, x, y);
}

static void tap_widget(struct driver *d, const struct widget *widget) {
    tap_at(d, widget->rect.x + widget->rect.w / 2, widget->rect.y + widget->rect.h / 2);
}

static enum err_code miss(struct driver *d, struct err *err, const char *verb, const char *what) {
    d->missed = true;
    return err_set(err, ERR_OK, "%s: “%s” is not on the screen", verb, what);
}

/* Scripts speak of the glass. */
static struct rect glass_point(const struct driver *d, int x, int y) {
    return window_to_page(d->host->window, (struct rect){x, y, 1, 1});
}

static enum err_code do_tap(struct driver *d, const struct command *c, struct err *err) {
    int at[2] = {0};
    if (c->count == 3) {
        enum err_code code = places(c, 2, at, err);
        struct rect point = glass_point(d, at[0], at[1]);
        if (code == ERR_OK)
            tap_at(d, point.x, point.y);
        return code;
    }
    enum err_code code = some(c, err);
    if (code != ERR_OK)
        return code;
    const struct widget *widget = frame_find(d->host->frame(d->host->data), c->words[1]);
    if (!widget)
        return miss(d, err, "tap", c->words[1]);
    tap_widget(d, widget);
    return ERR_OK;
}

static int part_way(int from, int to, int64_t step, int64_t steps) {
    return (int)(from + ((int64_t)to - from) * step / steps);
}

static enum err_code do_drag(struct driver *d, const struct command *c, struct err *err) {
    int v[5];
    enum err_code code = places(c, 4, v, err);
    if (code == ERR_OK)
        code = span(c, 5, &v[4], err);
    if (code != ERR_OK)
        return code;
    int64_t steps = (int64_t)v[4] * 1000 / FRAME_US;
    steps = steps < 1 ? 1 : steps;
    struct rect from = glass_point(d, v[0], v[1]), to = glass_point(d, v[2], v[3]);
    put_down(d, from.x, from.y);
    for (int64_t i = 1; i <= steps; i++)
        send(d, TOUCH_MOVE, part_way(from.x, to.x, i, steps), part_way(from.y, to.y, i, steps));
    send(d, TOUCH_UP, to.x, to.y);
    return ERR_OK;
}

static enum err_code do_type(struct driver *d, const struct command *c, struct err *err) {
    for (const char *at = c->words[1]; *at;) {
        const char *letter = at;
        const struct widget *key = frame_find_key(d->host->frame(d->host->data), &at);
        if (!key) {
            char text[8] = {0};
            memcpy(text, letter, (size_t)(at - letter));
            return miss(d, err, "type: the key", text);
        }
        tap_widget(d, key);
    }
    return ERR_OK;
}

static enum err_code do_advance(struct driver *d, const struct command *c, struct err *err) {
    int ms;
    enum err_code code = span(c, 1, &ms, err);
    if (code == ERR_OK)
        advance(d, ms);
    return code;
}

static enum err_code do_shot(struct driver *d, const struct command *c, struct err *err) {
    return window_shot(d->host->window, d->host->frame(d->host->data), c->words[1], err);
}

static json_t *widget_json(const struct driver *d, const struct widget *w) {
    struct rect r = window_to_glass(d->host->window, w->rect);
    return json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:s}", "role", role_name(w->role), "label",
                     w->label, "x", r.x, "y", r.y, "w", r.w, "h", r.h, "state",
                     widget_state_name(w->state));
}

/* Consumes the value. */
static enum err_code write_json(json_t *value, const char *path, struct err *err) {
    char *text = value ? json_pretty(value) : NULL;
    json_decref(value);
    FILE *file = text ? fopen(path, "w") : NULL;
    bool good = file && fputs(text, file) >= 0;
    if (file && fclose(file) != 0)
        good = false;
    free(text);
    return good ? ERR_OK : err_set(err, ERR_STORAGE, "cannot write %s: %s", path, strerror(errno));
}

static enum err_code do_tree(struct driver *d, const struct command *c, struct err *err) {
    size_t count;
    const struct widget *widgets = frame_widgets(d->host->frame(d->host->data), &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, widget_json(d, &widgets[i]));
    return write_json(list, c->words[1], err);
}

static enum err_code do_frames(struct driver *d, const struct command *c, struct err *err) {
    const double *times;
    size_t count = window_frame_times(d->host->window, &times);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_real(times[i]));
    json_t *whole =
        json_pack("{s:o, s:f}", "frame_ms", list, "copy_ms", window_copy_time(d->host->window));
    return write_json(whole, c->words[1], err);
}

static enum err_code do_expect(struct driver *d, const struct command *c, struct err *err) {
    enum err_code code = some(c, err);
    if (code != ERR_OK || frame_shows(d->host->frame(d->host->data), c->words[1]))
        return code;
    return miss(d, err, "expect", c->words[1]);
}

static enum err_code do_quit(struct driver *d, const struct command *c, struct err *err) {
    (void)c;
    (void)err;
    d->quit = true;
    return ERR_OK;
}

static const struct verb {
    const char *name;
    int arguments, arguments_or; /* tap has two forms */
    enum err_code (*run)(struct driver *d, const struct command *command, struct err *err);
    const char *usage;
} verbs[] = {
    {"tap", 1, 2, do_tap, "tap \"Label\" or tap X Y"},
    {"drag", 5, 5, do_drag, "drag X1 Y1 X2 Y2 MS"},
    {"type", 1, 1, do_type, "type \"text\""},
    {"advance", 1, 1, do_advance, "advance MS"},
    {"shot", 1, 1, do_shot, "shot FILE.png"},
    {"tree", 1, 1, do_tree, "tree FILE.json"},
    {"frames", 1, 1, do_frames, "frames FILE.json"},
    {"expect", 1, 1, do_expect, "expect \"text\""},
    {"quit", 0, 0, do_quit, "quit"},
};

static enum err_code run_line(struct driver *d, char *line, struct err *err) {
    struct command command;
    enum err_code code = cut(line, &command, err);
    if (code != ERR_OK || !command.count || command.words[0][0] == '#')
        return code;
    int arguments = command.count - 1;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const struct verb *verb = &verbs[i];
        if (strcmp(verb->name, command.words[0]) != 0)
            continue;
        if (arguments != verb->arguments && arguments != verb->arguments_or)
            return err_set(err, ERR_USAGE, "write: %s", verb->usage);
        return verb->run(d, &command, err);
    }
    return err_set(err, ERR_USAGE,
                   "%s: no such command; there are tap, drag, type, advance, shot, tree, frames, "
                   "expect and quit",
                   command.words[0]);
}

enum err_code driver_run(FILE *script, const char *name, const struct driver_host *host,
                         int *ret_exit, struct err *err) {
    struct driver d = {.host = host};
    char *line = NULL;
    size_t room = 0;
    enum err_code code = ERR_OK;
    for (int at = 1; code == ERR_OK && !d.missed && !d.quit; at++) {
        ssize_t bytes = getline(&line, &room, script);
        if (bytes < 0) {
            if (!feof(script)) /* a folder, a closed stream: not an empty script */
                code = err_set(err, ERR_MISSING, "%s: cannot read: %s", name, strerror(errno));
            break;
        }
        bool marked = at == 1 && strncmp(line, BYTE_ORDER_MARK, 3) == 0;
        char *text = line + (marked ? 3 : 0), *comment = text + strspn(text, " \t");
        if (strlen(line) < (size_t)bytes)
            code = err_set(err, ERR_USAGE, "a NUL byte; a script is plain text");
        else
            code = *comment == '#' ? ERR_OK : run_line(&d, text, err);
        if (code != ERR_OK || d.missed)
            err_add(err, "%s:%d", name, at);
    }
    free(line);
    if (code == ERR_OK)
        *ret_exit = d.missed ? 1 : 0;
    return code;
}
