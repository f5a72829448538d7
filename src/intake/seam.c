#include "intake/seam.h"

#include <string.h>

#include "base/mem.h"
#include "intake/point.h"
#include "text/hyphen.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define PART_MOST 60 /* bytes of a word's part */

/* ---- the words of the text ---- */

#define HASH_START 2166136261u

static uint32_t hash_point(uint32_t hash, uint32_t point) {
    return (hash ^ turkish_lower_point(point)) * 16777619u;
}

static uint32_t hash_of(const char *at, const char *end) {
    uint32_t hash = HASH_START;
    while (at < end)
        hash = hash_point(hash, point_next(&at));
    return hash ? hash : 1;
}

static bool is_inside_word(uint32_t point) {
    return point == '-' || turkish_is_letter(point);
}

static void remember(struct paragraphs *p, uint32_t hash) {
    size_t at = hash & (p->word_room - 1);
    while (p->words[at] && p->words[at] != hash)
        at = (at + 1) & (p->word_room - 1);
    p->words[at] = hash;
}

static bool is_known(const struct paragraphs *p, const char *word, size_t bytes) {
    uint32_t hash = hash_of(word, word + bytes);
    for (size_t at = hash & (p->word_room - 1); p->words[at]; at = (at + 1) & (p->word_room - 1))
        if (p->words[at] == hash)
            return true;
    return false;
}

/* Words as they stand on the lines, with their hyphens, but for those that are parted. */
static void remember_line(struct paragraphs *p, const struct set_line *line) {
    const char *at = p->setting->text + line->start, *end = p->setting->text + line->end;
    bool first = true;
    while (at < end) {
        const char *start = at, *next = at;
        while (at < end && is_inside_word(point_next(&next)))
            at = next;
        bool parted = at == end && at > start && at[-1] == '-';
        if (at > start && !parted && !first)
            remember(p, hash_of(start, at));
        first = false;
        if (at < end && at == start)
            point_next(&at);
    }
}

/* At most one word in two bytes: room for twice as many. */
static void learn(struct paragraphs *p) {
    size_t bytes = 0;
    if (p->words)
        return;
    for (size_t i = 0; i < p->setting->count; i++)
        bytes += p->setting->lines[i].end - p->setting->lines[i].start;
    for (p->word_room = 64; p->word_room < bytes / 2;)
        p->word_room *= 2;
    p->words = mem_zero(p->word_room * 2, sizeof *p->words);
    p->word_room *= 2;
    for (size_t i = 0; i < p->setting->count; i++)
        remember_line(p, &p->setting->lines[i]);
}

/* ---- the parts of a word ---- */

struct part {
    const char *start;
    size_t bytes;
};

/* The letters up to `end`. */
static struct part part_before(const char *from, const char *end) {
    const char *start = end;
    while (start > from) {
        const char *before = start - 1;
        while (before > from && ((unsigned char)*before & 0xC0) == 0x80)
            before--;
        const char *next = before;
        if (!turkish_is_letter(point_next(&next)))
            break;
        start = before;
    }
    return (struct part){start, (size_t)(end - start)};
}

static struct part part_behind(const char *start, const char *end) {
    const char *at = start;
    for (const char *next = at; at < end && turkish_is_letter(point_next(&next));)
        at = next;
    return (struct part){start, (size_t)(at - start)};
}

static bool is_syllable_end(const char *word, size_t bytes, size_t at) {
    struct hyphen_break breaks[HYPHEN_BREAKS_MOST];
    size_t count = hyphen_breaks(word, bytes, breaks);
    for (size_t i = 0; i < count; i++)
        if (breaks[i].at == at && breaks[i].hyphen)
            return true;
    return false;
}

/* A short one is more often a syllable. */
static bool is_word(const struct paragraphs *p, struct part part) {
    return part.bytes > 3 && is_known(p, part.start, part.bytes);
}

