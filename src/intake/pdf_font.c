#include "intake/pdf_font.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/pdf_lex.h"

#define FONTS_MAX 2000 /* of a document; beyond it any of them stands for the others */
#define WIDTH_MAX 10.0f

/* Widths of the codes 32 to 126 in thousandths, where a PDF names one of the standard fonts and
 * leaves them out (Core 14 metrics, as poppler has them). Slanted ones are as wide. */
static const short helvetica[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
static const short helvetica_bold[] = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};
static const short times[] = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};
static const short times_bold[] = {
    250, 333, 555, 500, 500, 1000, 833, 278,  333, 333, 500, 570, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500,  500, 500,  500, 500, 333, 333, 570, 570, 570, 500,
    930, 722, 667, 722, 722, 667,  611, 778,  778, 389, 500, 778, 667, 944, 722, 778,
    611, 778, 722, 556, 667, 722,  722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
    333, 500, 556, 444, 556, 444,  333, 500,  556, 278, 333, 556, 278, 833, 556, 500,
    556, 556, 444, 389, 333, 556,  500, 722,  500, 500, 444, 394, 220, 394, 520};

static bool has(const char *name, const char *part) {
    return strstr(name, part) != NULL;
}

static const short *standard_widths(const char *name) {
    bool bold = has(name, "Bold");
    if (has(name, "Times") || has(name, "Serif"))
        return bold ? times_bold : times;
    return bold ? helvetica_bold : helvetica;
}

static void standard_font(struct pdf_font *font, const char *name) {
    const short *widths = standard_widths(name);
    bool fixed = has(name, "Courier") || has(name, "Mono");
    for (size_t code = 0; code < font->codes; code++) {
        size_t like = code >= 32 && code < 127 ? code : code >= 192 && code < 224 ? 'A' : 'a';
        font->widths[code] = fixed ? 0.6f : (float)widths[like - 32] / 1000;
    }
}

/* A width as it is kept: 0 is for codes that have none. */
static float sane(double width, double unit) {
    width *= unit;
    return width > 0 ? fminf((float)fmin(width, 1e6), WIDTH_MAX) : -1; /* NaN too */
}

float pdf_font_width(const struct pdf_font *font, unsigned code) {
    float width = code < font->codes ? font->widths[code] : 0;
    return width > 0 ? width : width < 0 ? 0 : font->otherwise;
}

static double number_of(qpdf_data pdf, qpdf_oh dict, const char *key, double otherwise) {
    qpdf_oh value = qpdf_oh_get_key_if_dict(pdf, dict, key);
    return qpdf_oh_is_number(pdf, value) ? qpdf_oh_get_numeric_value(pdf, value) : otherwise;
}

static double item_number(qpdf_data pdf, qpdf_oh array, int at) {
    qpdf_oh value = qpdf_oh_get_array_item(pdf, array, at);
    double number = qpdf_oh_is_number(pdf, value) ? qpdf_oh_get_numeric_value(pdf, value) : 0;
    qpdf_oh_release(pdf, value);
    return number;
}

static int items_of(qpdf_data pdf, qpdf_oh array) {
    return qpdf_oh_is_array(pdf, array) ? qpdf_oh_get_array_n_items(pdf, array) : 0;
}

/* ---- one byte a code ---- */

static void simple_widths(struct pdf_font *font, qpdf_data pdf, qpdf_oh dict, double unit) {
    qpdf_oh widths = qpdf_oh_get_key_if_dict(pdf, dict, "/Widths");
    double first = number_of(pdf, dict, "/FirstChar", 0);
    int count = items_of(pdf, widths);
    for (int i = 0; i < count && i < 256; i++) {
        double code = first + i;
        if (code >= 0 && code < 256)
            font->widths[(size_t)code] = sane(item_number(pdf, widths, i), unit);
    }
}

static void simple_font(struct pdf_font *font, qpdf_data pdf, qpdf_oh dict) {
    qpdf_oh base = qpdf_oh_get_key_if_dict(pdf, dict, "/BaseFont");
    const char *name = qpdf_oh_is_name(pdf, base) ? qpdf_oh_get_name(pdf, base) : "";
    standard_font(font, name);
    simple_widths(font, pdf, dict, 0.001);
}

