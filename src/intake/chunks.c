#include "intake/chunks.h"

#include <string.h>

#include "intake/point.h"
#include "text/marker.h"
#include "text/turkish.h"

#define ROW_MOST 2000 /* bytes of a row */

/* Cuts at two blanks and more; false where there are too many. */
static bool cut(const struct setting *setting, const struct set_line *line,
                struct chunk ret[CHUNKS_MOST], size_t *ret_count) {
    const char *text = setting->text, *at = text + line->start, *end = text + line->end;
    unsigned column = line->indent, gap = 0, tabs = 0;
    size_t count = 0;
    while (at < end) {
        unsigned before = column;
        bool tab = *at == '\t';
        size_t blank = blank_at(at, end, &column);
        if (blank) {
            gap += column - before;
            tabs += tab;
            at += blank;
            continue;
        }
        uint32_t start = (uint32_t)(at - text);
        point_next(&at);
        column++;
        if (count == 0 || gap > 1 || tabs) {
            if (count == CHUNKS_MOST || column > SETTING_WIDE)
                return false;
            ret[count++] = (struct chunk){start, 0, (uint16_t)(column - 1), 0, (uint16_t)tabs};
        }
        ret[count - 1].end = (uint32_t)(at - text);
        ret[count - 1].to = (uint16_t)(column < SETTING_WIDE ? column : SETTING_WIDE);
        gap = tabs = 0;
    }
    *ret_count = count;
    return true;
}

static size_t unite(struct chunk *chunks, size_t count, size_t i) {
    chunks[i - 1].end = chunks[i].end;
    chunks[i - 1].to = chunks[i].to;
    memmove(&chunks[i], &chunks[i + 1], (count - i - 1) * sizeof *chunks);
    return count - 1;
}

/* "Karar No      :255", "Karar No:      255". */
static size_t unite_colons(const char *text, struct chunk *chunks, size_t count) {
    for (size_t i = 1; i < count;)
        if (text[chunks[i].start] == ':' || text[chunks[i - 1].end - 1] == ':')
            count = unite(chunks, count, i);
        else
            i++;
    return count;
}

/* "a)    Birinci", "-   Birinci". */
static size_t unite_marker(const char *text, struct chunk *chunks, size_t count) {
    struct marker marker;
    const char *line = text + chunks[0].start;
    size_t bytes = chunks[count - 1].end - chunks[0].start;
    bool item = count > 1 && marker_read(line, bytes, &marker) &&
                marker.bytes == chunks[0].end - chunks[0].start;
    return item ? unite(chunks, count, 1) : count;
}

static bool is_small(const char *text, const struct chunk *chunk) {
    const char *at = text + chunk->start;
    uint32_t point = point_next(&at);
    return turkish_upper_point(point) != point;
}

/* A justified line: all its gaps are about as wide, or what stands between them is a sentence. */
static bool is_justified(const char *text, const struct chunk *chunks, size_t count) {
    unsigned widest = 0, small = 0, tabs = 0;
    for (size_t i = 1; i < count; i++) {
        unsigned gap = (unsigned)(chunks[i].from - chunks[i - 1].to);
        widest = gap > widest ? gap : widest;
        small += is_small(text, &chunks[i]);
        tabs += chunks[i].tabs;
    }
    return !tabs && count > 3 && (widest < CHUNKS_STRONG || small * 2 >= count);
}

/* "M E C L İ S   K A R A R I" */
static bool is_spaced_out(const char *text, const struct chunk *chunks, size_t count) {
    size_t words = 0, letters = 0;
    for (size_t i = 0; i < count; i++) {
        const char *at = text + chunks[i].start, *end = text + chunks[i].end;
        while (at < end) {
            unsigned column = 0;
            size_t blank, length = 0;
            while (at < end && !blank_at(at, end, &column)) {
                length += turkish_is_letter(point_next(&at)) ? 1 : 2;
            }
            words++;
            letters += length == 1;
            while (at < end && (blank = blank_at(at, end, &column)) > 0)
                at += blank;
        }
    }
    return words >= 5 && letters * 5 >= words * 4;
}

size_t chunks_read(const struct setting *setting, const struct set_line *line,
                   struct chunk ret[CHUNKS_MOST]) {
    size_t count = 0;
    if (line->removed || !line->gaps || line->end - line->start > ROW_MOST ||
        !cut(setting, line, ret, &count)) {
        ret[0] = (struct chunk){line->start, line->end, line->indent, line->right, 0};
        return 1;
    }
    count = unite_colons(setting->text, ret, count);
    count = unite_marker(setting->text, ret, count);
    bool none = is_justified(setting->text, ret, count) || is_spaced_out(setting->text, ret, count);
    while (none && count > 1)
        count = unite(ret, count, 1);
    return count;
}

/* ---- labels ---- */

/* "Toplantı Tarihi 14.07.2022", "Dosya No:144": a few words, and a colon or a figure. */
static bool may_be_label(const char *text, const struct chunk *chunk) {
    const char *at = text + chunk->start, *end = text + chunk->end;
    size_t words = 1, letters = 0;
    if (is_small(text, chunk))
        return false;
    for (; at < end && words <= 4; letters++) {
        if (*at == ':' || (*at >= '0' && *at <= '9'))
            return letters >= 3;
        words += *at == ' ';
        if (turkish_is_letter(point_next(&at)) || at[-1] == ' ')
            continue;
        if (at[-1] != '.' && at[-1] != '\xA0')
            return false;
    }
    return false;
}

static bool is_sure_label(const struct setting *setting, const struct chunk *chunk) {
    struct set_line alone = {.start = chunk->start, .end = chunk->end};
    return setting_is_label(setting, &alone) &&
           memchr(setting->text + chunk->start, ':', chunk->end - chunk->start);
}

size_t chunks_next_label(const struct setting *setting, const struct chunk *chunks, size_t count,
                         size_t i) {
    bool label = count > 1 && may_be_label(setting->text, &chunks[0]);
    for (i++; i < count; i++)
        if ((chunks[i].tabs || chunks[i].from - chunks[i - 1].to >= CHUNKS_STRONG) &&
            (label ? may_be_label(setting->text, &chunks[i]) : is_sure_label(setting, &chunks[i])))
            return i;
    return count;
}

bool chunks_label_beside(const struct setting *setting, const struct set_line *line) {
    struct chunk chunks[CHUNKS_MOST];
    size_t count = line->gaps ? chunks_read(setting, line, chunks) : 1;
    return count > 1 && !may_be_label(setting->text, &chunks[0]) &&
           chunks_next_label(setting, chunks, count, 0) < count;
}
