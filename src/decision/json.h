/* A record as the JSON object that show, list and search. */
#ifndef DECISION_JSON_H
#define DECISION_JSON_H

#include "base/json.h"
#include "decision/decision.h"

/* A new reference; what is absent is null. */
json_t *decision_json(const struct decision *decision);

#endif
