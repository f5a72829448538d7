/* What became of the matter; the README says what each means. */
#ifndef DECISION_OUTCOME_H
#define DECISION_OUTCOME_H

#include <stdbool.h>

/* The values stand in databases: never renumber. */
enum outcome {
    OUTCOME_UNKNOWN = 0, /* the council's result is not in this text */
    OUTCOME_UNANIMOUS = 1,
    OUTCOME_MAJORITY = 2,
    OUTCOME_REJECTED = 3, /* by whatever vote */
    OUTCOME_REFERRED = 4, /* to a commission */
    OUTCOME_RETURNED = 5, /* to the department */
    OUTCOME_WITHDRAWN = 6,
    OUTCOME_ELECTED = 7,
    OUTCOME_OTHER = 8, /* postponed, corrected, deemed accepted, taken note of */
};
#define OUTCOME_COUNT 9

/* "unanimous", the name in JSON. */
const char *outcome_name(enum outcome outcome);
bool outcome_parse(const char *name, enum outcome *ret);

#endif
