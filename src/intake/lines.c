#include "intake/lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "intake/mend.h"
#include "intake/mojibake.h"
#include "intake/point.h"
#include "intake/reader.h"
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

static bool is_blank(uint32_t point) {
    return point == ' ' || point == '\t' || is_line_end(point) ||
           point == 0xF020 || /* of the Symbol font */
           (point >= 0x80 && turkish_fold_point(point) == ' ');
}

/* What was waiting before the next letter: the bounds of cells, or a blank. */
static void add_pending(struct lines *lines) {
    bool begun = lines->out.len > lines->line_start;
    for (; lines->cells; lines->cells--)
        buf_byte(&lines->out, '\t');
    if (lines->space && begun && lines->out.data[lines->out.len - 1] != '\t')
        buf_byte(&lines->out, ' ');
    lines->space = false;
}

/* The end of the letters from `at` on that stay as they are: ASCII but blanks and controls, and the
 * letters of Western Europe and Turkey. Most of a text. */
static const char *plain_end(const char *at, const char *end) {
    while (at < end) {
        unsigned char byte = (unsigned char)*at;
        if (byte > ' ' && byte < 0x7F)
            at++;
        else if (byte >= 0xC3 && byte <= 0xC5)
            at += 2;
        else
            break;
    }
    return at;
}

void lines_text(struct lines *lines, const char *text, size_t bytes) {
    lines->read += bytes;
    for (const char *end = text + bytes; text < end;) {
        const char *from = text;
        text = plain_end(text, end);
        if (text > from) {
            add_pending(lines);
            buf_add(&lines->out, from, (size_t)(text - from));
            continue;
        }
        uint32_t point = point_next(&text);
        if (point >= 0x80 && is_control(point)) { /* part of a spoilt letter, perhaps */
            lines->spoilt++;
            add_pending(lines);
            buf_add(&lines->out, from, (size_t)(text - from));
        } else if (is_control(point)) {
            lines->controls++;
            lines->space = true;
        } else if (is_blank(point)) {
            lines->space = true;
        } else if (!is_invisible(point)) {
            add_pending(lines);
            buf_add(&lines->out, from, (size_t)(text - from));
        }
    }
}

void lines_cell(struct lines *lines) {
    lines->cells++;
    lines->space = false;
}

void lines_end(struct lines *lines) {
    if (lines->out.len > lines->line_start) {
        lines->space = false;
        add_pending(lines);
        buf_byte(&lines->out, '\n');
        lines->count++;
    }
    lines->line_start = lines->out.len;
    lines->space = false;
    lines->cells = 0;
}

/* Controls of Latin-1 that were no part of a spoilt letter: each is a blank. */
static void drop_spoilt(struct lines *lines) {
    char *out = lines->out.data;
    for (const char *at = out, *end = at + lines->out.len; at < end; at++) {
        bool control = (unsigned char)*at == 0xC2 && (unsigned char)at[1] < 0xA0;
        bool begun = out > lines->out.data && !strchr(" \t\n", out[-1]);
        lines->controls += control;
        at += control;
        if (!control && (*at == '\n' || *at == '\t') && out > lines->out.data && out[-1] == ' ')
            out--;
        if (!control && (*at != ' ' || begun) &&
            (*at != '\n' || (out > lines->out.data && out[-1] != '\n')))
            *out++ = *at;
        else if (control && begun)
            *out++ = ' ';
    }
    *out = '\0';
    lines->out.len = (size_t)(out - lines->out.data);
}

static void mend_bytes(struct lines *lines, struct mends *mends) {
    struct buf *out = &lines->out;
    if (!out->data || out->failed)
        return;
    if (mojibake_suspected(out->data, out->len)) {
        out->len = mojibake_mend(out->data, out->len, mends);
        out->data[out->len] = '\0';
    }
    if (lines->spoilt)
        drop_spoilt(lines);
}

/* Letters and their marks become one. */
static void compose(struct lines *lines, struct document *document) {
    const char *text = buf_string(&lines->out);
    char *composed = utf8_nfc(text);
    if (strcmp(text, composed) != 0)
        mends_add(&document->mends, "letter + mark → one letter",
                  utf8_count(text) - utf8_count(composed));
    buf_text(&document->lines, composed);
    free(composed);
}

static enum err_code check(const struct lines *lines, const char *name, struct err *err) {
    if (lines->out.failed)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    if (lines->controls > 0 && lines->controls >= lines->read / CONTROLS_ONE_IN)
        return err_set(err, ERR_REFUSED, "%s: not a text file; save it as plain text in UTF-8",
                       name);
    if (lines->out.len == 0)
        return err_set(err, ERR_REFUSED, "%s: there is no text in it; check the file", name);
    if (lines->out.len > READER_MAX_BYTES)
        return err_set(err, ERR_REFUSED,
                       "%s: larger than 16 MiB; save each decision to a file of its own", name);
    if (lines->count > READER_MAX_LINES)
        return err_set(err, ERR_REFUSED,
                       "%s: more than %d lines; save each decision to a file of its own", name,
                       READER_MAX_LINES);
    return ERR_OK;
}

enum err_code lines_finish(struct lines *lines, const char *name, struct document *document,
                           struct err *err) {
    lines_end(lines);
    mend_bytes(lines, &document->mends);
    enum err_code code = check(lines, name, err);
    if (code == ERR_OK) { /* what stood between a letter and its mark is gone only now */
        compose(lines, document);
        mend_text(&document->lines, &document->mends);
        if (lines->controls > 0)
            text_list_add(&document->warnings, "control characters were left out");
        if (strstr(buf_string(&document->lines), "\xEF\xBF\xBD"))
            text_list_add(&document->warnings,
                          "some letters were lost before this file was made (U+FFFD)");
        if (document->lines.failed)
            code = err_set(err, ERR_STORAGE, "%s: out of memory", name);
    }
    lines_free(lines);
    return code;
}

void lines_free(struct lines *lines) {
    buf_free(&lines->out);
    *lines = (struct lines){0};
}
