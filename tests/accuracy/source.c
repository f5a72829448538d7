/* The text of a document, read as plainly as can be: what intake/ makes of it is measured by this.
 */
#include "accuracy/words.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

#include "base/file.h"
#include "text/utf8.h"

#define SOURCE_MAX (64 << 20)

/* ---- text ---- */

static bool convert(const char *from, const char *bytes, size_t count, struct buf *ret) {
    iconv_t way = iconv_open("UTF-8", from);
    if (way == (iconv_t)-1)
        return false;
    size_t room = count * 4 + 16, left = room;
    char *in = (char *)bytes, *out = buf_room(ret, room);
    bool done = out && iconv(way, &in, &count, &out, &left) != (size_t)-1;
    buf_took(ret, done ? room - left : 0);
    iconv_close(way);
    return done;
}

/* Letters of two bytes have a zero in every other one. */
static const char *wide_encoding(const struct buf *bytes) {
    if (bytes->len >= 2 && memcmp(bytes->data, "\xFF\xFE", 2) == 0)
        return "UTF-16";
    if (bytes->len >= 2 && memcmp(bytes->data, "\xFE\xFF", 2) == 0)
        return "UTF-16";
    size_t even = 0, odd = 0;
    for (size_t i = 0; i + 1 < bytes->len; i += 2) {
        even += bytes->data[i] == '\0';
        odd += bytes->data[i + 1] == '\0';
    }
    if (odd > bytes->len / 8)
        return "UTF-16LE";
    return even > bytes->len / 8 ? "UTF-16BE" : NULL;
}

static bool plain_text(const struct buf *bytes, struct buf *ret) {
    const char *wide = wide_encoding(bytes);
    if (wide)
        return convert(wide, bytes->data, bytes->len, ret);
    if (utf8_valid(buf_string(bytes), bytes->len)) {
        buf_add(ret, buf_string(bytes), bytes->len);
        return true;
    }
    return convert("WINDOWS-1254", bytes->data, bytes->len, ret);
}

/* ---- HTML ---- */

static const struct {
    const char *name;
    uint32_t point;
} entities[] = {
    {"nbsp", 0xA0},    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},    {"ccedil", 0xE7},  {"Ccedil", 0xC7},  {"ouml", 0xF6},     {"Ouml", 0xD6},
    {"uuml", 0xFC},    {"Uuml", 0xDC},    {"acirc", 0xE2},   {"icirc", 0xEE},    {"ucirc", 0xFB},
    {"Scedil", 0x15E}, {"scedil", 0x15F}, {"gbreve", 0x11F}, {"Gbreve", 0x11E},  {"Idot", 0x130},
    {"imath", 0x131},  {"inodot", 0x131}, {"rsquo", 0x2019}, {"lsquo", 0x2018},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"sup2", 0xB2},
    {"laquo", 0xAB},   {"raquo", 0xBB},   {"copy", 0xA9},    {"shy", 0xAD},      {"bull", 0x2022},
    {"middot", 0xB7},  {"times", 0xD7},   {"deg", 0xB0},     {"frac12", 0xBD},   {"euro", 0x20AC},
};

/* The character named at `at` ("&amp;"), or 0; *ret_end is behind it. */
static uint32_t entity(const char *at, const char **ret_end) {
    const char *end = strchr(at, ';');
    if (!end || end - at > 10)
        return 0;
    *ret_end = end + 1;
    if (at[1] == '#') {
        bool hexadecimal = at[2] == 'x' || at[2] == 'X';
        unsigned long point = strtoul(at + (hexadecimal ? 3 : 2), NULL, hexadecimal ? 16 : 10);
        return point <= 0x10FFFF ? (uint32_t)point : 0;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strlen(entities[i].name) == (size_t)(end - at - 1) &&
            strncmp(entities[i].name, at + 1, (size_t)(end - at - 1)) == 0)
            return entities[i].point;
    return 0;
}

static bool tag_is(const char *at, const char *name) {
    size_t length = strlen(name);
    return strncasecmp(at, name, length) == 0 && (!at[length] || strchr(" \t\r\n/>", at[length]));
}

/* Tags that may stand in the middle of a word. */
static bool is_inline(const char *at) {
    static const char *const names[] = {"a",    "b",   "i",    "u",      "em",  "strong", "span",
                                        "font", "sup", "sub",  "small",  "wbr", "mark",   "o:p",
                                        "del",  "ins", "abbr", "strike", "s",   "big",    "st1"};
    at += *at == '/';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tag_is(at, names[i]))
            return true;
    return false;
}

