/* Fingers from recorded traces, the scrolling they cause, and the nine-point test. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "ui/gesture.h"
#include "ui/scroll.h"
#include "ui/touch_fit.h"

/* ---- traces: tests/traces/[name].txt ----
 *
 *     down|move|up FINGER X Y MS | gone MS | pass MS | taps COUNT FINGER X Y MS EVERY_MS
 *
 * and, indented below what causes it, what must come of it (nothing, where there is nothing):
 *
 *     press X Y | tap X Y | late X Y | drag DX DY | fling LEAST MOST | pinch STEP | cancel | taken
 * TAPS
 *
 * All with a slop of 10 pixels. */

#define TRACES MECLIS_DATA "/../tests/traces"

struct play {
    struct gesture gesture;
    char said[128]; /* what came of the last touch, as a trace would write it; "" for nothing */
    double velocity;
    char where[300];
};

static void say(struct play *play, struct gesture_event e) {
    char *to = play->said;
    size_t room = sizeof play->said;
    *to = '\0';
    play->velocity = e.velocity;
    if (e.kind == GESTURE_PRESS)
        snprintf(to, room, "press %d %d", e.x, e.y);
    if (e.kind == GESTURE_TAP)
        snprintf(to, room, "%s %d %d", e.late ? "late" : "tap", e.x, e.y);
    if (e.kind == GESTURE_DRAG)
        snprintf(to, room, "drag %d %d", e.dx, e.dy);
    if (e.kind == GESTURE_FLING)
        snprintf(to, room, "fling");
    if (e.kind == GESTURE_PINCH)
        snprintf(to, room, "pinch %d", e.step);
    if (e.kind == GESTURE_CANCEL)
        snprintf(to, room, "cancel");
}

static struct gesture_event feed(struct gesture *g, enum touch_kind kind, long long finger,
                                 long long x, long long y, long long ms) {
    struct touch touch = {kind, finger, (int)x, (int)y, ms * 1000};
    return gesture_feed(g, &touch);
}

/* Short taps on one point that shakes by a pixel; says how many were believed. */
static void play_taps(struct play *play, const long long *v) {
    int taken = 0;
    for (int i = 0; i < v[0]; i++) {
        long long at = v[4] + i * v[5];
        feed(&play->gesture, TOUCH_DOWN, v[1], v[2] + i % 3 - 1, v[3] + i % 2, at);
        taken +=
            feed(&play->gesture, TOUCH_UP, v[1], v[2] + i % 3 - 1, v[3] + i % 2, at + 5).kind ==
            GESTURE_TAP;
    }
    snprintf(play->said, sizeof play->said, "taken %d", taken);
}

static bool play_input(struct play *play, const char *line) {
    char verb[16];
    long long v[6] = {0};
    int count = sscanf(line, "%15s %lld %lld %lld %lld %lld %lld", verb, &v[0], &v[1], &v[2], &v[3],
                       &v[4], &v[5]);
    static const char *const kinds[] = {"down", "move", "up"};
    for (int kind = 0; kind < 3; kind++)
        if (count == 5 && strcmp(verb, kinds[kind]) == 0) {
            say(play, feed(&play->gesture, (enum touch_kind)kind, v[0], v[1], v[2], v[3]));
            return true;
        }
    if (count == 2 && strcmp(verb, "gone") == 0)
        say(play, feed(&play->gesture, TOUCH_CANCEL, 0, 0, 0, v[0]));
    else if (count == 2 && strcmp(verb, "pass") == 0)
        say(play, gesture_pass(&play->gesture, v[0] * 1000));
    else if (count == 7 && strcmp(verb, "taps") == 0)
        play_taps(play, v);
    else
        return false;
    return true;
}

static void expect(struct play *play, const char *line) {
    double least, most;
    line += strspn(line, " ");
    if (sscanf(line, "fling %lf %lf", &least, &most) == 2) {
        if (strcmp(play->said, "fling") != 0 || play->velocity < least || play->velocity > most)
            fail_msg("%s: “%s” %g instead of “%s”", play->where, play->said, play->velocity, line);
    } else if (strcmp(play->said, line) != 0) {
        fail_msg("%s: “%s” instead of “%s”", play->where, play->said, line);
    }
    *play->said = '\0';
}

