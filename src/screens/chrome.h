/* What surrounds the content: a rail at the left with the ways in; in portrait, or where a rail
 * would take too much, a header on top and a bar at the bottom, in reach. */
#ifndef SCREENS_CHROME_H
#define SCREENS_CHROME_H

#include "screens/screen.h"

/* Where things go on this window. */
struct chrome {
    bool bar;            /* header and bar instead of a rail */
    struct rect rail;    /* the rail, or the header */
    struct rect bottom;  /* the bar; empty beside a rail */
    struct rect page;    /* all between them: the layer that the content scrolls in */
    struct rect content; /* the part of the page that text stands in */
    struct rect tools;   /* strip at the right of the content: position mark, paging */
};

struct chrome chrome_for(const struct screen_context *context);

/* The rail or header with council, clock, data line and buttons, as on the list. Here and below
 * `scroll` says whether there is anything to page through. */
void chrome_draw_home(const struct chrome *chrome, const struct screen_context *context,
                      const struct scroll *scroll);
/* The quiet form: a way back, and the other language. */
void chrome_draw_inner(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll, const char *back);
/* The place for facts between the two in the quiet rail; empty where there is no rail. */
struct rect chrome_side(const struct chrome *chrome, const struct metrics *metrics);
/* Position mark and paging buttons. */
void chrome_draw_tools(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll);

#endif
