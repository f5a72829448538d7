/* The commands of meclis-sync. What a command failed with is in err, and printed once by main. */
#ifndef SYNC_COMMAND_H
#define SYNC_COMMAND_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "sync/status.h"

#define PROGRAM "meclis-sync"

struct options;

/* The caller holds the lock where the command changes anything. */
typedef enum err_code command_run(const struct options *options, const struct clock *clock,
                                  struct err *err);

command_run command_update, command_receive, command_apply; /* command_take.c */
command_run command_status, command_back, command_check;    /* command_state.c */

/* ---- what they share (command.c) ---- */

bool command_is_url(const char *text);
/* A line for people: what happened, and to which set. */
void command_say(const char *what, const struct status *status);
/* The clock, which is not before what releases and servers have said so far. */
struct clock command_clock(const char *state, const struct clock *clock);
/* Notes a failure, and what the state folder says after it. */
void command_note_failure(const char *state, struct status *status, int64_t now,
                          const struct err *err);
/* Writes what became of a command, and returns its code. A failure that cannot even be noted stays
 * the first failure. */
enum err_code command_report(const char *state, struct status *status, const struct clock *clock,
                             enum err_code code, struct err *err) CHECKED;

#endif
