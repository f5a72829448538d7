/* What looks like personal data in one decision, masked, as the report has it. */
#ifndef PUBLISH_PERSONAL_LIST_H
#define PUBLISH_PERSONAL_LIST_H

#include "base/json.h"
#include "decision/decision.h"

/* [{"kind": "identity number", "field": "body", "excerpt": "123*****890"}, …]; a new reference. */
json_t *personal_list_of(const struct decision *decision);

/* Appends "identity number 123*****890 (body)". */
void personal_list_say_one(const json_t *found, struct buf *out);
/* Appends "identity number 123*****890 (body), …", the first few of them. */
void personal_list_say(const json_t *list, struct buf *out);

#endif
