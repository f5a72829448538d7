#include "kiosk/config.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_MOST 65536 /* bytes */

struct config config_default(void) {
    struct config config = {.panel = {.diagonal_in = 21.5, .distance_mm = 600}};
    snprintf(config.fonts, sizeof config.fonts, "%s/fonts", MECLIS_DATA);
    return config;
}

/* What the INI parser is filling, and the first complaint. */
struct reading {
    struct config config;
    char complaint[256];
};

static int complain(struct reading *reading, const char *format, const char *name,
                    const char *value) {
    if (!*reading->complaint)
        snprintf(reading->complaint, sizeof reading->complaint, format, name, value);
    return 0;
}

static int take_number(struct reading *reading, const char *name, const char *value, double min,
                       double max, double *ret) {
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end || !(number >= min && number <= max)) {
        char range[96];
        snprintf(range, sizeof range, "%.40s; give a number from %g to %g", value, min, max);
        return complain(reading, "%s = %s", name, range);
    }
    *ret = number;
    return 1;
}

static int take_rotation(struct reading *reading, const char *name, const char *value) {
    static const char *const degrees[] = {"0", "90", "180", "270"};
    for (int turn = 0; turn < 4; turn++)
        if (strcmp(value, degrees[turn]) == 0) {
            reading->config.turn = (enum turn)turn;
            return 1;
        }
    char offer[96];
    snprintf(offer, sizeof offer, "%.40s; give 0, 90, 180 or 270", value);
    return complain(reading, "%s = %s", name, offer);
}

static int take(void *data, const char *section, const char *name, const char *value) {
    struct reading *reading = data;
    struct config *config = &reading->config;
    if (strcmp(section, "update") == 0) /* meclis-sync's, which reads the same file */
        return 1;
    char key[128];
    snprintf(key, sizeof key, "%s.%s", section, name);
    if (strcmp(key, "panel.diagonal_inches") == 0)
        return take_number(reading, name, value, 3, 200, &config->panel.diagonal_in);
    if (strcmp(key, "panel.viewing_distance_mm") == 0)
        return take_number(reading, name, value, 200, 5000, &config->panel.distance_mm);
    if (strcmp(key, "panel.rotation") == 0)
        return take_rotation(reading, name, value);
    if (strcmp(key, "fonts.folder") == 0) {
        snprintf(config->fonts, sizeof config->fonts, "%s", value);
        return 1;
    }
    return complain(reading, "%s: no such setting%s", key, "");
}

enum err_code config_read(const char *path, struct config *ret, struct err *err) {
    struct buf text = {0};
    enum err_code code = file_read(path, CONFIG_MOST, &text, err);
    if (code != ERR_OK)
        return code;
    if (strlen(buf_string(&text)) < text.len) { /* the INI parser would stop there and be content */
        buf_free(&text);
        return err_set(err, ERR_USAGE, "%s: a NUL byte; settings are plain text", path);
    }
    struct reading reading = {.config = *ret};
    int line = ini_parse_string(buf_string(&text), take, &reading);
    buf_free(&text);
    if (line != 0)
        return err_set(err, ERR_USAGE, "%s:%d: %s", path, line,
                       *reading.complaint ? reading.complaint
                                          : "neither [section] nor name = value");
    *ret = reading.config;
    return ERR_OK;
}
