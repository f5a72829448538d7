#include "intake/pdf_paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define OPAQUE 0.8 /* under so much alpha the rest of the contrast is no longer read */
#define DARK 0.2   /* luminance, 0 to 1 */
#define LIGHT 0.8
#define WHITE 0.95
#define SAME_COLOUR 24      /* a channel's difference that nobody sees in print */
#define SMALLEST_EM 2.0     /* points: smaller letters are part of a drawing */
#define THINNEST_STROKE 1.2 /* cells */
#define GLYPHS_MAX 2000000
#define SAVED_MAX 512
#define NESTING_MAX 12
#define TILE_FILLED 90 /* per cent of a pattern's tile: what is left shows no letter */
#define TILE_GAP 1.05  /* times the tile's size from one to the next */

/* ---- matrices ---- */

struct pdf_matrix pdf_matrix_join(struct pdf_matrix first, struct pdf_matrix then) {
    return (struct pdf_matrix){
        first.a * then.a + first.b * then.c,          first.a * then.b + first.b * then.d,
        first.c * then.a + first.d * then.c,          first.c * then.b + first.d * then.d,
        first.e * then.a + first.f * then.c + then.e, first.e * then.b + first.f * then.d + then.f};
}

struct pdf_point pdf_matrix_apply(const struct pdf_matrix *matrix, double x, double y) {
    return (struct pdf_point){.x = matrix->a * x + matrix->c * y + matrix->e,
                              .y = matrix->b * x + matrix->d * y + matrix->f};
}

static bool matrix_invert(const struct pdf_matrix *matrix, struct pdf_matrix *ret) {
    double det = matrix->a * matrix->d - matrix->b * matrix->c;
    if (!(fabs(det) > 1e-12 && isfinite(det)))
        return false;
    struct pdf_matrix inverse = {
        .a = matrix->d / det, .b = -matrix->b / det, .c = -matrix->c / det, .d = matrix->a / det};
    inverse.e = -(matrix->e * inverse.a + matrix->f * inverse.c);
    inverse.f = -(matrix->e * inverse.b + matrix->f * inverse.d);
    *ret = inverse;
    return true;
}

/* ---- dictionaries ---- */

qpdf_oh pdf_key(qpdf_data pdf, qpdf_oh dict, const char *key) {
    if (!qpdf_oh_is_stream(pdf, dict))
        return qpdf_oh_get_key_if_dict(pdf, dict, key);
    qpdf_oh inner = qpdf_oh_get_dict(pdf, dict);
    qpdf_oh value = qpdf_oh_get_key_if_dict(pdf, inner, key);
    qpdf_oh_release(pdf, inner);
    return value;
}

double pdf_number(qpdf_data pdf, qpdf_oh dict, const char *key, double otherwise) {
    qpdf_oh value = pdf_key(pdf, dict, key);
    double number =
        qpdf_oh_is_number(pdf, value) ? qpdf_oh_get_numeric_value(pdf, value) : otherwise;
    qpdf_oh_release(pdf, value);
    return number;
}

int pdf_numbers(qpdf_data pdf, qpdf_oh array, double *ret, int most) {
    int count = qpdf_oh_is_array(pdf, array) ? qpdf_oh_get_array_n_items(pdf, array) : 0;
    count = count > most ? most : count;
    for (int i = 0; i < count; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(pdf, array, i);
        ret[i] = qpdf_oh_is_number(pdf, item) ? qpdf_oh_get_numeric_value(pdf, item) : 0;
        qpdf_oh_release(pdf, item);
    }
    return count;
}

bool pdf_name_is(qpdf_data pdf, qpdf_oh dict, const char *key, const char *name) {
    qpdf_oh value = pdf_key(pdf, dict, key);
    bool is = qpdf_oh_is_name_and_equals(pdf, value, name);
    qpdf_oh_release(pdf, value);
    return is;
}

/* A stream's data, unpacked as far as that loses nothing. Free it. False: it cannot be. */
static bool unpack(struct pdf_painter *painter, qpdf_oh stream, unsigned char **ret,
                   size_t *ret_bytes) {
    QPDF_BOOL filtered = QPDF_FALSE;
    unsigned char *bytes = NULL;
    QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(painter->pdf, stream, qpdf_dl_specialized,
                                                   &filtered, &bytes, ret_bytes);
    painter->unsure = painter->unsure || code & QPDF_ERRORS; /* warnings: it was put right */
    if (code & QPDF_ERRORS || !filtered) {
        free(bytes);
        return false;
    }
    *ret = bytes;
    return true;
}

