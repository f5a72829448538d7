#include "sync/status.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "sync/inbox.h"
#include "sync/net_record.h"
#include "sync/storage.h"

#define STATUS_TYPE "meclis-status/1"
#define STATUS_NAME "status.json"
#define STATUS_MAX 65536 /* bytes */

static const char *const phases[] = {
    [STATUS_COPYING] = "copying", [STATUS_CHECKING] = "checking", [STATUS_DONE] = "done",
    [STATUS_REFUSED] = "refused", [STATUS_FAILED] = "failed",
};

/* ---- reading ---- */

static void read_text(const json_t *object, const char *key, char *ret, size_t size) {
    const char *text;
    if (json_get_text(object, key, &text) && strlen(text) < size)
        memcpy(ret, text, strlen(text) + 1);
}

static void read_time(const json_t *object, const char *key, int64_t *ret) {
    const char *text;
    if (json_get_text(object, key, &text))
        (void)!clock_parse(text, ret);
}

static void read_integer(const json_t *object, const char *key, int64_t *ret) {
    (void)!json_get_integer(object, key, 0, INT64_MAX, ret);
}

static void read_errors(const json_t *array, struct status *ret) {
    size_t count = json_array_size(array);
    for (size_t i = 0; i < count && i < STATUS_ERRORS_MAX; i++) {
        const json_t *object = json_array_get(array, i);
        struct status_error *error = &ret->errors[ret->error_count++];
        read_time(object, "time", &error->time);
        read_integer(object, "code", &error->code);
        read_text(object, "text", error->text, sizeof error->text);
    }
}

static void read_network(const json_t *object, struct status_network *ret) {
    read_integer(object, "failures", &ret->failures);
    read_time(object, "next", &ret->next);
    read_text(object, "error", ret->error, sizeof ret->error);
}

static void read_phase(const json_t *object, struct status *ret) {
    const char *text;
    if (json_get_text(object, "state", &text))
        for (size_t i = STATUS_COPYING; i <= STATUS_FAILED; i++)
            if (strcmp(text, phases[i]) == 0)
                ret->phase = (enum status_phase)i;
    if (ret->phase == STATUS_IDLE)
        return;
    read_time(object, "since", &ret->since);
    read_integer(object, "new", &ret->fresh);
    read_integer(object, "percent", &ret->percent);
}

static void read_members(const json_t *object, struct status *ret) {
    read_integer(object, "serial", &ret->serial);
    read_text(object, "municipality", ret->municipality, sizeof ret->municipality);
    read_text(object, "digest", ret->digest, sizeof ret->digest);
    read_integer(object, "count", &ret->count);
    read_text(object, "newest", ret->newest, sizeof ret->newest);
    read_time(object, "issued", &ret->issued);
    read_time(object, "expires", &ret->expires);
    read_time(object, "updated", &ret->updated);
    read_integer(object, "held", &ret->held);
    read_integer(object, "keyset", &ret->keyset);
    ret->expired = json_is_true(json_object_get(object, "expired"));
    ret->clock_known = json_is_true(json_object_get(object, "clock_known"));
    read_phase(object, ret);
    read_network(json_object_get(object, "network"), &ret->network);
    read_errors(json_object_get(object, "errors"), ret);
}

static enum err_code read_file(const char *state, char path[FILE_PATH_MAX], struct buf *ret) {
    enum err_code code = path_join(path, state, STATUS_NAME, NULL);
    return code == ERR_OK ? file_read(path, STATUS_MAX, ret, NULL) : code;
}

void status_load(const char *state, struct status *ret) {
    char path[FILE_PATH_MAX];
    struct buf text = {0};
    json_t *object = NULL;
    *ret = (struct status){0};
    if (read_file(state, path, &text) == ERR_OK &&
        json_read(buf_string(&text), text.len, path, &object, NULL) == ERR_OK)
        read_members(object, ret);
    json_decref(object);
    buf_free(&text);
}

/* ---- changing ---- */

static void refresh_network(struct status_network *network, const char *state) {
    char inbox[FILE_PATH_MAX];
    struct net_record record;
    if (inbox_path(inbox, state, NULL) != ERR_OK)
        return;
    net_record_load(inbox, &record);
    *network = (struct status_network){.failures = record.failures, .next = record.next};
    memcpy(network->error, record.error, sizeof network->error);
}

void status_refresh(struct status *status, const struct state *state, int64_t now) {
    const struct kept *shown = state_shown(state);
    refresh_network(&status->network, state->path);
    int64_t serial = shown->pointed ? shown->serial : 0;
    if (status->serial != serial) {
        status->digest[0] = status->newest[0] = '\0';
        status->count = status->issued = status->expires = 0;
        status->updated = now;
    }
    status->serial = serial;
    status->keyset = state->record.keyset;
    status->held = state->record.held != serial ? state->record.held : 0;
    if (!shown->has_manifest)
        return;
    const struct manifest *manifest = &shown->manifest;
    memcpy(status->municipality, manifest->municipality, sizeof status->municipality);
    digest_hex(&manifest->set_digest, status->digest);
    status->count = manifest->count;
    memcpy(status->newest, manifest->newest, sizeof status->newest);
    status->issued = manifest->issued;
    status->expires = manifest->expires;
}

void status_note_clock(struct status *status, const struct clock *clock) {
    status->expired = status->serial && status->expires && status->expires < clock_wall(clock);
    status->clock_known = clock_known(clock);
}

