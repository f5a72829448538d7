/* Each icon is a signed distance in a square from -1 to 1 (y down): negative inside. A shape is put
 * together with min (both), max (common part) and minus (cut out); the edge is softened over one
 * pixel, so that every size is sharp and smooth without any picture files. */
#include "ui/icon.h"

#include <math.h>

#define STROKE 0.09 /* half the width of a line */
#define PI 3.14159265358979323846

static double disc(double x, double y, double radius) {
    return hypot(x, y) - radius;
}

static double ring(double x, double y, double radius, double half) {
    return fabs(hypot(x, y) - radius) - half;
}

static double stroke(double x, double y, double x1, double y1, double x2, double y2, double half) {
    double dx = x2 - x1, dy = y2 - y1;
    double t = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
    t = fmin(1, fmax(0, t));
    return hypot(x - x1 - t * dx, y - y1 - t * dy) - half;
}

static double cut(double shape, double hole) {
    return fmax(shape, -hole);
}

/* The sector from twelve o'clock clockwise over `share` of the circle. */
static double sector(double x, double y, double share) {
    double angle = atan2(x, -y);
    if (angle < 0)
        angle += 2 * PI;
    double radius = hypot(x, y);
    double to_start = -radius * sin(fmin(angle, 2 * PI - angle));
    double behind = angle - 2 * PI * share;
    if (behind <= 0)
        return -fmin(-to_start, fabs(radius * sin(fmin(-behind, PI / 2))));
    return radius * sin(fmin(PI / 2, fmin(behind, 2 * PI - angle)));
}

static double tick(double x, double y) {
    return fmin(stroke(x, y, -0.42, 0.02, -0.12, 0.34, 0.11),
                stroke(x, y, -0.12, 0.34, 0.44, -0.30, 0.11));
}

static double cross(double x, double y) {
    return fmin(stroke(x, y, -0.36, -0.36, 0.36, 0.36, 0.11),
                stroke(x, y, 0.36, -0.36, -0.36, 0.36, 0.11));
}

static double arrow(double x, double y) {
    double head =
        fmin(stroke(x, y, 0.08, -0.34, 0.44, 0, STROKE), stroke(x, y, 0.08, 0.34, 0.44, 0, STROKE));
    return fmin(head, stroke(x, y, -0.44, 0, 0.44, 0, STROKE));
}

static double return_arrow(double x, double y) {
    double head = fmin(stroke(x, y, -0.46, -0.12, -0.18, -0.40, STROKE),
                       stroke(x, y, -0.46, -0.12, -0.18, 0.16, STROKE));
    double bend = fmax(ring(x - 0.14, y - 0.14, 0.26, STROKE), 0.14 - x);
    double rails = fmin(stroke(x, y, -0.42, -0.12, 0.14, -0.12, STROKE),
                        stroke(x, y, -0.16, 0.40, 0.14, 0.40, STROKE));
    return fmin(head, fmin(bend, rails));
}

static double person(double x, double y) {
    double shoulders = fmax(disc(x, y - 0.62, 0.50), y - 0.50);
    return fmin(disc(x, y + 0.22, 0.24), shoulders);
}

static double dots(double x, double y) {
    return fmin(disc(x, y, 0.11), fmin(disc(x - 0.38, y, 0.11), disc(x + 0.38, y, 0.11)));
}

static double dashed(double x, double y) {
    double turn = (atan2(y, x) / (2 * PI) + 0.5) * 10;
    double gap = (fabs(turn - floor(turn) - 0.5) - 0.28) * 2 * PI * 0.86 / 10;
    return fmax(ring(x, y, 0.86, STROKE), gap);
}

static double search(double x, double y) {
    return fmin(ring(x + 0.16, y + 0.16, 0.56, STROKE), stroke(x, y, 0.28, 0.28, 0.80, 0.80, 0.12));
}

/* A chevron that points along (dx, dy). */
static double chevron(double x, double y, double dx, double dy) {
    double along = x * dx + y * dy, across = fabs(x * dy - y * dx);
    return stroke(along, across, 0.30, 0, -0.30, 0.58, 0.12);
}

