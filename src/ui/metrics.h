/* Sizes: from millimetres and viewing distance to pixels, once for each window size. */
#ifndef UI_METRICS_H
#define UI_METRICS_H

#include <stdbool.h>

/* The panel as the configuration describes it. */
struct panel {
    double diagonal_in; /* inches, 3 to 200 */
    double distance_mm; /* from eye to glass, 200 to 5000 */
};

/* Type sizes are em heights in pixels. The scale climbs by the square root of two from the reading
 * size, whose capitals are 0.0061 of the viewing distance, by way of headings and controls at
 * 0.0122 (EN 301 549, 5.1.4: 0.7 degrees). */
struct metrics {
    int width, height; /* the window, pixels */
    double per_mm;     /* pixels */
    bool portrait;
    int reading; /* running text and everything secondary: nothing is smaller */
    int title;   /* subjects in lists */
    int large;   /* headings and controls */
    int display; /* the clock and the number of an open decision */
    int line;    /* pitch of reading lines, 1.5 em; the vertical unit of every layout */
    int target;  /* side of a touch target, 20 mm */
    int key;     /* least side of a keyboard key: 20 mm, 11 mm on panels under 250 mm wide */
    int margin;  /* of the page */
    int hairline;
    int radius; /* of button corners */
};

/* What the reader chose. Reading text and what is set like it grows; headings and controls, which
 * are large enough by themselves, only as far as they must to stay above it. */
enum text_size { TEXT_SIZE_1, TEXT_SIZE_1_5, TEXT_SIZE_2 };
#define TEXT_SIZE_COUNT 3

struct metrics metrics_for(struct panel panel, int width, int height, enum text_size size);

/* Line pitch for a type size: 1.5 for reading, tighter as the type grows. */
int metrics_pitch(const struct metrics *metrics, int size);

#endif
