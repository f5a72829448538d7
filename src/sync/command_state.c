/* The commands that take in nothing: status, back and check. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "sync/options.h"
#include "sync/update.h"

enum err_code command_back(const struct options *options, const struct clock *clock,
                           struct err *err) {
    struct state state;
    struct status status;
    enum err_code code = update_back(options->state, &state, err);
    if (code != ERR_OK)
        return code;
    struct clock raised = command_clock(options->state, clock);
    status_load(options->state, &status);
    status_refresh(&status, &state, clock_wall(&raised));
    code = command_report(options->state, &status, &raised, code, err);
    if (code == ERR_OK)
        command_say("back", &status);
    return code;
}

enum err_code command_check(const struct options *options, const struct clock *clock,
                            struct err *err) {
    struct state state;
    struct status status;
    struct err damage = {0};
    struct clock raised = command_clock(options->state, clock);
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
        command_note_failure(options->state, &status, now, err);
    }
    code = command_report(options->state, &status, &raised, code, err);
    if (code == ERR_OK)
        command_say(damage.code == ERR_OK ? "sound" : "damaged; back to the previous one", &status);
    return code;
}

/* Is there a current set? ERR_OK also where the previous one is shown in its place, which is then
 * noted in `status` like an error. What only the full check can find is not looked for. */
static enum err_code check_current(const struct state *state, struct status *status, int64_t now,
                                   struct err *err) {
    const struct kept *current = &state->current, *previous = &state->previous;
    struct err lost = {0};
    if (current->has_database)
        return ERR_OK;
    if (current->unreadable)
        return err_set(err, ERR_STORAGE, "%s/current: cannot be read; check the disk", state->path);
    if (state_shown(state) == previous) {
        err_set(&lost, ERR_REFUSED,
                "%s/current: damaged, or its set is gone; the previous set (serial %" PRId64
                ") is shown; run update, or check to make that the current one",
                state->path, previous->serial);
        status_add_error(status, now, &lost);
        return ERR_OK;
    }
    if (current->pointed || current->damaged)
        return err_set(err, ERR_REFUSED,
                       "%s/current: damaged, or its set is gone, and there is no previous one to "
                       "show; run update",
                       state->path);
    return status->error_count
               ? ERR_OK
               : err_set(err, ERR_MISSING, "%s: nothing is installed here yet; run update",
                         state->path);
}

enum err_code command_status(const struct options *options, const struct clock *clock,
                             struct err *err) {
    struct state state;
    struct status status;
    enum err_code code = state_load(options->state, &state, err);
    if (code != ERR_OK)
        return code;
    status_load(options->state, &status);
    struct clock raised = command_clock(options->state, clock);
    code = check_current(&state, &status, clock_wall(&raised), err);
    if (code != ERR_OK)
        return code;
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