/* "bele-" "diye", not "plan-" "proje". */
static bool is_hyphenated(struct paragraphs *p, struct part left, struct part right) {
    char word[2 * PART_MOST + 2];
    size_t bytes = left.bytes + right.bytes;
    if (!left.bytes || !right.bytes || left.bytes > PART_MOST || right.bytes > PART_MOST)
        return false;
    learn(p);
    memcpy(word, left.start, left.bytes);
    memcpy(word + left.bytes, right.start, right.bytes);
    word[bytes] = '\0';
    if (is_known(p, word, bytes))
        return true;
    if (is_word(p, left) || is_word(p, right) || !is_syllable_end(word, bytes, left.bytes))
        return false;
    word[left.bytes] = '-';
    memcpy(word + left.bytes + 1, right.start, right.bytes);
    return !is_known(p, word, bytes + 1);
}

/* ---- seams ---- */

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter_or_digit(const char *at) {
    return is_digit(*at) || turkish_is_letter(point_next(&at));
}

static bool ends_with(const char *from, const char *end, const char *tail) {
    size_t bytes = strlen(tail);
    return (size_t)(end - from) > bytes && memcmp(end - bytes, tail, bytes) == 0;
}

/* "Belediyesi’" "nin": behind an apostrophe no hyphen is written. Not where it closes a quotation.
 */
static bool is_suffix(const char *from, const char *end, struct part right) {
    static const char *const suffixes[] = {
        "nin", "nın",  "nun",  "nün",  "in",   "ın",   "un",   "ün",  "ne",  "na",  "ye",
        "ya",  "de",   "da",   "te",   "ta",   "den",  "dan",  "ten", "tan", "nde", "nda",
        "ni",  "nı",   "nu",   "nü",   "yi",   "yı",   "yu",   "yü",  "le",  "la",  "yle",
        "yla", "nden", "ndan", "inci", "ıncı", "uncu", "üncü", "nci", "ncı", "ncu", "ncü"};
    if (memmem(from, (size_t)(end - from), "‘", 3) || memmem(from, (size_t)(end - from), " '", 2))
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strlen(suffixes[i]) == right.bytes &&
            memcmp(suffixes[i], right.start, right.bytes) == 0)
            return true;
    return false;
}

/* "E.2210", "T3": what may stand within a file number. */
static bool is_code(struct part part, const char *end) {
    const char *behind = part.start + part.bytes;
    behind += behind < end && *behind == '.';
    return part.bytes == 1 && behind < end && is_digit(*behind);
}

enum join seam_between(struct paragraphs *paragraphs, const struct set_line *a,
                       const struct set_line *b) {
    const char *text = paragraphs->setting->text;
    const char *from = text + a->start, *end = text + a->end;
    const char *next = text + b->start, *next_end = text + b->end;
    struct part right = part_behind(next, next_end);
    const char *point = next;
    uint32_t first = point_next(&point);
    bool small = turkish_upper_point(first) != first;
    if (*end == '\xC2' && end[1] == '\xAD') /* a soft hyphen, which has no width */
        return JOIN_GLUE;
    if (ends_with(from, end, "’") || ends_with(from, end, "'"))
        return small && is_suffix(from, end, right) ? JOIN_GLUE : JOIN_BLANK;
    if (ends_with(from, end, "/") && end[-2] != ' ' && is_letter_or_digit(next))
        return JOIN_GLUE;
    bool soft = ends_with(from, end, "¬");
    if (!soft && (!ends_with(from, end, "-") || end[-2] == ' ' || !is_letter_or_digit(next)))
        return JOIN_BLANK;
    if (!soft && is_digit(end[-2]) && !is_digit(*next) && !is_code(right, next_end))
        return JOIN_BLANK; /* "64061556-301-" "sayılı" */
    struct part left = part_before(from, end - (soft ? 2 : 1));
    if (small && (soft || is_hyphenated(paragraphs, left, right)))
        return JOIN_HYPHEN;
    return soft ? JOIN_BLANK : JOIN_GLUE;
}
