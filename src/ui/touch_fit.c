#include "ui/touch_fit.h"

#include <math.h>

#define EDGE 0.1        /* of the window, between its edge and the outer crosses */
#define NEAR_MM 7       /* a finger's width: a touch so near to its cross meets a target of 20 mm */
#define UNCLEAR_MM 25   /* fitting no better than this is not fitting */
#define WAYS_ROUND 8    /* four turns, then the same four of the mirror image */
#define MUCH_BETTER 0.5 /* a turn must explain the touches that much better than none */

/* From the middle of the window, as shares of its sides: -0.5 to 0.5. */
struct share {
    double x, y;
};

struct touch_point touch_cross(int i, int width, int height) {
    double x = EDGE + (1 - 2 * EDGE) / 2 * (i % 3), y = EDGE + (1 - 2 * EDGE) / 2 * (i / 3 % 3);
    return (struct touch_point){(int)lround(x * width), (int)lround(y * height)};
}

static struct share share_of(struct touch_point p, int width, int height) {
    return (struct share){(double)p.x / width - 0.5, (double)p.y / height - 0.5};
}

/* Mirrored left to right where asked, then turned clockwise by quarters (y points down). */
static struct share turned(struct share p, int way) {
    if (way >= WAYS_ROUND / 2)
        p.x = -p.x;
    for (int i = 0; i < way % 4; i++)
        p = (struct share){-p.y, p.x};
    return p;
}

/* Root of the mean square distance, mm, between the touches and the crosses seen that way round. */
static double misfit(const struct touch_point *touches, int width, int height, double per_mm,
                     int way) {
    double sum = 0;
    for (int i = 0; i < TOUCH_CROSSES; i++) {
        struct share cross = turned(share_of(touch_cross(i, width, height), width, height), way);
        struct share touch = share_of(touches[i], width, height);
        double x = (touch.x - cross.x) * width, y = (touch.y - cross.y) * height;
        sum += (x * x + y * y) / (per_mm * per_mm);
    }
    return sqrt(sum / TOUCH_CROSSES);
}

static void measure(struct touch_fit *fit, const struct touch_point *touches, int width, int height,
                    double per_mm) {
    for (int i = 0; i < TOUCH_CROSSES; i++) {
        struct touch_point cross = touch_cross(i, width, height);
        fit->off_mm[i] = hypot(touches[i].x - cross.x, touches[i].y - cross.y) / per_mm;
        fit->mean_mm += fit->off_mm[i] / TOUCH_CROSSES;
        fit->worst_mm = fmax(fit->worst_mm, fit->off_mm[i]);
    }
}

struct touch_fit touch_fit(const struct touch_point touches[TOUCH_CROSSES], int width, int height,
                           double per_mm) {
    struct touch_fit fit = {0};
    double straight = misfit(touches, width, height, per_mm, 0), least = straight;
    int way = 0;
    measure(&fit, touches, width, height, per_mm);
    for (int other = 1; other < WAYS_ROUND; other++) {
        double off = misfit(touches, width, height, per_mm, other);
        if (off < least && off < straight * MUCH_BETTER) {
            least = off;
            way = other;
        }
    }
    fit.turn = way % 4 * 90;
    if (least > UNCLEAR_MM)
        fit.verdict = TOUCH_UNCLEAR;
    else if (way >= WAYS_ROUND / 2)
        fit.verdict = TOUCH_MIRRORED;
    else if (way)
        fit.verdict = TOUCH_TURNED;
    else
        fit.verdict = fit.worst_mm > NEAR_MM ? TOUCH_SHIFTED : TOUCH_STRAIGHT;
    return fit;
}
