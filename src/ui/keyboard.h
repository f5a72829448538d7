/* The keyboard on the screen: Turkish Q, digits above. */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "ui/widgets.h"

/* Height in pixels that the keyboard takes at the window's width. */
int keyboard_height(const struct metrics *metrics);

/* Draws it along the bottom of `area`, centred. A key's action is `action_key` with its code point
 * as the argument; the erasing key's is `action_erase`. space_label and erase_label are words for
 * the tree and the space bar. */
void keyboard_draw(const struct pen *pen, struct rect area, int action_key, int action_erase,
                   const char *space_label, const char *erase_label);

#endif
