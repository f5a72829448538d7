/* Whose decisions a kiosk has: those of the publisher in its trust folder, unless somebody has put
 * another one there. */
#ifndef SYNC_ORIGIN_H
#define SYNC_ORIGIN_H

#include "base/err.h"
#include "sync/state.h"

/* For a release that was refused: where the keys of `trust` do not vouch for what is shown, the
 * text in err also says that the state belongs to another publisher, and how to change that. Only a
 * hint, for a damaged state looks the same. */
void origin_explain(const char *trust, const struct state *state, struct err *err);

#endif
