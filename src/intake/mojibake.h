/* UTF-8 that was read as Windows-1252, Windows-1254 or Latin-1 and written as UTF-8 again. */
#ifndef INTAKE_MOJIBAKE_H
#define INTAKE_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/document.h"

/* Is there anything that mojibake_mend would look at? Most texts have none. */
bool mojibake_suspected(const char *text, size_t bytes);

/* "Ä°" and "â€™" become "İ" and "’", also where it happened twice or three times. Only where at
 * least one such letter is sure: "Â°" alone may be meant. In place, in valid UTF-8; the new length
 * is returned, which is not larger. */
size_t mojibake_mend(char *text, size_t bytes, struct mends *mends);

#endif
