#include "intake/reader_pdf.h"

#include <stdlib.h>
#include <string.h>

#include "intake/lines.h"
#include "intake/reader.h"
#include "intake/reflow.h"
#include "text/utf8.h"

#define FEW_LETTERS 10 /* a page: the numbers of pages, at best */
#define STRIP_LETTERS                                                                              \
    250 /* on a picture of a page: a stamp, the line of an electronic signature                    \
         */

static enum err_code refuse_page(const char *name, const struct pdf_findings *found,
                                 struct err *err) {
    switch ((enum pdf_verdict)found->verdict) {
    case PDF_LOCKED:
        return err_set(err, ERR_REFUSED,
                       "%s: it is locked with a password; open it with that and print it to a new "
                       "PDF",
                       name);
    case PDF_EMPTY:
        return err_set(err, ERR_REFUSED, "%s: a PDF without pages; ask for the file again", name);
    case PDF_COVERED:
        return err_set(err, ERR_REFUSED,
                       "%s: karartma altında metin var (page %u); remove the text itself, not only "
                       "its picture",
                       name, found->page);
    case PDF_ENDLESS:
        return err_set(err, ERR_REFUSED,
                       "%s: page %u is too large a drawing to look for hidden text in; save the "
                       "decision without it",
                       name, found->page);
    case PDF_SOUND:
    case PDF_DAMAGED:
        break;
    }
    return err_set(err, ERR_REFUSED,
                   "%s: a damaged PDF; open it in a viewer and print it to a new PDF", name);
}

static enum err_code check_end(const char *name, const struct pdf_child *child, struct err *err) {
    switch (pdf_child_state(child)) {
    case PDF_SLOW:
        return err_set(err, ERR_REFUSED,
                       "%s: not read within %d seconds; print each decision to a PDF of its own",
                       name, PDF_SECONDS);
    case PDF_FLOOD:
        return err_set(err, ERR_REFUSED,
                       "%s: larger than 16 MiB; save each decision to a file of its own", name);
    case PDF_NO_READER:
        return err_set(err, ERR_STORAGE, "%s: pdftotext cannot be started; close other programs",
                       name);
    case PDF_DONE:
        break;
    case PDF_RUNNING:
    case PDF_TIGHT:
    case PDF_CRASHED:
        return err_set(err, ERR_REFUSED,
                       "%s: a PDF that its reader breaks off at; open it in a viewer and print it "
                       "to a new PDF",
                       name);
    }
    const struct pdf_findings *found = pdf_child_findings(child);
    return found->verdict == PDF_SOUND ? ERR_OK : refuse_page(name, found, err);
}

/* ---- scans ---- */

/* What the pages hold, as far as it is counted. */
struct census {
    size_t letters;  /* ASCII letters, and all beyond ASCII */
    size_t nonsense; /* of them, and controls: what a font without a map leaves */
    size_t scans, first_scan;
    size_t pages;
};

static bool is_picture(const struct pdf_findings *found, size_t page) {
    return page <= PDF_PICTURES && found->pictures[(page - 1) / 8] >> (page - 1) % 8 & 1;
}

static void count_page(struct census *census, const struct pdf_findings *found, size_t letters) {
    census->pages++;
    census->letters += letters;
    if (letters >= STRIP_LETTERS || !is_picture(found, census->pages))
        return;
    if (census->scans++ == 0)
        census->first_scan = census->pages;
}

/* A form feed ends each page. */
static struct census take_census(const struct pdf_findings *found, const char *text, size_t bytes) {
    struct census census = {0};
    size_t letters = 0;
    for (const char *at = text, *end = text + bytes; at < end;) {
        uint32_t point = (unsigned char)*at;
        if (point < 0x80)
            at++;
        else
            point = utf8_next(&at);
        if (point == '\f') {
            count_page(&census, found, letters);
            letters = 0;
        }
        bool private = (point >= 0xE000 && point < 0xF900) || point == 0xFFFD;
        letters += point >= 0x80 || ((point | 32) >= 'a' && (point | 32) <= 'z');
        census.nonsense += private || (point < ' ' && point != '\n' && point != '\f');
    }
    if (letters)
        count_page(&census, found, letters);
    return census;
}

