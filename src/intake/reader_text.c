#include "intake/reader.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "intake/lines.h"
#include "intake/reflow.h"
#include "text/utf8.h"

/* Number of the line that holds the first byte that is not UTF-8. */
static size_t wrong_line(const char *bytes, size_t count) {
    size_t line = 1;
    for (size_t start = 0; start < count;) {
        const char *end = memchr(bytes + start, '\n', count - start);
        size_t length = end ? (size_t)(end - bytes) - start : count - start;
        if (!utf8_valid(bytes + start, length))
            break;
        start += length + 1;
        line++;
    }
    return line;
}

static bool is_utf16(const char *bytes, size_t count) {
    return count >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

static enum err_code check_bytes(const char *name, const char *bytes, size_t count,
                                 struct err *err) {
    if (count > READER_MAX_BYTES)
        return err_set(err, ERR_REFUSED,
                       "%s: larger than 16 MiB; save each decision to a file of its own", name);
    if (is_utf16(bytes, count))
        return err_set(err, ERR_REFUSED, "%s: it is UTF-16 text; save it as UTF-8", name);
    if (memchr(bytes, '\0', count))
        return err_set(err, ERR_REFUSED, "%s: not a text file; save it as plain text in UTF-8",
                       name);
    if (!utf8_valid(bytes, count))
        return err_set(err, ERR_REFUSED, "%s: not UTF-8 text (line %zu); save it as UTF-8", name,
                       wrong_line(bytes, count));
    return ERR_OK;
}

enum err_code reader_text(const char *name, const char *bytes, size_t count, struct document *ret,
                          struct err *err) {
    enum err_code code = check_bytes(name, bytes, count, err);
    if (code != ERR_OK)
        return code;
    struct document document = document_empty();
    struct lines lines = {0};
    document.format = "text";
    document.encoding = "UTF-8";
    reflow_text(bytes, count, false, &lines, &document);
    code = lines_finish(&lines, name, &document, err);
    if (code == ERR_OK)
        *ret = document;
    else
        document_clear(&document);
    return code;
}
