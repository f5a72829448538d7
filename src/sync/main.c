#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "sync/lock.h"
#include "sync/status.h"
#include "sync/update.h"

#define PROGRAM "meclis-sync"

static const char usage[] =
    "usage: meclis-sync --state DIR --trust DIR update DIR   take the release in DIR\n"
    "       meclis-sync --state DIR status [--json]          what is shown, and what went wrong\n"
    "       meclis-sync --state DIR back                     return to the previous generation\n"
    "       meclis-sync --state DIR check                    the full check, at boot\n";

struct options {
    const char *state, *trust;
    bool json, help;
    const char *command;
    const char *operand; /* behind the command, or NULL */
};

/* ---- the commands ---- */

static void say(const char *what, const struct status *status) {
    struct digest digest = {0};
    char digits[DIGEST_SHORT];
    (void)!digest_parse(status->digest, &digest);
    digest_short(&digest, digits);
    printf("%s: serial %" PRId64 ", %" PRId64 " decisions, digest %s\n", what, status->serial,
           status->count, digits);
}

/* Writes what became of a command. A failure that cannot even be noted stays the first failure. */
static enum err_code report(const char *path, const struct status *status, enum err_code code,
                            struct err *err) {
    struct err second = {0};
    if (code != ERR_OK) {
        (void)!status_save(path, status, &second);
        return code;
    }
    return status_save(path, status, err);
}

static void note_failure(const char *path, struct status *status, int64_t now,
                         const struct err *err) {
    struct state state;
    if (state_load(path, &state, NULL) == ERR_OK)
        status_refresh(status, &state, now);
    status_add_error(status, now, err);
}

static const char *verdict_text(enum apply_verdict verdict) {
    switch (verdict) {
    case APPLY_CURRENT:
        return "nothing to do";
    case APPLY_HELD:
        return "nothing to do (that release is held since `back`; only a higher one is taken)";
    default:
        return "updated";
    }
}

static enum err_code command_update(const struct options *options, const struct clock *clock,
                                    struct err *err) {
    struct state state;
    struct status status;
    enum apply_verdict verdict = APPLY_CURRENT;
    int64_t now = clock_wall(clock);
    enum err_code code =
        update_from_folder(options->state, options->trust, options->operand, &state, &verdict, err);
    status_load(options->state, &status);
    if (code == ERR_OK) {
        status.error_count = 0;
        if (verdict == APPLY_TAKE)
            status.updated = now;
        status_refresh(&status, &state, now);
    } else {
        note_failure(options->state, &status, now, err);
    }
    code = report(options->state, &status, code, err);
    if (code == ERR_OK)
        say(verdict_text(verdict), &status);
    state_collect(options->state);
    return code;
}

static enum err_code command_back(const struct options *options, const struct clock *clock,
                                  struct err *err) {
    struct state state;
    struct status status;
    enum err_code code = update_back(options->state, &state, err);
    if (code != ERR_OK)
        return code;
    status_load(options->state, &status);
    status_refresh(&status, &state, clock_wall(clock));
    code = report(options->state, &status, code, err);
    if (code == ERR_OK)
        say("back", &status);
    return code;
}

static enum err_code command_check(const struct options *options, const struct clock *clock,
                                   struct err *err) {
    struct state state;
    struct status status;
    struct err damage = {0};
    int64_t now = clock_wall(clock);
    enum err_code code = update_check(options->state, &state, &damage, err);
    if (code == ERR_MISSING)
        return code;
    status_load(options->state, &status);
    if (code == ERR_OK) {
        status_refresh(&status, &state, now);
        if (damage.code != ERR_OK) {
            status_add_error(&status, now, &damage);
            log_error(PROGRAM, &damage);
        }
    } else {
        note_failure(options->state, &status, now, err);
    }
    code = report(options->state, &status, code, err);
    if (code == ERR_OK)
        say(damage.code == ERR_OK ? "sound" : "damaged; back to the previous one", &status);
    return code;
}

static enum err_code command_status(const struct options *options, const struct clock *clock,
                                    struct err *err) {
    struct state state;
    struct status status;
    enum err_code code = state_load(options->state, &state, err);
    if (code != ERR_OK)
        return code;
    status_load(options->state, &status);
    if (state.current.unreadable)
        return err_set(err, ERR_STORAGE, "%s/current: cannot be read; check the disk",
                       options->state);
    if (!state.current.pointed && status.error_count == 0)
        return err_set(err, ERR_MISSING, "%s: nothing is installed here yet; run update",
                       options->state);
    status_refresh(&status, &state, clock_wall(clock));
    if (!options->json) {
        status_print(&status);
        return ERR_OK;
    }
    json_t *object = status_json(&status);
    char *text = object ? json_pretty(object) : NULL;
    if (text)
        fputs(text, stdout);
    else
        code = err_set(err, ERR_STORAGE, "out of memory");
    free(text);
    json_decref(object);
    return code;
}

