/* The shipped programs' own main(), run in forked children: no loader to wait for, so that a proof
 * can ask the real program thousands of times a minute. The objects are those of the programs, with
 * main renamed (see the Makefile). */
#ifndef PROVE_RUN_H
#define PROVE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

int sync_main(int argc, char **argv);
/* Only where it is linked in: its libraries make every fork dearer. */
int kiosk_main(int argc, char **argv) __attribute__((weak));

typedef int program_main(int argc, char **argv);

/* How a run ended. A hanging child is killed after 60 s and counts as killed. */
struct outcome {
    int code; /* the exit code, or minus the signal's number */
    char out[4096], err[4096];
};

/* `words` begins with the program's name and ends with NULL. */
struct outcome run_program(program_main *program, const char *const *words);

/* The same in two halves, for killing it in between. */
pid_t run_begin(program_main *program, const char *const *words);
struct outcome run_end(pid_t child);

/* meclis-sync --state STATE [--trust TRUST] COMMAND [OPERAND]; trust and operand may be NULL. */
struct outcome run_sync(const char *state, const char *trust, const char *command,
                        const char *operand);

/* What the real start-up must find. Digests are in hex; "none": nothing is installed. */
struct expectation {
    const char *old_digest, *new_digest;
    const char *trust, *next; /* a release that must go in afterwards; NULL: not tried */
    const char *next_digest;
};

/* `check`, `status` and the kiosk's --check (where it is linked in) on a state folder: it opens, it
 * is the old set or the new one, and the new one if success had been reported. False: `why` says
 * what is wrong. With `thorough` also `status` before the check, and the next update after it. */
bool startup_holds(const char *state, const struct expectation *expected, bool reported,
                   bool thorough, char why[512]);

/* The digest that `status --json` tells, or "none" where nothing is installed (65 bytes); false
 * where it ends with anything but 0 or 3. */
bool state_digest(const char *state, char ret[65], char why[512]);

#endif
