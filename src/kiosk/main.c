/* meclis-kiosk: shows the current set on a touchscreen. Never talks to a network, never writes into
 * the state. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "kiosk/app.h"
#include "kiosk/config.h"
#include "platform/driver.h"
#include "platform/input.h"
#include "platform/wake.h"
#include "screens/words.h"
#include "store/catalogue.h"

#define PROGRAM "meclis-kiosk"

static const char usage[] =
    "meclis-kiosk shows the decisions of the council on a touchscreen.\n"
    "\n"
    "    meclis-kiosk --state DIR [options]      open on the whole screen\n"
    "    meclis-kiosk --state DIR --check        say whether all is in order, and end\n"
    "    meclis-kiosk --state DIR --touch-test   nine crosses to touch: is the panel right?\n"
    "\n"
    "  --state DIR       the folder that meclis-sync keeps up to date (only read here)\n"
    "  --var DIR         a folder of the kiosk's own, for counts and requests\n"
    "  --config FILE     settings: panel and its rotation, theme, text size, fonts\n"
    "  --window WxH      an ordinary window (Esc closes it), such as 1280x800\n"
    "  --headless WxH    no display: pictures only\n"
    "  --drive FILE      play a scripted visit on a fake clock; - reads it from standard input:\n"
    "                    tap \"Label\" | tap X Y | drag X1 Y1 X2 Y2 MS | type \"text\" | advance "
    "MS\n"
    "                    shot FILE.png | tree FILE.json | frames FILE.json | expect \"text\" | "
    "quit\n"
    "\n"
    "  Try it:  printf 'tap \"255\"\\nshot 255.png\\n' |\n"
    "           meclis-kiosk --state DIR --headless 1920x1080 --drive -\n"
    "\n"
    "Exit codes: 0 done, 1 a scripted visit missed something, 2 usage or configuration,\n"
    "3 no display or nothing there, 4 refused, 5 storage.\n";

/* The command line. */
struct options {
    const char *state, *var, *config, *drive;
    struct window_options window;
    bool check, touch_test, help, version;
};

/* All that is built at the start, in this order, and torn down in the reverse one. */
struct kiosk {
    struct options options;
    struct config config;
    struct clock clock;
    struct fonts *fonts;
    struct window *window;
    struct wake *wake;
    struct app *app;
};

/* A number of one to five digits, and nothing that else may stand before one. */
static const char *parse_side(const char *text, int *ret) {
    size_t digits = strspn(text, "0123456789");
    *ret = digits >= 1 && digits <= 5 ? atoi(text) : 0;
    return digits <= 5 ? text + digits : text;
}

static enum err_code parse_size(const char *text, struct window_options *window, struct err *err) {
    int width, height;
    const char *by = parse_side(text, &width);
    if (by == text || *by != 'x' || *parse_side(by + 1, &height) || by[1] == '\0')
        return err_set(err, ERR_USAGE, "%s: give a size such as 1920x1080", text);
    window->width = width;
    window->height = height;
    return ERR_OK;
}

/* `word`: what was just read, for the complaint. */
static enum err_code take_option(struct options *o, int option, const char *word, struct err *err) {
    switch (option) {
    case 's':
        o->state = optarg;
        return ERR_OK;
    case 'v':
        o->var = optarg;
        return ERR_OK;
    case 'c':
        o->config = optarg;
        return ERR_OK;
    case 'd':
        o->drive = optarg;
        return ERR_OK;
    case 'w':
        o->window.windowed = true;
        return parse_size(optarg, &o->window, err);
    case 'h':
        o->window.headless = true;
        return parse_size(optarg, &o->window, err);
    case 'k':
        o->check = true;
        return ERR_OK;
    case 't':
        o->touch_test = true;
        return ERR_OK;
    case '?':
        return err_set(err, ERR_USAGE, "%s: not an option; see meclis-kiosk --help", word);
    case ':':
        return err_set(err, ERR_USAGE, "%s: its value is missing; see meclis-kiosk --help", word);
    default:
        o->help = option == 'H';
        o->version = option == 'V';
        return ERR_OK;
    }
}

