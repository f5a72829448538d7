/* The commands that take in nothing: status, back and check. */
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

enum err_code command_status(const struct options *options, const struct clock *clock,
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
    struct clock raised = command_clock(options->state, clock);
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