/* ---- layers ---- */

static bool is_off(const struct pdf_painter *painter, qpdf_oh group) {
    int id = qpdf_oh_get_object_id(painter->pdf, group);
    for (size_t i = 0; i < painter->layers->count; i++)
        if (painter->layers->ids[i] == id && id)
            return true;
    return false;
}

/* A membership: by default it shows where any of its layers does. */
static bool members_hidden(const struct pdf_painter *painter, qpdf_oh layer, qpdf_oh groups) {
    qpdf_data pdf = painter->pdf;
    int count = qpdf_oh_get_array_n_items(pdf, groups), off = 0;
    for (int i = 0; i < count; i++)
        off += is_off(painter, qpdf_oh_get_array_item(pdf, groups, i));
    if (count == 0)
        return false;
    if (pdf_name_is(pdf, layer, "/P", "/AllOn"))
        return off > 0;
    if (pdf_name_is(pdf, layer, "/P", "/AnyOff"))
        return off == 0;
    if (pdf_name_is(pdf, layer, "/P", "/AllOff"))
        return off < count;
    return off == count;
}

bool pdf_layer_hidden(const struct pdf_painter *painter, qpdf_oh layer) {
    if (painter->layers->count == 0)
        return false;
    qpdf_oh groups = pdf_key(painter->pdf, layer, "/OCGs");
    if (qpdf_oh_is_array(painter->pdf, groups))
        return members_hidden(painter, layer, groups);
    return is_off(painter, layer) || is_off(painter, groups);
}

/* ---- the painter ---- */

struct pdf_painter pdf_painter_make(qpdf_data pdf, struct pdf_fonts *fonts,
                                    const struct pdf_layers *layers, const double box[4]) {
    struct pdf_painter painter = {.pdf = pdf, .fonts = fonts, .layers = layers, .steps = 20000000};
    painter.area = pdf_area_make(box[2] - box[0], box[3] - box[1]);
    double scale = painter.area.scale;
    struct pdf_ink black = {.space = PDF_GRAY, .alpha = 1};
    painter.state = (struct pdf_state){
        .ctm = {scale, 0, 0, scale, -box[0] * scale, -box[1] * scale},
        .clip = pdf_clip_whole(&painter.area),
        .fill = black,
        .stroke = black,
        .group_alpha = 1,
        .line_width = 1,
        .stretch = 1,
    };
    return painter;
}

void pdf_painter_free(struct pdf_painter *painter) {
    while (painter->depth)
        pdf_restore(painter);
    pdf_clip_drop(painter->state.clip);
    free(painter->saved);
    free(painter->glyphs);
    pdf_area_free(&painter->area);
    *painter = (struct pdf_painter){0};
}

void pdf_save(struct pdf_painter *painter) {
    if (painter->depth == SAVED_MAX)
        return;
    if (painter->depth == painter->saved_room) {
        painter->saved_room = painter->saved_room ? painter->saved_room * 2 : 8;
        painter->saved = mem_grow(painter->saved, painter->saved_room, sizeof *painter->saved);
    }
    painter->saved[painter->depth++] = painter->state;
    pdf_clip_keep(painter->state.clip);
}

void pdf_restore(struct pdf_painter *painter) {
    if (painter->depth == 0)
        return;
    pdf_clip_drop(painter->state.clip);
    painter->state = painter->saved[--painter->depth];
}

/* ---- does it hide? ---- */

static double luminance(uint32_t colour) {
    return (0.30 * (colour >> 16 & 255) + 0.59 * (colour >> 8 & 255) + 0.11 * (colour & 255)) / 255;
}

static bool hides(const struct pdf_state *state, const struct pdf_ink *ink) {
    enum pdf_blend blend = state->blend == PDF_NORMAL ? state->group_blend : state->blend;
    if (ink->patterned || state->soft_mask || ink->alpha * state->group_alpha < OPAQUE)
        return false;
    if (blend == PDF_NORMAL)
        return true;
    if (ink->colour == PDF_COLOUR_NONE)
        return false;
    return (blend == PDF_DARKEN && luminance(ink->colour) < DARK) ||
           (blend == PDF_LIGHTEN && luminance(ink->colour) > LIGHT);
}

