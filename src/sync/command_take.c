/* update, and its two halves for two sandboxes: fetch or copy, and apply. */
#include <inttypes.h>
#include <stdio.h>

#include "sync/announce.h"
#include "sync/copy.h"
#include "sync/fetch.h"
#include "sync/inbox.h"
#include "sync/options.h"
#include "sync/update.h"

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
    if (command_is_url(options->operand))
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
    struct clock clock = command_clock(path, taking->clock); /* what came may have raised it */
    int64_t now = clock_wall(&clock);
    status_load(path, status);
    if (end->code != ERR_OK) {
        command_note_failure(path, status, now, err);
    } else {
        if (!end->waits)
            status->error_count = 0;
        if (end->verdict == APPLY_TAKE && !end->waits)
            status->updated = now;
        status_refresh(status, state, now);
    }
    announce_end(&taking->announce, end, status);
    if (taking->mode != UPDATE_RECEIVE)
        return command_report(path, status, &clock, end->code, err);
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
    struct clock clock = command_clock(options->state, taking->clock);
    struct announce_end end = {.live = options->operand && command_is_url(options->operand),
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
        command_say(verdict_text(end.verdict), &status);
    tidy(taking, code);
    return code;
}

enum err_code command_update(const struct options *options, const struct clock *clock,
                             struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_WHOLE};
    return take(&taking, err);
}

enum err_code command_receive(const struct options *options, const struct clock *clock,
                              struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_RECEIVE};
    return take(&taking, err);
}

enum err_code command_apply(const struct options *options, const struct clock *clock,
                            struct err *err) {
    struct taking taking = {.options = options, .clock = clock, .mode = UPDATE_APPLY};
    if (inbox_waits(options->state))
        return take(&taking, err);
    puts("nothing to do: no release waits in the inbox");
    return ERR_OK;
}
