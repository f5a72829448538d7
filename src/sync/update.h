/* The commands that change what is shown. The caller holds the lock. */
#ifndef SYNC_UPDATE_H
#define SYNC_UPDATE_H

#include "base/err.h"
#include "sync/apply.h"
#include "sync/source.h"
#include "sync/state.h"

enum update_mode {
    UPDATE_WHOLE,   /* `update`: from the source to the switch */
    UPDATE_RECEIVE, /* `fetch`, `copy`: only into the inbox; generations and pointers are not
                       touched */
    UPDATE_APPLY,   /* `apply`: the source is the inbox itself, copied once more, for it is not ours
                     */
};

struct update_order {
    const char *state, *trust; /* folders */
    struct source *source;
    enum update_mode mode;
    const struct source_watch *watch; /* or NULL */
};

/* Takes in what the source has. `ret_verdict` says what it came to (after UPDATE_RECEIVE,
 * APPLY_TAKE means that it waits for `apply`); ret_state is the state afterwards. Codes as in
 * house.md. */
enum err_code update_take(const struct update_order *order, struct state *ret_state,
                          enum apply_verdict *ret_verdict, struct err *err) CHECKED;

/* `back`: previous becomes current, and what was current is held. ERR_MISSING: there is no
 * previous one; ERR_REFUSED: it is damaged. */
enum err_code update_back(const char *state, struct state *ret_state, struct err *err) CHECKED;

/* `check`: the full check of current, and where it fails of previous, which then becomes current.
 * ret_damage gets the reason for such a fall back (its code is ERR_OK where there was none).
 * ERR_MISSING: nothing was ever installed; ERR_REFUSED: nothing sound is left. */
enum err_code update_check(const char *state, struct state *ret_state, struct err *ret_damage,
                           struct err *err) CHECKED;

#endif
