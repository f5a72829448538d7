/* The laws that councils cite most, by number, and references to them in words. */
#ifndef DECISION_LAW_H
#define DECISION_LAW_H

#include "base/buf.h"
#include "decision/decision.h"

/* "Belediye Kanunu" for 5393; NULL for a law that is not in the list. */
const char *law_name(int law);
/* The law by its name, where the text ends in it: folded, in single blanks, without the last word
 * ("devlet ihale" for 2886, "… 2015 yili buyuksehir belediyesi" for 5216). 0 for none. */
int law_find(const char *text);

/* "5393 sayılı Belediye Kanunu, 18. madde, 2. fıkra, (f) bendi". */
void citation_turkish(const struct citation *citation, struct buf *out);
/* "Law 5393 (Belediye Kanunu), article 18, paragraph 2, item f". */
void citation_english(const struct citation *citation, struct buf *out);

#endif
