#include "sync/announce.h"

#include "store/compare.h"
#include "store/generation.h"

#define EVERY_US 2000000

static void write_phase(const struct announce *announce, enum status_phase phase, int64_t percent) {
    struct status status;
    status_load(announce->state, &status);
    status_enter(&status, phase, clock_wall(announce->clock));
    status.percent = percent;
    status_note_clock(&status, announce->clock);
    (void)!status_save(announce->state, &status, NULL);
}

static void copying(void *data, uint64_t done, uint64_t total) {
    struct announce *announce = data;
    int64_t now = clock_mono(announce->clock);
    /* sizes are at most 2^40, so a hundred times that fits */
    int64_t percent = total ? (int64_t)(done * 100 / total) : 0;
    if (total && (now < announce->next_us || percent == announce->percent))
        return;
    announce->next_us = now + EVERY_US;
    announce->percent = percent;
    write_phase(announce, STATUS_COPYING, percent);
}

static void checking(void *data) {
    write_phase(data, STATUS_CHECKING, 0);
}

void announce_begin(struct announce *announce, const char *state, const struct clock *clock) {
    *announce = (struct announce){
        .state = state, .clock = clock, .watch = {.copying = copying, .checking = checking}};
    announce->watch.data = announce;
    (void)!generation_pointer(state, "current", &announce->old_serial, NULL);
}

/* All of them where there was no set before, or where it is gone already. */
static int64_t count_new(const struct announce *announce, const struct status *status) {
    char old_path[FILE_PATH_MAX], new_path[FILE_PATH_MAX];
    int64_t fresh = status->count;
    if (announce->old_serial && announce->old_serial != status->serial &&
        generation_database(old_path, announce->state, announce->old_serial, NULL) == ERR_OK &&
        generation_database(new_path, announce->state, status->serial, NULL) == ERR_OK)
        (void)!store_count_new(old_path, new_path, &fresh, NULL);
    return fresh;
}

static enum status_phase failed_phase(const struct announce_end *end) {
    if (end->code == ERR_REFUSED)
        return STATUS_REFUSED;
    /* that there is no network now and then is no news for who stands before the screen */
    return end->live && end->code == ERR_MISSING ? STATUS_IDLE : STATUS_FAILED;
}

void announce_end(const struct announce *announce, const struct announce_end *end,
                  struct status *status) {
    int64_t now = clock_wall(announce->clock);
    bool taken = end->verdict == APPLY_TAKE;
    if (end->code != ERR_OK) {
        status_enter(status, failed_phase(end), now);
    } else if (end->waits) {
        status_enter(status, STATUS_CHECKING, now);
    } else if (taken || !end->live) {
        status_enter(status, STATUS_DONE, now);
        status->fresh = taken ? count_new(announce, status) : 0;
    } else if (status->phase != STATUS_DONE) {
        status_enter(status, STATUS_IDLE, now);
    }
}