static void play_file(const char *name) {
    char path[512], line[256];
    snprintf(path, sizeof path, "%s/%s", TRACES, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    struct play play = {.gesture.slop = 10};
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#' || !*line)
            continue;
        if (*line == ' ') {
            expect(&play, line);
            continue;
        }
        if (*play.said)
            fail_msg("%s: “%s” was not expected", play.where, play.said);
        snprintf(play.where, sizeof play.where, "%s:%d", name, number);
        if (!play_input(&play, line))
            fail_msg("%s: what is “%s”?", play.where, line);
    }
    if (*play.said)
        fail_msg("%s: “%s” was not expected", play.where, play.said);
    fclose(file);
}

static void traces_mean_what_they_say(void **state) {
    (void)state;
    int played = 0;
    DIR *folder = opendir(TRACES);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strstr(entry->d_name, ".txt")) {
            play_file(entry->d_name);
            played++;
        }
    closedir(folder);
    assert_true(played >= 8);
}

/* Any panel's nonsense: no crash (ASan and UBSan look on), and a finger is a finger afterwards. */
static void nonsense_is_survived(void **state) {
    (void)state;
    struct gesture g = {.slop = 10};
    uint32_t seed = 12345;
    for (int i = 0; i < 200000; i++) {
        uint32_t r[4];
        for (int k = 0; k < 4; k++)
            r[k] = seed = seed * 1664525u + 1013904223u;
        bool wild = i % 50 == 0;
        struct touch touch = {.kind = (enum touch_kind)(r[0] >> 29) % 4,
                              .finger = wild ? INT64_MIN : (int64_t)(r[1] >> 30) - 1,
                              .x = wild ? (int)r[2] : (int)(r[2] >> 21),
                              .y = wild ? (int)r[3] : (int)(r[3] >> 21),
                              .time_us = wild ? (int64_t)((uint64_t)r[0] << 32 | r[1])
                                              : (int64_t)i * 8000 + (r[1] >> 16)};
        struct gesture_event event = gesture_feed(&g, &touch);
        assert_true(event.step >= -1 && event.step <= 1);
        assert_true(isfinite(event.velocity));
    }
    feed(&g, TOUCH_CANCEL, 0, 0, 0, 0);
    gesture_pass(&g, (int64_t)1 << 50);
    assert_int_equal(feed(&g, TOUCH_DOWN, 1, 5000, 5000, 2000000000).kind, GESTURE_PRESS);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 5000, 5000, 2000000050).kind, GESTURE_TAP);
}

/* ---- scrolling ---- */

#define PATH_MS 100 /* between two looks */
#define PATH_MOST 64

/* Where it is every tenth of a second, in steps of that rate. Ends when it rests. */
static int path(struct scroll scroll, int rate, double *ret) {
    int looks = 0;
    for (int step = 1; step < rate * 6 && looks < PATH_MOST; step++) {
        scroll_step(&scroll, 1.0 / rate);
        if (step * 1000 % (rate * PATH_MS) == 0)
            ret[looks++] = scroll.offset;
    }
    assert_false(scroll_moving(&scroll));
    assert_true(scroll.offset == floor(scroll.offset));
    return looks;
}

static struct scroll at(double offset, int extent) {
    struct scroll scroll = {0};
    scroll_resize(&scroll, extent, 1000);
    scroll_to(&scroll, offset);
    scroll_hold(&scroll);
    return scroll;
}

