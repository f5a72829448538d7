#include "ui/theme.h"

#include <math.h>

const struct theme themes[THEME_COUNT] = {[THEME_DAY] = {
                                              .paper = 0xF7F4EC,
                                              .ink = 0x17212B,
                                              .quiet = 0x414C56,
                                              .sea = 0x0B4F6C,
                                              .on_sea = 0xFFFFFF,
                                              .sea_pressed = 0x083B51,
                                              .sea_edge = 0x9CC0CF,
                                              .edge = 0x857C66,
                                              .clay = 0x83390F,
                                              .hairline = 0xD9D3C4,
                                              .pressed = 0xEFEADD,
                                              .field = 0xFFFDF8,
                                          }};

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