/* ---- the command line ---- */

static enum err_code wrong_usage(struct err *err, const char *what) {
    return err_set(err, ERR_USAGE, "%s; see meclis-sync --help", what);
}

static enum err_code parse_options(int argc, char **argv, struct options *ret, struct err *err) {
    static const struct option known[] = {{"state", required_argument, NULL, 's'},
                                          {"trust", required_argument, NULL, 't'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, 'h'},
                                          {0}};
    struct options options = {0};
    opterr = 0;
    for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (letter == 's')
            options.state = optarg;
        else if (letter == 't')
            options.trust = optarg;
        else if (letter == 'j')
            options.json = true;
        else if (letter == 'h')
            options.help = true;
        else
            return err_set(err, ERR_USAGE,
                           "%s: not an option, or its value is missing; see meclis-sync --help",
                           argv[optind - 1]);
    }
    if (argc - optind > 2)
        return wrong_usage(err, "too many words behind the command");
    options.command = optind < argc ? argv[optind] : NULL;
    options.operand = argc - optind == 2 ? argv[optind + 1] : NULL;
    *ret = options;
    return ERR_OK;
}

typedef enum err_code command_run(const struct options *options, const struct clock *clock,
                                  struct err *err);

static const struct command {
    const char *name;
    command_run *run;
    bool locks;
    bool takes_release; /* and so needs --trust, and makes the state folder */
} commands[] = {
    {"update", command_update, true, true},
    {"status", command_status, false, false},
    {"back", command_back, true, false},
    {"check", command_check, true, false},
};

static enum err_code find_command(const struct options *options, const struct command **ret,
                                  struct err *err) {
    if (!options->command)
        return wrong_usage(err, "which command? update, status, back or check");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *command = &commands[i];
        if (strcmp(options->command, command->name) != 0)
            continue;
        if (!options->state || !*options->state)
            return wrong_usage(err, "--state DIR is missing");
        if (command->takes_release && (!options->trust || !*options->trust))
            return wrong_usage(err, "--trust DIR is missing: the folder that keygen wrote");
        if (command->takes_release != (options->operand != NULL))
            return err_set(err, ERR_USAGE, "%s %s; see meclis-sync --help", command->name,
                           command->takes_release ? "needs the folder of a release"
                                                  : "takes nothing behind it");
        *ret = command;
        return ERR_OK;
    }
    return err_set(err, ERR_USAGE, "%s: not a command; see meclis-sync --help", options->command);
}

static bool is_url(const char *text) {
    return text && (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0);
}

static enum err_code run(const struct options *options, const struct clock *clock,
                         struct err *err) {
    const struct command *command = NULL;
    enum err_code code = find_command(options, &command, err);
    if (code != ERR_OK)
        return code;
    if (is_url(options->operand))
        return err_set(err, ERR_USAGE, "%s: this build takes releases from folders only",
                       options->operand);
    int lock = -1;
    if (command->locks)
        code = lock_take(options->state, command->takes_release, &lock, err);
    if (code == ERR_OK)
        code = command->run(options, clock, err);
    if (lock >= 0)
        close(lock);
    return code;
}

int main(int argc, char **argv) {
    struct options options;
    struct clock clock;
    struct err err = {0};
    signal(SIGXFSZ, SIG_IGN); /* a quota is an error like a full disk, not a death */
    enum err_code code = clock_init(&clock, &err);
    if (code == ERR_OK && sodium_init() < 0)
        code = err_set(&err, ERR_STORAGE, "libsodium cannot start: no random numbers here");
    if (code == ERR_OK)
        code = parse_options(argc, argv, &options, &err);
    if (code == ERR_OK && options.help)
        fputs(usage, stdout);
    else if (code == ERR_OK)
        code = run(&options, &clock, &err);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == ERR_OK)
        code = err_set(&err, ERR_STORAGE, "cannot write to the standard output");
    if (code != ERR_OK)
        log_error(PROGRAM, &err);
    return (int)code;
}