static void the_path_is_the_same_at_every_rate(void **state) {
    (void)state;
    struct scroll starts[6];
    starts[0] = at(0, 100000);
    scroll_fling(&starts[0], -5000);
    starts[1] = at(600, 100000); /* meets the upper end */
    scroll_fling(&starts[1], 6000);
    starts[2] = at(8700, 10000); /* and the lower one */
    scroll_fling(&starts[2], -9000);
    starts[3] = at(0, 10000); /* pulled beyond an end and let go */
    scroll_drag(&starts[3], 400);
    scroll_fling(&starts[3], 0);
    starts[4] = at(0, 10000); /* thrown beyond it */
    scroll_drag(&starts[4], 30);
    scroll_fling(&starts[4], 3000);
    starts[5] = at(3000, 10000);
    scroll_fling(&starts[5], 0);
    scroll_page(&starts[5], 1, 60);
    for (int i = 0; i < 6; i++) {
        double slow[PATH_MOST], usual[PATH_MOST], quick[PATH_MOST];
        int looks = path(starts[i], 30, slow);
        assert_int_equal(path(starts[i], 60, usual), looks);
        assert_int_equal(path(starts[i], 120, quick), looks);
        for (int k = 0; k < looks; k++)
            if (fabs(slow[k] - usual[k]) > 1 || fabs(quick[k] - usual[k]) > 1)
                fail_msg("start %d, %d ms: %g at 30, %g at 60, %g at 120 Hz", i, (k + 1) * PATH_MS,
                         slow[k], usual[k], quick[k]);
    }
}

/* From beyond an end: out at most once, then back without crossing it, in about a quarter second.
 */
static void ends_give_and_do_not_swing(void **state) {
    (void)state;
    for (int thrown = 0; thrown <= 9000; thrown += 3000) {
        struct scroll scroll = at(0, 10000);
        scroll_drag(&scroll, 300);
        assert_true(scroll.offset < -50 && scroll.offset > -120);
        scroll_fling(&scroll, thrown);
        double before = scroll.offset;
        bool returning = false;
        int ms = 0;
        for (; scroll_moving(&scroll); ms++) {
            scroll_step(&scroll, 0.001);
            assert_true(scroll.offset <= 0 && scroll.offset > -400);
            returning = returning || scroll.offset > before;
            assert_true(!returning || scroll.offset >= before);
            before = scroll.offset;
            assert_true(ms < 1000);
        }
        assert_true(scroll.offset == 0);
        assert_in_range(ms, 150, 350);
    }
}

/* The finger that pulled beyond an end comes back to where it was: so does the page. */
static void a_pull_is_undone_by_its_way_back(void **state) {
    (void)state;
    for (int step = 1; step <= 200; step += 33) {
        struct scroll scroll = at(70, 10000);
        for (int i = 0; i < 10; i++)
            scroll_drag(&scroll, step);
        for (int i = 0; i < 10; i++)
            scroll_drag(&scroll, -step);
        assert_true(scroll.offset == 70);
    }
    struct scroll scroll = at(0, 10000); /* caught while it springs back: no jump */
    scroll_drag(&scroll, 300);
    scroll_fling(&scroll, 0);
    scroll_step(&scroll, 0.05);
    double caught = scroll.offset;
    scroll_hold(&scroll);
    scroll_drag(&scroll, 0);
    assert_true(fabs(scroll.offset - caught) < 1);
}

static void every_fling_comes_to_rest(void **state) {
    (void)state;
    for (int velocity = -200000; velocity <= 200000; velocity += 1237) {
        struct scroll scroll = at(40000, 100000);
        scroll_fling(&scroll, velocity);
        double before = scroll.offset;
        int steps = 0;
        for (; scroll_moving(&scroll); steps++) {
            scroll_step(&scroll, 1 / 60.0);
            assert_true(velocity < 0 ? scroll.offset >= before : scroll.offset <= before);
            before = scroll.offset;
            assert_true(steps < 4 * 60);
        }
        assert_true(scroll.offset == floor(scroll.offset));
    }
    struct scroll still = at(0, 800); /* all of it is in view */
    scroll_drag(&still, 300);
    assert_true(still.offset == 0);
    scroll_fling(&still, 5000);
    while (scroll_moving(&still))
        scroll_step(&still, 1 / 60.0);
    assert_true(still.offset == 0);
}

static void a_page_keeps_two_lines(void **state) {
    (void)state;
    struct scroll scroll = at(0, 10000);
    scroll_fling(&scroll, 0);
    scroll_page(&scroll, 1, 72);
    int ms = 0;
    double before = 0, first = 0;
    for (; scroll_moving(&scroll); ms++) {
        scroll_step(&scroll, 0.001);
        assert_true(scroll.offset >= before);
        first = ms == 0 ? scroll.offset : first;
        before = scroll.offset;
    }
    assert_true(scroll.offset == 928);
    assert_in_range(ms, 240, 260);
    assert_true(first > 5);        /* at once */
    scroll_page(&scroll, -1, 900); /* a view of two lines still moves */
    while (scroll_moving(&scroll))
        scroll_step(&scroll, 0.01);
    assert_true(scroll.offset == 428);
}

