/* The only source of time, so that everything runs under a fake clock. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* A real clock reads the system at every call. A fake one stands still until clock_advance.
 * MECLIS_CLOCK=2015-07-23T10:42:00Z in the environment makes every program's clock a fake one.
 *
 * A board without a battery wakes up in 1970, so no clock shows less than its floor: the time is
 * not before that, whatever the system says. For a real clock the floor begins with the time of the
 * build; a fake one stands for the system's and begins without. */
struct clock {
    bool fake;
    int64_t wall_us; /* fake only: microseconds since 1970, UTC */
    int64_t mono_us; /* fake only: microseconds since the start */
    int64_t floor;   /* seconds since 1970 */
};

/* Reads MECLIS_CLOCK; ERR_USAGE where it is set and not a time. */
enum err_code clock_init(struct clock *clock, struct err *err) CHECKED;
/* Freezes a real clock at this moment; a fake one is left alone. */
void clock_freeze(struct clock *clock);
void clock_advance(struct clock *clock, int64_t us); /* fake only */

/* Sleeps for that long; a fake clock is advanced instead. */
void clock_pause(struct clock *clock, int64_t us);

/* The time was `wall` at some moment before now: a signed or authenticated text says so. */
void clock_raise(struct clock *clock, int64_t wall);
/* Does the system's time make sense? False while it is before the floor; nothing is hidden then,
 * but a time that is shown is only "not before". */
bool clock_known(const struct clock *clock);

int64_t clock_wall(const struct clock *clock); /* seconds since 1970, UTC; never below the floor */
int64_t clock_mono(const struct clock *clock); /* microseconds, never goes back */
int64_t clock_real_us(void);                   /* real monotonic microseconds, for measuring only */

/* "2015-07-23T10:42:00Z" and back; exactly this form, years 1970 to 9999. */
#define CLOCK_TEXT 21
void clock_text(int64_t wall, char ret[CLOCK_TEXT]);
bool clock_parse(const char *text, int64_t *ret_wall);

/* A moment on the wall clock in Europe/Istanbul, which is UTC+3 all year since September 2016; a
 * kiosk shows no times from before its own day. weekday: 0 Monday to 6 Sunday. */
struct local_time {
    int year, month, day, hour, minute, weekday;
};
struct local_time clock_local(int64_t wall);

#endif
