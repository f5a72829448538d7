#include "intake/html_source.h"

#include <assert.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "text/utf8.h"

#define TAGS_MAX 3000000

/* What is kept is copied by the run: as long as nothing is left out, `from` stays behind. */
struct scan {
    const char *at, *end;
    const char *from; /* up to here the source was copied or left out */
    struct html_source *out;
    bool no_comment_end, no_cdata_end; /* none from here on: it is looked for once */
    bool declared;                     /* the document type is behind us */
};

/* References that HTML 4 does not have, or that the parser takes with their semicolon only. */
struct reference {
    const char *name, *text;
    bool bare; /* also without the semicolon */
};
static const struct reference references[] = {
    {"nbsp", "\xC2\xA0", true}, {"Idot", "İ", false},    {"imath", "ı", false},
    {"inodot", "ı", false},     {"Gbreve", "Ğ", false},  {"gbreve", "ğ", false},
    {"Scedil", "Ş", false},     {"scedil", "ş", false},  {"apos", "'", false},
    {"period", ".", false},     {"comma", ",", false},   {"colon", ":", false},
    {"semi", ";", false},       {"lpar", "(", false},    {"rpar", ")", false},
    {"sol", "/", false},        {"num", "#", false},     {"excl", "!", false},
    {"quest", "?", false},      {"percnt", "%", false},  {"plus", "+", false},
    {"equals", "=", false},     {"dash", "‐", false},    {"hyphen", "‐", false},
    {"lowbar", "_", false},     {"NewLine", " ", false}, {"Tab", " ", false},
    {"lsqb", "[", false},       {"rsqb", "]", false},    {"half", "½", false},
    {"Uuml", "Ü", true},        {"uuml", "ü", true},     {"Ouml", "Ö", true},
    {"ouml", "ö", true},        {"Ccedil", "Ç", true},   {"ccedil", "ç", true},
};

/* Windows-1252 where Unicode has control characters: what &#128; to &#159; mean. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static bool at_text(const struct scan *scan, const char *text) {
    size_t length = strlen(text);
    return (size_t)(scan->end - scan->at) >= length && strncasecmp(scan->at, text, length) == 0;
}

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Copies what was kept up to `to`. */
static void keep_to(struct scan *scan, const char *to) {
    buf_add(&scan->out->text, scan->from, (size_t)(to - scan->from));
    scan->from = to;
}

static const char *find(const char *at, const char *end, const char *text) {
    return at < end ? memmem(at, (size_t)(end - at), text, strlen(text)) : NULL;
}

/* Behind the next `text`; where there is none, behind the next '>', or at the end. */
static void skip_past(struct scan *scan, const char *text, bool *missing) {
    const char *found = *missing ? NULL : find(scan->at, scan->end, text);
    *missing = !found;
    if (found) {
        scan->at = found + strlen(text);
        return;
    }
    found = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
    scan->at = found ? found + 1 : scan->end;
}

static void skip_tag(struct scan *scan) {
    const char *close = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
    scan->at = close ? close + 1 : scan->end;
}

static bool numeric_reference(struct scan *scan) {
    bool hexadecimal = scan->end - scan->at > 3 && (scan->at[2] | 0x20) == 'x';
    const char *digits = scan->at + 2 + hexadecimal;
    if (digits >= scan->end || !isxdigit((unsigned char)*digits))
        return false;
    char *behind;
    unsigned long point = strtoul(digits, &behind, hexadecimal ? 16 : 10);
    if (point < 0x80 || point > 0x9F)
        return false;
    char letter[4];
    keep_to(scan, scan->at);
    buf_add(&scan->out->text, letter, utf8_put(windows_1252[point - 0x80], letter));
    scan->at = scan->from = behind + (*behind == ';');
    return true;
}

static bool named_reference(struct scan *scan) {
    const char *name = scan->at + 1;
    size_t length = 0;
    while (name + length < scan->end && length < 16 && isalnum((unsigned char)name[length]))
        length++;
    bool closed = name + length < scan->end && name[length] == ';';
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        const struct reference *one = &references[i];
        if (strncmp(one->name, name, length) != 0 || one->name[length] || (!closed && !one->bare))
            continue;
        keep_to(scan, scan->at);
        buf_text(&scan->out->text, one->text);
        scan->at = scan->from = name + length + closed;
        return true;
    }
    return false;
}

