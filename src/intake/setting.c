#include "intake/setting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/point.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define TAB_STOP 8

static bool is_invisible(uint32_t point) {
    return point == 0xAD || (point >= 0x200B && point <= 0x200F) || point == 0xFEFF;
}

/* It stands on the letter before it. */
static bool is_mark(uint32_t point) {
    return point >= 0x300 && point < 0x370;
}

size_t blank_at(const char *at, const char *end, unsigned *column) {
    unsigned char byte = (unsigned char)*at;
    if (byte == ' ' || byte == '\t') {
        *column += byte == ' ' ? 1 : TAB_STOP - *column % TAB_STOP;
        return 1;
    }
    if (byte != 0xC2 && (byte < 0xE2 || byte > 0xEF))
        return 0;
    const char *next = at;
    uint32_t point = point_next(&next);
    if (next > end || (!is_invisible(point) && turkish_fold_point(point) != ' '))
        return 0;
    *column += !is_invisible(point);
    return (size_t)(next - at);
}

/* Bytes of the line end at `at`, 0 for none. */
static size_t line_end_at(const char *at, const char *end) {
    size_t left = (size_t)(end - at);
    unsigned char byte = (unsigned char)*at;
    if (byte == '\r')
        return left > 1 && at[1] == '\n' ? 2 : 1;
    if (byte >= '\n' && byte <= '\f')
        return 1;
    if (byte == 0xC2 && (unsigned char)at[1] == 0x85)
        return 2;
    bool parts = byte == 0xE2 && (unsigned char)at[1] == 0x80 &&
                 ((unsigned char)at[2] & 0xFE) == 0xA8; /* U+2028, U+2029 */
    return parts ? 3 : 0;
}

static uint16_t clamp(unsigned column) {
    return (uint16_t)(column < SETTING_WIDE ? column : SETTING_WIDE);
}

/* Letters of a line while it is read. */
struct letters {
    bool capitals, small;
};

/* Steps over the letter at *at. */
static void read_letter(const char **at, unsigned *column, struct letters *letters) {
    unsigned char byte = (unsigned char)**at;
    uint32_t point = byte;
    if (byte < 0x80)
        *at += 1;
    else
        point = point_next(at);
    *column += byte < 0x80 || !is_mark(point);
    if (letters->small)
        return;
    if (byte < 0x80) {
        letters->small = byte >= 'a' && byte <= 'z';
        letters->capitals = letters->capitals || (byte >= 'A' && byte <= 'Z');
    } else {
        letters->small = turkish_upper_point(point) != point;
        letters->capitals = letters->capitals || turkish_lower_point(point) != point;
    }
}

/* Steps over letters, at least over one. */
static const char *read_word(const char *at, const char *end, unsigned *column,
                             struct letters *letters) {
    do {
        unsigned char byte = (unsigned char)*at;
        if (byte < ' ') /* a control character */
            at++;
        else
            read_letter(&at, column, letters);
        byte = at < end ? (unsigned char)*at : ' ';
        if (byte <= ' ' || byte == 0xC2 || (byte >= 0xE2 && byte <= 0xEF))
            break; /* a blank, perhaps */
    } while (at < end);
    return at;
}

/* Reads one line; returns where it ends. A line with no text leaves ret->end at 0. */
static const char *read_line(const char *text, const char *at, const char *end,
                             struct set_line *ret) {
    unsigned column = 0;
    struct letters letters = {0};
    while (at < end && !line_end_at(at, end)) {
        unsigned before = column;
        bool tab = *at == '\t';
        size_t blank = blank_at(at, end, &column);
        if (blank) {
            at += blank;
            ret->gaps = ret->gaps || (ret->end && tab);
            continue;
        }
        if (!ret->end) {
            ret->start = (uint32_t)(at - text);
            ret->indent = clamp(before);
        } else if (column >= (unsigned)ret->right + 2 && ret->right < SETTING_WIDE) {
            ret->gaps = true;
        }
        at = read_word(at, end, &column, &letters);
        ret->end = (uint32_t)(at - text);
        ret->right = clamp(column);
    }
    ret->caps = letters.capitals && !letters.small;
    return at;
}

