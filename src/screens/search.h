/* Search by number or words, with the keyboard on the screen. */
#ifndef SCREENS_SEARCH_H
#define SCREENS_SEARCH_H

#include "screens/screen.h"

struct screen *search_enter(const struct screen_context *context);

#endif
