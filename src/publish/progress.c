#include "publish/progress.h"

#include <stdio.h>
#include <unistd.h>

#define FIRST_US 1000000 /* short runs show nothing */
#define EVERY_US 100000
#define BAR 32

struct progress progress_begin(const struct clock *clock, size_t total) {
    return (struct progress){.clock = clock,
                             .total = total,
                             .next_us = clock_mono(clock) + FIRST_US,
                             .terminal = isatty(STDERR_FILENO)};
}

void progress_step(struct progress *progress, size_t done) {
    if (!progress->terminal || clock_mono(progress->clock) < progress->next_us)
        return;
    progress->next_us = clock_mono(progress->clock) + EVERY_US;
    progress->drawn = true;
    size_t filled = progress->total ? done * BAR / progress->total : BAR;
    fputs("\r[", stderr);
    for (size_t i = 0; i < BAR; i++)
        fputc(i < filled ? '#' : ' ', stderr);
    fprintf(stderr, "] %zu of %zu", done, progress->total);
    fflush(stderr);
}

void progress_hide(struct progress *progress) {
    if (!progress->drawn)
        return;
    fputs("\r\033[K", stderr);
    progress->drawn = false;
    progress->next_us = 0; /* it comes back with the next step */
}