static double globe(double x, double y) {
    double rim = ring(x, y, 0.84, STROKE * 0.8);
    double ball = disc(x, y, 0.84);
    double meridians = fmin(fabs(x) - STROKE * 0.8, fabs(hypot(x / 0.45, y) - 0.84) * 0.45 - 0.06);
    double equator = fabs(y) - STROKE * 0.8;
    return fmin(rim, fmax(ball, fmin(meridians, equator)));
}

static double erase(double x, double y) {
    double body = fmax(fmax(fabs(y) - 0.52, x - 0.88), (fabs(y) - (x + 0.92) * 1.05) * 0.69);
    double x_mark = fmin(stroke(x, y, 0.02, -0.22, 0.46, 0.22, STROKE),
                         stroke(x, y, 0.46, -0.22, 0.02, 0.22, STROKE));
    return fmin(fabs(body + STROKE) - STROKE, x_mark);
}

static double space(double x, double y) {
    double ends = fabs(fabs(x) - 0.72) - STROKE, floor_line = fabs(y - 0.34) - STROKE;
    ends = fmax(ends, fabs(y - 0.14) - 0.29);
    return fmin(ends, fmax(floor_line, fabs(x) - 0.81));
}

static double keyboard(double x, double y) {
    double frame = fmax(fabs(x) - 0.92, fabs(y) - 0.60);
    double keys = fmax(fabs(fabs(x) - 0.29) - 0.09, fabs(y + 0.24) - 0.09);
    keys = fmin(keys, fmax(fabs(fabs(x) - 0.62) - 0.05, fabs(y + 0.24) - 0.09));
    keys = fmin(keys, fmax(fabs(x) - 0.46, fabs(y - 0.22) - 0.09));
    return fmin(fabs(frame + STROKE) - STROKE, keys);
}

static double letters(double x, double y) {
    double capital = fmin(stroke(x, y, -0.86, 0.60, -0.40, -0.62, 0.10),
                          stroke(x, y, -0.40, -0.62, 0.06, 0.60, 0.10));
    double small =
        fmin(ring(x - 0.54, y - 0.28, 0.28, 0.10), stroke(x, y, 0.84, 0, 0.84, 0.60, 0.10));
    return fmin(fmin(capital, stroke(x, y, -0.68, 0.20, -0.12, 0.20, 0.10)), small);
}

static double distance(enum icon icon, double x, double y, double amount) {
    double rim = ring(x, y, 0.86, STROKE);
    switch (icon) {
    case ICON_TICK:
        return cut(disc(x, y, 0.95), tick(x, y));
    case ICON_PIE:
        return fmin(rim, fmax(disc(x, y, 0.70), sector(x, y, amount)));
    case ICON_CROSS:
        return cut(disc(x, y, 0.95), cross(x, y));
    case ICON_ARROW:
        return fmin(rim, arrow(x, y));
    case ICON_RETURN:
        return fmin(rim, return_arrow(x, y));
    case ICON_PERSON:
        return fmin(rim, person(x, y));
    case ICON_DOTS:
        return fmin(rim, dots(x, y));
    case ICON_DASHED:
        return dashed(x, y);
    case ICON_SEARCH:
        return search(x, y);
    case ICON_BACK:
        return chevron(x, y, -1, 0);
    case ICON_UP:
        return chevron(x, y, 0, -1);
    case ICON_DOWN:
        return chevron(x, y, 0, 1);
    case ICON_GLOBE:
        return globe(x, y);
    case ICON_ERASE:
        return erase(x, y);
    case ICON_SPACE:
        return space(x, y);
    case ICON_KEYBOARD:
        return keyboard(x, y);
    case ICON_LETTERS:
        return letters(x, y);
    case ICON_RING:
        return rim;
    case ICON_DISC:
        return disc(x, y, 1);
    }
    return 1;
}

void icon_render(enum icon icon, int side, double amount, uint8_t *ret_mask) {
    double scale = side / 2.0;
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++) {
            double x = (column + 0.5) / scale - 1, y = (row + 0.5) / scale - 1;
            double cover = 0.5 - distance(icon, x, y, amount) * scale;
            *ret_mask++ = (uint8_t)lround(255 * fmin(1, fmax(0, cover)));
        }
}
