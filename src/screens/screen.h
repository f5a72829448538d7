/* What every screen is: enter, draw, touch, renew, leave, and what it may use.
 * Screens do not know each other: they ask for another one by an action. */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include <stdint.h>

#include "base/clock.h"
#include "screens/words.h"
#include "store/catalogue.h"
#include "ui/frame.h"
#include "ui/metrics.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

/* What a touch on a widget means. Those listed before ACTION_OWN are carried out by whoever runs
 * the screens, those behind it by the screen itself. */
enum action {
    ACTION_NONE,
    ACTION_OPEN, /* the decision whose id is the argument */
    ACTION_BACK,
    ACTION_SEARCH,
    ACTION_LANGUAGE,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_APPEARANCE,
    ACTION_TEXT_SIZE, /* the argument is an enum text_size */
    ACTION_THEME,     /* the argument is an enum theme_name */
    ACTION_END,       /* of the program */
    ACTION_OWN,
    ACTION_KEY, /* the argument is a code point */
    ACTION_ERASE,
    ACTION_FOLD, /* the keyboard goes or comes back */
};

/* Handed to every call of a screen. All of it is borrowed. */
struct screen_context {
    struct catalogue *catalogue; /* NULL: there are no decisions to show */
    enum err_code problem;       /* why not; ERR_OK where there are */
    const struct clock *clock;
    enum language language;
    enum text_size text_size;
    enum theme_name theme;
    struct pen pen; /* its frame is filled by draw alone */
};

struct screen;

struct screen_kind {
    void (*draw)(struct screen *screen, const struct screen_context *context);
    /* An action of the screen's own. NULL where it has none. */
    void (*act)(struct screen *screen, const struct screen_context *context, int action,
                int64_t argument);
    /* The frame is on the glass, something moves and there is time: makes ready what may be seen
     * next, without touching what the frame points to. NULL where there is nothing of the kind. */
    void (*idle)(struct screen *screen, const struct screen_context *context);
    /* A tap where there is nothing to be touched. NULL where that means nothing. */
    void (*tap)(struct screen *screen, const struct screen_context *context, int x, int y);
    /* The catalogue, the language, text size, theme or the window's size is another one: lay out
     * anew and keep the place of the reader. The old catalogue is gone already. */
    void (*renew)(struct screen *screen, const struct screen_context *context);
    void (*leave)(struct screen *screen); /* frees it */
};

/* The first member of every screen's own struct. */
struct screen {
    const struct screen_kind *kind;
    struct scroll scroll; /* extent 0 where nothing scrolls */
};

#endif
