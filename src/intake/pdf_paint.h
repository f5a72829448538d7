/* One page of a PDF, painted into a coarse picture: which of its letters can nobody see? Content
 * streams, forms and annotations are followed as far as that question needs. */
#ifndef INTAKE_PDF_PAINT_H
#define INTAKE_PDF_PAINT_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "intake/pdf_area.h"
#include "intake/pdf_font.h"

/* x' = a x + c y + e, y' = b x + d y + f */
struct pdf_matrix {
    double a, b, c, d, e, f;
};
struct pdf_matrix pdf_matrix_join(struct pdf_matrix first, struct pdf_matrix then);
struct pdf_point pdf_matrix_apply(const struct pdf_matrix *matrix, double x, double y);

enum pdf_space { PDF_GRAY, PDF_RGB, PDF_CMYK, PDF_TINT, PDF_PATTERN, PDF_OTHER };

struct pdf_ink {
    enum pdf_space space;
    uint32_t colour; /* 0xRRGGBB or PDF_COLOUR_NONE */
    bool patterned;  /* a tiling pattern: one sees through it */
    double alpha;
};

enum pdf_blend { PDF_NORMAL, PDF_DARKEN, PDF_LIGHTEN, PDF_MIX };

/* The graphics state that q saves. */
struct pdf_state {
    struct pdf_matrix ctm; /* to cells */
    struct pdf_clip *clip;
    struct pdf_ink fill, stroke;
    enum pdf_blend blend, group_blend;
    double group_alpha; /* of the groups around; 0 under a soft mask */
    bool soft_mask, dashed, caps;
    double line_width;
    struct pdf_font *font; /* NULL: none chosen yet */
    double size, char_space, word_space, stretch, leading, rise;
    int mode; /* of text, as Tr has it */
};

/* A letter where it stands, in cells: its origin, and how far it goes along and up. */
struct pdf_glyph {
    float x, y, along_x, along_y, up_x, up_y;
    uint32_t when; /* it was painted, as pdf_cell.when */
    bool invisible;
    bool sunken; /* in the colour of what it stands on */
    bool white;  /* on the bare page */
    unsigned code;
    struct pdf_font *font;
};

/* The layers that are switched off, as numbers of objects. */
struct pdf_layers {
    int *ids;
    size_t count;
};

struct pdf_painter {
    qpdf_data pdf;
    struct pdf_fonts *fonts;
    const struct pdf_layers *layers;
    struct pdf_area area;
    struct pdf_glyph *glyphs;
    size_t glyph_count, glyph_room;
    struct pdf_state state;
    struct pdf_state *saved;
    size_t depth, saved_room; /* of `saved` */
    int nesting;              /* of forms */
    long steps;               /* operators that may still come */
    double pictures;          /* share of the page under images, summed */
    bool unreadable;          /* a part of its content could not be unpacked */
    bool unsure;              /* something on it could not be, or not yet with so little memory */
};

/* A page whose lower left is at left, bottom; all in points. */
struct pdf_painter pdf_painter_make(qpdf_data pdf, struct pdf_fonts *fonts,
                                    const struct pdf_layers *layers, const double box[4]);
void pdf_painter_free(struct pdf_painter *painter);

/* Does the content stream paint anything but letters, or letters in other colours than black? In
 * most pages it does not, and there is nothing to look for: this reads past them at once. */
bool pdf_paints(const void *bytes, size_t count);

/* Paints a content stream. `resources` may be anything. */
void pdf_paint(struct pdf_painter *painter, const void *bytes, size_t count, qpdf_oh resources);
/* Paints a form, or an image: what Do does. `around`: the resources of a form without any. */
void pdf_paint_object(struct pdf_painter *painter, qpdf_oh object, qpdf_oh around);
/* Fills the path (in cells) as the state says, as opaque colours do. */
void pdf_paint_path(struct pdf_painter *painter, const struct pdf_path *path, bool even_odd);
void pdf_paint_stroke(struct pdf_painter *painter, const struct pdf_path *path);
/* Paints the unit square as an image that is written in the stream. */
void pdf_paint_inline(struct pdf_painter *painter, bool stencil);
/* A text string at `matrix` (text space to the user's), which moves on. */
void pdf_paint_text(struct pdf_painter *painter, const char *text, size_t bytes,
                    struct pdf_matrix *matrix);

void pdf_save(struct pdf_painter *painter);
void pdf_restore(struct pdf_painter *painter);

/* Is this the content of a layer that is switched off? */
bool pdf_layer_hidden(const struct pdf_painter *painter, qpdf_oh layer);

/* Letters that something opaque lies on, or that have the colour of what lies under them. */
size_t pdf_covered(const struct pdf_painter *painter);
/* Letters that are white on the bare page. */
size_t pdf_white(const struct pdf_painter *painter);

/* Small helpers on dictionaries. */
double pdf_number(qpdf_data pdf, qpdf_oh dict, const char *key, double otherwise);
/* Up to `most` numbers of an array; how many there are, 0 where it is no array. */
int pdf_numbers(qpdf_data pdf, qpdf_oh array, double *ret, int most);
bool pdf_name_is(qpdf_data pdf, qpdf_oh dict, const char *key, const char *name);
qpdf_oh pdf_key(qpdf_data pdf, qpdf_oh dict, const char *key); /* of a stream's dictionary too */

/* Does a tile of this pattern, which is repeated without gaps, hide all that lies under it? */
bool pdf_tile_hides(struct pdf_painter *painter, qpdf_oh pattern);

#endif
