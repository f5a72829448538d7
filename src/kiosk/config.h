/* The configuration file: an INI file, every value checked, every complaint with its line.
 *
 *     [panel]
 *     diagonal_inches = 21.5
 *     viewing_distance_mm = 600
 *     rotation = 0                (or 90, 180, 270: degrees clockwise, picture and touch)
 *     [display]
 *     theme = day                 (or night, contrast)
 *     text_size = 1               (or 1.5, 2)
 *     [fonts]
 *     folder = /usr/share/meclis-kiosk/fonts
 */
#ifndef KIOSK_CONFIG_H
#define KIOSK_CONFIG_H

#include "base/err.h"
#include "base/file.h"
#include "kiosk/app.h"
#include "ui/turn.h"

struct config {
    struct panel panel;
    struct display display;
    enum turn turn;            /* how the picture stands on the glass */
    char fonts[FILE_PATH_MAX]; /* folder */
};

struct config config_default(void);

/* Over what is in ret. ERR_MISSING: no such file; ERR_USAGE: a line is wrong, and which. */
enum err_code config_read(const char *path, struct config *ret, struct err *err) CHECKED;

#endif
