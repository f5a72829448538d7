/* For staff, when a panel is set up (--touch-test): nine crosses to be touched in turn, then how
 * far off the touches are and whether the panel seems turned. In both languages at once, and
 * without a button before the end: on a turned panel nobody could touch it. */
#ifndef SCREENS_TOUCH_TEST_H
#define SCREENS_TOUCH_TEST_H

#include "screens/screen.h"

/* rotation: the setting in force, degrees (0, 90, 180, 270). Its button asks for ACTION_END. */
struct screen *touch_test_enter(const struct screen_context *context, int rotation);

#endif
