#include "intake/pdf_area.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define WORK_MAX 2000000000L   /* cells and edges a page: some seconds */
#define PAGE_MAX 20000.0       /* points: a page has at most 14400 */
#define CROSSINGS_MAX 1000000u /* of one path */

void pdf_path_add(struct pdf_path *path, double x, double y, bool begins) {
    if (path->count == path->room) {
        path->room = path->room ? path->room * 2 : 16;
        path->points = mem_grow(path->points, path->room, sizeof *path->points);
    }
    path->points[path->count++] = (struct pdf_point){x, y, begins};
}

void pdf_path_free(struct pdf_path *path) {
    free(path->points);
    *path = (struct pdf_path){0};
}

struct pdf_area pdf_area_make(double width, double height) {
    width = fmin(fmax(width, 1), PAGE_MAX);
    height = fmin(fmax(height, 1), PAGE_MAX);
    double scale = fmin(1, sqrt(PDF_AREA_CELLS / ((width + 2) * (height + 2))));
    return (struct pdf_area){.width = (int)ceil(width * scale),
                             .height = (int)ceil(height * scale),
                             .scale = scale,
                             .left = WORK_MAX};
}

void pdf_area_free(struct pdf_area *area) {
    free(area->cells);
    free(area->rows);
    area->cells = NULL;
    area->rows = NULL;
}

bool pdf_area_exhausted(const struct pdf_area *area) {
    return area->left <= 0;
}

/* ---- where painting shows ---- */

static struct pdf_clip *clip_make(int left, int bottom, int right, int top) {
    struct pdf_clip *clip = mem_zero(1, sizeof *clip);
    *clip = (struct pdf_clip){1, left, bottom, right, top, NULL};
    return clip;
}

struct pdf_clip *pdf_clip_whole(const struct pdf_area *area) {
    return clip_make(0, 0, area->width, area->height);
}

struct pdf_clip *pdf_clip_empty(void) {
    return clip_make(0, 0, 0, 0);
}

struct pdf_clip *pdf_clip_keep(struct pdf_clip *clip) {
    clip->refs++;
    return clip;
}

void pdf_clip_drop(struct pdf_clip *clip) {
    if (!clip || --clip->refs > 0)
        return;
    free(clip->inside);
    free(clip);
}

static bool clip_has(const struct pdf_clip *clip, int x, int y) {
    return !clip->inside ||
           clip->inside[(size_t)(y - clip->bottom) * (size_t)(clip->right - clip->left) +
                        (size_t)(x - clip->left)];
}

/* ---- paths to runs of cells ---- */

/* One run of cells of a row that lie inside, within the box that was asked for. */
typedef void on_run(void *data, int y, int from, int to);

struct crossing {
    float x;
    int row;
    int turn; /* 1 upwards, -1 downwards */
};

struct scan {
    struct pdf_area *area;
    int left, bottom, right, top; /* the box of cells */
    struct crossing *crossings;
    size_t count, room;
};

static int crossing_compare(const void *a, const void *b) {
    const struct crossing *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->x > right->x) - (left->x < right->x);
}

static void scan_add(struct scan *scan, int row, double x, int turn) {
    if (scan->count == scan->room) {
        scan->room = scan->room ? scan->room * 2 : 64;
        scan->crossings = mem_grow(scan->crossings, scan->room, sizeof *scan->crossings);
    }
    scan->crossings[scan->count++] = (struct crossing){(float)fmin(fmax(x, -1e8), 1e8), row, turn};
}

/* A cell belongs to what its middle lies in. */
static int first_cell(double edge) {
    return !(edge > -1) ? -1 : edge > 1e8 ? 100000000 : (int)ceil(edge - 0.5); /* NaN too */
}

static void scan_edge(struct scan *scan, struct pdf_point a, struct pdf_point b) {
    int turn = 1;
    if (a.y > b.y) {
        struct pdf_point swap = a;
        a = b;
        b = swap;
        turn = -1;
    }
    int from = first_cell(a.y), to = first_cell(b.y);
    from = from < scan->bottom ? scan->bottom : from;
    to = to > scan->top ? scan->top : to;
    scan->area->left -= 1 + (to > from ? to - from : 0);
    for (int row = from; row < to && scan->count < CROSSINGS_MAX; row++) {
        double x = a.x + (b.x - a.x) * (row + 0.5 - a.y) / (b.y - a.y);
        scan_add(scan, row, x, turn);
    }
}

