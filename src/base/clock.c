#include "base/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ISTANBUL_SECONDS (3 * 3600)
#ifndef MECLIS_BUILD_TIME
#define MECLIS_BUILD_TIME 0 /* seconds since 1970; the Makefile knows it */
#endif

static int64_t read_us(clockid_t which) {
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

enum err_code clock_init(struct clock *clock, struct err *err) {
    *clock = (struct clock){.floor = MECLIS_BUILD_TIME};
    const char *text = getenv("MECLIS_CLOCK");
    if (!text || !*text)
        return ERR_OK;
    int64_t wall;
    if (!clock_parse(text, &wall))
        return err_set(err, ERR_USAGE,
                       "MECLIS_CLOCK=%.40s: not a time such as 2015-07-23T10:42:00Z", text);
    *clock = (struct clock){.fake = true, .wall_us = wall * 1000000};
    return ERR_OK;
}

void clock_freeze(struct clock *clock) {
    if (clock->fake)
        return;
    clock->fake = true;
    clock->wall_us = read_us(CLOCK_REALTIME);
    clock->mono_us = 0;
}

void clock_advance(struct clock *clock, int64_t us) {
    clock->wall_us += us;
    clock->mono_us += us;
}

void clock_pause(struct clock *clock, int64_t us) {
    struct timespec left = {us / 1000000, us % 1000000 * 1000};
    if (clock->fake) {
        clock_advance(clock, us);
        return;
    }
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
}

static int64_t system_wall(const struct clock *clock) {
    return (clock->fake ? clock->wall_us : read_us(CLOCK_REALTIME)) / 1000000;
}

void clock_raise(struct clock *clock, int64_t wall) {
    if (wall > clock->floor)
        clock->floor = wall;
}

bool clock_known(const struct clock *clock) {
    return system_wall(clock) >= clock->floor;
}

int64_t clock_wall(const struct clock *clock) {
    int64_t wall = system_wall(clock);
    return wall > clock->floor ? wall : clock->floor;
}

int64_t clock_mono(const struct clock *clock) {
    return clock->fake ? clock->mono_us : read_us(CLOCK_MONOTONIC);
}

int64_t clock_real_us(void) {
    return read_us(CLOCK_MONOTONIC);
}

void clock_text(int64_t wall, char ret[CLOCK_TEXT]) {
    time_t seconds = (time_t)wall;
    struct tm utc;
    if (!gmtime_r(&seconds, &utc) || strftime(ret, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        memcpy(ret, "1970-01-01T00:00:00Z", CLOCK_TEXT);
}

bool clock_parse(const char *text, int64_t *ret_wall) {
    struct tm utc = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (!end || *end)
        return false;
    int64_t wall = (int64_t)timegm(&utc);
    char again[CLOCK_TEXT];
    clock_text(wall, again);
    if (strcmp(again, text) != 0) /* 31 February, missing zeros, year 10000 */
        return false;
    *ret_wall = wall;
    return true;
}

struct local_time clock_local(int64_t wall) {
    time_t seconds = (time_t)(wall + ISTANBUL_SECONDS);
    struct tm tm = {0};
    gmtime_r(&seconds, &tm);
    return (struct local_time){.year = tm.tm_year + 1900,
                               .month = tm.tm_mon + 1,
                               .day = tm.tm_mday,
                               .hour = tm.tm_hour,
                               .minute = tm.tm_min,
                               .weekday = (tm.tm_wday + 6) % 7};
}