static void scan_reference(struct scan *scan) {
    bool known = scan->at + 1 < scan->end && scan->at[1] == '#' ? numeric_reference(scan)
                                                                : named_reference(scan);
    scan->at += !known;
}

/* " saved from url=(0042)https://… " */
static void note_address(struct scan *scan, const char *end) {
    const char *mark = find(scan->at, end, "saved from url=(");
    const char *start = mark ? find(mark, end, ")") : NULL;
    if (!start || scan->out->address)
        return;
    size_t length = 0;
    start++;
    while (start + length < end && (unsigned char)start[length] > ' ')
        length++;
    scan->out->address = mem_slice(start, length);
}

static void skip_comment(struct scan *scan) {
    const char *begin = scan->at;
    scan->at += 2; /* "<!-->" is one, too */
    skip_past(scan, "-->", &scan->no_comment_end);
    const char *behind = scan->at;
    scan->at = begin;
    note_address(scan, behind);
    scan->at = behind;
}

static void scan_cdata(struct scan *scan) {
    scan->at += strlen("<![CDATA[");
    const char *start = scan->at;
    skip_past(scan, "]]>", &scan->no_cdata_end);
    const char *end = scan->at - start >= 3 ? scan->at - 3 : scan->at;
    for (; start < end; start++) {
        if (*start == '<')
            buf_text(&scan->out->text, "&lt;");
        else if (*start == '&')
            buf_text(&scan->out->text, "&amp;");
        else
            buf_byte(&scan->out->text, *start);
    }
}

/* A document type's own declarations stand between '[' and "]>". */
static void skip_declaration(struct scan *scan) {
    const char *close = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
    const char *open = close ? memchr(scan->at, '[', (size_t)(close - scan->at)) : NULL;
    if (open && !scan->declared && at_text(scan, "<!doctype")) {
        const char *at = open, *behind = NULL;
        do {
            at = memchr(at + 1, ']', (size_t)(scan->end - at - 1));
            behind = at ? at + 1 : NULL;
            while (behind && behind < scan->end && is_space(*behind))
                behind++;
        } while (at && (behind == scan->end || *behind != '>'));
        close = behind ? behind : close;
    }
    scan->declared = true;
    scan->at = close ? close + 1 : scan->end;
}

/* ---- attributes ---- */

#define NAME_BYTES 64 /* of an element's name; HTML knows none of twenty */

/* Those that anybody looks at. */
static const char *const used[] = {"class",   "id",      "style", "hidden",   "aria-hidden",
                                   "role",    "href",    "type",  "start",    "value",
                                   "colspan", "rowspan", "rel",   "property", "content"};
#define USED_COUNT (sizeof used / sizeof *used)
static_assert(USED_COUNT <= HTML_ATTRIBUTES_MAX, "an element's attributes have room");

/* Behind one attribute, NULL where its quotation mark is never closed. */
static const char *attribute_end(const char *at, const char *end) {
    while (at < end && !is_space(*at) && *at != '=' && *at != '>')
        at++;
    const char *equals = at;
    while (equals < end && is_space(*equals))
        equals++;
    if (equals == end || *equals != '=')
        return at;
    at = equals + 1;
    while (at < end && is_space(*at))
        at++;
    if (at < end && (*at == '"' || *at == '\'')) {
        at = memchr(at + 1, *at, (size_t)(end - at - 1));
        return at ? at + 1 : NULL;
    }
    while (at < end && !is_space(*at) && *at != '>')
        at++;
    return at;
}

/* The place of the name in `used`, USED_COUNT for any other. */
static size_t used_at(const char *name, size_t bytes) {
    for (size_t i = 0; i < USED_COUNT; i++) {
        size_t length = (*name | 0x20) == *used[i] ? strlen(used[i]) : SIZE_MAX;
        if (bytes >= length && strncasecmp(name, used[i], length) == 0 &&
            (bytes == length || name[length] == '=' || is_space(name[length])))
            return i;
    }
    return USED_COUNT;
}

