#include "intake/intake.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
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

bool intake_accepts(const char *name) {
    const char *dot = strrchr(path_name(name), '.');
    return dot && dot != path_name(name) && strcasecmp(dot, ".txt") == 0;
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

static void note_source(struct intake_set *set, const char *name, const char *bytes, size_t count) {
    char hex[DIGEST_HEX];
    digest_sha256_hex(bytes, count, hex);
    for (size_t i = 0; i < set->count; i++) {
        set->items[i].decision.source_sha256 = mem_string(hex);
        set->items[i].decision.source = source_name(name);
    }
}

enum err_code intake_bytes(const char *name, const char *bytes, size_t count,
                           struct intake_set *ret, struct err *err) {
    struct document document = document_empty();
    struct intake_set set = {0};
    enum err_code code = reader_text(name, bytes, count, &document, err);
    if (code == ERR_OK)
        code = recognise(name, &document, &set, err);
    if (code == ERR_OK) {
        note_source(&set, name, bytes, count);
        set.format = document.format;
        set.encoding = document.encoding;
        *ret = set;
    } else {
        intake_set_clear(&set);
    }
    document_clear(&document);
    return code;
}

enum err_code intake_file(const char *path, struct intake_set *ret, struct err *err) {
    if (!intake_accepts(path))
        return err_set(err, ERR_REFUSED,
                       "%s: only .txt files can be read; save it as plain text in UTF-8", path);
    struct buf content = {0};
    enum err_code code = file_read(path, READER_MAX_BYTES, &content, err);
    if (code == ERR_OK)
        code = intake_bytes(path, buf_string(&content), content.len, ret, err);
    buf_free(&content);
    return code;
}

enum err_code intake_source(const struct source *source, struct intake_set *ret, struct err *err) {
    return intake_file(source->path, ret, err);
}
