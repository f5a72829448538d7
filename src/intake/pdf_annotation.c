#include "intake/pdf_annotation.h"

#include <math.h>
#include <string.h>

#define ANNOTATIONS_MAX 5000 /* of a page */
#define STROKE_POINTS 1000
#define STROKES_MAX 200
#define FLAG_HIDDEN 2
#define FLAG_NO_VIEW 32

static void add_box(struct pdf_painter *painter, struct pdf_path *path, const double x[4],
                    const double y[4]) {
    for (int i = 0; i < 4; i++) {
        struct pdf_point at = pdf_matrix_apply(&painter->state.ctm, x[i], y[i]);
        pdf_path_add(path, at.x, at.y, i == 0);
    }
}

/* The places that it marks: its quadrilaterals, else its rectangle. */
static struct pdf_path marked(struct pdf_painter *painter, qpdf_oh annotation,
                              const double rect[4]) {
    double q[8 * 64];
    struct pdf_path path = {0};
    int count = pdf_numbers(painter->pdf, pdf_key(painter->pdf, annotation, "/QuadPoints"), q,
                            (int)(sizeof q / sizeof *q));
    for (int i = 0; i + 8 <= count; i += 8) /* upper left, upper right, lower left, lower right */
        add_box(painter, &path, (double[]){q[i], q[i + 2], q[i + 6], q[i + 4]},
                (double[]){q[i + 1], q[i + 3], q[i + 7], q[i + 5]});
    if (path.count == 0)
        add_box(painter, &path, (double[]){rect[0], rect[2], rect[2], rect[0]},
                (double[]){rect[1], rect[1], rect[3], rect[3]});
    return path;
}

/* A colour of 1, 3 or 4 numbers; false where there is none: transparent. */
static bool ink_read(qpdf_data pdf, qpdf_oh annotation, const char *key, struct pdf_ink *ret) {
    double v[4] = {0};
    int count = pdf_numbers(pdf, pdf_key(pdf, annotation, key), v, 4);
    if (count != 1 && count != 3 && count != 4)
        return false;
    if (count == 1)
        v[1] = v[2] = v[0];
    for (int i = 0; count == 4 && i < 3; i++)
        v[i] = (1 - v[i]) * (1 - v[3]);
    uint32_t colour = 0;
    for (int i = 0; i < 3; i++)
        colour = colour << 8 | (uint32_t)(fmin(fmax(v[i], 0), 1) * 255 + 0.5);
    *ret = (struct pdf_ink){
        .space = PDF_RGB, .colour = colour, .alpha = pdf_number(pdf, annotation, "/CA", 1)};
    return true;
}

static void add_points(struct pdf_painter *painter, qpdf_oh array, struct pdf_path *path) {
    double at[2 * STROKE_POINTS];
    int count = pdf_numbers(painter->pdf, array, at, 2 * STROKE_POINTS);
    for (int i = 0; i + 2 <= count; i += 2) {
        struct pdf_point point = pdf_matrix_apply(&painter->state.ctm, at[i], at[i + 1]);
        pdf_path_add(path, point.x, point.y, i == 0);
    }
}

/* The pen's way. */
static struct pdf_path drawn(struct pdf_painter *painter, qpdf_oh annotation, const char *kind) {
    qpdf_data pdf = painter->pdf;
    struct pdf_path path = {0};
    qpdf_oh strokes = pdf_key(pdf, annotation, "/InkList");
    int count = qpdf_oh_is_array(pdf, strokes) ? qpdf_oh_get_array_n_items(pdf, strokes) : 0;
    if (strcmp(kind, "/Line") == 0)
        add_points(painter, pdf_key(pdf, annotation, "/L"), &path);
    else if (strcmp(kind, "/PolyLine") == 0)
        add_points(painter, pdf_key(pdf, annotation, "/Vertices"), &path);
    else if (strcmp(kind, "/Ink") == 0)
        for (int i = 0; i < count && i < STROKES_MAX; i++)
            add_points(painter, qpdf_oh_get_array_item(pdf, strokes, i), &path);
    return path;
}

/* A line, or what was drawn with a pen, that comes without an appearance. */
static void paint_drawn(struct pdf_painter *painter, qpdf_oh annotation, const char *kind) {
    qpdf_data pdf = painter->pdf;
    struct pdf_ink ink;
    double border[3] = {0, 0, 1};
    struct pdf_path path = drawn(painter, annotation, kind);
    if (path.count && ink_read(pdf, annotation, "/C", &ink)) {
        pdf_numbers(pdf, pdf_key(pdf, annotation, "/Border"), border, 3);
        painter->state.stroke = ink;
        painter->state.line_width =
            pdf_number(pdf, pdf_key(pdf, annotation, "/BS"), "/W", border[2]);
        pdf_paint_stroke(painter, &path);
    }
    pdf_path_free(&path);
}

