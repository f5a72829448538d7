#include "intake/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/archive.h"
#include "intake/format.h"
#include "intake/reader.h"
#include "intake/recognise.h"

void intake_result_clear(struct intake_result *result) {
    if (!result)
        return;
    decision_clear(&result->decision);
    text_list_clear(&result->warnings);
    text_list_clear(&result->removed);
    text_list_clear(&result->head);
}

void intake_set_clear(struct intake_set *set) {
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++)
        intake_result_clear(&set->items[i]);
    free(set->items);
    *set = (struct intake_set){0};
}

struct intake_result *intake_set_add(struct intake_set *set) {
    if ((set->count & (set->count - 1)) == 0) /* room for a power of two */
        set->items = mem_grow(set->items, set->count ? set->count * 2 : 1, sizeof *set->items);
    struct intake_result *result = &set->items[set->count++];
    *result = (struct intake_result){.decision = decision_empty()};
    return result;
}

static reader *reader_of(enum format format) {
    switch (format) {
    case FORMAT_TEXT:
        return reader_text;
    case FORMAT_HTML:
        return reader_html;
    case FORMAT_DOCX:
        return reader_docx;
    case FORMAT_PDF:
        return reader_pdf;
    default:
        return NULL;
    }
}

static enum err_code read_document(const char *name, const char *bytes, size_t count,
                                   struct document *ret, struct err *err) {
    enum format format = format_of(bytes, count);
    reader *read = reader_of(format);
    struct archive *archive;
    if (format == FORMAT_BROKEN_ZIP) /* says why */
        return archive_open_bytes(name, bytes, count, &archive, err);
    return read ? read(name, bytes, count, ret, err) : format_refuse(format, name, err);
}

/* A file's name may hold any bytes; a record's text may not. */
static char *source_name(const char *name) {
    struct document document = document_empty();
    const char *base = path_name(name);
    if (reader_text(base, base, strlen(base), &document, NULL) != ERR_OK)
        return mem_string("");
    *strchr(document.lines.data, '\n') = '\0';
    char *source = mem_string(document.lines.data);
    document_clear(&document);
    return source;
}

static void note_source(struct intake_set *set, const char *name, const char *sha256) {
    for (size_t i = 0; i < set->count; i++) {
        set->items[i].decision.source_sha256 = mem_string(sha256);
        set->items[i].decision.source = source_name(name);
    }
}

enum err_code intake_document(const char *name, const char *sha256, struct document *document,
                              struct intake_set *ret, struct err *err) {
    struct intake_set set = {0};
    enum err_code code = recognise(name, document, &set, err);
    if (code == ERR_OK) {
        note_source(&set, name, sha256);
        set.format = document->format;
        set.encoding = document->encoding;
        *ret = set;
    } else {
        intake_set_clear(&set);
    }
    return code;
}

enum err_code intake_bytes(const char *name, const char *bytes, size_t count,
                           struct intake_set *ret, struct err *err) {
    struct document document = document_empty();
    char sha256[DIGEST_HEX];
    enum err_code code = read_document(name, bytes, count, &document, err);
    digest_sha256_hex(bytes, count, sha256);
    if (code == ERR_OK)
        code = intake_document(name, sha256, &document, ret, err);
    document_clear(&document);
    return code;
}

enum err_code intake_source(const struct source *source, struct intake_set *ret, struct err *err) {
    struct source_shelf shelf = {0};
    struct buf content = {0};
    char *label = source_label(source);
    enum err_code code = source_read(source, &shelf, &content, err);
    if (code == ERR_OK)
        code = intake_bytes(label, buf_string(&content), content.len, ret, err);
    buf_free(&content);
    free(label);
    source_shelf_clear(&shelf);
    return code;
}

enum err_code intake_file(const char *path, struct intake_set *ret, struct err *err) {
    struct source source = {.path = mem_string(path)};
    enum err_code code = intake_source(&source, ret, err);
    source_clear(&source);
    return code;
}