/* Adds an attribute to the list of its element, where it has a value that stays as it is; `text` is
 * its source. */
static bool list_attribute(struct buf *lists, size_t name, const char *text, size_t bytes) {
    const char *end = text + bytes, *value = memchr(text, '=', bytes);
    for (value = value ? value + 1 : end; value < end && is_space(*value);)
        value++;
    size_t length = (size_t)(end - value);
    if (!length || memchr(value, '&', length) || memchr(value, '\0', length))
        return false;
    bool quoted = *value == '"' || *value == '\'';
    buf_byte(lists, (char)('A' + name));
    buf_add(lists, value + quoted, length - 2 * quoted);
    buf_byte(lists, '\0');
    return true;
}

/* Reads one attribute and moves behind it. The first of a name counts; what is in no list is left
 * to the parser. */
static void scan_attribute(struct scan *scan, unsigned *seen) {
    const char *text = scan->at, *behind = attribute_end(text, scan->end);
    size_t bytes = behind ? (size_t)(behind - text) : 0;
    size_t name = used_at(text, bytes);
    if (!behind)
        behind = memchr(text, '>', (size_t)(scan->end - text));
    scan->at = behind ? behind : scan->end;
    if (name == USED_COUNT || (*seen & 1u << name))
        return;
    *seen |= 1u << name;
    if (!list_attribute(&scan->out->attributes, name, text, bytes)) {
        buf_byte(&scan->out->text, ' ');
        buf_add(&scan->out->text, text, bytes);
    }
}

/* x=4711 */
static void add_place(struct buf *text, size_t place) {
    char digits[24];
    size_t at = sizeof digits;
    for (; place || at == sizeof digits; place /= 10)
        digits[--at] = (char)('0' + place % 10);
    buf_text(text, " x=");
    buf_add(text, digits + at, sizeof digits - at);
}

/* The parser reads attributes letter by letter: it gets one that says where their list is. */
static void scan_attributes(struct scan *scan) {
    struct html_source *out = scan->out;
    size_t list = out->attributes.len;
    unsigned seen = 0;
    if (scan->at < scan->end && *scan->at != '>')
        keep_to(scan, scan->at);
    while (scan->at < scan->end && *scan->at != '>') {
        if (is_space(*scan->at) || *scan->at == '=')
            scan->at++;
        else
            scan_attribute(scan, &seen);
        scan->from = scan->at;
    }
    if (out->attributes.len > list) {
        buf_byte(&out->attributes, '\0');
        add_place(&out->text, list);
    }
    scan->at += scan->at < scan->end;
}

size_t html_source_attributes(const struct html_source *source, const char *place,
                              const char *ret[2 * HTML_ATTRIBUTES_MAX]) {
    size_t count = 0, list = place ? strtoul(place, NULL, 10) : SIZE_MAX;
    const struct buf *lists = &source->attributes;
    if (list >= lists->len || (list > 0 && lists->data[list - 1] != '\0'))
        return 0; /* not of our making */
    for (const char *at = lists->data + list; *at && count < 2 * USED_COUNT;) {
        ret[count++] = used[*at - 'A'];
        ret[count++] = at + 1;
        at += strlen(at) + 1;
    }
    return count;
}

/* ---- the rest ---- */

/* What stands in a script or a style sheet is no text, whatever it looks like. */
static bool scan_raw(struct scan *scan, const char *name, size_t length) {
    bool style = length == 5 && strncasecmp(name, "style", 5) == 0;
    if (!style && (length != 6 || strncasecmp(name, "script", 6) != 0))
        return false;
    const char *close = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
    bool empty = close && close > scan->at && close[-1] == '/';
    scan->at = close ? close + 1 : scan->end;
    const char *start = scan->at;
    while (!empty && scan->at < scan->end &&
           (scan->at[0] != '<' || !at_text(scan, style ? "</style" : "</script"))) {
        const char *next = memchr(scan->at + 1, '<', (size_t)(scan->end - scan->at - 1));
        scan->at = next ? next : scan->end;
    }
    if (style)
        buf_add(&scan->out->style, start, (size_t)(scan->at - start));
    if (scan->at < scan->end && !empty)
        skip_tag(scan);
    return true;
}

