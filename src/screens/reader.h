/* One decision, whole. */
#ifndef SCREENS_READER_H
#define SCREENS_READER_H

#include "screens/screen.h"

/* `back` is the word on the way back (WORD_LIST or WORD_BACK). */
struct screen *reader_enter(const struct screen_context *context, int64_t id, enum word back);

#endif