static enum err_code parse(int argc, char **argv, struct options *o, struct err *err) {
    static const struct option longs[] = {
        {"state", required_argument, NULL, 's'},
        {"var", required_argument, NULL, 'v'},
        {"config", required_argument, NULL, 'c'},
        {"drive", required_argument, NULL, 'd'},
        {"window", required_argument, NULL, 'w'},
        {"headless", required_argument, NULL, 'h'},
        {"check", no_argument, NULL, 'k'},
        {"touch-test", no_argument, NULL, 't'},
        {"help", no_argument, NULL, 'H'},
        {"version", no_argument, NULL, 'V'},
        {0},
    };
    o->window.title = "Meclis Kiosk";
    const char *word = argv[1]; /* what is read next; "+": there is nothing but options */
    enum err_code code = ERR_OK;
    int option;
    while (code == ERR_OK && (option = getopt_long(argc, argv, "+:", longs, NULL)) != -1) {
        code = take_option(o, option, word, err);
        word = argv[optind];
    }
    if (code != ERR_OK || o->help || o->version)
        return code;
    if (optind < argc)
        return err_set(err, ERR_USAGE, "%s: not an option; see meclis-kiosk --help", argv[optind]);
    if (!o->state)
        return err_set(err, ERR_USAGE, "--state DIR is missing; see meclis-kiosk --help");
    if (o->window.windowed && o->window.headless)
        return err_set(err, ERR_USAGE, "--window and --headless exclude each other");
    return ERR_OK;
}

/* ---- a scripted visit ---- */

static void host_touch(void *data, const struct touch *touch) {
    struct kiosk *kiosk = data;
    app_touch(kiosk->app, touch);
}

static void host_step(void *data, int64_t us) {
    struct kiosk *kiosk = data;
    clock_advance(&kiosk->clock, us);
    if (wake_state_changed(kiosk->wake))
        app_state_changed(kiosk->app);
    app_step(kiosk->app);
    app_present(kiosk->app);
}

static const struct frame *host_frame(void *data) {
    struct kiosk *kiosk = data;
    return app_frame(kiosk->app);
}

static int64_t host_now(void *data) {
    struct kiosk *kiosk = data;
    return clock_mono(&kiosk->clock);
}

static enum err_code run_script(struct kiosk *kiosk, int *ret_exit, struct err *err) {
    const char *name = kiosk->options.drive;
    bool standard = strcmp(name, "-") == 0;
    FILE *script = standard ? stdin : fopen(name, "r");
    if (!script)
        return err_errno(err, "cannot open", name);
    struct driver_host host = {.data = kiosk,
                               .touch = host_touch,
                               .step = host_step,
                               .frame = host_frame,
                               .now = host_now,
                               .window = kiosk->window};
    window_time_frames(kiosk->window);
    host_step(kiosk, 0);
    enum err_code code = driver_run(script, standard ? "script" : name, &host, ret_exit, err);
    if (!standard)
        fclose(script);
    return code;
}

/* ---- for visitors ---- */

/* False: the program is to end. */
static bool take_input(struct kiosk *kiosk, const struct input *input) {
    switch (input->kind) {
    case INPUT_TOUCH:
        app_touch(kiosk->app, &input->touch);
        return true;
    case INPUT_WHEEL:
        app_wheel(kiosk->app, input->wheel);
        return true;
    case INPUT_RESIZED:
        window_forget(kiosk->window);
        app_resized(kiosk->app);
        return true;
    case INPUT_LOST:
        window_forget(kiosk->window);
        app_exposed(kiosk->app);
        return true;
    case INPUT_EXPOSED:
        app_exposed(kiosk->app);
        return true;
    case INPUT_ESCAPE:
        return !kiosk->options.window.windowed;
    case INPUT_QUIT:
        return false;
    }
    return true;
}

/* The X server went away. What the window holds is beyond reach, so nothing is torn down. */
static int display_gone(void *display) {
    (void)display;
    log_note(PROGRAM, "the display has gone; start again when it is back");
    _exit(ERR_MISSING);
}

