/* A Word document's package: its parts, and how they refer to each other. */
#ifndef INTAKE_DOCX_PACKAGE_H
#define INTAKE_DOCX_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/archive.h"
#include "intake/docx_xml.h"

#define DOCX_PART_MAX ((size_t)64 << 20) /* inflated bytes of the document's own text */
#define DOCX_SIDE_MAX ((size_t)16 << 20) /* of styles, numbering and relations */

enum docx_relation_kind {
    DOCX_RELATION_OTHER,
    DOCX_RELATION_DOCUMENT,
    DOCX_RELATION_STYLES,
    DOCX_RELATION_NUMBERING,
    DOCX_RELATION_FOOTNOTES,
    DOCX_RELATION_ENDNOTES,
    DOCX_RELATION_COMMENTS,
    DOCX_RELATION_HEADER,
    DOCX_RELATION_FOOTER,
    DOCX_RELATION_HYPERLINK,
    DOCX_RELATION_MACROS
};

struct docx_relation {
    char *id;
    char *target; /* the part's name in the archive; of what lies outside, its address */
    enum docx_relation_kind kind;
    bool external;
};

/* In byte order of their ids. */
struct docx_relations {
    struct docx_relation *items;
    size_t count, room;
};

/* Those of a part, "" for the whole package. No relations at all are none. */
enum err_code docx_relations_read(struct archive *archive, const char *part,
                                  struct docx_relations *ret, struct err *err) CHECKED;
void docx_relations_clear(struct docx_relations *relations);
/* NULL where there is none. */
const struct docx_relation *docx_relations_find(const struct docx_relations *relations,
                                                const char *id);
/* The first of a kind. */
const struct docx_relation *docx_relations_first(const struct docx_relations *relations,
                                                 enum docx_relation_kind kind);
/* Reads the first part of a kind; nothing happens where there is none. */
enum err_code docx_relations_parse(const struct docx_relations *relations,
                                   enum docx_relation_kind kind, struct archive *archive,
                                   const struct docx_handler *handler, struct err *err) CHECKED;

#endif