void pdf_paint_path(struct pdf_painter *painter, const struct pdf_path *path, bool even_odd) {
    const struct pdf_state *state = &painter->state;
    if (hides(state, &state->fill))
        pdf_area_fill(&painter->area, state->clip, path, even_odd, state->fill.colour, NULL);
    else
        pdf_area_tint(&painter->area, state->clip, path, even_odd);
}

static void stroke_line(struct pdf_painter *painter, struct pdf_point a, struct pdf_point b,
                        double width) {
    double x = b.x - a.x, y = b.y - a.y, length = hypot(x, y);
    if (!(length > 0 && isfinite(length)))
        return;
    x *= width / 2 / length;
    y *= width / 2 / length;
    double more = painter->state.caps ? 1 : 0;
    struct pdf_point corners[] = {{a.x - y - more * x, a.y + x - more * y, true},
                                  {b.x - y + more * x, b.y + x + more * y, false},
                                  {b.x + y + more * x, b.y - x + more * y, false},
                                  {a.x + y - more * x, a.y - x - more * y, false}};
    struct pdf_path quad = {corners, 4, 4};
    pdf_area_fill(&painter->area, painter->state.clip, &quad, false, painter->state.stroke.colour,
                  NULL);
}

void pdf_paint_stroke(struct pdf_painter *painter, const struct pdf_path *path) {
    const struct pdf_state *state = &painter->state;
    const struct pdf_matrix *ctm = &state->ctm;
    double width = state->line_width * sqrt(fabs(ctm->a * ctm->d - ctm->b * ctm->c));
    if (!(width >= THINNEST_STROKE) || state->dashed || !hides(state, &state->stroke))
        return;
    for (size_t i = 1; i < path->count; i++)
        if (!path->points[i].begins)
            stroke_line(painter, path->points[i - 1], path->points[i], width);
}

/* ---- images ---- */

/* What says where an image is opaque: samples of 1 or 8 bits in rows of whole bytes. */
struct mask {
    unsigned char *samples;
    int width, height, bits;
    bool inverted;             /* a 0 is opaque */
    struct pdf_matrix inverse; /* from cells to the unit square */
};

static bool mask_opaque(const void *data, double x, double y) {
    const struct mask *mask = data;
    struct pdf_point at = pdf_matrix_apply(&mask->inverse, x, y);
    int column = (int)(fmin(fmax(at.x, 0), 0.999999) * mask->width);
    int row = (int)(fmin(fmax(1 - at.y, 0), 0.999999) * mask->height);
    size_t stride = ((size_t)mask->width * (size_t)mask->bits + 7) / 8;
    const unsigned char *samples = mask->samples + (size_t)row * stride;
    int value =
        mask->bits == 8 ? samples[column] : (samples[column / 8] >> (7 - column % 8) & 1) * 255;
    return (mask->inverted ? 255 - value : value) >= (int)(OPAQUE * 255);
}

/* False where its samples cannot be had: then nobody knows what it hides. */
static bool mask_load(struct mask *mask, struct pdf_painter *painter, qpdf_oh stream,
                      bool stencil) {
    qpdf_data pdf = painter->pdf;
    double decode[2] = {0, 1}, width = pdf_number(pdf, stream, "/Width", 0),
           height = pdf_number(pdf, stream, "/Height", 0),
           bits = pdf_number(pdf, stream, "/BitsPerComponent", stencil ? 1 : 8);
    size_t bytes = 0;
    if (!(width >= 1 && height >= 1 && width * height <= 1 << 26) ||
        !(stencil || bits == 1 || bits == 8))
        return false;
    pdf_numbers(pdf, pdf_key(pdf, stream, "/Decode"), decode, 2);
    mask->width = (int)width;
    mask->height = (int)height;
    mask->bits = stencil || bits == 1 ? 1 : 8;
    mask->inverted = stencil != (decode[0] > decode[1]);
    size_t stride = ((size_t)mask->width * (size_t)mask->bits + 7) / 8;
    return unpack(painter, stream, &mask->samples, &bytes) &&
           bytes / stride >= (size_t)mask->height;
}

/* A scan's page lies over or under the letters that text recognition found: it hides none of the
 * invisible ones that are there. */
static void lift_invisible(struct pdf_painter *painter) {
    for (size_t i = 0; i < painter->glyph_count; i++)
        if (painter->glyphs[i].invisible)
            painter->glyphs[i].when = painter->area.now;
}

