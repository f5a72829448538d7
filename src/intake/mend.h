/* Letters that were spoilt on the way, put right. */
#ifndef INTAKE_MEND_H
#define INTAKE_MEND_H

#include "intake/document.h"

/* Mends clean lines in place and counts what it did: the letters that PDF fonts give for others (Ġ
 * for İ, Ģ for ş, ġ for Ş, Đ for İ), those of Windows-1252 for Windows-1254 (Ý Þ Ð), i + U+0307,
 * ligatures and the bullets of symbol fonts. A letter that is right in its own language stays where
 * the text as a whole does not speak against it ("Đoković", "Þórshöfn"). */
void mend_text(struct buf *lines, struct mends *mends);

#endif