/* Its glyphs are drawings in a space of their own. */
static void drawn_font(struct pdf_font *font, qpdf_data pdf, qpdf_oh dict) {
    qpdf_oh matrix = qpdf_oh_get_key_if_dict(pdf, dict, "/FontMatrix");
    qpdf_oh box = qpdf_oh_get_key_if_dict(pdf, dict, "/FontBBox");
    double across = 0.001, up = 0.001, height = 0;
    if (items_of(pdf, matrix) == 6) {
        across = fabs(item_number(pdf, matrix, 0));
        up = fabs(item_number(pdf, matrix, 3));
    }
    if (items_of(pdf, box) == 4)
        height = item_number(pdf, box, 3) - item_number(pdf, box, 1);
    simple_widths(font, pdf, dict, across);
    height *= up;
    font->height = height > 0.01 && height < 100 ? height : 1;
}

/* ---- two bytes a code ---- */

/* "c [w1 w2 …]" or "from to w", as often as there is one. */
static void numbered_widths(struct pdf_font *font, qpdf_data pdf, qpdf_oh array) {
    int count = items_of(pdf, array);
    for (int i = 0; i + 1 < count;) {
        double from = item_number(pdf, array, i);
        qpdf_oh second = qpdf_oh_get_array_item(pdf, array, i + 1);
        if (qpdf_oh_is_array(pdf, second)) {
            int many = qpdf_oh_get_array_n_items(pdf, second);
            for (int j = 0; j < many; j++)
                if (from + j >= 0 && from + j < 65536)
                    font->widths[(size_t)(from + j)] = sane(item_number(pdf, second, j), 0.001);
            i += 2;
        } else {
            float width = sane(item_number(pdf, array, i + 2 < count ? i + 2 : i + 1), 0.001);
            double to = fmin(item_number(pdf, array, i + 1), 65535);
            for (double code = fmax(from, 0); code <= to; code++)
                font->widths[(size_t)code] = width;
            i += 3;
        }
        qpdf_oh_release(pdf, second);
    }
}

static void numbered_font(struct pdf_font *font, qpdf_data pdf, qpdf_oh dict) {
    qpdf_oh list = qpdf_oh_get_key_if_dict(pdf, dict, "/DescendantFonts");
    qpdf_oh inner = items_of(pdf, list) ? qpdf_oh_get_array_item(pdf, list, 0) : list;
    float width = sane(number_of(pdf, inner, "/DW", 1000), 0.001);
    font->otherwise = width > 0 ? width : 0;
    numbered_widths(font, pdf, qpdf_oh_get_key_if_dict(pdf, inner, "/W"));
}

/* ---- which codes are blanks ---- */

static unsigned value_of(const struct pdf_lexer *lexer, struct pdf_token token) {
    const unsigned char *text = (const unsigned char *)pdf_lex_text(lexer, token);
    unsigned value = 0;
    for (size_t i = 0; i < token.bytes && i < 4; i++)
        value = value << 8 | text[i];
    return value;
}

static bool is_blank(unsigned point) {
    return point <= ' ' || point == 0xA0 || point == 0xAD || (point >= 0x2000 && point <= 0x200F) ||
           point == 0x2028 || point == 0x3000 || point == 0xFEFF;
}

static void set_blank(struct pdf_font *font, unsigned code, unsigned point) {
    if (code < font->codes)
        font->blanks[code] = is_blank(point);
}

/* "<from> <to> <point>", or with a point for each code in brackets. */
static void read_range(struct pdf_font *font, struct pdf_lexer *lexer, unsigned from) {
    unsigned to = value_of(lexer, pdf_lex_next(lexer)), point;
    struct pdf_token token = pdf_lex_next(lexer);
    if (token.kind != PDF_BRACKET) {
        point = value_of(lexer, token);
        for (unsigned code = from; code <= to && code < font->codes; code++)
            set_blank(font, code, point++);
        return;
    }
    for (token = pdf_lex_next(lexer); token.kind == PDF_STRING; token = pdf_lex_next(lexer))
        set_blank(font, from++, value_of(lexer, token));
}

