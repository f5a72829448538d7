/* reader_docx: whatever the package or its text is, a document or a reason comes out. The bytes are
 * an archive; where they are not, they are the text of one: a byte that chooses the part, then the
 * part. */
#include "fuzz/target.h"

#include <string.h>

#include "intake/reader.h"
#include "text/utf8.h"
#include "unit/docx_helper.h"

static struct buf packed(const uint8_t *bytes, size_t count) {
    struct buf text = {0};
    struct docx docx = {.body = ""};
    const char **parts[] = {&docx.body,     &docx.numbering, &docx.styles,  &docx.footnotes,
                            &docx.comments, &docx.header,    &docx.endnotes};
    const char *around = "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:numId w:val='1'/></w:numPr>"
                         "</w:pPr><w:r><w:t>A</w:t><w:footnoteReference w:id='1'/></w:r></w:p>";
    size_t part = bytes[0] % (sizeof parts / sizeof *parts);
    docx.body = around;
    for (size_t i = 1; i < count; i++)
        if (bytes[i])
            buf_byte(&text, (char)bytes[i]);
    *parts[part] = buf_string(&text);
    struct buf archive = make_docx(&docx);
    buf_free(&text);
    return archive;
}

static void check(const struct document *document) {
    const char *lines = buf_string(&document->lines);
    MUST(document->lines.len > 0 && strlen(lines) == document->lines.len);
    MUST(utf8_valid(lines, document->lines.len));
    MUST(lines[document->lines.len - 1] == '\n' && lines[0] != '\n' && !strstr(lines, "\n\n"));
    for (size_t i = 0; i < document->removed.count; i++)
        MUST(utf8_valid(document->removed.items[i], strlen(document->removed.items[i])));
    for (size_t i = 0; i < document->annexes.count; i++)
        MUST(utf8_valid(document->annexes.items[i], strlen(document->annexes.items[i])));
}

static void read_one(const char *bytes, size_t count) {
    struct document document;
    struct err err = {0};
    enum err_code code = reader_docx("k.docx", bytes, count, &document, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && strncmp(err.text, "k.docx", 6) == 0));
    if (code != ERR_OK)
        return;
    check(&document);
    document_clear(&document);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    if (count >= 2 && memcmp(bytes, "PK", 2) == 0) {
        read_one((const char *)bytes, count);
    } else if (count >= 1) {
        struct buf archive = packed(bytes, count);
        read_one(archive.data, archive.len);
        buf_free(&archive);
    }
    return 0;
}
