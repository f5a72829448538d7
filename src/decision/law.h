/* The laws that councils cite most, by number, and references to them in words. */
#ifndef DECISION_LAW_H
#define DECISION_LAW_H

#include "base/buf.h"
#include "decision/decision.h"

/* "Belediye Kanunu" for 5393; NULL for a law that is not in the list. */
const char *law_name(int law);

/* "5393 sayılı Belediye Kanunu, 18. madde, 2. fıkra, (f) bendi". */
void citation_turkish(const struct citation *citation, struct buf *out);
/* "Law 5393 (Belediye Kanunu), article 18, paragraph 2, item f". */
void citation_english(const struct citation *citation, struct buf *out);

#endif