void status_enter(struct status *status, enum status_phase phase, int64_t now) {
    status->phase = phase;
    status->since = now;
    status->fresh = status->percent = 0;
}

void status_add_error(struct status *status, int64_t now, const struct err *what) {
    struct status_error *errors = status->errors;
    size_t at = 0;
    while (at < status->error_count && strcmp(errors[at].text, what->text) != 0)
        at++;
    if (at == STATUS_ERRORS_MAX)
        at = 0;
    if (at < status->error_count) {
        memmove(&errors[at], &errors[at + 1], (status->error_count - at - 1) * sizeof *errors);
        status->error_count--;
    }
    struct status_error *error = &errors[status->error_count++];
    *error = (struct status_error){.time = now, .code = what->code};
    memcpy(error->text, what->text, sizeof error->text);
}

/* ---- writing ---- */

static json_t *time_json(int64_t wall) {
    char text[CLOCK_TEXT];
    clock_text(wall, text);
    return json_string(text);
}

static json_t *errors_json(const struct status *status) {
    json_t *array = json_array();
    for (size_t i = 0; i < status->error_count; i++) {
        const struct status_error *error = &status->errors[i];
        /* a text cut in the middle of a letter is no UTF-8 */
        json_t *text = json_string(error->text);
        json_array_append_new(array, json_pack("{s:o, s:I, s:o}", "time", time_json(error->time),
                                               "code", (json_int_t)error->code, "text",
                                               text ? text : json_string("unreadable")));
    }
    return array;
}

static json_t *network_json(const struct status_network *network) {
    if (network->failures == 0)
        return json_null();
    return json_pack("{s:I, s:o, s:s}", "failures", (json_int_t)network->failures, "next",
                     time_json(network->next), "error", network->error);
}

/* "state" and what belongs to it, set into the object. */
static int set_phase(json_t *object, const struct status *status) {
    enum status_phase phase = status->phase;
    bool idle = phase == STATUS_IDLE;
    return json_object_set_new(object, "state", idle ? json_null() : json_string(phases[phase])) |
           json_object_set_new(object, "since", idle ? json_null() : time_json(status->since)) |
           json_object_set_new(object, "new",
                               phase == STATUS_DONE ? json_integer(status->fresh) : json_null()) |
           json_object_set_new(object, "percent",
                               phase == STATUS_COPYING ? json_integer(status->percent)
                                                       : json_null());
}

json_t *status_json(const struct status *status) {
    bool some = status->serial > 0;
    json_t *object =
        json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:o}",
                  "type", STATUS_TYPE, "serial", some ? json_integer(status->serial) : json_null(),
                  "municipality", some ? json_string(status->municipality) : json_null(), "digest",
                  some ? json_string(status->digest) : json_null(), "count",
                  some ? json_integer(status->count) : json_null(), "newest",
                  some && status->newest[0] ? json_string(status->newest) : json_null(), "issued",
                  some ? time_json(status->issued) : json_null(), "expires",
                  some ? time_json(status->expires) : json_null(), "updated",
                  some ? time_json(status->updated) : json_null(), "held",
                  status->held ? json_integer(status->held) : json_null(), "keyset",
                  status->keyset ? json_integer(status->keyset) : json_null(), "expired",
                  status->expired, "clock_known", status->clock_known, "network",
                  network_json(&status->network), "errors", errors_json(status));
    if (set_phase(object, status) == 0)
        return object;
    json_decref(object);
    return NULL;
}

enum err_code status_save(const char *state, const struct status *status, struct err *err) {
    char path[FILE_PATH_MAX];
    struct buf old = {0};
    enum err_code code = path_join(path, state, STATUS_NAME, err);
    if (code != ERR_OK)
        return code;
    json_t *object = status_json(status);
    char *text = object ? json_pretty(object) : NULL;
    json_decref(object);
    if (!text)
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    if (file_read(path, STATUS_MAX, &old, NULL) != ERR_OK || strcmp(buf_string(&old), text) != 0)
        code = storage_failed(file_write(path, text, strlen(text), err), err);
    buf_free(&old);
    free(text);
    return code;
}

void status_print(const struct status *status) {
    char issued[CLOCK_TEXT], updated[CLOCK_TEXT], time[CLOCK_TEXT], digits[DIGEST_SHORT];
    struct digest digest = {0};
    if (status->serial) {
        (void)!digest_parse(status->digest, &digest);
        digest_short(&digest, digits);
        clock_text(status->issued, issued);
        clock_text(status->updated, updated);
        printf("serial   %" PRId64 "\ndigest   %s\ncount    %" PRId64 "\nnewest   %s\n"
               "issued   %s\nupdated  %s\n",
               status->serial, digits, status->count, status->newest[0] ? status->newest : "-",
               issued, updated);
    } else {
        puts("nothing has been installed yet; run meclis-sync update");
    }
    if (status->expired)
        puts("expired  a newer release should have come by now; the decisions are shown all the "
             "same");
    if (!status->clock_known)
        puts("clock    the time of this board makes no sense: times are not before what is shown");
    if (status->held)
        printf("held     %" PRId64 ": left by `back`; only a higher serial will be taken\n",
               status->held);
    if (status->network.failures) {
        clock_text(status->network.next, time);
        printf("network  %" PRId64 " failures; a timer asks again from %s on: %s\n",
               status->network.failures, time, status->network.error);
    }
    for (size_t i = 0; i < status->error_count; i++) {
        clock_text(status->errors[i].time, time);
        printf("error    %s %s\n", time, status->errors[i].text);
    }
}
