#include "samples/calendar.h"

#include "samples/prng.h"

#define SITTINGS_MAX 13
#define LAST_YEAR 2015
#define LAST_MONTH 7
#define LAST_NUMBER 254 /* the real decision, 255, follows */

/* More than so many decisions, and sittings must be large to reach them without going back before
 * 1950. */
#define SMALL_COUNT 20000

struct year_plan {
    struct date sittings[SITTINGS_MAX];
    int sizes[SITTINGS_MAX]; /* decisions of each */
    size_t count;
};

static struct date nth_thursday(int year, int month, int nth) {
    struct date day = {year, month, 1};
    day.day += (3 - date_weekday(day) + 7) % 7 + 7 * (nth - 1);
    return day;
}

static void plan_add(struct year_plan *plan, struct date date, int size) {
    plan->sittings[plan->count] = date;
    plan->sizes[plan->count++] = size;
}

static struct year_plan plan_year(uint64_t seed, int year, size_t count) {
    struct year_plan plan = {.count = 0};
    struct prng prng = prng_begin(seed, (uint64_t)year);
    for (int month = 1; month <= 12; month++) {
        bool large = count > SMALL_COUNT;
        int size = large ? prng_between(&prng, 110, 139) : prng_between(&prng, 16, 55);
        plan_add(&plan, nth_thursday(year, month, 2), size);
        if (month == 11) /* the budget's own sitting */
            plan_add(&plan, nth_thursday(year, month, 4), size);
    }
    return plan;
}

/* The seven sittings up to July; the last has the rest, forty-two with the real one. */
static struct year_plan plan_last_year(void) {
    struct year_plan plan = {.count = 0};
    int left = LAST_NUMBER;
    for (int month = 1; month <= LAST_MONTH; month++) {
        int size = month < LAST_MONTH ? 32 + month : left;
        plan_add(&plan, nth_thursday(LAST_YEAR, month, 2), size);
        left -= size;
    }
    return plan;
}

/* Appends the year's decisions, newest first, as far as there is room. */
static size_t fill_year(const struct year_plan *plan, size_t count,
                        struct calendar_entry *entries) {
    int number = 0;
    size_t filled = 0;
    for (size_t i = 0; i < plan->count; i++)
        number += plan->sizes[i];
    for (size_t i = plan->count; i > 0; i--)
        for (int j = 0; j < plan->sizes[i - 1] && filled < count; j++)
            entries[filled++] = (struct calendar_entry){number--, plan->sittings[i - 1]};
    return filled;
}

void calendar_fill(uint64_t seed, size_t count, struct calendar_entry *entries) {
    struct year_plan plan = plan_last_year();
    size_t filled = fill_year(&plan, count, entries);
    for (int year = LAST_YEAR - 1; filled < count; year--) {
        plan = plan_year(seed, year, count);
        filled += fill_year(&plan, count - filled, entries + filled);
    }
}
