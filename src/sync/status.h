/* status.json: what the screen and the staff are told. Written by sync alone, renamed into place
 * after everything that it speaks of. */
#ifndef SYNC_STATUS_H
#define SYNC_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
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

/* What the last attempt came to, or where the one under way is: what the screen tells who stands
 * before it with a stick in his hand. */
enum status_phase {
    STATUS_IDLE, /* nothing to tell */
    STATUS_COPYING,
    STATUS_CHECKING,
    STATUS_DONE,    /* the source may go: it was taken over, or held nothing new */
    STATUS_REFUSED, /* it is not acceptable; the last of the errors says why */
    STATUS_FAILED,  /* it could not be read, or this kiosk's storage failed; likewise */
};

/* serial 0: there is no current generation, and the members up to `updated` mean nothing. */
struct status {
    int64_t serial;
    char municipality[KEYSET_MUNICIPALITY_SIZE];
    char digest[DIGEST_HEX]; /* the set's */
    int64_t count;
    char newest[11]; /* "" for an empty set */
    int64_t issued, expires;
    int64_t updated;  /* when it became current */
    int64_t held;     /* the serial that `back` left, 0 for none */
    int64_t keyset;   /* version of the one in force, 0: none yet */
    bool expired;     /* a newer release should have come by now */
    bool clock_known; /* false: the board's time makes no sense */
    enum status_phase phase;
    int64_t since;                                 /* when the phase was entered */
    int64_t fresh;                                 /* STATUS_DONE: decisions that are new, else 0 */
    int64_t percent;                               /* STATUS_COPYING: 0 to 100, else 0 */
    struct status_error errors[STATUS_ERRORS_MAX]; /* oldest first */
    size_t error_count;
    struct status_network network;
};

/* What status.json says; all zero where it is absent or damaged. */
void status_load(const char *state, struct status *ret);
/* Brings it up to what the state folder says; `now` is when a serial new to it became current. */
void status_refresh(struct status *status, const struct state *state, int64_t now);
/* What depends on the time at which it is said. */
void status_note_clock(struct status *status, const struct clock *clock);
void status_enter(struct status *status, enum status_phase phase, int64_t now);
/* The same text again only moves to the end; the oldest goes where there is no room. */
void status_add_error(struct status *status, int64_t now, const struct err *what);
/* Writes it unless the file says exactly this already: cards wear out. */
enum err_code status_save(const char *state, const struct status *status, struct err *err) CHECKED;

/* The object in status.json, a new reference; NULL: no memory. */
json_t *status_json(const struct status *status);
/* For people, a line each, on stdout. */
void status_print(const struct status *status);

#endif
