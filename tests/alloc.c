/* Every allocation failed, once and from then on.
 *
 *     alloc WORK TRUST SHARE S0 S1 S2 R1 R2 D1 D2
 *
 * Runs meclis-sync's main() with a malloc that fails at the Nth call, for every N (for one of SHARE
 * of them): a first update, the next update, `check`, `back`, `status`. libsodium, Jansson, zstd,
 * SQLite and libc itself take their memory here too. It must end with 0 or 5, never by a signal,
 * and what is left must open with the old set or the new one, the new one after 0. Prints what is
 * wrong and a line of counts. */
#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/file.h"
#include "prove/run.h"
#include "prove/tree.h"

#define WRONG_MAX 30

/* ---- the allocator: glibc's, with a counter before it ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

/* Shared with the children. */
struct counter {
    long calls;   /* so far */
    long fail_at; /* the call that fails, from 1; 0: none */
    bool go_on;   /* every later one too */
    bool armed;
};
static struct counter *counter;

static bool fails(void) {
    if (!counter || !counter->armed)
        return false;
    long call = ++counter->calls;
    if (!counter->fail_at || (counter->go_on ? call < counter->fail_at : call != counter->fail_at))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return fails() ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        return NULL;
    return realloc(old, count * size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **ret, size_t alignment, size_t size) {
    void *memory = aligned_alloc(alignment, size);
    if (!memory)
        return ENOMEM;
    *ret = memory;
    return 0;
}

/* ---- the runs ---- */

struct story {
    const char *name, *before;
    const char *words[10];
    const char *old_digest, *new_digest;
};

struct proof {
    char state[FILE_PATH_MAX];
    unsigned long share, runs, failed, wrong;
};

static int armed_main(int argc, char **argv) {
    counter->calls = 0;
    counter->armed = true;
    int code = sync_main(argc, argv);
    counter->armed = false;
    return code;
}

static struct outcome run_story(const struct proof *proof, const struct story *story, long fail_at,
                                bool go_on) {
    tree_remove(proof->state);
    tree_copy(story->before, proof->state);
    counter->fail_at = fail_at;
    counter->go_on = go_on;
    struct outcome outcome = run_program(armed_main, story->words);
    counter->armed = false;
    return outcome;
}

static void try_failure(struct proof *proof, const struct story *story, long fail_at, bool go_on) {
    struct outcome outcome = run_story(proof, story, fail_at, go_on);
    struct expectation expected = {.old_digest = story->old_digest,
                                   .new_digest = story->new_digest};
    char why[512] = "";
    bool good = outcome.code == 0 || outcome.code == 5;
    proof->runs++;
    proof->failed += outcome.code == 5;
    good = good && (outcome.code == 0 || strchr(outcome.err, '\n') ||
                    go_on); /* the line itself may need memory */
    if (good && startup_holds(proof->state, &expected, outcome.code == 0, false, why))
        return;
    if (proof->wrong++ < WRONG_MAX)
        printf("# %s, allocation %ld%s: exit %d: %.200s %s\n", story->name, fail_at,
               go_on ? " and all later" : "", outcome.code, outcome.err, why);
}

static void tell(struct proof *proof, const struct story *story) {
    struct outcome whole = run_story(proof, story, 0, false);
    long calls = counter->calls;
    if (whole.code != 0 || calls == 0) {
        printf("# %s: exit %d without any failure: %s\n", story->name, whole.code, whole.err);
        proof->wrong++;
        return;
    }
    printf("# %s: %ld allocations\n", story->name, calls);
    for (long n = 1; n <= calls; n += (long)proof->share) {
        try_failure(proof, story, n, false);
        try_failure(proof, story, n, true);
    }
}

int main(int argc, char **argv) {
    counter =
        mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc != 11 || counter == MAP_FAILED || sodium_init() < 0) {
        fprintf(stderr, "alloc: see the head of tests/alloc.c\n");
        return 2;
    }
    struct proof proof = {.share = strtoul(argv[3], NULL, 10)};
    snprintf(proof.state, sizeof proof.state, "%s", tree_path(argv[1], "state"));
    const char *trust = argv[2], *d1 = argv[9], *d2 = argv[10], *sync = "meclis-sync";
    const struct story stories[] = {
        {"first",
         argv[4],
         {sync, "--state", proof.state, "--trust", trust, "update", argv[7]},
         "none",
         d1},
        {"update",
         argv[5],
         {sync, "--state", proof.state, "--trust", trust, "update", argv[8]},
         d1,
         d2},
        {"check", argv[6], {sync, "--state", proof.state, "check"}, d2, d2},
        {"back", argv[6], {sync, "--state", proof.state, "back"}, d2, d1},
        {"status", argv[6], {sync, "--state", proof.state, "status", "--json"}, d2, d2},
    };
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
        tell(&proof, &stories[i]);
    printf("%lu failures: %lu ended with 5, %lu wrong\n", proof.runs, proof.failed, proof.wrong);
    return proof.wrong != 0 || proof.failed == 0;
}
