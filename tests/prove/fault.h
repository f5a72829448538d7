/* A run of meclis-sync's main() in which the Nth call of something fails: once, or from then on
 * every call of that kind. It must end with one of the planned codes and never by a signal, and
 * what it leaves must open with the old set or the new one, the new one after 0. The calls are
 * counted only while main() runs, so that coverage counters, which are written at exit, meet no
 * fault. */
#ifndef PROVE_FAULT_H
#define PROVE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/* Asked before every call that can fail, from any thread: must this one? Sets errno if so. */
bool fault_now(int kind);

/* The program's main(): NAME SHARE CODES BEFORE WORK OLD NEW WORD…, which runs `meclis-sync --state
 * WORK/state WORD…` on a copy of the state folder BEFORE, for every N (for one of SHARE of them)
 * and each of the errors. CODES are the digits of the codes with which a run may end, OLD and NEW
 * the sets' digests. Prints what is wrong and a line of counts. */
int fault_prove(int argc, char **argv, const int *errors, size_t error_count);

#endif
