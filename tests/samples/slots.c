#include "samples/slots.h"

#include <stdio.h>
#include <string.h>

/* 1250000 as "1.250.000". */
static void grouped(char *ret, size_t size, int number) {
    if (number >= 1000000)
        snprintf(ret, size, "%d.%03d.%03d", number / 1000000, number / 1000 % 1000, number % 1000);
    else if (number >= 1000)
        snprintf(ret, size, "%d.%03d", number / 1000, number % 1000);
    else
        snprintf(ret, size, "%d", number);
}

/* One draw a statement: the order in which arguments are evaluated differs between compilers. */
static void fill_numbers(struct prng *prng, struct slots *slots, int year) {
    static const char *const units[] = {"m²", "m2", "m²", "M²"};
    char whole[24];
    snprintf(slots->block, sizeof slots->block, "%d", prng_between(prng, 101, 2950));
    snprintf(slots->parcel, sizeof slots->parcel, "%d", prng_between(prng, 1, 88));
    snprintf(slots->year, sizeof slots->year, "%d", year);
    grouped(whole, sizeof whole, prng_between(prng, 240, 48000));
    int hundredths = prng_between(prng, 0, 99);
    const char *unit = *PRNG_PICK(prng, units);
    snprintf(slots->area, sizeof slots->area, "%s,%02d %s", whole, hundredths, unit);
    grouped(whole, sizeof whole, prng_between(prng, 12, 64000) * 250);
    snprintf(slots->amount, sizeof slots->amount, "%s,00 TL", whole);
    int lira = prng_between(prng, 1, 18);
    hundredths = prng_between(prng, 0, 99);
    bool glued = prng_chance(prng, 30);
    snprintf(slots->price, sizeof slots->price, "%d,%02d%sTL", lira, hundredths, glued ? "" : " ");
}

void put_date(struct prng *prng, struct date date, struct buf *out) {
    char mark = prng_chance(prng, 50) ? '/' : '.';
    buf_format(out, "%02d%c%02d%c%d", date.day, mark, date.month, mark, date.year);
}

struct date earlier(struct prng *prng, struct date date, int first, int last) {
    int month = date.month > 1 ? date.month - 1 : 12;
    return (struct date){date.year - (date.month == 1), month, prng_between(prng, first, last)};
}

void slots_fill(struct composer *composer) {
    static const char *const apostrophes[] = {"’", "’", "’", "’", "’", "'",
                                              "'", "'", "'", "'", "‘"};
    static const char *const scales[] = {"1/5000", "1/5.000", "1/25.000", "1/5000"};
    struct prng *prng = &composer->prng;
    struct slots *slots = &composer->slots;
    slots->district = *PRNG_PICK(prng, districts);
    do
        slots->other = *PRNG_PICK(prng, districts);
    while (slots->other == slots->district);
    slots->neighbourhood = *PRNG_PICK(prng, neighbourhoods);
    slots->street = *PRNG_PICK(prng, streets);
    slots->city = *PRNG_PICK(prng, sister_cities);
    int commission = departments[composer->topic->department].commission;
    slots->commission =
        commission < COMMISSION_COUNT ? commissions[commission] : *PRNG_PICK(prng, commissions);
    slots->scale = *PRNG_PICK(prng, scales);
    slots->apostrophe = *PRNG_PICK(prng, apostrophes);
    slots->law = composer->topic->law.text;
    fill_numbers(prng, slots, composer->sample.date.year);
    struct buf before = {0};
    struct date year_before = {composer->sample.date.year - 1, composer->sample.date.month, 1};
    put_date(prng, earlier(prng, year_before, 1, 28), &before);
    snprintf(slots->before, sizeof slots->before, "%s", buf_string(&before));
    buf_free(&before);
}

static void note_district(struct sample *sample, const char *district) {
    for (size_t i = 0; i < sample->district_count; i++)
        if (sample->districts[i] == district)
            return;
    sample->districts[sample->district_count++] = district;
}

static void note_law(struct composer *composer) {
    struct sample *sample = &composer->sample;
    sample->reference_count = 0;
    for (size_t i = 0; i < SAMPLE_REFERENCES && composer->topic->law.references[i].law; i++)
        sample->references[sample->reference_count++] = composer->topic->law.references[i];
}

static const char *slot_text(const struct slots *slots, char name) {
    switch (name) {
    case 'D':
        return slots->district;
    case 'E':
        return slots->other;
    case 'N':
        return slots->neighbourhood;
    case 'S':
        return slots->street;
    case 'K':
        return slots->city;
    case 'C':
        return slots->commission;
    case 'O':
        return slots->scale;
    case 'A':
        return slots->block;
    case 'P':
        return slots->parcel;
    case 'M':
        return slots->area;
    case 'T':
        return slots->amount;
    case 'U':
        return slots->price;
    case 'Y':
        return slots->year;
    case 'B':
        return slots->before;
    default:
        return slots->law;
    }
}

/* Puts a slot's text, and remembers what was said by it. {LAW} is the topic's legal ground. */
static void put_slot(struct composer *composer, char name, struct buf *out) {
    const char *text = slot_text(&composer->slots, name);
    if (name == 'D' || name == 'E')
        note_district(&composer->sample, text);
    if (name != 'L') {
        buf_text(out, text);
        return;
    }
    note_law(composer);
    expand(composer, text, out);
}

void expand(struct composer *composer, const char *text, struct buf *out) {
    static const char mark[] = "’";
    while (*text) {
        if (*text == '{') {
            put_slot(composer, text[1], out);
            text = strchr(text, '}') + 1;
        } else if (strncmp(text, mark, sizeof mark - 1) == 0) {
            buf_text(out, composer->slots.apostrophe);
            text += sizeof mark - 1;
        } else {
            buf_byte(out, *text++);
        }
    }
}
