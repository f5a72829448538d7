#include "decision/outcome.h"

#include <string.h>

static const char *const names[OUTCOME_COUNT] = {
    [OUTCOME_UNKNOWN] = "unknown",     [OUTCOME_UNANIMOUS] = "unanimous",
    [OUTCOME_MAJORITY] = "majority",   [OUTCOME_REJECTED] = "rejected",
    [OUTCOME_REFERRED] = "referred",   [OUTCOME_RETURNED] = "returned",
    [OUTCOME_WITHDRAWN] = "withdrawn", [OUTCOME_ELECTED] = "elected",
    [OUTCOME_OTHER] = "other",
};

const char *outcome_name(enum outcome outcome) {
    return (unsigned)outcome < OUTCOME_COUNT ? names[outcome] : names[OUTCOME_UNKNOWN];
}

bool outcome_parse(const char *name, enum outcome *ret) {
    for (int i = 0; i < OUTCOME_COUNT; i++)
        if (strcmp(names[i], name) == 0) {
            *ret = (enum outcome)i;
            return true;
        }
    return false;
}
