#include "ui/metrics.h"

#include <math.h>

#include "ui/geometry.h"

/* Capital height of Atkinson Hyperlegible Next as a share of the em (OS/2 sCapHeight 668 of 1000).
 */
#define CAPITAL 0.668
#define EM_MOST 1024 /* a letter has to fit on a texture */

static int em_for_capital(double mm, double per_mm) {
    return int_max(8, (int)fmin(EM_MOST, round(mm * per_mm / CAPITAL)));
}

struct metrics metrics_for(struct panel panel, int width, int height, enum text_size size) {
    double per_mm = hypot(width, height) / (panel.diagonal_in * 25.4);
    double capital = 0.0061 * panel.distance_mm;
    struct metrics m = {.width = width, .height = height, .per_mm = per_mm};
    m.portrait = height > width;
    double scale = 1 + 0.5 * size;
    m.reading = em_for_capital(capital * scale, per_mm);
    m.title = em_for_capital(capital * scale * sqrt(2), per_mm);
    m.large = em_for_capital(capital * fmax(2, scale * sqrt(2)), per_mm);
    m.display = em_for_capital(capital * 2 * sqrt(2), per_mm);
    m.line = metrics_pitch(&m, m.reading);
    m.target = (int)lround(20 * per_mm);
    m.key = (int)lround((width / per_mm < 250 ? 11 : 20) * per_mm);
    m.margin = int_min(2 * m.line, int_min(width, height) / 16);
    m.hairline = int_max(1, (int)lround(0.3 * per_mm));
    m.radius = int_max(2, (int)lround(2.5 * per_mm));
    return m;
}

int metrics_pitch(const struct metrics *metrics, int size) {
    double factor = size <= metrics->reading ? 1.5 : size <= metrics->title ? 1.35 : 1.2;
    return (int)lround(size * factor);
}
