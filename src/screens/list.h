/* The first screen: all decisions, newest first, grouped by sitting. */
#ifndef SCREENS_LIST_H
#define SCREENS_LIST_H

#include "screens/screen.h"

struct screen *list_enter(const struct screen_context *context);

#endif
