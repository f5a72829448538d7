#include "prove/fault.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/file.h"
#include "prove/run.h"
#include "prove/tree.h"

#define WRONG_MAX 30
#define WORDS_BEFORE 3 /* meclis-sync --state DIR */
#define WORDS_MAX 14
#define OPERANDS 7 /* before the command in our own argv */

/* Shared with the children. */
struct counter {
    long calls;   /* so far */
    long fail_at; /* the call that fails, from 1; 0: none */
    int error;    /* what it says */
    bool go_on;   /* every later one of its kind too */
    bool armed;
    int kind; /* of the one that failed */
};
static struct counter *counter;

bool fault_now(int kind) {
    if (!counter || !counter->armed)
        return false;
    long call = __atomic_add_fetch(&counter->calls, 1, __ATOMIC_RELAXED);
    if (!counter->fail_at || call < counter->fail_at)
        return false;
    if (call == counter->fail_at)
        counter->kind = kind;
    else if (!counter->go_on || kind != counter->kind)
        return false;
    errno = counter->error;
    return true;
}

struct proof {
    const int *errors;
    size_t error_count;
    const char *codes; /* digits: how a run may end */
    const char *words[WORDS_MAX];
    const char *state, *before;
    struct expectation expected;
    unsigned long runs, failed, wrong;
};

static int armed_main(int argc, char **argv) {
    counter->calls = 0;
    counter->armed = true;
    int code = sync_main(argc, argv);
    counter->armed = false;
    return code;
}

static struct outcome run_with(const struct proof *proof, long fail_at, int error, bool go_on) {
    tree_remove(proof->state);
    tree_copy(proof->before, proof->state);
    *counter = (struct counter){.fail_at = fail_at, .error = error, .go_on = go_on, .kind = -1};
    struct outcome outcome = run_program(armed_main, proof->words);
    counter->armed = false;
    return outcome;
}

static bool may_end_with(const struct proof *proof, int code) {
    return code >= 0 && code <= 9 && strchr(proof->codes, '0' + code);
}

static void try_failure(struct proof *proof, long fail_at, int error, bool go_on) {
    struct outcome outcome = run_with(proof, fail_at, error, go_on);
    char why[512] = "";
    bool said = strchr(outcome.err, '\n') || go_on; /* the line itself may need what fails */
    bool good = may_end_with(proof, outcome.code) && (outcome.code == 0 || said);
    proof->runs++;
    proof->failed += outcome.code != 0;
    if (good && startup_holds(proof->state, &proof->expected, outcome.code == 0, false, why))
        return;
    if (proof->wrong++ < WRONG_MAX)
        printf("# call %ld%s (%s, kind %d): exit %d: %.200s %s\n", fail_at,
               go_on ? " and all later" : "", strerror(error), counter->kind, outcome.code,
               outcome.err, why);
}

static void try_all(struct proof *proof, long share) {
    struct outcome whole = run_with(proof, 0, 0, false);
    long calls = counter->calls;
    if (whole.code != 0 || calls == 0) {
        printf("# exit %d without any failure: %s\n", whole.code, whole.err);
        proof->wrong++;
    }
    for (long n = 1; n <= calls; n += share)
        for (size_t i = 0; i < proof->error_count; i++) {
            try_failure(proof, n, proof->errors[i], false);
            if (proof->errors[i] != EINTR) /* for ever, it would be tried for ever */
                try_failure(proof, n, proof->errors[i], true);
        }
}

int fault_prove(int argc, char **argv, const int *errors, size_t error_count) {
    counter =
        mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc <= OPERANDS || argc - OPERANDS > WORDS_MAX - WORDS_BEFORE - 1 ||
        counter == MAP_FAILED || sodium_init() < 0) {
        fprintf(stderr, "%s: see prove/fault.h\n", argv[0]);
        return 2;
    }
    char state[FILE_PATH_MAX];
    snprintf(state, sizeof state, "%s", tree_path(argv[4], "state"));
    struct proof proof = {.errors = errors,
                          .error_count = error_count,
                          .codes = argv[2],
                          .words = {"meclis-sync", "--state", state},
                          .state = state,
                          .before = argv[3],
                          .expected = {.old_digest = argv[5], .new_digest = argv[6]}};
    for (int i = OPERANDS; i < argc; i++)
        proof.words[WORDS_BEFORE + i - OPERANDS] = argv[i];
    try_all(&proof, strtol(argv[1], NULL, 10));
    printf("%lu failures: %lu ended badly, %lu wrong\n", proof.runs, proof.failed, proof.wrong);
    return proof.wrong != 0 || proof.failed == 0;
}
