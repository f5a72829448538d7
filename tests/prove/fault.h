/* A run of meclis-sync's main() in which the Nth call of something fails: once, or from then on every
 * call of that kind. It must end with one of the planned codes and never by a signal, and what it
 * leaves must open with the old set or the new one, the new one after 0. The calls are counted only
 * while main() runs, so that coverage counters, which are written at exit, meet no fault. */
#ifndef PROVE_FAULT_H
#define PROVE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/* Asked before every call that can fail, from any thread: must this one? Sets errno if so. */
bool fault_now(int kind);

struct fault_plan {
    const int *errors; /* each of them is tried */
    size_t error_count;
    const int *codes; /* how a run may end */
    size_t code_count;
};

/* The program's main(): NAME SHARE BEFORE WORK OLD NEW WORD…, which runs `meclis-sync --state
 * WORK/state WORD…` on a copy of the state folder BEFORE, for every N (for one of SHARE of them). OLD
 * and NEW are the sets' digests. Prints what is wrong and a line of counts. */
int fault_prove(int argc, char **argv, const struct fault_plan *plan);

#endif