static enum err_code check_text(const char *name, const struct census *census, struct err *err) {
    if (census->letters < FEW_LETTERS * census->pages || census->letters == 0 ||
        (census->scans > 0 && census->scans == census->pages))
        return err_set(err, ERR_REFUSED,
                       "%s: a scan without text; run text recognition (OCR) over it and save it as "
                       "PDF again",
                       name);
    if (census->nonsense * 2 > census->letters)
        return err_set(err, ERR_REFUSED,
                       "%s: its fonts do not say which letters they draw; run text recognition "
                       "(OCR) over it and save it as PDF again",
                       name);
    return ERR_OK;
}

static void warn(const struct census *census, const struct pdf_findings *found,
                 struct document *document) {
    struct buf line = {0};
    if (census->scans)
        buf_format(&line, "%zu of %zu pages are scans without text, the first is page %zu",
                   census->scans, census->pages, census->first_scan);
    if (line.len)
        text_list_add(&document->warnings, buf_string(&line));
    buf_clear(&line);
    if (found->white)
        buf_format(&line, "white letters on white on page %u: nobody sees them in the PDF",
                   found->white);
    if (line.len)
        text_list_add(&document->warnings, buf_string(&line));
    buf_free(&line);
}

/* ---- text ---- */

/* Copies `text`, with U+FFFD for each byte that is none of UTF-8. */
static void clean(const char *text, size_t bytes, struct buf *ret) {
    for (size_t at = 0; at < bytes;) {
        size_t length = 1, most = bytes - at < 4 ? bytes - at : 4;
        while (length <= most && !utf8_valid(text + at, length))
            length++;
        if (length > most)
            buf_text(ret, "\xEF\xBF\xBD");
        else
            buf_add(ret, text + at, length);
        at += length > most ? 1 : length;
    }
}

static enum err_code read_text(const char *name, const struct pdf_findings *found, const char *text,
                               size_t bytes, struct document *ret, struct err *err) {
    struct census census = take_census(found, text, bytes);
    enum err_code code = check_text(name, &census, err);
    if (code != ERR_OK)
        return code;
    struct document document = document_empty();
    struct lines lines = {0};
    document.format = "pdf";
    warn(&census, found, &document);
    reflow_text(text, bytes, true, &lines, &document);
    code = lines_finish(&lines, name, &document, err);
    if (code == ERR_OK)
        *ret = document;
    else
        document_clear(&document);
    return code;
}

enum err_code pdf_document(const char *name, const struct pdf_child *child, struct document *ret,
                           struct err *err) {
    enum err_code code = check_end(name, child, err);
    if (code != ERR_OK)
        return code;
    size_t bytes;
    const char *text = pdf_child_text(child, &bytes);
    const struct pdf_findings *found = pdf_child_findings(child);
    if (utf8_valid(text, bytes))
        return read_text(name, found, text, bytes, ret, err);
    struct buf cleaned = {0};
    clean(text, bytes, &cleaned);
    code = cleaned.failed ? err_set(err, ERR_STORAGE, "%s: out of memory", name)
                          : read_text(name, found, cleaned.data, cleaned.len, ret, err);
    buf_free(&cleaned);
    return code;
}

enum err_code reader_pdf(const char *name, const char *bytes, size_t count, struct document *ret,
                         struct err *err) {
    struct pdf_tool *tool = NULL;
    struct pdf_child *child = NULL;
    enum err_code code = pdf_tool_make(NULL, &tool, err);
    if (code == ERR_OK)
        code = pdf_child_start(tool, bytes, count, &child, err);
    if (code == ERR_OK) {
        pdf_child_finish(child);
        code = pdf_document(name, child, ret, err);
    } else {
        err_add(err, "%s", name);
    }
    pdf_child_destroy(child);
    pdf_tool_destroy(tool);
    return code;
}
