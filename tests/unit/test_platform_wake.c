/* Sleeping and waking without a panel: pipes stand for the event files of /dev/input. */
#include <SDL.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/clock.h"
#include "base/file.h"
#include "platform/wake.h"

struct stage {
    char folder[32], event[128];
    struct wake *wake;
};

static struct stage stage_open(bool sdl_blocks, const char *devices) {
    struct stage stage = {.folder = "/tmp/meclis-test-XXXXXX"};
    struct err err;
    assert_non_null(mkdtemp(stage.folder));
    snprintf(stage.event, sizeof stage.event, "%s/event3", stage.folder);
    struct wake_options options = {.state = stage.folder,
                                   .devices = devices ? devices : stage.folder,
                                   .sdl_blocks = sdl_blocks};
    assert_int_equal(wake_open(&options, &stage.wake, &err), ERR_OK);
    return stage;
}

static void stage_close(struct stage *stage) {
    struct err err;
    wake_close(stage->wake);
    assert_int_equal(file_remove_tree(stage->folder, &err), ERR_OK);
}

/* How long it slept, at most so long. */
static int slept_ms(struct wake *wake, int most_ms) {
    int64_t start = clock_real_us();
    wake_wait(wake, most_ms);
    return (int)((clock_real_us() - start) / 1000);
}

/* A panel that is plugged in; returns what writes its touches. */
static int plug_in(struct stage *stage) {
    assert_int_equal(mkfifo(stage->event, 0600), 0);
    assert_true(slept_ms(stage->wake, 2000) < 1000); /* its file is seen, and opened */
    int panel = open(stage->event, O_WRONLY | O_NONBLOCK);
    assert_true(panel >= 0); /* somebody reads it */
    return panel;
}

static void a_panel_comes_goes_and_comes_again(void **state) {
    (void)state;
    struct stage stage = stage_open(false, NULL);
    for (int round = 0; round < 3; round++) {
        int panel = plug_in(&stage);
        assert_true(slept_ms(stage.wake, 2000) <= 1000); /* SDL gets its occasion to find it */
        assert_false(wake_device_gone(stage.wake));
        assert_int_equal(write(panel, "touch", 5), 5);
        assert_true(slept_ms(stage.wake, 2000) < 200);
        close(panel);
        assert_int_equal(unlink(stage.event), 0);
        assert_true(slept_ms(stage.wake, 2000) < 200);
        assert_true(wake_device_gone(stage.wake));
        while (slept_ms(stage.wake, 100) < 90) /* the rest of what there is to hear of it */
            continue;
        wake_device_gone(stage.wake);
        for (int looks = 0; looks < 10; looks++) /* then nothing keeps it awake */
            wake_wait(stage.wake, 1);
        assert_true(slept_ms(stage.wake, 600) >= 590);
        assert_false(wake_device_gone(stage.wake));
    }
    stage_close(&stage);
}

/* The first device makes the folder, too. */
static void a_first_panel_is_found(void **state) {
    (void)state;
    struct err err;
    char parent[] = "/tmp/meclis-test-XXXXXX", inputs[64];
    assert_non_null(mkdtemp(parent));
    snprintf(inputs, sizeof inputs, "%s/input", parent);
    struct stage stage = stage_open(false, inputs);
    wake_wait(stage.wake, 1);
    snprintf(stage.event, sizeof stage.event, "%s/event0", inputs);
    assert_int_equal(mkdir(inputs, 0700), 0);
    assert_int_equal(mkfifo(stage.event, 0600), 0);
    wake_wait(stage.wake, 1);
    int panel = open(stage.event, O_WRONLY | O_NONBLOCK);
    assert_true(panel >= 0);
    close(panel);
    stage_close(&stage);
    assert_int_equal(file_remove_tree(parent, &err), ERR_OK);
}

static void where_sdl_sleeps_a_lost_device_is_told_too(void **state) {
    (void)state;
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_VIDEO), 0);
    struct stage stage = stage_open(true, NULL);
    assert_int_equal(mkfifo(stage.event, 0600), 0);
    assert_false(wake_device_gone(stage.wake));
    assert_int_equal(unlink(stage.event), 0);
    for (int i = 0; i < 100; i++) {
        if (slept_ms(stage.wake, 100) < 90)
            break;
    }
    assert_true(wake_device_gone(stage.wake));
    stage_close(&stage);
    SDL_Quit();
}

/* Held signals: sent before anybody sleeps, they still are there to wake. */
static void a_signal_ends_every_sleep(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    wake_hold_signals();
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct stage stage = stage_open(false, NULL);
        assert_false(wake_ended(stage.wake));
        assert_int_equal(kill(getpid(), signals[i]), 0);
        assert_true(slept_ms(stage.wake, 5000) < 1000);
        assert_true(wake_ended(stage.wake));
        stage_close(&stage);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_panel_comes_goes_and_comes_again),
        cmocka_unit_test(a_first_panel_is_found),
        cmocka_unit_test(where_sdl_sleeps_a_lost_device_is_told_too),
        cmocka_unit_test(a_signal_ends_every_sleep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