static void scan_edges(struct scan *scan, const struct pdf_path *path) {
    size_t begin = 0;
    for (size_t i = 1; i <= path->count; i++) {
        if (i < path->count && !path->points[i].begins) {
            scan_edge(scan, path->points[i - 1], path->points[i]);
            continue;
        }
        scan_edge(scan, path->points[i - 1], path->points[begin]); /* filling closes it */
        begin = i;
    }
}

static void scan_run(const struct scan *scan, int row, double from, double to, on_run *run,
                     void *data) {
    int first = first_cell(from), last = first_cell(to);
    first = first < scan->left ? scan->left : first;
    last = last > scan->right ? scan->right : last;
    if (first < last) {
        scan->area->left -= last - first;
        run(data, row, first, last);
    }
}

static void scan_rows(struct scan *scan, bool even_odd, on_run *run, void *data) {
    int winding = 0;
    for (size_t i = 0; i < scan->count && scan->area->left > 0; i++) {
        const struct crossing *at = &scan->crossings[i], *next = at + 1;
        if (i == 0 || at->row != at[-1].row)
            winding = 0;
        winding += at->turn;
        bool inside = even_odd ? winding & 1 : winding != 0;
        if (inside && i + 1 < scan->count && next->row == at->row)
            scan_run(scan, at->row, at->x, next->x, run, data);
    }
}

/* Calls `run` for the cells inside of the path and of the clip's box. */
static void scan_path(struct pdf_area *area, const struct pdf_clip *box,
                      const struct pdf_path *path, bool even_odd, on_run *run, void *data) {
    struct scan scan = {.area = area,
                        .left = box->left,
                        .bottom = box->bottom,
                        .right = box->right,
                        .top = box->top};
    if (path->count < 2 || area->left <= 0)
        return;
    scan_edges(&scan, path);
    if (scan.count)
        qsort(scan.crossings, scan.count, sizeof *scan.crossings, crossing_compare);
    if (scan.count < CROSSINGS_MAX)
        scan_rows(&scan, even_odd, run, data);
    else
        area->left = 0;
    free(scan.crossings);
}

/* ---- clipping ---- */

static bool is_rectangle(const struct pdf_path *path) {
    const struct pdf_point *p = path->points;
    if (path->count != 4 && !(path->count == 5 && p[4].x == p[0].x && p[4].y == p[0].y))
        return false;
    if (p[1].begins || p[2].begins || p[3].begins)
        return false;
    bool flat = p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x;
    bool steep = p[0].x == p[1].x && p[1].y == p[2].y && p[2].x == p[3].x && p[3].y == p[0].y;
    return flat || steep;
}

static int clamp(double value, int low, int high) {
    int cell = first_cell(value);
    return cell < low ? low : cell > high ? high : cell;
}

/* The path's box within the clip's, all cells of it inside. */
static struct pdf_clip *clip_box(const struct pdf_clip *clip, const struct pdf_path *path) {
    double left = INFINITY, bottom = INFINITY, right = -INFINITY, top = -INFINITY;
    for (size_t i = 0; i < path->count; i++) {
        left = fmin(left, path->points[i].x);
        right = fmax(right, path->points[i].x);
        bottom = fmin(bottom, path->points[i].y);
        top = fmax(top, path->points[i].y);
    }
    struct pdf_clip *box =
        clip_make(clamp(left, clip->left, clip->right), clamp(bottom, clip->bottom, clip->top),
                  clamp(right, clip->left, clip->right), clamp(top, clip->bottom, clip->top));
    if (box->left >= box->right || box->bottom >= box->top)
        box->left = box->right = box->bottom = box->top = 0;
    return box;
}

struct clipping {
    const struct pdf_clip *old;
    struct pdf_clip *now;
};