/* As viewers draw it that comes without an appearance. */
static void paint_plain(struct pdf_painter *painter, qpdf_oh annotation, const double rect[4],
                        const char *kind) {
    struct pdf_ink ink;
    bool mark = strcmp(kind, "/Highlight") == 0;
    const char *key = mark || strcmp(kind, "/FreeText") == 0 ? "/C" : "/IC";
    if (strcmp(kind, "/Square") != 0 && strcmp(kind, "/Circle") != 0 &&
        strcmp(kind, "/FreeText") != 0 && strcmp(kind, "/Polygon") != 0 && !mark)
        return;
    if (!ink_read(painter->pdf, annotation, key, &ink))
        return;
    struct pdf_path path = marked(painter, annotation, rect);
    painter->state.fill = ink;
    painter->state.blend = mark ? PDF_DARKEN : PDF_NORMAL;
    pdf_paint_path(painter, &path, false);
    pdf_path_free(&path);
}

/* It says itself that what lies under it is to be taken out, however it looks so far. */
static void paint_redaction(struct pdf_painter *painter, qpdf_oh annotation, const double rect[4]) {
    struct pdf_path path = marked(painter, annotation, rect);
    painter->state.fill = (struct pdf_ink){.alpha = 1, .colour = 0};
    pdf_paint_path(painter, &path, false);
    pdf_path_free(&path);
}

/* The normal appearance: a form, or one of several by the annotation's state. */
static qpdf_oh appearance(qpdf_data pdf, qpdf_oh annotation) {
    qpdf_oh normal = pdf_key(pdf, pdf_key(pdf, annotation, "/AP"), "/N");
    qpdf_oh state = pdf_key(pdf, annotation, "/AS");
    if (qpdf_oh_is_stream(pdf, normal) || !qpdf_oh_is_name(pdf, state))
        return normal;
    return pdf_key(pdf, normal, qpdf_oh_get_name(pdf, state));
}

/* The form's box, turned by its matrix, is stretched over the annotation's rectangle. */
static bool place(qpdf_data pdf, qpdf_oh form, const double rect[4], struct pdf_matrix *ret) {
    double box[4], m[6] = {1, 0, 0, 1, 0, 0};
    double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
    if (pdf_numbers(pdf, pdf_key(pdf, form, "/BBox"), box, 4) != 4)
        return false;
    pdf_numbers(pdf, pdf_key(pdf, form, "/Matrix"), m, 6);
    struct pdf_matrix matrix = {m[0], m[1], m[2], m[3], m[4], m[5]};
    for (int i = 0; i < 4; i++) {
        struct pdf_point at = pdf_matrix_apply(&matrix, box[i & 1 ? 2 : 0], box[i & 2 ? 3 : 1]);
        low_x = fmin(low_x, at.x);
        high_x = fmax(high_x, at.x);
        low_y = fmin(low_y, at.y);
        high_y = fmax(high_y, at.y);
    }
    if (!(high_x > low_x && high_y > low_y))
        return false;
    double across = (fmax(rect[0], rect[2]) - fmin(rect[0], rect[2])) / (high_x - low_x);
    double up = (fmax(rect[1], rect[3]) - fmin(rect[1], rect[3])) / (high_y - low_y);
    *ret = (struct pdf_matrix){across,
                               0,
                               0,
                               up,
                               fmin(rect[0], rect[2]) - low_x * across,
                               fmin(rect[1], rect[3]) - low_y * up};
    return true;
}

static void paint_annotation(struct pdf_painter *painter, qpdf_oh annotation) {
    qpdf_data pdf = painter->pdf;
    qpdf_oh subtype = pdf_key(pdf, annotation, "/Subtype"), form = appearance(pdf, annotation);
    double rect[4], flags = pdf_number(pdf, annotation, "/F", 0);
    struct pdf_matrix matrix;
    if (!qpdf_oh_is_name(pdf, subtype) || !(flags >= 0 && flags < 1e6) ||
        (int)flags & (FLAG_HIDDEN | FLAG_NO_VIEW) ||
        pdf_numbers(pdf, pdf_key(pdf, annotation, "/Rect"), rect, 4) != 4 ||
        pdf_layer_hidden(painter, pdf_key(pdf, annotation, "/OC")))
        return;
    char kind[16];
    strncpy(kind, qpdf_oh_get_name(pdf, subtype), sizeof kind - 1);
    kind[sizeof kind - 1] = '\0';
    if (strcmp(kind, "/Widget") == 0 || strcmp(kind, "/Popup") == 0)
        return;
    pdf_save(painter);
    if (strcmp(kind, "/Redact") == 0) {
        paint_redaction(painter, annotation, rect);
    } else if (!qpdf_oh_is_stream(pdf, form)) {
        paint_plain(painter, annotation, rect, kind);
        paint_drawn(painter, annotation, kind);
    } else if (place(pdf, form, rect, &matrix)) {
        painter->state.ctm = pdf_matrix_join(matrix, painter->state.ctm);
        pdf_paint_object(painter, form, form);
    }
    pdf_restore(painter);
}

void pdf_annotations_paint(struct pdf_painter *painter, qpdf_oh page) {
    qpdf_data pdf = painter->pdf;
    qpdf_oh list = pdf_key(pdf, page, "/Annots");
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    for (int i = 0; i < count && i < ANNOTATIONS_MAX; i++)
        paint_annotation(painter, qpdf_oh_get_array_item(pdf, list, i));
}
