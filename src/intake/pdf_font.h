/* How far a font's letters reach: what a text in a content stream covers. */
#ifndef INTAKE_PDF_FONT_H
#define INTAKE_PDF_FONT_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>

struct pdf_font {
    int id, generation;  /* of the PDF object; 0 for one written in place */
    unsigned code_bytes; /* 1, or 2 for the fonts that number their glyphs */
    size_t codes;        /* 256 or 65536 */
    float *widths;       /* of each code; 0 where it has none, below it where it is 0 wide */
    float otherwise;     /* of the codes without one */
    double height;       /* of an em, as a share of the font's size; other than 1 in Type 3 alone */
    unsigned char *blanks; /* per code: nothing to see; NULL until it is asked for */
    struct pdf_font *next;
};

/* The fonts of a document that were met so far. */
struct pdf_fonts {
    struct pdf_font *first;
    size_t count;
};

/* From a font dictionary. Never NULL: what is not known is approximated. Owned by `fonts`. */
struct pdf_font *pdf_font_get(struct pdf_fonts *fonts, qpdf_data pdf, qpdf_oh dict);
void pdf_fonts_free(struct pdf_fonts *fonts);

/* A share of the font's size. */
float pdf_font_width(const struct pdf_font *font, unsigned code);

/* Does this code stand for a blank? Reads the font's ToUnicode map. */
bool pdf_font_blank(struct pdf_font *font, qpdf_data pdf, unsigned code);

#endif
