/* The parts of a Word document as a stream of the few elements that matter here. */
#ifndef INTAKE_DOCX_XML_H
#define INTAKE_DOCX_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/archive.h"

#define DOCX_DEPTH 240 /* of elements in each other; libxml2 itself stops at 256 */

/* W_ WordprocessingML (transitional and strict), M_ mathematics, MC_ alternatives, V_ VML, A_
 * drawings, PR_ package relationships. */
enum docx_element {
    DOCX_OTHER,
    W_ABSTRACT_NUM,
    W_ABSTRACT_NUM_ID,
    W_ALT_CHUNK,
    W_BASED_ON,
    W_BR,
    W_CELL_DEL,
    W_CHANGE, /* pPrChange, rPrChange …: how it was before */
    W_COLOR,
    W_COMMENT,
    W_CR,
    W_DEL,
    W_DEL_TEXT,
    W_DOC_DEFAULTS,
    W_ENDNOTE,
    W_ENDNOTE_REFERENCE,
    W_FLD_CHAR,
    W_FLD_SIMPLE,
    W_FOOTER_REFERENCE,
    W_FOOTNOTE,
    W_FOOTNOTE_REFERENCE,
    W_GRID_BEFORE,
    W_GRID_SPAN,
    W_HEADER_REFERENCE,
    W_HIGHLIGHT,
    W_HYPERLINK,
    W_ILVL,
    W_INSTR_TEXT,
    W_IS_LGL,
    W_LVL,
    W_LVL_OVERRIDE,
    W_LVL_RESTART,
    W_LVL_TEXT,
    W_NO_BREAK_HYPHEN,
    W_NUM,
    W_NUM_FMT,
    W_NUM_ID,
    W_NUM_STYLE_LINK,
    W_P,
    W_P_PR,
    W_P_STYLE,
    W_P_TAB,
    W_POSITION,
    W_R,
    W_R_PR,
    W_R_STYLE,
    W_SDT,
    W_SDT_CONTENT,
    W_SHD,
    W_SHOWING_PLACEHOLDER,
    W_START,
    W_START_OVERRIDE,
    W_STYLE,
    W_SUFF,
    W_SYM,
    W_T,
    W_TAB,
    W_TBL,
    W_TC,
    W_TR,
    W_TR_PR,
    W_TXBX_CONTENT,
    W_V_MERGE,
    W_VANISH,
    W_VERT_ALIGN,
    M_T,
    MC_ALTERNATE_CONTENT,
    MC_CHOICE,
    MC_FALLBACK,
    V_IMAGEDATA,
    V_TEXTPATH,
    A_BLIP,
    A_GRAPHIC_DATA,
    PR_RELATIONSHIP
};

struct docx_attributes; /* of an element, during its start alone */

/* The value of the attribute with this local name, cut to the room; false where it has none. */
bool docx_attribute(const struct docx_attributes *attributes, const char *name, char *ret,
                    size_t room);
/* The same as a number; `none` where it has none, or no number of up to nine digits. */
long docx_number(const struct docx_attributes *attributes, const char *name, long none);
/* w:val of an element that switches something: on unless it says "0", "false" or "off". */
bool docx_is_on(const struct docx_attributes *attributes);

struct docx_handler {
    void *data;
    void (*start)(void *data, enum docx_element element, const struct docx_attributes *attributes);
    void (*end)(void *data, enum docx_element element);       /* may be NULL */
    void (*text)(void *data, const char *text, size_t bytes); /* may be NULL */
    bool *stop; /* set by any of them: the rest is of no interest; NULL */
};

/* Reads a part of at most `max` bytes. ERR_REFUSED: damaged, not XML, with a DOCTYPE (which no Word
 * writes), elements too deep in each other. Nothing outside the part is ever opened. */
enum err_code docx_parse(struct archive *archive, size_t member, size_t max,
                         const struct docx_handler *handler, struct err *err) CHECKED;

#endif