static void clip_run(void *data, int y, int from, int to) {
    struct clipping *clipping = data;
    struct pdf_clip *now = clipping->now;
    unsigned char *row = now->inside + (size_t)(y - now->bottom) * (size_t)(now->right - now->left);
    for (int x = from; x < to; x++)
        row[x - now->left] = clip_has(clipping->old, x, y);
}

struct pdf_clip *pdf_clip_path(struct pdf_area *area, const struct pdf_clip *clip,
                               const struct pdf_path *path, bool even_odd) {
    if (path->count == 0)
        return pdf_clip_empty();
    struct pdf_clip *now = clip_box(clip, path);
    size_t cells = (size_t)(now->right - now->left) * (size_t)(now->top - now->bottom);
    if (cells == 0 || (!clip->inside && is_rectangle(path)))
        return now;
    area->left -= (long)cells;
    now->inside = mem_zero(cells, 1);
    scan_path(area, now, path, even_odd, clip_run, &(struct clipping){clip, now});
    return now;
}

/* ---- painting ---- */

struct painting {
    struct pdf_area *area;
    const struct pdf_clip *clip;
    const struct pdf_stencil *stencil;
    struct pdf_cell cell;
};

static void paint_run(void *data, int y, int from, int to) {
    const struct painting *painting = data;
    struct pdf_cell *row = painting->area->cells + (size_t)y * (size_t)painting->area->width;
    const struct pdf_stencil *stencil = painting->stencil;
    painting->area->rows[y] = painting->area->now + 1; /* a tint is no painting, but a change */
    for (int x = from; x < to; x++) {
        if (!clip_has(painting->clip, x, y) ||
            (stencil && !stencil->opaque(stencil->data, x + 0.5, y + 0.5)))
            continue;
        row[x].colour = painting->cell.colour;
        if (painting->cell.when)
            row[x].when = painting->cell.when;
    }
}

static bool is_large(const struct pdf_area *area, const struct pdf_clip *clip,
                     const struct pdf_path *path) {
    struct pdf_clip *box = clip_box(clip, path);
    double cells = (double)(box->right - box->left) * (box->top - box->bottom);
    pdf_clip_drop(box);
    return cells * 2 > (double)area->width * area->height;
}

static void fill(struct pdf_area *area, const struct pdf_clip *clip, const struct pdf_path *path,
                 bool even_odd, struct pdf_cell cell, const struct pdf_stencil *stencil) {
    if (path->count < 2 || clip->left >= clip->right || clip->bottom >= clip->top)
        return;
    if (!area->cells) {
        area->cells = mem_zero((size_t)area->width * (size_t)area->height, sizeof *area->cells);
        area->rows = mem_zero((size_t)area->height, sizeof *area->rows);
    }
    if (cell.colour != PDF_COLOUR_NONE && is_large(area, clip, path))
        cell.colour |= PDF_COLOUR_LARGE;
    struct painting painting = {area, clip, stencil, cell};
    scan_path(area, clip, path, even_odd, paint_run, &painting);
}

void pdf_area_fill(struct pdf_area *area, const struct pdf_clip *clip, const struct pdf_path *path,
                   bool even_odd, uint32_t colour, const struct pdf_stencil *stencil) {
    fill(area, clip, path, even_odd, (struct pdf_cell){++area->now, colour}, stencil);
}

void pdf_area_tint(struct pdf_area *area, const struct pdf_clip *clip, const struct pdf_path *path,
                   bool even_odd) {
    fill(area, clip, path, even_odd, (struct pdf_cell){0, PDF_COLOUR_NONE}, NULL);
}

bool pdf_area_changed(const struct pdf_area *area, double y, uint32_t since) {
    return area->rows && y >= 0 && y < area->height && area->rows[(size_t)y] > since;
}

struct pdf_cell pdf_area_at(const struct pdf_area *area, double x, double y) {
    if (!area->cells || !(x >= 0 && y >= 0 && x < area->width && y < area->height))
        return (struct pdf_cell){0, PDF_COLOUR_NONE};
    return area->cells[(size_t)y * (size_t)area->width + (size_t)x];
}
