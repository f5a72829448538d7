/* One decision as a row of a list: number, subject, department, outcome. Set once, drawn often. */
#ifndef SCREENS_ROW_H
#define SCREENS_ROW_H

#include "screens/chrome.h"
#include "store/catalogue.h"
#include "ui/flow.h"

/* Where the parts of a row stand, from the content's left and the row's upper edge, pixels; the
 * same for every row of a list. What stands on a line of type is given by its baseline. */
struct row_places {
    int height;
    int number_size, number_base;
    int outcome_end,
        outcome_base; /* its right end, 0: it begins at the left; terse rows have none */
    int subject_x, subject_y, subject_width, subject_lines, subject_size, subject_pitch;
    int detail_y, detail_width;
    bool terse;
};

/* A decision_row with its text in lines. All strings are owned. */
struct row {
    int64_t id;
    enum outcome outcome;
    double share;    /* of the votes that were for it, for the pie; 0.75 where not known */
    char name[24];   /* "2015/255", the row's own label */
    char number[16]; /* "255" */
    struct flow subject;
    struct flow detail; /* department and districts, one line */
    int outcome_x;      /* from the content's left edge */
    struct row_places places;
};

/* Measures every outcome's word: once for a list, not for each row. */
struct row_places row_places_for(const struct chrome *chrome, const struct screen_context *context);

/* Takes the record over. */
struct row row_make(struct decision_row *record, const struct row_places *places,
                    const struct screen_context *context);
void row_clear(struct row *row); /* takes NULL */

/* Draws it with its upper edge at y and a hairline at its lower one. */
void row_draw(const struct row *row, const struct chrome *chrome,
              const struct screen_context *context, int y);

/* Icon and colour of an outcome. */
enum icon outcome_icon(enum outcome outcome);
rgb outcome_color(const struct theme *theme, enum outcome outcome);
/* Share of the pie for these votes, each -1 where not known. */
double outcome_share(int votes_for, int votes_against);

#endif
