#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "sync/lock.h"
#include "sync/options.h"

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

/* What everything stands on. */
static enum err_code start(struct clock *clock, struct err *err) {
    signal(SIGPIPE, SIG_IGN); /* a server that hangs up is an error too */
    signal(SIGXFSZ, SIG_IGN); /* a quota is an error like a full disk, not a death */
    if (sodium_init() < 0)
        return err_set(err, ERR_STORAGE, "libsodium cannot start: no random numbers here");
    return clock_init(clock, err);
}

static enum err_code run(const struct options *options, const struct clock *clock,
                         struct err *err) {
    if (options->command)
        return options->command->run(options, clock, err);
    fputs(usage, stdout);
    return ERR_OK;
}

int main(int argc, char **argv) {
    struct options options = {0};
    struct clock clock;
    struct err err = {0};
    int lock = -1;
    enum err_code code = start(&clock, &err);
    if (code == ERR_OK)
        code = sync_options_parse(argc, argv, &options, &err);
    if (code == ERR_OK && options.command && options.command->locks)
        code = lock_take(options.state, options.command->takes_release, &lock, &err);
    if (code == ERR_OK)
        code = run(&options, &clock, &err);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == ERR_OK)
        code = err_set(&err, ERR_STORAGE, "cannot write to the standard output");
    if (code != ERR_OK)
        log_error(PROGRAM, &err);
    if (lock >= 0)
        close(lock);
    return (int)code;
}
