/* The sitting that a decision belongs to: "Temmuz ayı olağan toplantısı, Dönem 7, Birleşim 3". */
#ifndef INTAKE_SITTING_H
#define INTAKE_SITTING_H

#include "intake/words.h"

enum { SITTING_MONTH, SITTING_TERM, SITTING_MEETING, SITTING_SESSION, SITTING_PARTS };

struct sitting {
    char *parts[SITTING_PARTS]; /* owned; NULL while nothing tells it */
};

/* Looks for its parts in the words [first, end), in labels ("BİRLEŞİM: 3") and in prose ("Temmuz
 * ayı olağan toplantısının 3. birleşiminde") alike. What is known already stays. */
void sitting_read(struct sitting *sitting, const struct words *words, size_t first, size_t end);
bool sitting_known(const struct sitting *sitting);
char *sitting_text(const struct sitting *sitting); /* allocated; NULL for one that is not known */
void sitting_free(struct sitting *sitting);

#endif
