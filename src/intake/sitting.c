#include "intake/sitting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/value.h"

/* A paragraph names its sitting near its beginning. */
#define NEAR 60

static int part_of(const struct words *words, size_t i) {
    if (word_begins(words, i, "birlesim"))
        return SITTING_MEETING;
    if (word_begins(words, i, "oturum"))
        return SITTING_SESSION;
    if (word_is(words, i, "donem") || word_is(words, i, "donemi"))
        return SITTING_TERM;
    return SITTING_PARTS;
}

/* "birinci" to "onuncu", 0 for any other word. */
static int ordinal(const struct words *words, size_t i) {
    static const char *const ordinals[] = {"birinci",   "ikinci",  "ucuncu",  "dorduncu",
                                           "besinci",   "altinci", "yedinci", "sekizinci",
                                           "dokuzuncu", "onuncu"};
    for (int n = 0; n < 10; n++)
        if (word_is(words, i, ordinals[n]))
            return n + 1;
    return 0;
}

static bool is_roman(const struct words *words, size_t i) {
    const char *text = word_text(words, i);
    return i < words->count && words->items[i].capital && *text && !text[strspn(text, "ivx")];
}

/* "DÖNEM: 7", "Birleşim No 3", "OTURUM : I", "DÖNEMİ: 2014-2019". */
static char *value_behind(const struct words *words, size_t i, size_t end) {
    size_t at = i + 1 + word_is(words, i + 1, "no");
    bool colon = (word_gap(words, at) & (GAP_COLON | GAP_CELL)) != 0;
    if (at >= end || (!words->items[at].digits && !(colon && is_roman(words, at))))
        return NULL;
    bool span = at + 1 < end && is_year(word_number(words, at)) &&
                is_year(word_number(words, at + 1)) && word_gap(words, at + 1) != GAP_SPACE;
    return words_slice(words, at, at + 1 + span);
}

/* "3. birleşim", "3 üncü birleşim", "birinci oturum". */
static char *value_before(const struct words *words, size_t i, size_t first) {
    if (i == first)
        return NULL;
    if (ordinal(words, i - 1)) {
        struct buf out = {0};
        buf_format(&out, "%d", ordinal(words, i - 1));
        return buf_take(&out);
    }
    size_t at = i - 1;
    bool suffix = !words->items[at].digits && at > first && words->items[at - 1].digits &&
                  (word_ends(words, at, "inci") || word_ends(words, at, "nci") ||
                   word_ends(words, at, "uncu") || word_ends(words, at, "ncu"));
    at -= suffix;
    if (!words->items[at].digits || is_year(word_number(words, at)))
        return NULL;
    return suffix || (word_gap(words, i) & GAP_DOT) ? words_slice(words, at, at + 1) : NULL;
}

/* "[2015 yılı] Temmuz ayı [olağan] [meclis] toplantı…" at the month's name. */
static char *month_at(const struct words *words, size_t i, size_t end) {
    static const char *const months[] = {"ocak",    "subat",  "mart",    "nisan", "mayis",
                                         "haziran", "temmuz", "agustos", "eylul", "ekim",
                                         "kasim",   "aralik", NULL};
    static const char *const titles[] = {"Ocak",   "Şubat",   "Mart",  "Nisan", "Mayıs", "Haziran",
                                         "Temmuz", "Ağustos", "Eylül", "Ekim",  "Kasım", "Aralık"};
    size_t month = 0, next = i + 2;
    while (months[month] && !word_is(words, i, months[month]))
        month++;
    if (!months[month] || i + 2 > end || !word_begins(words, i + 1, "ayi"))
        return NULL;
    bool usual = word_is(words, next, "olagan"), unusual = word_is(words, next, "olaganustu");
    next += usual || unusual;
    next += word_is(words, next, "meclis");
    bool meets = word_begins(words, next, "toplanti");
    if (!meets && part_of(words, next) == SITTING_PARTS &&
        part_of(words, next + 1) == SITTING_PARTS)
        return NULL;
    struct buf out = {0};
    if (i >= 2 && word_is(words, i - 1, "yili") && is_year(word_number(words, i - 2)))
        buf_format(&out, "%ld yılı ", word_number(words, i - 2));
    buf_format(&out, "%s ayı%s", titles[month], usual ? " olağan" : unusual ? " olağanüstü" : "");
    buf_text(&out, meets || usual || unusual ? " toplantısı" : "");
    return buf_take(&out);
}

static void set_part(struct sitting *sitting, int part, char *value) {
    if (sitting->parts[part])
        free(value);
    else
        sitting->parts[part] = value;
}

void sitting_read(struct sitting *sitting, const struct words *words, size_t first, size_t end) {
    end = end < first + NEAR ? end : first + NEAR;
    for (size_t i = first; i < end; i++) {
        int part = part_of(words, i);
        set_part(sitting, SITTING_MONTH, month_at(words, i, end));
        if (part == SITTING_PARTS)
            continue;
        char *value = word_gap(words, i) & GAP_DOT ? value_before(words, i, first) : NULL;
        value = value ? value : value_behind(words, i, end);
        set_part(sitting, part, value ? value : value_before(words, i, first));
    }
}

bool sitting_known(const struct sitting *sitting) {
    for (int i = 0; i < SITTING_PARTS; i++)
        if (sitting->parts[i])
            return true;
    return false;
}

char *sitting_text(const struct sitting *sitting) {
    static const char *const names[] = {"", "Dönem ", "Birleşim ", "Oturum "};
    struct buf out = {0};
    for (int i = 0; i < SITTING_PARTS; i++)
        if (sitting->parts[i])
            buf_format(&out, "%s%s%s", out.len ? ", " : "", names[i], sitting->parts[i]);
    return out.len ? buf_take(&out) : NULL;
}

void sitting_free(struct sitting *sitting) {
    for (int i = 0; i < SITTING_PARTS; i++)
        free(sitting->parts[i]);
    *sitting = (struct sitting){0};
}
