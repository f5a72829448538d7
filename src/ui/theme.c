#include "ui/theme.h"

#include <math.h>

const struct theme themes[THEME_COUNT] = {
    [THEME_DAY] =
        {
            .paper = 0xF7F4EC,
            .ink = 0x17212B,
            .quiet = 0x414C56,
            .sea = 0x0B4F6C,
            .on_sea = 0xFFFFFF,
            .sea_pressed = 0x083B51,
            .control = 0x17212B,
            .edge = 0x857C66,
            .field = 0xFFFDF8,
            .pressed = 0xEFEADD,
            .bed = 0xEFEADD,
            .clay = 0x83390F,
            .hairline = 0xD9D3C4,
            .rail = 0x0B4F6C,
            .rail_ink = 0xFFFFFF,
            .rail_control = 0xFFFFFF,
            .rail_pressed = 0x083B51,
            .rail_edge = 0x9CC0CF,
        },
    /* Lamp light on dark paper: nothing is white, nothing is bright over a large area. */
    [THEME_NIGHT] =
        {
            .paper = 0x14181C,
            .ink = 0xE6E0D2,
            .quiet = 0xB3B4AE,
            .sea = 0x8CC3DA,
            .on_sea = 0x0A1C26,
            .sea_pressed = 0xB4DBEA,
            .control = 0xE6E0D2,
            .edge = 0x7F8378,
            .field = 0x1C2126,
            .pressed = 0x20262B,
            .bed = 0x0E1114,
            .clay = 0xEBA77F,
            .hairline = 0x333A40,
            .rail = 0x0B2A3A,
            .rail_ink = 0xE2EAEE,
            .rail_control = 0xE2EAEE,
            .rail_pressed = 0x134259,
            .rail_edge = 0x7099AC,
        },
    /* Black, white, and yellow for what can be touched. */
    [THEME_CONTRAST] =
        {
            .paper = 0x000000,
            .ink = 0xFFFFFF,
            .quiet = 0xFFFFFF,
            .sea = 0xFFE100,
            .on_sea = 0x000000,
            .sea_pressed = 0xFFFFFF,
            .control = 0xFFE100,
            .edge = 0xFFE100,
            .field = 0x000000,
            .pressed = 0x333000,
            .bed = 0x000000,
            .clay = 0xFFFFFF,
            .hairline = 0x767676,
            .rail = 0x000000,
            .rail_ink = 0xFFFFFF,
            .rail_control = 0xFFE100,
            .rail_pressed = 0x333000,
            .rail_edge = 0xFFE100,
        },
};

static double linear(unsigned byte) {
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(rgb c) {
    return 0.2126 * linear(c >> 16 & 255) + 0.7152 * linear(c >> 8 & 255) +
           0.0722 * linear(c & 255);
}

double theme_contrast(rgb a, rgb b) {
    double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;
    return la > lb ? la / lb : lb / la;
}
