/* Which numbers were decided on which days: thirteen sittings a year, newest first, ending just
 * before decision 255 of 9 July 2015. */
#ifndef SAMPLES_CALENDAR_H
#define SAMPLES_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "text/dates.h"

#define CALENDAR_MAX 100000

struct calendar_entry {
    int number; /* of date.year */
    struct date date;
};

/* Fills `count` entries (1 to CALENDAR_MAX), newest first. The real decision is not among them. */
void calendar_fill(uint64_t seed, size_t count, struct calendar_entry *entries);

#endif
