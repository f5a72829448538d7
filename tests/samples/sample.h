/* One made-up decision: what is true of it, and the paragraphs that its page is laid out from. */
#ifndef SAMPLES_SAMPLE_H
#define SAMPLES_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "samples/calendar.h"
#include "samples/prng.h"
#include "samples/wording.h"

#define SAMPLE_REFERENCES 4
#define SAMPLE_DISTRICTS 4

/* Owned paragraphs. */
struct lines {
    char **items;
    size_t count;
};

struct sample {
    int number;
    struct date date;                          /* its year is the number's too */
    char *subject;                             /* as a reader of the page would copy it */
    const char *outcome;                       /* the name in JSON */
    int votes_for, votes_against, abstentions; /* -1: the text is silent */
    const char *department;
    struct law_reference references[SAMPLE_REFERENCES];
    size_t reference_count;
    const char *districts[SAMPLE_DISTRICTS]; /* in the order in which they come up */
    size_t district_count;
    bool truncated;

    bool subject_is_labelled; /* else it is the letter's first sentence and stands there */
    struct lines body;        /* everything behind the subject */
};

/* The same seed and entry give the same sample. */
struct sample sample_compose(uint64_t seed, const struct calendar_entry *entry);
void sample_clear(struct sample *sample);

/* The page's bytes. */
void sample_layout(const struct sample *sample, uint64_t seed, struct buf *out);

/* The truth as one line of JSON with its '\n'. */
void sample_truth(const struct sample *sample, const char *file, struct buf *out);

void lines_add(struct lines *lines, char *owned);
void lines_clear(struct lines *lines);

#endif
