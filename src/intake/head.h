/* What the parts of the head's recognition share; parts.h is what the others see of them. */
#ifndef INTAKE_HEAD_H
#define INTAKE_HEAD_H

#include "intake/parts.h"
#include "intake/sitting.h"

/* Takes T.C., municipality and title out of the text, with what stands above them, and returns the
 * first line that may hold a label. What a title tells besides ("… MECLİSİNİN 04.05.2016 TARİHLİ
 * TOPLANTISI", "… 255 SAYILI KARARI") is set where nothing is known yet. */
size_t title_read(struct page *page, struct decision *decision, struct header *header,
                  struct sitting *sitting);
/* Is it such a line? */
bool title_is_line(const struct words *words);

/* The text of this line, and of those that go on with it, is the subject. Returns the last line
 * that it used; a line's rest that is not the subject's stays in the text. */
size_t subject_take(struct page *page, struct decision *decision, size_t line);
/* Can a line without a label be the subject, or is it the text already? */
bool subject_fits(const struct words *words);
bool subject_ends(const struct words *words); /* "… görüşülmesi", "… hk." */
/* "Fen İşleri Dairesi Başkanlığı" and nothing else. */
bool line_is_unit(const struct words *words);
/* A sentence that is told to its end: "… planlanmaktadır." */
bool line_is_told(const struct words *words);

#endif
