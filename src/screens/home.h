/* The words of the home rail and header: the council, the time, and what is known of the set. */
#ifndef SCREENS_HOME_H
#define SCREENS_HOME_H

#include "screens/chrome.h"

/* Is the window too narrow for the whole header, or for all buttons in the bar? */
bool home_is_slim(const struct screen_context *context);
int home_header_height(const struct chrome *chrome, const struct metrics *metrics);

/* Sets the texts anew where the minute is another one. */
void home_renew(struct chrome *chrome, const struct screen_context *context);
void home_clear(struct home *home);

/* Into the wide rail, whose layer is open; where the first button goes. */
int home_draw_rail(const struct chrome *chrome, const struct screen_context *context);
/* The header as a layer of its own. */
void home_draw_header(const struct chrome *chrome, const struct screen_context *context);

#endif
