/* A page as a coarse picture of what hides what: for each cell when something opaque was last
 * painted there, and in which colour. All coordinates are in cells, from the lower left. */
#ifndef INTAKE_PDF_AREA_H
#define INTAKE_PDF_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_point {
    double x, y;
    bool begins; /* a subpath */
};

struct pdf_path {
    struct pdf_point *points;
    size_t count, room;
};
void pdf_path_add(struct pdf_path *path, double x, double y, bool begins);
void pdf_path_free(struct pdf_path *path);

/* Where painting shows. Shared by saved graphics states, so it is counted. */
struct pdf_clip {
    int refs;
    int left, bottom, right, top; /* cells; right and top are behind the last */
    unsigned char *inside;        /* a byte a cell of that box; NULL: all of it */
};

#define PDF_COLOUR_NONE 0xFFFFFFFFu  /* not known */
#define PDF_COLOUR_LARGE 0x01000000u /* added: painted over more than half of the page */

struct pdf_cell {
    uint32_t when;   /* 0: nothing was painted here */
    uint32_t colour; /* 0xRRGGBB, or as above */
};

struct pdf_area {
    int width, height;      /* cells */
    double scale;           /* cells a point */
    struct pdf_cell *cells; /* NULL until something is painted */
    uint32_t *rows;         /* when something was painted in the row; as `cells` */
    uint32_t now;           /* counts what is painted, text too */
    long left;              /* cells and edges that may still be visited */
};

/* A page of that size in points; whatever it is, there are at most PDF_AREA_CELLS cells. */
#define PDF_AREA_CELLS (2 << 20)
struct pdf_area pdf_area_make(double width, double height);
void pdf_area_free(struct pdf_area *area);
/* The hostile page that costs too much: it was not looked at to its end. */
bool pdf_area_exhausted(const struct pdf_area *area);

struct pdf_clip *pdf_clip_whole(const struct pdf_area *area);
struct pdf_clip *pdf_clip_empty(void);
struct pdf_clip *pdf_clip_keep(struct pdf_clip *clip);
void pdf_clip_drop(struct pdf_clip *clip); /* takes NULL */
/* `clip` without what lies outside of the path. */
struct pdf_clip *pdf_clip_path(struct pdf_area *area, const struct pdf_clip *clip,
                               const struct pdf_path *path, bool even_odd);

/* Is the picture opaque at the middle of this cell? */
struct pdf_stencil {
    bool (*opaque)(const void *data, double x, double y);
    const void *data;
};

/* Paints the inside of the path; `stencil` may be NULL. */
void pdf_area_fill(struct pdf_area *area, const struct pdf_clip *clip, const struct pdf_path *path,
                   bool even_odd, uint32_t colour, const struct pdf_stencil *stencil);

/* The same for what one sees through: nothing is hidden, but nobody knows the colour any more. */
void pdf_area_tint(struct pdf_area *area, const struct pdf_clip *clip, const struct pdf_path *path,
                   bool even_odd);

/* Was anything painted in the row of that height after `since`? Asked first, for most letters stand
 * in rows where nothing was, and the cells of a page are many. */
bool pdf_area_changed(const struct pdf_area *area, double y, uint32_t since);
/* What is there now; {0, PDF_COLOUR_NONE} outside of the page. */
struct pdf_cell pdf_area_at(const struct pdf_area *area, double x, double y);

#endif
