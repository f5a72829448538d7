#include "intake/pdf_cover.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/pdf_annotation.h"
#include "intake/pdf_paint.h"

#define PARENTS_MAX 32
#define LAYERS_MAX 10000
#define PICTURE_PAGE 0.6 /* share under images from which on a page is one */
#define WHITE_MIN 3      /* white letters that are worth a word */

struct look {
    qpdf_data pdf;
    struct pdf_fonts fonts;
    struct pdf_layers layers;
    struct pdf_findings found;
};

/* ---- layers ---- */

static bool listed(qpdf_data pdf, qpdf_oh list, int id) {
    int count = qpdf_oh_is_array(pdf, list) ? qpdf_oh_get_array_n_items(pdf, list) : 0;
    for (int i = 0; i < count; i++)
        if (qpdf_oh_get_object_id(pdf, qpdf_oh_get_array_item(pdf, list, i)) == id)
            return true;
    return false;
}

static void layers_read(struct look *look) {
    qpdf_data pdf = look->pdf;
    qpdf_oh all = pdf_key(pdf, qpdf_get_root(pdf), "/OCProperties");
    qpdf_oh start = pdf_key(pdf, all, "/D"), groups = pdf_key(pdf, all, "/OCGs");
    int count = qpdf_oh_is_array(pdf, groups) ? qpdf_oh_get_array_n_items(pdf, groups) : 0;
    bool begins_off = pdf_name_is(pdf, start, "/BaseState", "/OFF");
    qpdf_oh others = pdf_key(pdf, start, begins_off ? "/ON" : "/OFF");
    count = count > LAYERS_MAX ? LAYERS_MAX : count;
    if (count == 0)
        return;
    look->layers.ids = mem_zero((size_t)count, sizeof *look->layers.ids);
    for (int i = 0; i < count; i++) {
        int id = qpdf_oh_get_object_id(pdf, qpdf_oh_get_array_item(pdf, groups, i));
        if (listed(pdf, others, id) != begins_off)
            look->layers.ids[look->layers.count++] = id;
    }
}

/* ---- pages ---- */

/* What a page may have from the tree above it. */
static qpdf_oh inherited(qpdf_data pdf, qpdf_oh page, const char *key) {
    qpdf_oh value = pdf_key(pdf, page, key);
    for (int i = 0; i < PARENTS_MAX && qpdf_oh_is_null(pdf, value); i++) {
        page = pdf_key(pdf, page, "/Parent");
        value = pdf_key(pdf, page, key);
    }
    return value;
}

static void order(double *low, double *high) {
    double swap = *low;
    if (*low > *high) {
        *low = *high;
        *high = swap;
    }
}

static void page_box(qpdf_data pdf, qpdf_oh page, double ret[4]) {
    if (pdf_numbers(pdf, inherited(pdf, page, "/CropBox"), ret, 4) != 4 &&
        pdf_numbers(pdf, inherited(pdf, page, "/MediaBox"), ret, 4) != 4)
        memcpy(ret, (double[4]){0, 0, 612, 792}, 4 * sizeof *ret);
    order(&ret[0], &ret[2]);
    order(&ret[1], &ret[3]);
}

static void page_judge(struct look *look, const struct pdf_painter *painter, uint32_t number) {
    struct pdf_findings *found = &look->found;
    if (painter->pictures >= PICTURE_PAGE && number <= PDF_PICTURES)
        found->pictures[(number - 1) / 8] |= (uint8_t)(1u << (number - 1) % 8);
    found->unsure |= painter->unsure || painter->unreadable;
    if (painter->unreadable)
        found->verdict = PDF_DAMAGED;
    if (pdf_area_exhausted(&painter->area))
        found->verdict = PDF_ENDLESS;
    if (pdf_covered(painter) > 0)
        found->verdict = PDF_COVERED;
    if (found->verdict != PDF_SOUND)
        found->page = number;
    if (!found->white && pdf_white(painter) >= WHITE_MIN)
        found->white = number;
}

static void page_look(struct look *look, uint32_t number) {
    qpdf_data pdf = look->pdf;
    qpdf_oh page = qpdf_get_page_n(pdf, number - 1);
    unsigned char *bytes = NULL;
    size_t count = 0;
    double box[4];
    page_box(pdf, page, box);
    struct pdf_painter painter = pdf_painter_make(pdf, &look->fonts, &look->layers, box);
    pdf_save(&painter);
    QPDF_ERROR_CODE code = qpdf_oh_get_page_content_data(pdf, page, &bytes, &count);
    bool notes = qpdf_oh_is_array(pdf, pdf_key(pdf, page, "/Annots"));
    painter.unreadable = code & QPDF_ERRORS;
    if (bytes && (notes || pdf_paints(bytes, count)))
        pdf_paint(&painter, bytes, count, inherited(pdf, page, "/Resources"));
    while (painter.depth)
        pdf_restore(&painter);
    pdf_annotations_paint(&painter, page);
    page_judge(look, &painter, number);
    pdf_painter_free(&painter);
    free(bytes);
    qpdf_oh_release_all(pdf);
}

static void pages_look(struct look *look) {
    int pages = qpdf_get_num_pages(look->pdf);
    look->found.pages = pages > 0 ? (uint32_t)pages : 0;
    look->found.verdict = pages > 0 ? PDF_SOUND : pages == 0 ? PDF_EMPTY : PDF_DAMAGED;
    if (pages > 0)
        layers_read(look);
    for (uint32_t i = 1; i <= look->found.pages && look->found.verdict == PDF_SOUND; i++)
        page_look(look, i);
}

static enum pdf_verdict opened(qpdf_data pdf, QPDF_ERROR_CODE code) {
    if (!(code & QPDF_ERRORS))
        return PDF_SOUND;
    qpdf_error error = qpdf_get_error(pdf);
    return error && qpdf_get_error_code(pdf, error) == qpdf_e_password ? PDF_LOCKED : PDF_DAMAGED;
}

struct pdf_findings pdf_look(const void *bytes, size_t count) {
    struct look look = {.pdf = qpdf_init()};
    qpdf_silence_errors(look.pdf);
    qpdf_set_suppress_warnings(look.pdf, QPDF_TRUE);
    look.found.verdict = opened(look.pdf, qpdf_read_memory(look.pdf, "", bytes, count, ""));
    if (look.found.verdict == PDF_SOUND)
        pages_look(&look);
    look.found.unsure |= look.found.verdict == PDF_DAMAGED;
    pdf_fonts_free(&look.fonts);
    free(look.layers.ids);
    qpdf_get_error(look.pdf); /* or it would be said on stderr now */
    qpdf_cleanup(&look.pdf);
    return look.found;
}