static void run_live(struct kiosk *kiosk) {
    while (!wake_ended(kiosk->wake) && !app_ended(kiosk->app)) {
        struct input input;
        while (input_next(kiosk->window, clock_mono(&kiosk->clock), &input))
            if (!take_input(kiosk, &input))
                return;
        if (wake_device_gone(kiosk->wake))
            app_touch(kiosk->app,
                      &(struct touch){.kind = TOUCH_CANCEL, .time_us = clock_mono(&kiosk->clock)});
        if (wake_state_changed(kiosk->wake))
            app_state_changed(kiosk->app);
        app_step(kiosk->app);
        app_present(kiosk->app);
        wake_wait(kiosk->wake, app_timeout_ms(kiosk->app));
    }
}

/* ---- start and end ---- */

static enum err_code check(const struct kiosk *kiosk, struct err *err) {
    struct fonts *fonts = NULL;
    struct catalogue *catalogue = NULL;
    enum err_code code = fonts_open(kiosk->config.fonts, &fonts, err);
    if (code == ERR_OK) {
        fonts_close(fonts);
        printf("fonts: in order\n");
        code = catalogue_open(kiosk->options.state, &catalogue, err);
    }
    if (code != ERR_OK)
        return code;
    const struct catalogue_info *info = catalogue_info(catalogue);
    struct buf digits = {0}; /* as publish and sync print them */
    words_fingerprint(info->digest, &digits);
    printf("decisions: set %lld of %s, %d decisions, fingerprint %s\n", (long long)info->serial,
           info->municipality, info->count, buf_string(&digits));
    buf_free(&digits);
    catalogue_close(catalogue);
    return ERR_OK;
}

static enum err_code build(struct kiosk *kiosk, struct err *err) {
    struct kiosk *k = kiosk;
    k->options.window.turn = k->config.turn;
    if (!k->options.drive) /* a script simply ends */
        wake_hold_signals();
    enum err_code code = fonts_open(k->config.fonts, &k->fonts, err);
    if (code == ERR_OK)
        code = window_open(&k->options.window, k->fonts, &k->window, err);
    if (code != ERR_OK)
        return code;
    window_on_loss(display_gone);
    struct wake_options wake = {.state = k->options.state,
                                .devices = "/dev/input",
                                .sdl_blocks = window_blocks(k->window) && !k->options.drive};
    code = wake_open(&wake, &k->wake, err);
    if (code != ERR_OK)
        return code;
    struct app_parts parts = {.state = k->options.state,
                              .clock = &k->clock,
                              .fonts = k->fonts,
                              .window = k->window,
                              .panel = k->config.panel,
                              .display = k->config.display,
                              .touch_test = k->options.touch_test};
    k->app = app_new(&parts);
    return ERR_OK;
}

static enum err_code run(struct kiosk *kiosk, int *ret_exit, struct err *err) {
    struct kiosk *k = kiosk;
    k->config = config_default();
    enum err_code code = clock_init(&k->clock, err);
    if (code == ERR_OK && k->options.config)
        code = config_read(k->options.config, &k->config, err);
    if (code != ERR_OK)
        return code;
    if (k->options.check)
        return check(k, err);
    if (k->options.drive)
        clock_freeze(&k->clock);
    else
        k->clock = (struct clock){0}; /* a screen that stands still serves nobody */
    code = build(k, err);
    if (code == ERR_OK && k->options.drive)
        code = run_script(k, ret_exit, err);
    else if (code == ERR_OK)
        run_live(k);
    return code;
}

int main(int argc, char **argv) {
    struct kiosk kiosk = {0};
    struct err err = {0};
    int status = 0;
    enum err_code code = parse(argc, argv, &kiosk.options, &err);
    if (code == ERR_OK && kiosk.options.help)
        fputs(usage, stdout);
    else if (code == ERR_OK && kiosk.options.version)
        puts("meclis-kiosk 0.1");
    else if (code == ERR_OK)
        code = run(&kiosk, &status, &err);
    if (code != ERR_OK || status)
        log_error(PROGRAM, &err);
    app_free(kiosk.app);
    wake_close(kiosk.wake);
    window_close(kiosk.window);
    fonts_close(kiosk.fonts);
    return code != ERR_OK ? (int)code : status;
}