static void paint_square(struct pdf_painter *painter, uint32_t colour, struct mask *mask) {
    struct pdf_state *state = &painter->state;
    struct pdf_path square = {0};
    struct pdf_ink ink = {.alpha = state->fill.alpha, .colour = colour};
    static const double corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    double size = fabs(state->ctm.a * state->ctm.d - state->ctm.b * state->ctm.c) /
                  ((double)painter->area.width * painter->area.height);
    painter->pictures += size > 0 ? fmin(size, 1) : 0;
    if (!hides(state, &ink) || (mask && !matrix_invert(&state->ctm, &mask->inverse)))
        return;
    for (int i = 0; i < 4; i++) {
        struct pdf_point at = pdf_matrix_apply(&state->ctm, corners[i][0], corners[i][1]);
        pdf_path_add(&square, at.x, at.y, i == 0);
    }
    struct pdf_stencil stencil = {mask_opaque, mask};
    pdf_area_fill(&painter->area, state->clip, &square, false, colour, mask ? &stencil : NULL);
    if (size > 0.5)
        lift_invisible(painter);
    pdf_path_free(&square);
}

void pdf_paint_inline(struct pdf_painter *painter, bool stencil) {
    if (!stencil)
        paint_square(painter, PDF_COLOUR_NONE, NULL);
}

static void paint_image(struct pdf_painter *painter, qpdf_oh image) {
    qpdf_data pdf = painter->pdf;
    qpdf_oh mask_of = pdf_key(pdf, image, "/SMask");
    struct mask mask = {0};
    QPDF_BOOL stencil = QPDF_FALSE;
    bool soft = qpdf_oh_is_stream(pdf, mask_of), known = true;
    qpdf_oh_get_value_as_bool(pdf, pdf_key(pdf, image, "/ImageMask"), &stencil);
    if (!soft && !stencil)
        mask_of = pdf_key(pdf, image, "/Mask");
    if (stencil)
        known = mask_load(&mask, painter, image, true);
    else if (qpdf_oh_is_stream(pdf, mask_of))
        known = mask_load(&mask, painter, mask_of, !soft);
    else if (qpdf_oh_is_array(pdf, mask_of) || pdf_number(pdf, image, "/SMaskInData", 0) > 0)
        known = false;
    if (known && !(stencil && painter->state.fill.patterned))
        paint_square(painter, stencil ? painter->state.fill.colour : PDF_COLOUR_NONE,
                     mask.samples ? &mask : NULL);
    free(mask.samples);
}

/* ---- forms ---- */

static void enter_group(struct pdf_state *state) {
    state->group_alpha *= state->soft_mask ? 0 : state->fill.alpha;
    if (state->blend != PDF_NORMAL)
        state->group_blend = state->blend;
    state->blend = PDF_NORMAL;
    state->fill.alpha = state->stroke.alpha = 1;
    state->soft_mask = false;
}

static void clip_to_box(struct pdf_painter *painter, const double box[4]) {
    struct pdf_state *state = &painter->state;
    struct pdf_path path = {0};
    for (int i = 0; i < 4; i++) {
        struct pdf_point at =
            pdf_matrix_apply(&state->ctm, box[i == 1 || i == 2 ? 2 : 0], box[i >= 2 ? 3 : 1]);
        pdf_path_add(&path, at.x, at.y, i == 0);
    }
    struct pdf_clip *clip = pdf_clip_path(&painter->area, state->clip, &path, false);
    pdf_clip_drop(state->clip);
    state->clip = clip;
    pdf_path_free(&path);
}

static void paint_form(struct pdf_painter *painter, qpdf_oh form, qpdf_oh around) {
    qpdf_data pdf = painter->pdf;
    double m[6], box[4];
    unsigned char *bytes = NULL;
    size_t count = 0, depth = painter->depth;
    qpdf_oh resources = pdf_key(pdf, form, "/Resources");
    if (painter->nesting >= NESTING_MAX || depth >= SAVED_MAX)
        return;
    if (!unpack(painter, form, &bytes, &count)) {
        painter->unreadable = true;
        return;
    }
    painter->nesting++;
    pdf_save(painter);
    if (pdf_numbers(pdf, pdf_key(pdf, form, "/Matrix"), m, 6) == 6)
        painter->state.ctm = pdf_matrix_join(
            (struct pdf_matrix){m[0], m[1], m[2], m[3], m[4], m[5]}, painter->state.ctm);
    if (pdf_numbers(pdf, pdf_key(pdf, form, "/BBox"), box, 4) == 4)
        clip_to_box(painter, box);
    if (qpdf_oh_is_dictionary(pdf, pdf_key(pdf, form, "/Group")))
        enter_group(&painter->state);
    pdf_paint(painter, bytes, count, qpdf_oh_is_dictionary(pdf, resources) ? resources : around);
    while (painter->depth > depth)
        pdf_restore(painter);
    painter->nesting--;
    free(bytes);
}

