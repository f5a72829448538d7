/* A small generator of our own, so that the same seed gives the same bytes on every machine. */
#ifndef SAMPLES_PRNG_H
#define SAMPLES_PRNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prng {
    uint64_t state;
};

/* A stream of its own for every pair. */
struct prng prng_begin(uint64_t seed, uint64_t stream);
uint32_t prng_below(struct prng *prng, uint32_t limit); /* 0 to limit - 1; limit above 0 */
int prng_between(struct prng *prng, int first, int last);
bool prng_chance(struct prng *prng, int percent);

#define PRNG_PICK(prng, table) (&(table)[prng_below(prng, sizeof(table) / sizeof *(table))])

#endif
