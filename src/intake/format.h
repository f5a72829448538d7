/* What a file is, told from its bytes and never from its name. */
#ifndef INTAKE_FORMAT_H
#define INTAKE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct archive;

enum format {
    FORMAT_EMPTY, /* not a byte in it */
    FORMAT_TEXT,  /* or anything that is none of the others */
    FORMAT_HTML,  /* a page, or a piece of one, in any encoding */
    FORMAT_PDF,
    FORMAT_DOCX,
    FORMAT_ARCHIVE, /* a ZIP that is no document itself */
    /* What follows is refused by its name, with what to do about it. */
    FORMAT_BROKEN_ZIP,
    FORMAT_DOC,    /* Word before 2007 */
    FORMAT_LOCKED, /* Office with a password */
    FORMAT_ODT,
    FORMAT_RTF,
    FORMAT_XML,  /* neither a page nor packed: Word 2003, flat ODF */
    FORMAT_MIME, /* a web archive (.mht) or a mail */
    FORMAT_SHEET,
    FORMAT_SLIDES,
    FORMAT_MAIL, /* Outlook */
    FORMAT_OLE,
    FORMAT_UDF, /* UYAP */
    FORMAT_IMAGE,
    FORMAT_PACKED, /* 7z, rar, gz, tar … */
};

/* Told from the beginning alone, of which 64 KB are enough. A ZIP of any kind is FORMAT_ARCHIVE,
 * an Office file of before 2007 FORMAT_OLE. */
enum format format_sniff(const char *bytes, size_t count);
/* The same for FORMAT_PDF alone. */
bool format_is_pdf(const char *bytes, size_t count);
/* Told from the whole. */
enum format format_of(const char *bytes, size_t count);
/* Of a ZIP that is open already: FORMAT_ARCHIVE unless it is a document. */
enum format format_of_archive(struct archive *archive);

/* ERR_REFUSED, with what `name` is and what to do. For formats without a reader. */
enum err_code format_refuse(enum format format, const char *name, struct err *err);

/* What a file's name promises, by its ending. A folder is walked by this, so that nothing a clerk
 * may have meant is passed over in silence:
 * - a document is taken, and refused with a reason where it cannot be read: txt htm html xhtml pdf
 *   docx and the like; doc odt rtf xls, pictures (scans), rar … too;
 * - an archive is opened: zip, and eyp (a package of official correspondence, which is one);
 * - what only belongs to a page, a program or a desktop is never a decision and is only counted:
 *   css js gif svg ini db tmp …, "~$karar.docx" (Word's lock), "._x" and hidden names;
 * - of any other name ("karar.aspx?id=541", "255") the bytes decide (format_is_document). */
enum name_kind { NAME_DOCUMENT, NAME_ARCHIVE, NAME_DEBRIS, NAME_UNKNOWN };
enum name_kind format_name_kind(const char *name);
/* Is a file of an unknown name a decision for certain? Not plain text: a README is that too. */
bool format_is_document(enum format format);
/* "karar_files" and "karar_dosyalar" hold what belongs to a saved page "karar.html": the bytes of
 * its name that they share, 0 for any other folder. */
size_t format_page_folder(const char *folder);

#endif
