/* The calm page where there are no decisions to show: what is missing and what staff can do. */
#ifndef SCREENS_NOTICE_H
#define SCREENS_NOTICE_H

#include "screens/screen.h"

struct screen *notice_enter(const struct screen_context *context);

#endif
