#include "samples/prng.h"

/* The well-known finaliser of splitmix64: every bit of the state reaches every bit of the result.
 */
static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

struct prng prng_begin(uint64_t seed, uint64_t stream) {
    return (struct prng){mix(seed + 1) ^ mix(mix(stream + 1) + UINT64_C(0x5851F42D4C957F2D))};
}

uint32_t prng_below(struct prng *prng, uint32_t limit) {
    prng->state += UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(((mix(prng->state) >> 32) * limit) >> 32);
}

int prng_between(struct prng *prng, int first, int last) {
    return first + (int)prng_below(prng, (uint32_t)(last - first + 1));
}

bool prng_chance(struct prng *prng, int percent) {
    return (int)prng_below(prng, 100) < percent;
}
