/* What the styles of a Word document say about hidden text and numbering (ECMA-376-1, 17.7). */
#ifndef INTAKE_DOCX_STYLES_H
#define INTAKE_DOCX_STYLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/docx_package.h"

#define DOCX_ID_BYTES 64 /* of a style's id; what is longer is cut */
#define DOCX_NONE (-1)   /* where nothing is said */

struct docx_style {
    char id[DOCX_ID_BYTES], based_on[DOCX_ID_BYTES];
    int hidden;         /* 1, 0 or DOCX_NONE */
    long number, level; /* numId (0: none on purpose) and ilvl, or DOCX_NONE */
};

struct docx_styles {
    struct docx_style *items; /* in byte order of their ids */
    size_t count, room;
    bool hidden;                   /* by default */
    char paragraph[DOCX_ID_BYTES]; /* the style of a paragraph that names none; "" */
};

enum err_code docx_styles_read(struct archive *archive, const struct docx_relations *relations,
                               struct docx_styles *ret, struct err *err) CHECKED;
void docx_styles_clear(struct docx_styles *styles);

/* 1, 0 or DOCX_NONE, by the style or what it is based on. */
int docx_styles_hidden(const struct docx_styles *styles, const char *id);
/* The style that says how this one is numbered: itself or one it is based on; NULL. */
const struct docx_style *docx_styles_numbering(const struct docx_styles *styles, const char *id);

#endif