bool setting_read(const char *text, size_t bytes, size_t most, struct setting *ret) {
    struct setting setting = {.text = text};
    const char *end = text + bytes;
    size_t room = 0;
    unsigned blanks = 0;
    bool page = false;
    for (const char *at = text; at < end;) {
        struct set_line line = {0};
        at = read_line(text, at, end, &line);
        if (line.end) {
            if (setting.count == most) {
                setting_free(&setting);
                *ret = setting;
                return false;
            }
            if (setting.count == room) {
                room = room ? room * 2 : 64;
                setting.lines = mem_grow(setting.lines, room, sizeof *setting.lines);
            }
            line.blanks = (uint8_t)(blanks < 3 ? blanks : 3);
            line.page = page;
            setting.lines[setting.count++] = line;
        }
        blanks = line.end ? 0 : blanks + 1;
        page = at < end ? *at == '\f' || (page && !line.end) : page;
        at += at < end ? line_end_at(at, end) : 0;
    }
    *ret = setting;
    return true;
}

void setting_free(struct setting *setting) {
    if (!setting)
        return;
    free(setting->lines);
    *setting = (struct setting){0};
}

void setting_fold(const struct setting *setting, const struct set_line *line, char *ret,
                  size_t size) {
    const char *at = setting->text + line->start, *end = setting->text + line->end;
    size_t length = 0;
    while (at < end && length + 5 < size) {
        unsigned column = 0;
        size_t blank = blank_at(at, end, &column);
        if (blank) {
            if (column && length && ret[length - 1] != ' ')
                ret[length++] = ' ';
            at += blank;
            continue;
        }
        uint32_t folded = turkish_fold_point(point_next(&at));
        length += folded ? utf8_put(folded, ret + length) : 0;
    }
    ret[length] = '\0';
}

bool setting_begins_small(const struct setting *setting, const struct set_line *line) {
    const char *at = setting->text + line->start;
    uint32_t point = point_next(&at);
    return turkish_upper_point(point) != point;
}

char setting_last_mark(const struct setting *setting, const struct set_line *line) {
    static const char *const closing[] = {"\"", "'", ")", "”", "’", "»"};
    const char *text = setting->text + line->start;
    size_t bytes = line->end - line->start;
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        size_t tail = strlen(closing[i]);
        if (bytes > tail && memcmp(text + bytes - tail, closing[i], tail) == 0) {
            bytes -= tail;
            break;
        }
    }
    return text[bytes - 1];
}

bool setting_ends_sentence(const struct setting *setting, const struct set_line *line) {
    return strchr(".:;!?", setting_last_mark(setting, line)) != NULL;
}

bool setting_is_label(const struct setting *setting, const struct set_line *line) {
    static const char *const labels[] = {
        "karar",  "meclis karar", "konu",   "konusu",     "ozu",           "ozeti",  "donem",
        "donemi", "birlesim",     "oturum", "birlesimi",  "oturumu",       "sayi",   "sayisi",
        "gundem", "toplanti",     "dosya",  "evrak",      "tarih",         "tarihi", "ilgi",
        "ek",     "eki",          "ekler",  "katilanlar", "katilmayanlar", "baskan", "katip",
        "uyeler", "katipler",     "teklif", "birim",      "birimi",        "sayfa"};
    static const char *const alone[] = {"konu",       "konusu",       "gundem", "karar no",
                                        "karar nosu", "karar tarihi", "ozu"};
    char folded[64];
    setting_fold(setting, line, folded, sizeof folded);
    size_t colon = strcspn(folded, ":"), words = 1;
    for (size_t i = 0; !folded[colon] && i < sizeof alone / sizeof *alone; i++)
        if (strcmp(folded, alone[i]) == 0)
            return true;
    for (size_t i = 0; i < colon; i++)
        words += folded[i] == ' ';
    for (size_t i = 0; folded[colon] && words <= 5 && i < sizeof labels / sizeof *labels; i++) {
        size_t length = strlen(labels[i]);
        if (strncmp(folded, labels[i], length) == 0 && strchr(" :/", folded[length]))
            return true;
    }
    return false;
}
