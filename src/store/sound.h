/* What a sound record is made of; record_fault (store/record.h) puts it together. */
#ifndef STORE_SOUND_H
#define STORE_SOUND_H

#include <stdbool.h>
#include <stddef.h>

#define SOUND_LIST_MAX 4096u /* items; a parcel list has some hundred */

/* Valid UTF-8 of at most `max` bytes; control characters only those of `allowed`, two at most. */
bool sound_text(const char *text, size_t max, const char *allowed);

#endif
