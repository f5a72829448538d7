#include "prove/run.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/digest.h"

#define WORDS_MAX 16
#define LIMIT_SECONDS 60

/* The two files that every child writes into; made at the first run and kept. */
static int output(int which) {
    static int files[2] = {-1, -1};
    if (files[which] < 0)
        files[which] = memfd_create("output", MFD_CLOEXEC);
    return files[which];
}

static void child_main(program_main *program, const char *const *words) {
    char *argv[WORDS_MAX];
    int count = 0;
    for (; words[count] && count < WORDS_MAX - 1; count++)
        argv[count] = strdup(words[count]);
    argv[count] = NULL;
    dup2(output(0), STDOUT_FILENO);
    dup2(output(1), STDERR_FILENO);
    alarm(LIMIT_SECONDS);
    int code = program(count, argv);
#ifdef PROVE_WHOLE_EXIT /* leak checkers and coverage counters work at exit */
    for (int i = 0; i < count; i++)
        free(argv[i]);
    exit(code);
#else
    fflush(NULL);
    _exit(code);
#endif
}

pid_t run_begin(program_main *program, const char *const *words) {
    for (int which = 0; which < 2; which++)
        if (ftruncate(output(which), 0) != 0 || lseek(output(which), 0, SEEK_SET) != 0)
            abort();
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        child_main(program, words);
    if (child < 0) {
        perror("fork");
        exit(2);
    }
    return child;
}

static void take_output(int which, char *to, size_t size) {
    ssize_t got = pread(output(which), to, size - 1, 0);
    to[got > 0 ? got : 0] = '\0';
}

struct outcome run_end(pid_t child) {
    struct outcome outcome = {0};
    int status = 0;
    while (waitpid(child, &status, 0) != child)
        continue;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    take_output(0, outcome.out, sizeof outcome.out);
    take_output(1, outcome.err, sizeof outcome.err);
    return outcome;
}

struct outcome run_program(program_main *program, const char *const *words) {
    return run_end(run_begin(program, words));
}

struct outcome run_sync(const char *state, const char *trust, const char *command,
                        const char *operand) {
    const char *words[10] = {"meclis-sync", "--state", state, NULL};
    int count = 3;
    if (trust) {
        words[count++] = "--trust";
        words[count++] = trust;
    }
    words[count++] = command;
    words[count++] = operand;
    return run_program(sync_main, words);
}

static bool fail(char why[512], const char *what, const struct outcome *outcome) {
    snprintf(why, 512, "%s: exit %d: %.300s", what, outcome->code, outcome->err);
    return false;
}

bool state_digest(const char *state, char ret[65], char why[512]) {
    const char *words[] = {"meclis-sync", "--state", state, "status", "--json", NULL};
    struct outcome outcome = run_program(sync_main, words);
    strcpy(ret, "none");
    if (outcome.code == 3)
        return true;
    const char *at = strstr(outcome.out, "\"digest\": \"");
    if (outcome.code != 0)
        return fail(why, "status", &outcome);
    if (at && strlen(at) > 11 + 64)
        snprintf(ret, 65, "%.64s", at + 11);
    return true;
}

/* The eight digits as people read them: "26DA 62A1". */
static void short_form(const char *digest, char ret[DIGEST_SHORT]) {
    struct digest bytes = {0};
    (void)!digest_parse(digest, &bytes);
    digest_short(&bytes, ret);
}

static bool kiosk_agrees(const char *state, const char *digest, char why[512]) {
    const char *words[] = {"meclis-kiosk", "--state", state, "--check", NULL};
    struct outcome outcome = run_program(kiosk_main, words);
    char told[DIGEST_SHORT];
    short_form(digest, told);
    if (outcome.code != 0 || !strstr(outcome.out, told))
        return fail(why, "the kiosk does not show what status says", &outcome);
    return true;
}

static bool next_goes_in(const char *state, const struct expectation *e, char why[512]) {
    struct outcome outcome = run_sync(state, e->trust, "update", e->next);
    char digest[65];
    if (outcome.code != 0)
        return fail(why, "the next update", &outcome);
    if (!state_digest(state, digest, why))
        return false;
    if (strcmp(digest, e->next_digest) == 0)
        return true;
    snprintf(why, 512, "the next update left %s", digest);
    return false;
}

bool startup_holds(const char *state, const struct expectation *e, bool reported, bool thorough,
                   char why[512]) {
    char digest[65];
    if (thorough && !state_digest(state, digest, why))
        return false;
    struct outcome outcome = run_sync(state, NULL, "check", NULL);
    if (outcome.code != 0 && outcome.code != 3)
        return fail(why, "check", &outcome);
    if (!state_digest(state, digest, why))
        return false;
    bool is_new = strcmp(digest, e->new_digest) == 0, is_old = strcmp(digest, e->old_digest) == 0;
    if (!is_new && (reported || !is_old)) {
        snprintf(why, 512, "%s the set is %s", reported ? "success was reported and" : "", digest);
        return false;
    }
    if (kiosk_main && strcmp(digest, "none") != 0 && !kiosk_agrees(state, digest, why))
        return false;
    return !thorough || !e->next || next_goes_in(state, e, why);
}
