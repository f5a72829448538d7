/* Letters that were spoilt on the way, put right. */
#ifndef INTAKE_MEND_H
#define INTAKE_MEND_H

#include "intake/document.h"

/* Mends clean lines in place and counts what it did. */
void mend_text(struct buf *lines, struct mends *mends);

#endif
