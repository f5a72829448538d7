#include "sync/command.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "sync/record.h"

void command_say(const char *what, const struct status *status) {
    struct digest digest = {0};
    char digits[DIGEST_SHORT];
    (void)!digest_parse(status->digest, &digest);
    digest_short(&digest, digits);
    printf("%s: serial %" PRId64 ", %" PRId64 " decisions, digest %s\n", what, status->serial,
           status->count, digits);
}

struct clock command_clock(const char *state, const struct clock *clock) {
    struct clock raised = *clock;
    struct trust_record record;
    if (trust_record_load(state, &record, NULL) == ERR_OK) {
        clock_raise(&raised, record.issued);
        clock_raise(&raised, record.date);
    }
    return raised;
}

enum err_code command_report(const char *path, struct status *status, const struct clock *clock,
                             enum err_code code, struct err *err) {
    struct err second = {0};
    status_note_clock(status, clock);
    if (code != ERR_OK) {
        (void)!status_save(path, status, &second);
        return code;
    }
    return status_save(path, status, err);
}

void command_note_failure(const char *path, struct status *status, int64_t now,
                          const struct err *err) {
    struct state state;
    if (state_load(path, &state, NULL) == ERR_OK)
        status_refresh(status, &state, now);
    status_add_error(status, now, err);
}

bool command_is_url(const char *text) {
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}
