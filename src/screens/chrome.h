/* What surrounds the content: a rail at the left with the ways in; in portrait a header on top and
 * a bar at the bottom, in reach. On a small panel the targets keep their 20 mm and the words go:
 * the rail is one of icons, the header holds the council and the clock alone, and what is known of
 * the set is read on the appearance screen. */
#ifndef SCREENS_CHROME_H
#define SCREENS_CHROME_H

#include "screens/screen.h"
#include "ui/flow.h"

/* Words about the set and the moment, set once a minute. */
enum home_text { HOME_COUNCIL, HOME_CLOCK, HOME_DATE, HOME_NOTE, HOME_AS_OF, HOME_FINGERPRINT };
#define HOME_COUNT 6

struct home {
    int64_t minute; /* the one they were set for, 0 for none */
    struct flow texts[HOME_COUNT];
};

/* Where things go on this window. */
struct chrome {
    bool bar;            /* header and bar instead of a rail */
    bool slim;           /* a rail of icons, or a header without small print */
    bool terse;          /* rows of one line: under a keyboard that takes the room */
    struct rect rail;    /* empty where there is a bar */
    struct rect header;  /* empty beside a wide rail, and on inner screens */
    struct rect bottom;  /* the bar; empty beside a rail */
    struct rect page;    /* all between them: the layer that the content scrolls in */
    struct rect content; /* the part of the page that text stands in */
    struct rect tools;   /* strip at the right of the content: position mark, paging */
    struct home home;
};

/* For the home screen, and for the quiet form that has no header. */
struct chrome chrome_for(const struct screen_context *context);
struct chrome chrome_inner_for(const struct screen_context *context);
void chrome_clear(struct chrome *chrome);

/* The rail or header with council, clock, data line and buttons, as on the list. Here and below
 * `scroll` says whether there is anything to page through. */
void chrome_draw_home(struct chrome *chrome, const struct screen_context *context,
                      const struct scroll *scroll);
/* The quiet form: a way back, how things look, and the other language. Text size is in it where
 * there is room. */
void chrome_draw_inner(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll, const char *back);
/* The quiet form of the appearance screen itself, where everything else stands in the page. */
void chrome_draw_way_back(const struct chrome *chrome, const struct screen_context *context,
                          const struct scroll *scroll);
/* The place for facts between the buttons of the quiet rail; empty where there is none. */
struct rect chrome_side(const struct chrome *chrome, const struct metrics *metrics);
/* Position mark and, beside a rail, paging buttons. */
void chrome_draw_tools(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll);
/* Both paging buttons, one beside or one below the other. */
void chrome_draw_paging(const struct screen_context *context, struct button_look look, int x, int y,
                        bool beside);

/* Half a unit: between buttons, and from them to an edge. */
int chrome_gap(const struct metrics *metrics);

#endif
