#include "intake/intake.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/reader_text.h"
#include "intake/recognise.h"

void intake_result_clear(struct intake_result *result) {
    if (!result)
        return;
    decision_clear(&result->decision);
    text_list_clear(&result->warnings);
    text_list_clear(&result->removed);
}

bool intake_accepts(const char *name) {
    const char *dot = strrchr(path_name(name), '.');
    return dot && dot != path_name(name) && strcasecmp(dot, ".txt") == 0;
}

/* A file's name may hold any bytes; a record's text may not. */
static char *source_name(const char *name) {
    struct buf lines = {0};
    struct text_list warnings = {0};
    const char *base = path_name(name);
    enum err_code code = reader_text(base, base, strlen(base), &lines, &warnings, NULL);
    text_list_clear(&warnings);
    if (code != ERR_OK)
        return mem_string("");
    char *end = strchr(lines.data, '\n');
    *end = '\0';
    char *source = mem_string(lines.data);
    buf_free(&lines);
    return source;
}

enum err_code intake_bytes(const char *name, const char *bytes, size_t count,
                           struct intake_result *ret, struct err *err) {
    struct intake_result result = {.decision = decision_empty()};
    struct buf lines = {0};
    enum err_code code = reader_text(name, bytes, count, &lines, &result.warnings, err);
    if (code == ERR_OK)
        code = recognise(name, &lines, &result, err);
    if (code != ERR_OK) {
        intake_result_clear(&result);
        return code;
    }
    char hex[DIGEST_HEX];
    digest_sha256_hex(bytes, count, hex);
    result.decision.source_sha256 = mem_string(hex);
    result.decision.source = source_name(name);
    *ret = result;
    return ERR_OK;
}

enum err_code intake_file(const char *path, struct intake_result *ret, struct err *err) {
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