static void read_map(struct pdf_font *font, const void *bytes, size_t count) {
    struct pdf_lexer lexer = pdf_lex_begin(bytes, count);
    enum { ELSEWHERE, CHARS, RANGES } where = ELSEWHERE;
    for (;;) {
        pdf_lex_forget(&lexer);
        struct pdf_token token = pdf_lex_next(&lexer);
        if (token.kind == PDF_END)
            break;
        const char *text = pdf_lex_text(&lexer, token);
        if (token.kind == PDF_OPERATOR)
            where = strcmp(text, "beginbfchar") == 0    ? CHARS
                    : strcmp(text, "beginbfrange") == 0 ? RANGES
                                                        : ELSEWHERE;
        else if (token.kind == PDF_STRING && where == CHARS)
            set_blank(font, value_of(&lexer, token), value_of(&lexer, pdf_lex_next(&lexer)));
        else if (token.kind == PDF_STRING && where == RANGES)
            read_range(font, &lexer, value_of(&lexer, token));
    }
    pdf_lex_end(&lexer);
}

bool pdf_font_blank(struct pdf_font *font, qpdf_data pdf, unsigned code) {
    if (!font->blanks) {
        unsigned char *bytes = NULL;
        size_t count = 0;
        font->blanks = mem_zero(font->codes, 1);
        if (font->code_bytes == 1)
            font->blanks[' '] = true;
        qpdf_oh dict = qpdf_get_object_by_id(pdf, font->id, font->generation);
        qpdf_oh map = qpdf_oh_get_key_if_dict(pdf, dict, "/ToUnicode");
        if (font->id && qpdf_oh_is_stream(pdf, map) &&
            !(qpdf_oh_get_stream_data(pdf, map, qpdf_dl_generalized, NULL, &bytes, &count) &
              QPDF_ERRORS))
            read_map(font, bytes, count);
        free(bytes);
    }
    return code < font->codes && font->blanks[code];
}

/* ---- the fonts of a document ---- */

static struct pdf_font *font_make(qpdf_data pdf, qpdf_oh dict, int id) {
    qpdf_oh kind = qpdf_oh_get_key_if_dict(pdf, dict, "/Subtype");
    bool numbered = qpdf_oh_is_name_and_equals(pdf, kind, "/Type0");
    struct pdf_font *font = mem_zero(1, sizeof *font);
    *font = (struct pdf_font){.id = id,
                              .generation = qpdf_oh_get_generation(pdf, dict),
                              .code_bytes = numbered ? 2 : 1,
                              .otherwise = 0.5f,
                              .height = 1};
    font->codes = numbered ? 65536 : 256;
    font->widths = mem_zero(font->codes, sizeof *font->widths);
    if (numbered)
        numbered_font(font, pdf, dict);
    else if (qpdf_oh_is_name_and_equals(pdf, kind, "/Type3"))
        drawn_font(font, pdf, dict);
    else
        simple_font(font, pdf, dict);
    return font;
}

static void font_free(struct pdf_font *font) {
    free(font->widths);
    free(font->blanks);
    free(font);
}

struct pdf_font *pdf_font_get(struct pdf_fonts *fonts, qpdf_data pdf, qpdf_oh dict) {
    int id = qpdf_oh_get_object_id(pdf, dict);
    for (struct pdf_font *font = fonts->first; font; font = font->next)
        if ((font->id == id && id) || fonts->count == FONTS_MAX)
            return font;
    struct pdf_font *font = font_make(pdf, dict, id);
    fonts->count++;
    font->next = fonts->first;
    fonts->first = font;
    return font;
}

void pdf_fonts_free(struct pdf_fonts *fonts) {
    while (fonts->first) {
        struct pdf_font *font = fonts->first;
        fonts->first = font->next;
        font_free(font);
    }
}
