/* Reading a generation: what the display needs, in the portions in which it needs it.
 * Nothing here loads more than it was asked for; a library of 100,000 decisions costs what one of
 * ten costs. One thread. */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "decision/decision.h"

struct catalogue;

/* What the set says of itself. */
struct catalogue_info {
    int64_t serial;
    char municipality[160]; /* "Muğla Büyükşehir Belediyesi" */
    char digest[65];        /* the set digest, hexadecimal */
    int64_t issued;         /* seconds since 1970, UTC */
    int count;              /* decisions, tombstones not counted */
    bool previous;          /* the current set cannot be read: this is the one before it */
};

/* One day on which the council decided, newest first in the array. */
struct sitting {
    struct date date;
    int count;     /* decisions of that day */
    int unanimous; /* of them with OUTCOME_UNANIMOUS */
    int first;     /* index of the day's first row in the whole list */
};

/* One line of the list. Owned strings, never NULL; free with catalogue_rows_clear. */
struct decision_row {
    int64_t id;
    int year, number;
    struct date date;
    enum outcome outcome;
    int votes_for, votes_against; /* -1 where not known */
    char *subject;
    char *department; /* "" where not known */
    char *districts;  /* joined with ", " */
};

/* Opens the generation that <state>/current names, read-only and immutable, and checks schema and
 * serial; where that one cannot be opened, the one that <state>/previous names. ERR_MISSING: there
 * is none; ERR_REFUSED or ERR_STORAGE: the current one is unusable and so is the previous. The text
 * speaks of the current one. */
enum err_code catalogue_open(const char *state, struct catalogue **ret, struct err *err) CHECKED;
/* The previous generation at once, for when a read of the current one has failed. */
enum err_code catalogue_open_previous(const char *state, struct catalogue **ret,
                                      struct err *err) CHECKED;
void catalogue_close(struct catalogue *catalogue); /* takes NULL */

const struct catalogue_info *catalogue_info(const struct catalogue *catalogue);
/* Has any read failed since it was opened? A damaged card shows itself only where it is read. */
bool catalogue_failed(const struct catalogue *catalogue);
/* Owned by the catalogue. */
const struct sitting *catalogue_sittings(const struct catalogue *catalogue, size_t *ret_count);

/* The index, among the sittings, of the one that holds this row of the whole list. */
size_t catalogue_sitting_of(const struct catalogue *catalogue, int row);

/* Rows [first, first + count) of the whole list: newest day first, within a day the highest number
 * first. Fewer at the end; *ret_count says how many came. */
enum err_code catalogue_rows(struct catalogue *catalogue, int first, int count,
                             struct decision_row *ret_rows, int *ret_count,
                             struct err *err) CHECKED;
void catalogue_rows_clear(struct decision_row *rows, int count);

/* The index of a decision in the whole list, or -1 when it is not (or no longer) in it. */
int catalogue_index(struct catalogue *catalogue, int64_t id);

/* The whole record; ERR_MISSING when there is none of that id. */
enum err_code catalogue_decision(struct catalogue *catalogue, int64_t id, struct decision *ret,
                                 struct err *err) CHECKED;

/* Plain search for now: rows whose number, subject or body hold every word of the query (folded,
 * words as prefixes), newest first. Rows as from catalogue_rows. */
enum err_code catalogue_search(struct catalogue *catalogue, const char *query, int limit,
                               struct decision_row *ret_rows, int *ret_count,
                               struct err *err) CHECKED;

#endif
