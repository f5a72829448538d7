#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "sync/announce.h"
#include "sync/config.h"
#include "sync/copy.h"
#include "sync/fetch.h"
#include "sync/inbox.h"
#include "sync/lock.h"
#include "sync/status.h"
#include "sync/update.h"

#define PROGRAM "meclis-sync"

static const char usage[] =
    "usage: meclis-sync --state DIR --trust DIR [--config FILE] [--timer] update [URL|DIR]\n"
    "                                                        take the release there\n"
    "       the same in two sandboxes:\n"
    "       meclis-sync --state DIR --trust DIR [--config FILE] [--timer] fetch [URL]\n"
    "       meclis-sync --state DIR --trust DIR copy DIR     only into the inbox\n"
    "       meclis-sync --state DIR --trust DIR apply        what is in the inbox; no network\n"
    "       meclis-sync --state DIR status [--json]          what is shown, and what went wrong\n"
    "       meclis-sync --state DIR back                     return to the previous generation\n"
    "       meclis-sync --state DIR check                    the full check, at boot\n";

struct options {
    const char *state, *trust;
    bool json, help;
    bool timer;              /* nobody waits for it: after failures, ask no earlier than is due */
    const char *config_path; /* or NULL */
    struct sync_config config;
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

/* The clock, which is not before what releases and servers have said so far. */
static struct clock floored(const char *state, const struct clock *clock) {
    struct clock raised = *clock;
    struct trust_record record;
    if (trust_record_load(state, &record, NULL) == ERR_OK) {
        clock_raise(&raised, record.issued);
        clock_raise(&raised, record.date);
    }
    return raised;
}

/* Writes what became of a command. A failure that cannot even be noted stays the first failure. */
static enum err_code report(const char *path, struct status *status, const struct clock *clock,
                            enum err_code code, struct err *err) {
    struct err second = {0};
    status_note_clock(status, clock);
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

static bool is_url(const char *text) {
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

/* What update, fetch, copy and apply share. */
struct taking {
    const struct options *options;
    const struct clock *clock;
    enum update_mode mode;
    char inbox[FILE_PATH_MAX], work[FILE_PATH_MAX]; /* where it arrives; where apply copies it to */
    struct source *source;
    struct announce announce;
};

static enum err_code open_source(struct taking *taking, struct err *err) {
    const struct options *options = taking->options;
    enum err_code code = inbox_path(taking->inbox, options->state, err);
    if (code == ERR_OK)
        code = path_join(taking->work, options->state, "generations/inbox.tmp", err);
    if (code != ERR_OK)
        return code;
    if (taking->mode == UPDATE_APPLY)
        return copy_open(taking->inbox, taking->work, &taking->source, err);
    if (is_url(options->operand))
        return fetch_open(options->operand, taking->inbox, &options->config, taking->clock,
                          &taking->source, err);
    return copy_open(options->operand, taking->inbox, &taking->source, err);
}

/* Brings status.json up to date. Receiving alone may have no right to write it, and leaves the last
 * word to apply. */
static enum err_code report_taking(const struct taking *taking, struct status *status,
                                   const struct state *state, const struct announce_end *end,
                                   struct err *err) {
    const char *path = taking->options->state;
    struct clock clock = floored(path, taking->clock); /* what came may have raised it */
    int64_t now = clock_wall(&clock);
    status_load(path, status);
    if (end->code != ERR_OK) {
        note_failure(path, status, now, err);
    } else {
        if (!end->waits)
            status->error_count = 0;
        if (end->verdict == APPLY_TAKE && !end->waits)
            status->updated = now;
        status_refresh(status, state, now);
    }
    announce_end(&taking->announce, end, status);
    if (taking->mode != UPDATE_RECEIVE)
        return report(path, status, &clock, end->code, err);
    status_note_clock(status, &clock);
    (void)!status_save(path, status, NULL);
    return end->code;
}

/* Afterwards only what somebody still needs is left: a release that waits for apply, or a transfer
 * that may be resumed. */
static void tidy(const struct taking *taking, enum err_code code) {
    const char *state = taking->options->state;
    bool waits = code == ERR_OK ? taking->mode == UPDATE_RECEIVE
                                : taking->mode == UPDATE_APPLY && code != ERR_REFUSED;
    bool resumes = taking->mode != UPDATE_APPLY && (code == ERR_MISSING || code == ERR_REFUSED);
    if (resumes)
        inbox_trim(state);
    else if (!waits)
        inbox_clear(state); /* a disk that is full gets its room back */
    if (taking->mode != UPDATE_RECEIVE)
        state_collect(state);
}

static enum err_code take(struct taking *taking, struct err *err) {
    const struct options *options = taking->options;
    struct state state;
    struct status status;
    struct clock clock = floored(options->state, taking->clock);
    struct announce_end end = {.live = options->operand && is_url(options->operand),
                               .verdict = APPLY_CURRENT};
    announce_begin(&taking->announce, options->state, &clock);
    enum err_code code = open_source(taking, err);
    if (code == ERR_USAGE)
        return code;
    if (code == ERR_OK && options->timer && taking->source->live && fetch_wait(taking->source)) {
        printf("waiting for %" PRId64 " s more after failures; without --timer it asks at once\n",
               fetch_wait(taking->source));
        source_close(taking->source, NULL);
        return ERR_OK;
    }
    if (code == ERR_OK) {
        struct update_order order = {.state = options->state,
                                     .trust = options->trust,
                                     .source = taking->source,
                                     .mode = taking->mode,
                                     .watch = &taking->announce.watch};
        code = update_take(&order, &state, &end.verdict, err);
        source_close(taking->source, code == ERR_OK ? NULL : err);
    }
    end.code = code;
    end.waits = taking->mode == UPDATE_RECEIVE && end.verdict == APPLY_TAKE;
    code = report_taking(taking, &status, &state, &end, err);
    if (code == ERR_OK && end.waits)
        puts("received: waits in the inbox for apply");
    else if (code == ERR_OK)
        say(verdict_text(end.verdict), &status);
    tidy(taking, code);
    return code;
}

static enum err_code command_update(const struct options *options, const struct clock *clock,
                                    struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_WHOLE};
    return take(&taking, err);
}

static enum err_code command_receive(const struct options *options, const struct clock *clock,
                                     struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_RECEIVE};
    return take(&taking, err);
}

static enum err_code command_apply(const struct options *options, const struct clock *clock,
                                   struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_APPLY};
    if (inbox_waits(options->state))
        return take(&taking, err);
    puts("nothing to do: no release waits in the inbox");
    return ERR_OK;
}

