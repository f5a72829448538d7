/* kill -9 at a random moment of a command, again and again.
 *
 *     killer WORK TRUST ROUNDS SEED S0 S1 S2 R1 R2 R3 D1 D2 D3
 *
 * S0 to S2 are state folders with nothing, with the release R1, with R1 and then R2; D1 to D3 the
 * releases' digests. In turn: a first update, the next update, one that collects, `back`. What is
 * left must open with the old set or the new one, the new one if success was reported; every fourth
 * time the next update must go in. A process that dies loses nothing that the kernel has: this is
 * no proof about power cuts (see tests/crash). Prints what is wrong and a line of counts. */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "prove/run.h"
#include "prove/tree.h"

#define WRONG_MAX 10

struct round {
    const char *before; /* the state folder */
    const char *command, *operand;
    const char *old_digest, *new_digest;
    int64_t took; /* microseconds, the shortest that it took undisturbed */
};

struct killer {
    const char *trust, *next, *next_digest;
    char state[FILE_PATH_MAX];
    unsigned long killed, finished, wrong;
};

static uint32_t next_random(uint32_t *seed) { /* xorshift */
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static pid_t begin(const struct killer *k, const struct round *round) {
    const char *words[] = {"meclis-sync", "--state",      k->state,       "--trust",
                           k->trust,      round->command, round->operand, NULL};
    tree_remove(k->state);
    tree_copy(round->before, k->state);
    return run_begin(sync_main, words);
}

static void measure(const struct killer *k, struct round *round) {
    for (int i = 0; i < 5; i++) {
        int64_t start = clock_real_us();
        struct outcome outcome = run_end(begin(k, round));
        int64_t took = clock_real_us() - start;
        if (outcome.code != 0) {
            fprintf(stderr, "killer: %s fails undisturbed: %s\n", round->command, outcome.err);
            exit(2);
        }
        round->took = i == 0 || took < round->took ? took : round->took;
    }
}

static void play(struct killer *k, const struct round *round, uint32_t *seed, bool thorough) {
    pid_t child = begin(k, round);
    /* until it writes its report, at the latest; a sleep is always a little longer */
    usleep((useconds_t)(next_random(seed) % (uint64_t)(round->took * 3 / 4 + 1)));
    kill(child, SIGKILL);
    struct outcome outcome = run_end(child);
    bool reported = outcome.code == 0 || *outcome.out;
    if (outcome.code == -SIGKILL)
        k->killed++;
    else
        k->finished++;
    struct expectation expected = {.old_digest = round->old_digest,
                                   .new_digest = round->new_digest,
                                   .trust = k->trust,
                                   .next = k->next,
                                   .next_digest = k->next_digest};
    char why[512] = "killed, and yet";
    if ((outcome.code == 0 || outcome.code == -SIGKILL) &&
        startup_holds(k->state, &expected, reported, thorough, why))
        return;
    if (k->wrong++ < WRONG_MAX)
        printf("# %s %s: exit %d: %s\n", round->command, round->before, outcome.code, why);
}

int main(int argc, char **argv) {
    if (argc != 14 || sodium_init() < 0) {
        fprintf(stderr, "killer: see the head of tests/kill.c\n");
        return 2;
    }
    char **s = argv + 5, **r = argv + 8, **d = argv + 11;
    struct round rounds[] = {{s[0], "update", r[0], "none", d[0], 0},
                             {s[1], "update", r[1], d[0], d[1], 0},
                             {s[2], "update", r[2], d[1], d[2], 0},
                             {s[2], "back", NULL, d[1], d[0], 0}};
    struct killer killer = {.trust = argv[2], .next = r[2], .next_digest = d[2]};
    uint32_t seed = (uint32_t)strtoul(argv[4], NULL, 10) | 1;
    unsigned long count = strtoul(argv[3], NULL, 10);
    snprintf(killer.state, sizeof killer.state, "%s", tree_path(argv[1], "state"));
    for (size_t i = 0; i < 4; i++)
        measure(&killer, &rounds[i]);
    for (unsigned long i = 0; i < count; i++)
        play(&killer, &rounds[i % 4], &seed, i / 4 % 4 == 0);
    printf("%lu rounds: %lu killed, %lu finished before, %lu wrong\n", count, killer.killed,
           killer.finished, killer.wrong);
    return killer.wrong != 0 || killer.killed == 0;
}
