/* How a vote is told: the phrase before the formula, and its numbers. */
#ifndef SAMPLES_VOTES_H
#define SAMPLES_VOTES_H

#include "base/buf.h"
#include "samples/sample.h"

/* Appends "5 ret oyuna karşı 61 kabul oyu ile " or the like, or nothing, and sets the sample's
 * votes. */
void votes_tell(struct prng *prng, const char *apostrophe, struct sample *sample, struct buf *out);

#endif
