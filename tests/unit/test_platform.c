/* The platform without a display: SDL's dummy driver, real inotify. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/clock.h"
#include "base/file.h"
#include "platform/fonts.h"
#include "platform/input.h"
#include "platform/wake.h"
#include "platform/window.h"

/* ---- touches and clicks ---- */

struct stage {
    struct fonts *fonts;
    struct window *window;
};

static struct stage stage_open_turned(enum turn turn) {
    struct stage stage = {0};
    struct err err;
    struct window_options options = {
        .headless = true, .width = 800, .height = 480, .title = "t", .turn = turn};
    assert_int_equal(fonts_open(MECLIS_DATA "/fonts", &stage.fonts, &err), ERR_OK);
    assert_int_equal(window_open(&options, stage.fonts, &stage.window, &err), ERR_OK);
    struct input input;
    while (input_next(stage.window, 0, &input)) /* what the new window has to say */
        continue;
    return stage;
}

static struct stage stage_open(void) {
    return stage_open_turned(TURN_NONE);
}

static void stage_close(struct stage *stage) {
    window_close(stage->window);
    fonts_close(stage->fonts);
}

static void push_finger(Uint32 type, SDL_FingerID finger, float x, float y) {
    SDL_Event event = {.tfinger = {.type = type, .fingerId = finger, .x = x, .y = y}};
    SDL_PushEvent(&event);
}

/* SDL ends a round of polling with a sentinel, behind which a later push waits for the next round.
 */
static bool next_input(struct stage *stage, int64_t now_us, struct input *ret) {
    return input_next(stage->window, now_us, ret) || input_next(stage->window, now_us, ret);
}

static void fingers_and_the_mouse_are_alike(void **state) {
    (void)state;
    struct stage stage = stage_open();
    struct input input;
    push_finger(SDL_FINGERDOWN, -1, 1.0f, 1.0f);
    assert_true(next_input(&stage, 7, &input));
    assert_int_equal(input.kind, INPUT_TOUCH);
    assert_int_equal(input.touch.kind, TOUCH_DOWN);
    assert_int_equal(input.touch.x, 799); /* 1.0 is still on the glass */
    assert_int_equal(input.touch.y, 479);
    assert_int_equal(input.touch.time_us, 7);
    push_finger(SDL_FINGERMOTION, -1, -0.2f, 3.0f); /* some panels leave [0, 1] */
    assert_true(next_input(&stage, 8, &input));
    assert_int_equal(input.touch.kind, TOUCH_MOVE);
    assert_int_equal(input.touch.x, 0);
    assert_int_equal(input.touch.y, 479);
    SDL_Event click = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT}};
    SDL_PushEvent(&click); /* no right finger */
    click.button.button = SDL_BUTTON_LEFT;
    click.button.x = 30;
    SDL_PushEvent(&click);
    SDL_Event hover = {.motion = {.type = SDL_MOUSEMOTION, .x = 9}};
    SDL_PushEvent(&hover); /* no button, no finger */
    assert_true(next_input(&stage, 9, &input));
    assert_int_equal(input.touch.kind, TOUCH_DOWN);
    assert_int_equal(input.touch.x, 30);
    assert_false(next_input(&stage, 9, &input));
    stage_close(&stage);
}

static void touches_follow_the_turned_picture(void **state) {
    (void)state;
    static const struct {
        int width, height; /* of the page */
        int x, y;          /* of the glass's lower left corner on the page */
    } turns[] = {{800, 480, 0, 479}, {480, 800, 479, 799}, {800, 480, 799, 0}, {480, 800, 0, 0}};
    for (int turn = 0; turn < 4; turn++) {
        struct stage stage = stage_open_turned((enum turn)turn);
        struct input input;
        int width, height;
        window_size(stage.window, &width, &height);
        assert_int_equal(width, turns[turn].width);
        assert_int_equal(height, turns[turn].height);
        push_finger(SDL_FINGERDOWN, 1, 0.0f, 1.0f);
        assert_true(next_input(&stage, 7, &input));
        assert_int_equal(input.touch.x, turns[turn].x);
        assert_int_equal(input.touch.y, turns[turn].y);
        SDL_Event click = {
            .button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 0, .y = 479}};
        SDL_PushEvent(&click);
        assert_true(next_input(&stage, 8, &input));
        assert_int_equal(input.touch.x, turns[turn].x);
        assert_int_equal(input.touch.y, turns[turn].y);
        struct rect back =
            window_to_glass(stage.window, (struct rect){turns[turn].x, turns[turn].y, 1, 1});
        assert_int_equal(back.x, 0);
        assert_int_equal(back.y, 479);
        stage_close(&stage);
    }
}

/* ---- sleeping ---- */

static void a_new_status_wakes_and_idleness_sleeps(void **state) {
    (void)state;
    char folder[] = "/tmp/meclis-test-XXXXXX", path[FILE_PATH_MAX], inner[FILE_PATH_MAX];
    struct err err;
    struct wake *wake = NULL;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(path_join(inner, folder, "state", &err), ERR_OK);
    struct wake_options options = {.state = inner, .devices = "/dev/input"};
    assert_int_equal(wake_open(&options, &wake, &err), ERR_OK);
    assert_false(wake_state_changed(wake)); /* there is no folder yet */
    assert_int_equal(mkdir(inner, 0755), 0);
    assert_true(wake_state_changed(wake)); /* now there is */
    assert_false(wake_state_changed(wake));
    int64_t start = clock_real_us();
    wake_wait(wake, 60);
    assert_true(clock_real_us() - start > 50000);
    assert_int_equal(path_join(path, inner, "other.json", &err), ERR_OK);
    assert_int_equal(file_write(path, "{}", 2, &err), ERR_OK);
    assert_false(wake_state_changed(wake));
    assert_int_equal(path_join(path, inner, "status.json", &err), ERR_OK);
    assert_int_equal(file_write(path, "{}", 2, &err), ERR_OK);
    start = clock_real_us();
    wake_wait(wake, 5000);
    assert_true(clock_real_us() - start < 2000000);
    assert_true(wake_state_changed(wake));
    assert_int_equal(file_remove_tree(inner, &err), ERR_OK);
    assert_true(wake_state_changed(wake));
    assert_int_equal(mkdir(inner, 0755), 0); /* the folder is another one now */
    assert_true(wake_state_changed(wake));
    wake_close(wake);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingers_and_the_mouse_are_alike),
        cmocka_unit_test(touches_follow_the_turned_picture),
        cmocka_unit_test(a_new_status_wakes_and_idleness_sleeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