void pdf_paint_object(struct pdf_painter *painter, qpdf_oh object, qpdf_oh around) {
    if (!qpdf_oh_is_stream(painter->pdf, object) ||
        pdf_layer_hidden(painter, pdf_key(painter->pdf, object, "/OC")))
        return;
    if (pdf_name_is(painter->pdf, object, "/Subtype", "/Image"))
        paint_image(painter, object);
    else if (pdf_name_is(painter->pdf, object, "/Subtype", "/Form"))
        paint_form(painter, object, around);
}

static bool is_filled(const struct pdf_area *area) {
    size_t count = (size_t)area->width * (size_t)area->height, filled = 0;
    for (size_t i = 0; area->cells && i < count; i++)
        filled += area->cells[i].when > 0;
    return count && filled * 100 >= count * TILE_FILLED;
}

bool pdf_tile_hides(struct pdf_painter *painter, qpdf_oh pattern) {
    qpdf_data pdf = painter->pdf;
    double box[4];
    unsigned char *bytes = NULL;
    size_t count = 0;
    if (painter->nesting >= NESTING_MAX ||
        pdf_numbers(pdf, pdf_key(pdf, pattern, "/BBox"), box, 4) != 4 ||
        !(fabs(pdf_number(pdf, pattern, "/XStep", 0)) <= fabs(box[2] - box[0]) * TILE_GAP) ||
        !(fabs(pdf_number(pdf, pattern, "/YStep", 0)) <= fabs(box[3] - box[1]) * TILE_GAP) ||
        !unpack(painter, pattern, &bytes, &count))
        return false;
    struct pdf_painter tile = pdf_painter_make(pdf, painter->fonts, painter->layers, box);
    tile.nesting = painter->nesting + 1;
    tile.steps = painter->steps;
    pdf_paint(&tile, bytes, count, pdf_key(pdf, pattern, "/Resources"));
    painter->steps = tile.steps;
    painter->unsure = painter->unsure || tile.unsure;
    bool hides = is_filled(&tile.area);
    pdf_painter_free(&tile);
    free(bytes);
    return hides;
}

/* ---- text ---- */

#define SAMPLES 9
#define SAMPLES_SEEN 1 /* of them, at most: then the letter is gone */

/* Three across the letter, three up to the height of an x: an underline or a line through the text
 * hides a third of them at most. */
static struct pdf_point sample(const struct pdf_glyph *glyph, int i) {
    static const double across[] = {0.25, 0.5, 0.75}, up[] = {0.08, 0.24, 0.40};
    double u = across[i % 3], v = up[i / 3];
    return (struct pdf_point){.x = glyph->x + u * glyph->along_x + v * glyph->up_x,
                              .y = glyph->y + u * glyph->along_y + v * glyph->up_y};
}

static bool alike(uint32_t a, uint32_t b) {
    for (int shift = 0; shift <= 16; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > SAME_COLOUR)
            return false;
    return a != PDF_COLOUR_NONE && b != PDF_COLOUR_NONE;
}

static bool is_page(struct pdf_cell cell) {
    return cell.when == 0 || (cell.colour != PDF_COLOUR_NONE && cell.colour & PDF_COLOUR_LARGE &&
                              luminance(cell.colour) > LIGHT);
}

/* A white page under white letters is for pdf_white; a box in their colour is not. */
static bool is_sunken(const struct pdf_area *area, const struct pdf_glyph *glyph, uint32_t colour) {
    int seen = 0;
    for (int i = 0; i < SAMPLES && seen <= SAMPLES_SEEN; i++) {
        struct pdf_point at = sample(glyph, i);
        if (!pdf_area_changed(area, at.y, 0)) {
            seen++;
            continue;
        }
        struct pdf_cell cell = pdf_area_at(area, at.x, at.y);
        seen += is_page(cell) || !alike(cell.colour, colour);
    }
    return seen <= SAMPLES_SEEN;
}

