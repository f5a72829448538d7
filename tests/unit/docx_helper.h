/* ZIP archives and Word documents made in memory, for the tests of intake/. */
#ifndef UNIT_DOCX_HELPER_H
#define UNIT_DOCX_HELPER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/buf.h"

#define DOCX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DOCX_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define DOCX_SPACES                                                                                \
    "xmlns:w='" DOCX_W "' xmlns:r='" DOCX_OFFICE "' "                                              \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "                      \
    "xmlns:v='urn:schemas-microsoft-com:vml' "                                                     \
    "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "                        \
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"

struct part {
    const char *name, *text;
    size_t bytes;             /* 0: strlen */
    unsigned long attributes; /* of Unix: S_IFLNK and so on; 0 for none */
    const char *password;     /* NULL */
};

/* The archive's bytes; free them with buf_free. */
static inline struct buf make_zip(const struct part *parts, size_t count) {
    struct buf bytes = {0};
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < count; i++) {
        size_t length = parts[i].bytes ? parts[i].bytes : strlen(parts[i].text);
        zip_source_t *content = zip_source_buffer(zip, parts[i].text, length, 0);
        zip_int64_t at = zip_file_add(zip, parts[i].name, content, ZIP_FL_ENC_UTF_8);
        if (at < 0)
            abort();
        if (parts[i].attributes)
            zip_file_set_external_attributes(zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX,
                                             (zip_uint32_t)parts[i].attributes << 16);
        if (parts[i].password)
            zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_256, parts[i].password);
    }
    if (zip_close(zip) != 0)
        abort();
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    size_t length = (size_t)zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, buf_room(&bytes, length + 1), length);
    buf_took(&bytes, length);
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

/* A document with this body, its numbering and styles (NULL: none), and what else there is. */
struct docx {
    const char *body, *numbering, *styles, *footnotes, *endnotes, *comments, *header, *footer;
};

static inline void add_relation(struct buf *relations, const char *id, const char *type,
                                const char *target) {
    buf_format(relations, "<Relationship Id='%s' Type='" DOCX_OFFICE "/%s' Target='%s'/>", id, type,
               target);
}

static inline char *wrapped(const char *element, const char *content) {
    struct buf text = {0};
    buf_format(&text, "<?xml version='1.0' encoding='UTF-8'?><w:%s " DOCX_SPACES ">%s</w:%s>",
               element, content, element);
    return buf_take(&text);
}

#define DOCX_RELS(content)                                                                         \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" content \
    "</Relationships>"
#define DOCX_PARTS 10

static inline struct buf make_docx(const struct docx *docx) {
    const struct {
        const char *content, *element, *type, *name;
    } sides[] = {{docx->numbering, "numbering", "numbering", "numbering.xml"},
                 {docx->styles, "styles", "styles", "styles.xml"},
                 {docx->footnotes, "footnotes", "footnotes", "footnotes.xml"},
                 {docx->endnotes, "endnotes", "endnotes", "endnotes.xml"},
                 {docx->comments, "comments", "comments", "comments.xml"},
                 {docx->header, "hdr", "header", "header1.xml"},
                 {docx->footer, "ftr", "footer", "footer1.xml"}};
    struct part parts[DOCX_PARTS + 1] = {
        {.name = "[Content_Types].xml", .text = "<Types/>"},
        {.name = "_rels/.rels",
         .text = DOCX_RELS("<Relationship Id='a' Type='" DOCX_OFFICE "/officeDocument' "
                           "Target='word/document.xml'/>")}};
    struct buf relations = {0}, body = {0};
    char *owned[DOCX_PARTS + 1], names[DOCX_PARTS][32];
    size_t count = 2, own = 0;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        char id[8];
        if (!sides[i].content)
            continue;
        snprintf(id, sizeof id, "s%zu", i);
        add_relation(&relations, id, sides[i].type, sides[i].name);
        snprintf(names[i], sizeof names[i], "word/%s", sides[i].name);
        owned[own] = wrapped(sides[i].element, sides[i].content);
        parts[count++] = (struct part){.name = names[i], .text = owned[own++]};
    }
    buf_text(&relations, "<Relationship Id='web' Type='" DOCX_OFFICE "/hyperlink' "
                         "Target='https://www.example.bel.tr/ek/plan.pdf' "
                         "TargetMode='External'/>");
    struct buf all = {0};
    buf_format(&all, DOCX_RELS("%s"), buf_string(&relations));
    parts[count++] = (struct part){.name = "word/_rels/document.xml.rels", .text = all.data};
    buf_format(&body, "<w:body>%s</w:body>", docx->body);
    owned[own] = wrapped("document", buf_string(&body));
    parts[count++] = (struct part){.name = "word/document.xml", .text = owned[own++]};
    struct buf bytes = make_zip(parts, count);
    for (size_t i = 0; i < own; i++)
        free(owned[i]);
    buf_free(&relations);
    buf_free(&all);
    buf_free(&body);
    return bytes;
}

#endif
