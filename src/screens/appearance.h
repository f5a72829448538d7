/* How things look: text size and colours, chosen by touch and seen at once. */
#ifndef SCREENS_APPEARANCE_H
#define SCREENS_APPEARANCE_H

#include "screens/screen.h"

struct screen *appearance_enter(const struct screen_context *context);

#endif
