/* What else belongs to a decision: "annex https://…/plan.pdf", as struct decision holds it. */
#ifndef DECISION_ANNEX_H
#define DECISION_ANNEX_H

#include <stdbool.h>

/* "annex" or "rest" (where a cut text goes on); NULL for a text that is no annex. Static. */
const char *annex_kind(const char *annex);
/* The address behind the kind, a part of `annex`; NULL where there is none. */
const char *annex_address(const char *annex);
/* "annex https://…" or, for no address, "annex"; NULL for another kind. Allocated. */
char *annex_make(const char *kind, const char *address);

#endif
