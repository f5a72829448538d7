/* "No word lost": the words of a source, taken out of it without the help of intake/, each looked
 * for in what was made of it. */
#ifndef ACCURACY_WORDS_H
#define ACCURACY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "intake/intake.h"

/* Appends the text of a document in UTF-8, hidden parts too: text by iconv, HTML without its tags,
 * PDF as pdftotext gives it, DOCX as every w:t and w:delText of every part. False where it cannot
 * be had. */
bool source_text(const char *path, struct buf *ret);

/* How many words the source has, and those (appended, parted by blanks) that are neither in a
 * record, as often as in the source, nor in its list of removed debris. Compared without case and
 * diacritics, spoilt letters undone, words parted at a line's end joined. */
struct word_count {
    size_t total, lost;
};
struct word_count words_lost(const char *source, const struct intake_set *set, struct buf *lost);

#endif