static void add_glyph(struct pdf_painter *painter, struct pdf_glyph glyph) {
    if (painter->glyph_count == GLYPHS_MAX) {
        painter->area.left = 0;
        return;
    }
    if (painter->glyph_count == painter->glyph_room) {
        painter->glyph_room = painter->glyph_room ? painter->glyph_room * 2 : 256;
        painter->glyphs = mem_grow(painter->glyphs, painter->glyph_room, sizeof *painter->glyphs);
    }
    painter->glyphs[painter->glyph_count++] = glyph;
}

static void paint_glyph(struct pdf_painter *painter, const struct pdf_matrix *to_cells,
                        double width, unsigned code) {
    const struct pdf_state *state = &painter->state;
    double across = width * state->size * state->stretch, em = state->size * state->font->height;
    struct pdf_point origin = pdf_matrix_apply(to_cells, 0, state->rise);
    struct pdf_glyph glyph = {.x = (float)origin.x,
                              .y = (float)origin.y,
                              .along_x = (float)(across * to_cells->a),
                              .along_y = (float)(across * to_cells->b),
                              .up_x = (float)(em * to_cells->c),
                              .up_y = (float)(em * to_cells->d),
                              .when = painter->area.now,
                              .code = code,
                              .font = state->font};
    const struct pdf_ink *ink = state->mode % 4 == 1 ? &state->stroke : &state->fill;
    glyph.invisible = state->mode % 4 == 3 || ink->alpha * state->group_alpha < 1 - OPAQUE;
    if (!(hypotf(glyph.up_x, glyph.up_y) >= SMALLEST_EM * painter->area.scale) || !(across != 0))
        return;
    if (!glyph.invisible && !ink->patterned && ink->colour != PDF_COLOUR_NONE) {
        struct pdf_point at = sample(&glyph, SAMPLES / 2);
        glyph.white =
            luminance(ink->colour) > WHITE && is_page(pdf_area_at(&painter->area, at.x, at.y));
        glyph.sunken = painter->area.now && is_sunken(&painter->area, &glyph, ink->colour);
    }
    add_glyph(painter, glyph);
}

void pdf_paint_text(struct pdf_painter *painter, const char *text, size_t bytes,
                    struct pdf_matrix *matrix) {
    const struct pdf_state *state = &painter->state;
    const unsigned char *codes = (const unsigned char *)text;
    if (!state->font)
        return;
    size_t step = state->font->code_bytes;
    for (size_t i = 0; i + step <= bytes && painter->area.left > 0; i += step) {
        unsigned code = step == 2 ? (unsigned)codes[i] << 8 | codes[i + 1] : codes[i];
        double width = pdf_font_width(state->font, code);
        struct pdf_matrix to_cells = pdf_matrix_join(*matrix, state->ctm);
        paint_glyph(painter, &to_cells, width, code);
        double gap = state->char_space + (step == 1 && code == ' ' ? state->word_space : 0);
        struct pdf_matrix move = {1, 0, 0, 1, (width * state->size + gap) * state->stretch, 0};
        *matrix = pdf_matrix_join(move, *matrix);
    }
    painter->steps -= (long)bytes;
}

static bool is_covered(const struct pdf_area *area, const struct pdf_glyph *glyph) {
    int seen = 0;
    for (int i = 0; i < SAMPLES && seen <= SAMPLES_SEEN; i++) {
        struct pdf_point at = sample(glyph, i);
        seen += !pdf_area_changed(area, at.y, glyph->when) ||
                pdf_area_at(area, at.x, at.y).when <= glyph->when;
    }
    return seen <= SAMPLES_SEEN;
}

size_t pdf_covered(const struct pdf_painter *painter) {
    size_t covered = 0;
    for (size_t i = 0; i < painter->glyph_count; i++) {
        const struct pdf_glyph *glyph = &painter->glyphs[i];
        if ((glyph->sunken || (painter->area.now && is_covered(&painter->area, glyph))) &&
            !pdf_font_blank(glyph->font, painter->pdf, glyph->code))
            covered++;
    }
    return covered;
}

size_t pdf_white(const struct pdf_painter *painter) {
    size_t white = 0;
    for (size_t i = 0; i < painter->glyph_count; i++) {
        const struct pdf_glyph *glyph = &painter->glyphs[i];
        white += glyph->white && !pdf_font_blank(glyph->font, painter->pdf, glyph->code);
    }
    return white;
}