/* What the parser takes for an element's name, too. What stood behind it would be attributes to it,
 * as many as one likes. */
static const char *name_end(const char *name, const char *end) {
    const char *at = name;
    while (at < end && at - name < NAME_BYTES &&
           (isalnum((unsigned char)*at) || *at == '-' || *at == '_' || *at == ':' || *at == '.'))
        at++;
    return at;
}

static void scan_tag(struct scan *scan) {
    const char *tag = scan->at, *name = tag + 1, *end = name + (*name == '/');
    while (end < scan->end && !is_space(*end) && *end != '>' && (*end != '/' || end == name))
        end++;
    scan->at = end;
    if (scan_raw(scan, name, (size_t)(end - name))) {
        keep_to(scan, tag);
        scan->from = scan->at;
        return;
    }
    scan->out->tags++;
    const char *cut = name_end(name + (*name == '/'), end);
    if (cut < end) {
        keep_to(scan, cut);
        scan->from = end;
    }
    scan_attributes(scan);
    if (scan->at[-1] == '>')
        return;
    keep_to(scan, scan->at); /* its end is missing */
    buf_byte(&scan->out->text, '>');
}

/* Of what begins with "<!" and "<?" only the text of a CDATA section stays. */
static void scan_declaration(struct scan *scan) {
    keep_to(scan, scan->at);
    if (scan->at[1] == '?')
        skip_tag(scan);
    else if (at_text(scan, "<!--"))
        skip_comment(scan);
    else if (at_text(scan, "<![CDATA["))
        scan_cdata(scan);
    else
        skip_declaration(scan);
    scan->from = scan->at;
}

static void scan_markup(struct scan *scan) {
    char next = scan->at + 1 < scan->end ? scan->at[1] : ' ';
    char letter = next == '/' && scan->at + 2 < scan->end ? scan->at[2] : next;
    if (next == '!' || next == '?') {
        scan_declaration(scan);
    } else if (isalpha((unsigned char)letter)) {
        scan_tag(scan);
    } else {
        keep_to(scan, scan->at);
        buf_text(&scan->out->text, "&lt;");
        scan->from = ++scan->at;
    }
}

enum err_code html_source_read(const char *name, const char *text, size_t bytes,
                               struct html_source *ret, struct err *err) {
    struct html_source source = {0};
    struct scan scan = {.at = text, .end = text + bytes, .from = text, .out = &source};
    if (buf_room(&source.text, bytes)) /* at once: it grows by small pieces */
        buf_took(&source.text, 0);
    while (scan.at < scan.end && source.tags <= TAGS_MAX) {
        while (scan.at < scan.end && *scan.at != '<' && *scan.at != '&')
            scan.at++;
        if (scan.at < scan.end && *scan.at == '&')
            scan_reference(&scan);
        else if (scan.at < scan.end)
            scan_markup(&scan);
    }
    keep_to(&scan, scan.at);
    for (char *at = source.text.data, *end = at + source.text.len; /* the parser would end there */
         at && (at = memchr(at, '\0', (size_t)(end - at)));)
        *at = ' ';
    enum err_code code = ERR_OK;
    if (source.tags > TAGS_MAX)
        code = err_set(err, ERR_REFUSED,
                       "%s: more than %d tags; save each decision to a file of its own", name,
                       TAGS_MAX);
    else if (source.text.failed || source.style.failed || source.attributes.failed)
        code = err_set(err, ERR_STORAGE, "%s: out of memory", name);
    if (code == ERR_OK)
        *ret = source;
    else
        html_source_clear(&source);
    return code;
}

void html_source_clear(struct html_source *source) {
    buf_free(&source->text);
    buf_free(&source->attributes);
    buf_free(&source->style);
    free(source->address);
    *source = (struct html_source){0};
}
