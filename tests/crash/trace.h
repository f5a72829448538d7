/* The lines of `strace -f -y -xx -s 100000000 -o FILE`, taken apart. */
#ifndef CRASH_TRACE_H
#define CRASH_TRACE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"

#define CALL_ARGUMENTS 8

/* An argument: a string's bytes, or the text as strace wrote it (NUL-terminated either way). */
struct argument {
    bool is_string;
    struct buf text;
};

/* One finished system call. */
struct call {
    char name[32];
    struct argument arguments[CALL_ARGUMENTS];
    int count;
    long long result; /* -1 for a failure */
};

/* The next finished call; false at the end. Signals and exits are passed over. */
bool trace_next(FILE *trace, struct call *call);
void trace_clear(struct call *call);

#endif
