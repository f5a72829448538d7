#include "intake/reader_text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

/* More control characters than one in so many bytes: not a text at all. */
#define CONTROLS_ONE_IN 64

static bool is_line_end(uint32_t point) {
    return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
}

static bool is_control(uint32_t point) {
    return (point < ' ' && point != '\t' && !is_line_end(point)) ||
           (point >= 0x7F && point < 0xA0 && point != 0x85);
}

/* Soft hyphens, zero-width and direction marks, byte order marks, noncharacters: nothing that a
 * reader sees, and some of it can make a text look like another. */
static bool is_invisible(uint32_t point) {
    return point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
           point == 0xFEFF || (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
}

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

static void add_point(struct buf *out, uint32_t point) {
    char bytes[4];
    buf_add(out, bytes, utf8_put(point, bytes));
}

static size_t count_lines(const struct buf *lines) {
    size_t count = 0;
    for (size_t i = 0; i < lines->len; i++)
        count += lines->data[i] == '\n';
    return count;
}

/* Clean lines from valid UTF-8; returns how many control characters were dropped. */
static size_t clean(const char *text, struct buf *out) {
    size_t controls = 0, line_start = 0;
    bool space = false;
    for (uint32_t point; (point = utf8_next(&text));) {
        if (is_line_end(point)) {
            if (out->len > line_start)
                buf_byte(out, '\n');
            line_start = out->len;
            space = false;
        } else if (is_control(point)) {
            controls++;
            space = true;
        } else if (turkish_fold_point(point) == ' ') {
            space = true;
        } else if (!is_invisible(point)) {
            if (space && out->len > line_start)
                buf_byte(out, ' ');
            space = false;
            add_point(out, point);
        }
    }
    if (out->len > line_start)
        buf_byte(out, '\n');
    return controls;
}

static enum err_code clean_text(const char *name, const char *text, struct buf *out,
                                struct text_list *warnings, struct err *err) {
    size_t controls = clean(text, out);
    if (out->failed)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    if (controls > 0 && controls >= strlen(text) / CONTROLS_ONE_IN)
        return err_set(err, ERR_REFUSED, "%s: not a text file; save it as plain text in UTF-8",
                       name);
    if (out->len == 0)
        return err_set(err, ERR_REFUSED, "%s: there is no text in it; check the file", name);
    if (count_lines(out) > READER_MAX_LINES)
        return err_set(err, ERR_REFUSED,
                       "%s: more than %d lines; save each decision to a file of its own", name,
                       READER_MAX_LINES);
    if (controls > 0)
        text_list_add(warnings, "control characters were left out");
    if (strstr(out->data, "\xEF\xBF\xBD"))
        text_list_add(warnings, "some letters were lost before this file was made (U+FFFD)");
    return ERR_OK;
}

enum err_code reader_text(const char *name, const char *bytes, size_t count, struct buf *ret_lines,
                          struct text_list *warnings, struct err *err) {
    enum err_code code = check_bytes(name, bytes, count, err);
    if (code != ERR_OK)
        return code;
    struct buf copy = {0}, out = {0};
    buf_add(&copy, bytes, count);
    if (copy.failed)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    code = clean_text(name, buf_string(&copy), &out, warnings, err);
    buf_free(&copy);
    if (code == ERR_OK) { /* what stood between a letter and its mark is gone only now */
        char *composed = utf8_nfc(buf_string(&out));
        buf_free(ret_lines);
        buf_text(ret_lines, composed);
        free(composed);
        if (ret_lines->failed)
            code = err_set(err, ERR_STORAGE, "%s: out of memory", name);
    }
    buf_free(&out);
    return code;
}
