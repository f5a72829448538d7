/* The {X} of the texts in wording.c, filled in for one document. */
#ifndef SAMPLES_SLOTS_H
#define SAMPLES_SLOTS_H

#include "samples/sample.h"

/* What the {X} of one document stand for. */
struct slots {
    const char *district, *other, *neighbourhood, *street, *city, *commission, *scale, *apostrophe;
    const char *law;
    char block[16], parcel[16], area[32], amount[40], price[24], year[16], before[32];
};

struct composer {
    struct prng prng;
    const struct topic *topic;
    struct slots slots;
    struct sample sample;
};

/* Chooses what every slot stands for; the topic and the sample's date must be set. */
void slots_fill(struct composer *composer);

/* Appends a text with its slots filled, and remembers the districts and laws named by it. */
void expand(struct composer *composer, const char *text, struct buf *out);

/* 09/07/2015 or 09.07.2015. */
void put_date(struct prng *prng, struct date date, struct buf *out);
/* A day of the month before, within the days given (1 to 28). */
struct date earlier(struct prng *prng, struct date date, int first, int last);

#endif
