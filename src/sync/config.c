#include "sync/config.h"

#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define CONFIG_MOST 65536 /* bytes */
#define DAY 86400         /* seconds */

struct sync_config sync_config_default(void) {
    return (struct sync_config){.connect_seconds = 15,
                                .answer_seconds = 30,
                                .total_seconds = 1800,
                                .stall_seconds = 30,
                                .stall_bytes = 100,
                                .retry_min_seconds = 60,
                                .retry_max_seconds = 3600};
}

/* What the INI parser is filling, and the first complaint. */
struct reading {
    struct sync_config config;
    char complaint[256];
};

static int complain(struct reading *reading, const char *name, const char *value,
                    const char *advice) {
    if (!*reading->complaint)
        snprintf(reading->complaint, sizeof reading->complaint, "%.60s = %.60s; %s", name, value,
                 advice);
    return 0;
}

static int take_number(struct reading *reading, const char *name, const char *value, int max,
                       int *ret) {
    char *end, advice[64];
    long number = strtol(value, &end, 10);
    if (end == value || *end || number < 1 || number > max) {
        snprintf(advice, sizeof advice, "give a whole number from 1 to %d", max);
        return complain(reading, name, value, advice);
    }
    *ret = (int)number;
    return 1;
}

static int take_truth(struct reading *reading, const char *name, const char *value, bool *ret) {
    bool yes = strcmp(value, "yes") == 0;
    if (!yes && strcmp(value, "no") != 0)
        return complain(reading, name, value, "write yes or no");
    *ret = yes;
    return 1;
}

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static int take_text(struct reading *reading, const char *name, const char *value, bool good,
                     const char *advice, char ret[CONFIG_TEXT]) {
    if (!good || strlen(value) >= CONFIG_TEXT)
        return complain(reading, name, value, advice);
    snprintf(ret, CONFIG_TEXT, "%s", value);
    return 1;
}

static const struct {
    const char *name;
    size_t offset; /* of an int in struct sync_config */
    int max;
} numbers[] = {
    {"connect_seconds", offsetof(struct sync_config, connect_seconds), DAY},
    {"answer_seconds", offsetof(struct sync_config, answer_seconds), DAY},
    {"total_seconds", offsetof(struct sync_config, total_seconds), DAY},
    {"stall_seconds", offsetof(struct sync_config, stall_seconds), DAY},
    {"stall_bytes", offsetof(struct sync_config, stall_bytes), 1 << 20},
    {"retry_min_seconds", offsetof(struct sync_config, retry_min_seconds), DAY},
    {"retry_max_seconds", offsetof(struct sync_config, retry_max_seconds), 7 * DAY},
};

static int take(void *data, const char *section, const char *name, const char *value) {
    struct reading *reading = data;
    struct sync_config *config = &reading->config;
    if (strcmp(section, "update") != 0)
        return 1;
    if (strcmp(name, "url") == 0)
        return take_text(reading, name, value,
                         begins(value, "https://") || begins(value, "http://"),
                         "write an address that begins with https://", config->url);
    if (strcmp(name, "proxy") == 0)
        return take_text(
            reading, name, value,
            begins(value, "http://") || begins(value, "https://") || begins(value, "socks5h://"),
            "write http://HOST:PORT, https://HOST:PORT or socks5h://HOST:PORT", config->proxy);
    if (strcmp(name, "ca") == 0)
        return take_text(reading, name, value, value[0] == '/',
                         "write the whole path of a PEM file, from the root", config->ca);
    if (strcmp(name, "allow_http") == 0)
        return take_truth(reading, name, value, &config->allow_http);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0)
            return take_number(reading, name, value, numbers[i].max,
                               (int *)((char *)config + numbers[i].offset));
    return complain(reading, name, value, "there is no such setting in [update]");
}

enum err_code sync_config_read(const char *path, struct sync_config *ret, struct err *err) {
    struct buf text = {0};
    enum err_code code = file_read(path, CONFIG_MOST, &text, err);
    if (code != ERR_OK)
        return code;
    struct reading reading = {.config = *ret};
    int line = ini_parse_string(buf_string(&text), take, &reading);
    buf_free(&text);
    if (line < 0)
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    if (line > 0)
        return err_set(err, ERR_USAGE, "%s:%d: %s", path, line,
                       *reading.complaint ? reading.complaint
                                          : "neither [section] nor name = value");
    *ret = reading.config;
    return ERR_OK;
}