/* ---- nine crosses ---- */

#define WIDTH 1920
#define HEIGHT 1080
#define PER_MM 4.0

/* What a panel reports that is mirrored, then turned clockwise, and off by some pixels. */
static struct touch_point seen(struct touch_point p, bool mirrored, int turn, int off) {
    double x = (double)p.x / WIDTH, y = (double)p.y / HEIGHT;
    x = mirrored ? 1 - x : x;
    for (int i = 0; i < turn; i += 90) {
        double old = x;
        x = 1 - y;
        y = old;
    }
    return (struct touch_point){(int)lround(x * WIDTH) + off, (int)lround(y * HEIGHT) - off};
}

static struct touch_fit fit_of(bool mirrored, int turn, int off) {
    struct touch_point touches[TOUCH_CROSSES];
    for (int i = 0; i < TOUCH_CROSSES; i++)
        touches[i] = seen(touch_cross(i, WIDTH, HEIGHT), mirrored, turn, off);
    return touch_fit(touches, WIDTH, HEIGHT, PER_MM);
}

static void a_panel_the_right_way_round_is_measured(void **state) {
    (void)state;
    struct touch_fit fit = fit_of(false, 0, 0);
    assert_int_equal(fit.verdict, TOUCH_STRAIGHT);
    assert_true(fit.worst_mm == 0);
    fit = fit_of(false, 0, 4);
    assert_int_equal(fit.verdict, TOUCH_STRAIGHT);
    assert_true(fabs(fit.mean_mm - sqrt(2)) < 0.01 && fabs(fit.off_mm[8] - sqrt(2)) < 0.01);
    assert_int_equal(fit_of(false, 0, 40).verdict, TOUCH_SHIFTED);
    assert_int_equal(fit_of(false, 0, 200).verdict, TOUCH_UNCLEAR);
}

static void turns_and_mirrors_are_recognised(void **state) {
    (void)state;
    for (int turn = 0; turn < 360; turn += 90)
        for (int off = -16; off <= 16; off += 8) {
            struct touch_fit fit = fit_of(false, turn, off);
            assert_int_equal(fit.turn, turn);
            assert_int_equal(fit.verdict, turn ? TOUCH_TURNED : TOUCH_STRAIGHT);
            fit = fit_of(true, turn, off);
            assert_int_equal(fit.turn, turn);
            assert_int_equal(fit.verdict, TOUCH_MIRRORED);
        }
}

static void careless_touches_are_unclear(void **state) {
    (void)state;
    struct touch_point touches[TOUCH_CROSSES];
    for (int i = 0; i < TOUCH_CROSSES; i++) /* all on one spot */
        touches[i] = (struct touch_point){WIDTH / 2, HEIGHT / 2};
    assert_int_equal(touch_fit(touches, WIDTH, HEIGHT, PER_MM).verdict, TOUCH_UNCLEAR);
    for (int i = 0; i < TOUCH_CROSSES; i++) /* in another order */
        touches[i] = touch_cross((i * 2 + 3) % 9, WIDTH, HEIGHT);
    assert_int_equal(touch_fit(touches, WIDTH, HEIGHT, PER_MM).verdict, TOUCH_UNCLEAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traces_mean_what_they_say),
        cmocka_unit_test(nonsense_is_survived),
        cmocka_unit_test(the_path_is_the_same_at_every_rate),
        cmocka_unit_test(ends_give_and_do_not_swing),
        cmocka_unit_test(a_pull_is_undone_by_its_way_back),
        cmocka_unit_test(every_fling_comes_to_rest),
        cmocka_unit_test(a_page_keeps_two_lines),
        cmocka_unit_test(a_panel_the_right_way_round_is_measured),
        cmocka_unit_test(turns_and_mirrors_are_recognised),
        cmocka_unit_test(careless_touches_are_unclear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