static enum err_code command_back(const struct options *options, const struct clock *clock,
                                  struct err *err) {
    struct state state;
    struct status status;
    enum err_code code = update_back(options->state, &state, err);
    if (code != ERR_OK)
        return code;
    struct clock raised = floored(options->state, clock);
    status_load(options->state, &status);
    status_refresh(&status, &state, clock_wall(&raised));
    code = report(options->state, &status, &raised, code, err);
    if (code == ERR_OK)
        say("back", &status);
    return code;
}

static enum err_code command_check(const struct options *options, const struct clock *clock,
                                   struct err *err) {
    struct state state;
    struct status status;
    struct err damage = {0};
    struct clock raised = floored(options->state, clock);
    int64_t now = clock_wall(&raised);
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
    code = report(options->state, &status, &raised, code, err);
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
    struct clock raised = floored(options->state, clock);
    status_refresh(&status, &state, clock_wall(&raised));
    status_note_clock(&status, &raised);
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
                                          {"config", required_argument, NULL, 'c'},
                                          {"timer", no_argument, NULL, 'T'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, 'h'},
                                          {0}};
    struct options options = {.config = sync_config_default()};
    opterr = 0;
    for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (letter == 's')
            options.state = optarg;
        else if (letter == 't')
            options.trust = optarg;
        else if (letter == 'c')
            options.config_path = optarg;
        else if (letter == 'T')
            options.timer = true;
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

/* What stands behind a command. */
enum operand {
    OPERAND_NONE,
    OPERAND_URL, /* or the configuration's */
    OPERAND_FOLDER,
    OPERAND_EITHER, /* or the configuration's address */
};

static const struct command {
    const char *name;
    command_run *run;
    bool locks;
    bool takes_release; /* and so needs --trust, and makes the state folder */
    enum operand operand;
} commands[] = {
    {"update", command_update, true, true, OPERAND_EITHER},
    {"fetch", command_receive, true, true, OPERAND_URL},
    {"copy", command_receive, true, true, OPERAND_FOLDER},
    {"apply", command_apply, true, true, OPERAND_NONE},
    {"status", command_status, false, false, OPERAND_NONE},
    {"back", command_back, true, false, OPERAND_NONE},
    {"check", command_check, true, false, OPERAND_NONE},
};

static enum err_code check_operand(const struct command *command, const char *operand,
                                   struct err *err) {
    const char *wrong = NULL;
    bool url = operand && is_url(operand);
    if (command->operand == OPERAND_NONE && operand)
        wrong = "takes nothing behind it";
    else if (command->operand == OPERAND_FOLDER && (!operand || url))
        wrong = "needs the folder of a release";
    else if (command->operand == OPERAND_URL && !url)
        wrong = "needs an address, or `url` under [update] in the file given with --config";
    else if (command->operand == OPERAND_EITHER && !operand)
        wrong = "needs the folder or the address of a release; or `url` under [update] in the file "
                "given with --config";
    return wrong ? err_set(err, ERR_USAGE, "%s %s; see meclis-sync --help", command->name, wrong)
                 : ERR_OK;
}

static enum err_code find_command(const struct options *options, const struct command **ret,
                                  struct err *err) {
    if (!options->command)
        return wrong_usage(err, "which command? update, fetch, copy, apply, status, back or check");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *command = &commands[i];
        if (strcmp(options->command, command->name) != 0)
            continue;
        if (!options->state || !*options->state)
            return wrong_usage(err, "--state DIR is missing");
        if (command->takes_release && (!options->trust || !*options->trust))
            return wrong_usage(err, "--trust DIR is missing: the folder that keygen wrote");
        *ret = command;
        return ERR_OK;
    }
    return err_set(err, ERR_USAGE, "%s: not a command; see meclis-sync --help", options->command);
}

/* The configuration, and the address in it where the command has none of its own. */
static enum err_code complete(struct options *options, const struct command *command,
                              struct err *err) {
    enum err_code code = ERR_OK;
    if (options->config_path)
        code = sync_config_read(options->config_path, &options->config, err);
    bool wants_url = command->operand == OPERAND_URL || command->operand == OPERAND_EITHER;
    if (!options->operand && wants_url && *options->config.url)
        options->operand = options->config.url;
    return code == ERR_OK ? check_operand(command, options->operand, err) : code;
}

static enum err_code run(struct options *options, const struct clock *clock, struct err *err) {
    const struct command *command = NULL;
    enum err_code code = find_command(options, &command, err);
    if (code == ERR_OK)
        code = complete(options, command, err);
    if (code != ERR_OK)
        return code;
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
    signal(SIGPIPE, SIG_IGN); /* a server that hangs up is an error too */
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