static const char *behind(const char *at, const char *mark) {
    const char *found = strcasestr(at, mark);
    return found ? found + strlen(mark) : at + strlen(at);
}

static const char *skip_tag(const char *at, struct buf *ret) {
    if (strncmp(at, "<!--", 4) == 0)
        return behind(at, "-->");
    if (tag_is(at + 1, "script"))
        return behind(at, "</script>");
    if (tag_is(at + 1, "style"))
        return behind(at, "</style>");
    if (!is_inline(at + 1))
        buf_byte(ret, ' ');
    return behind(at, ">");
}

static void without_tags(const char *html, struct buf *ret) {
    for (const char *at = html, *end = at; *at;) {
        uint32_t point = *at == '&' ? entity(at, &end) : 0;
        if (point) {
            char bytes[4];
            buf_add(ret, bytes, utf8_put(point, bytes));
            at = end;
        } else if (*at == '<' &&
                   (at[1] == '/' || at[1] == '!' || at[1] == '?' || (at[1] | 0x20) >= 'a')) {
            at = skip_tag(at, ret);
        } else {
            buf_byte(ret, *at++);
        }
    }
}

static bool html_text(const struct buf *bytes, struct buf *ret) {
    struct buf text = {0};
    bool done = plain_text(bytes, &text);
    if (done)
        without_tags(buf_string(&text), ret);
    buf_free(&text);
    return done;
}

/* ---- DOCX ---- */

static void part_text(const char *xml, struct buf *ret) {
    struct buf text = {0};
    for (const char *at = xml; (at = strchr(at, '<')); at++) {
        if (tag_is(at, "<mc:Fallback")) { /* the text box once more, for old readers */
            const char *end = strstr(at, "</mc:Fallback>");
            at = end ? end : at;
        } else if (tag_is(at, "<w:t") || tag_is(at, "<w:delText")) {
            const char *start = behind(at, ">"), *end = strchr(start, '<');
            if (end && start[-2] != '/')
                buf_add(&text, start, (size_t)(end - start));
        } else if (tag_is(at, "<w:noBreakHyphen")) {
            buf_byte(&text, '-');
        } else if (tag_is(at, "</w:p") || tag_is(at, "<w:tab") || tag_is(at, "<w:br") ||
                   tag_is(at, "<w:cr") || tag_is(at, "<w:txbxContent")) {
            buf_byte(&text, ' ');
        }
    }
    without_tags(buf_string(&text), ret);
    buf_byte(ret, ' ');
    buf_free(&text);
}

static bool holds_words(const char *name) {
    static const char *const parts[] = {"word/document", "word/header",   "word/footer",
                                        "word/footnote", "word/endnotes", "word/comments"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strncmp(name, parts[i], strlen(parts[i])) == 0)
            return true;
    return false;
}

static void zip_part(zip_t *archive, zip_uint64_t index, struct buf *ret) {
    struct zip_stat about;
    struct buf xml = {0};
    if (zip_stat_index(archive, index, 0, &about) != 0 || !holds_words(about.name) ||
        about.size > SOURCE_MAX)
        return;
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    char *room = buf_room(&xml, (size_t)about.size + 1);
    if (file && room && zip_fread(file, room, about.size) == (zip_int64_t)about.size) {
        buf_took(&xml, (size_t)about.size);
        buf_byte(&xml, '\0');
        part_text(xml.data, ret);
    }
    if (file)
        zip_fclose(file);
    buf_free(&xml);
}

static bool docx_text(const char *path, struct buf *ret) {
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    if (!archive)
        return false;
    zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t i = 0; i < count; i++)
        zip_part(archive, (zip_uint64_t)i, ret);
    zip_discard(archive);
    return true;
}

/* ---- PDF ---- */

static bool pdf_text(const char *path, struct buf *ret) {
    char command[FILE_PATH_MAX + 64], bytes[4096];
    snprintf(command, sizeof command, "pdftotext -raw -enc UTF-8 '%s' - 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return false;
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, pipe)) > 0;)
        buf_add(ret, bytes, got);
    return pclose(pipe) == 0;
}

bool source_text(const char *path, struct buf *ret) {
    const char *dot = strrchr(path_name(path), '.');
    struct buf bytes = {0};
    struct err err;
    if (dot && strcasecmp(dot, ".pdf") == 0)
        return pdf_text(path, ret);
    if (dot && strcasecmp(dot, ".docx") == 0)
        return docx_text(path, ret);
    bool html = dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0);
    bool done = file_read(path, SOURCE_MAX, &bytes, &err) == ERR_OK &&
                (html ? html_text(&bytes, ret) : plain_text(&bytes, ret));
    buf_free(&bytes);
    return done;
}
