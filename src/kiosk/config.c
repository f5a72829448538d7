#include "kiosk/config.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define CONFIG_MOST 65536 /* bytes */
#define LINE_MOST 190     /* bytes: the INI parser cuts what is longer, and counts wrongly then */

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

/* One of `count` words; its place among them is the value. */
static int take_choice(struct reading *reading, const char *name, const char *value,
                       const char *const *choices, int count, int *ret) {
    for (int i = 0; i < count; i++)
        if (strcmp(value, choices[i]) == 0) {
            *ret = i;
            return 1;
        }
    struct buf allowed = {0};
    buf_format(&allowed, "%.40s; give ", value);
    for (int i = 0; i < count; i++)
        buf_format(&allowed, "%s%s", i == 0 ? "" : i < count - 1 ? ", " : " or ", choices[i]);
    complain(reading, "%s = %s", name, buf_string(&allowed));
    buf_free(&allowed);
    return 0;
}

static int take_display(struct reading *reading, const char *name, const char *value) {
    static const char *const theme_names[THEME_COUNT] = {"day", "night", "contrast"};
    static const char *const size_names[TEXT_SIZE_COUNT] = {"1", "1.5", "2"};
    struct display *display = &reading->config.display;
    int theme = display->theme, size = display->text_size, good;
    if (strcmp(name, "theme") == 0)
        good = take_choice(reading, name, value, theme_names, THEME_COUNT, &theme);
    else if (strcmp(name, "text_size") == 0)
        good = take_choice(reading, name, value, size_names, TEXT_SIZE_COUNT, &size);
    else
        good = complain(reading, "display.%s: no such setting%s", name, "");
    *display = (struct display){(enum theme_name)theme, (enum text_size)size};
    return good;
}

static int take_rotation(struct reading *reading, const char *name, const char *value) {
    static const char *const degrees[] = {"0", "90", "180", "270"};
    int turn = 0;
    if (!take_choice(reading, name, value, degrees, 4, &turn))
        return 0;
    reading->config.turn = (enum turn)turn;
    return 1;
}

static int take(void *data, const char *section, const char *name, const char *value) {
    struct reading *reading = data;
    struct config *config = &reading->config;
    if (strcmp(section, "update") == 0) /* meclis-sync's, which reads the same file */
        return 1;
    if (strcmp(section, "display") == 0)
        return take_display(reading, name, value);
    char key[128];
    snprintf(key, sizeof key, "%s.%s", section, name);
    if (strcmp(key, "panel.diagonal_inches") == 0)
        return take_number(reading, name, value, 3, 200, &config->panel.diagonal_in);
    if (strcmp(key, "panel.viewing_distance_mm") == 0)
        return take_number(reading, name, value, 200, 5000, &config->panel.distance_mm);
    if (strcmp(key, "panel.rotation") == 0)
        return take_rotation(reading, name, value);
    if (strcmp(key, "fonts.folder") == 0) {
        if (!*value)
            return complain(reading, "%s = %s; give a folder", name, value);
        snprintf(config->fonts, sizeof config->fonts, "%s", value);
        return 1;
    }
    return complain(reading, "%s: no such setting%s", key, "");
}

/* The number of the first line that is too long, 0 where none is. */
static int overlong_line(const char *text) {
    for (int line = 1; *text; line++) {
        size_t bytes = strcspn(text, "\n");
        if (bytes > LINE_MOST)
            return line;
        text += bytes + (text[bytes] == '\n');
    }
    return 0;
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
    int line = overlong_line(buf_string(&text));
    if (line) {
        buf_free(&text);
        return err_set(err, ERR_USAGE, "%s:%d: more than %d bytes in a line", path, line,
                       LINE_MOST);
    }
    struct reading reading = {.config = *ret};
    line = ini_parse_string(buf_string(&text), take, &reading);
    buf_free(&text);
    if (line != 0)
        return err_set(err, ERR_USAGE, "%s:%d: %s", path, line,
                       *reading.complaint ? reading.complaint
                                          : "neither [section] nor name = value");
    *ret = reading.config;
    return ERR_OK;
}
