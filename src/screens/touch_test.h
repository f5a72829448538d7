/* For staff, when a panel is set up (--touch-test): nine crosses to be touched in turn, then how
 * far off the touches are and whether they arrive turned against the picture: the setting for
 * rotation turns both, so no value of it heals that. In both languages at once, and without a
 * button before the end: on such a panel nobody could touch it. */
#ifndef SCREENS_TOUCH_TEST_H
#define SCREENS_TOUCH_TEST_H

#include "screens/screen.h"

/* Its button asks for ACTION_END. */
struct screen *touch_test_enter(const struct screen_context *context);

#endif
