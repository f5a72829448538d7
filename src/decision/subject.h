/* A heading for a subject: most are one, some are a sentence of a thousand characters. */
#ifndef DECISION_SUBJECT_H
#define DECISION_SUBJECT_H

#include <stdbool.h>

/* The subject itself where it is short enough for a heading (160 characters); else its first clause
 * (up to a semicolon or comma) or as many whole words as fit, with "…"; a word that would leave
 * nearly nothing is cut. Allocated.
 * *ret_whole: nothing was left out. */
char *subject_heading(const char *subject, bool *ret_whole);

#endif
