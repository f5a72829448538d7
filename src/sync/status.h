/* status.json: what the screen and the staff are told. Written by sync alone, renamed into place
 * after everything that it speaks of. */
#ifndef SYNC_STATUS_H
#define SYNC_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "sync/state.h"

#define STATUS_ERRORS_MAX 8

/* Something that went wrong since the last update that succeeded. */
struct status_error {
    int64_t time;
    int64_t code; /* the exit code that went with it */
    char text[512];
};

/* How asking a web server goes; all zero: well, or never done. */
struct status_network {
    int64_t failures; /* one after another */
    int64_t next;     /* when a timer asks again */
    char error[512];  /* the last of them */
};

/* serial 0: there is no current generation, and the members up to `updated` mean nothing. */
struct status {
    int64_t serial;
    char municipality[KEYSET_MUNICIPALITY_SIZE];
    char digest[DIGEST_HEX]; /* the set's */
    int64_t count;
    char newest[11]; /* "" for an empty set */
    int64_t issued, expires;
    int64_t updated;                               /* when it became current */
    int64_t held;                                  /* the serial that `back` left, 0 for none */
    struct status_error errors[STATUS_ERRORS_MAX]; /* oldest first */
    size_t error_count;
    struct status_network network;
};

/* What status.json says; all zero where it is absent or damaged. */
void status_load(const char *state, struct status *ret);
/* Brings it up to what the state folder says; `now` is when a serial new to it became current. */
void status_refresh(struct status *status, const struct state *state, int64_t now);
/* The same text again only moves to the end; the oldest goes where there is no room. */
void status_add_error(struct status *status, int64_t now, const struct err *what);
/* Writes it unless the file says exactly this already: cards wear out. */
enum err_code status_save(const char *state, const struct status *status, struct err *err) CHECKED;

/* The object in status.json, a new reference; NULL: no memory. */
json_t *status_json(const struct status *status);
/* For people, a line each, on stdout. */
void status_print(const struct status *status);

#endif
