/* The head of a page: title, labels and their values.
 *
 * A label may have its value behind a colon, behind blanks, on the next line, or on a line that
 * begins with the colon; two labels may stand on one line; and the number may follow the text. So
 * labels without a value wait in a queue, and lines are read until the text begins. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/parts.h"

#define PENDING_MAX 8
#define OUTLINE_MAX 100 /* items of a subject */

enum label_kind {
    LABEL_NONE,
    LABEL_NUMBER,
    LABEL_DATE,
    LABEL_MEETING,
    LABEL_SUBJECT,
    LABEL_SITTING,
    LABEL_OTHER
};

struct label {
    const char *words;
    enum label_kind kind;
    bool loose; /* counts without a colon, too, in front of a value */
};

/* Longer ones before those that they begin with. */
static const struct label labels[] = {
    {"meclis karar numarasi", LABEL_NUMBER, true},
    {"meclis karar no", LABEL_NUMBER, true},
    {"meclis karar tarihi", LABEL_DATE, true},
    {"karar numarasi", LABEL_NUMBER, true},
    {"karar nosu", LABEL_NUMBER, true},
    {"karar no", LABEL_NUMBER, true},
    {"karar sayisi", LABEL_NUMBER, true},
    {"karar tarihi", LABEL_DATE, true},
    {"karar tarih", LABEL_DATE, true},
    {"karar konusu", LABEL_SUBJECT, false},
    {"kararin konusu", LABEL_SUBJECT, false},
    {"kararin ozu", LABEL_SUBJECT, false},
    {"konusu", LABEL_SUBJECT, true},
    {"konu", LABEL_SUBJECT, false},
    {"toplanti tarihi", LABEL_MEETING, true},
    {"birlesim tarihi", LABEL_MEETING, true},
    {"oturum tarihi", LABEL_MEETING, true},
    {"tarihi", LABEL_DATE, true},
    {"tarih", LABEL_DATE, true},
    {"toplanti saati", LABEL_OTHER, false},
    {"toplanti yeri", LABEL_OTHER, false},
    {"toplanti no", LABEL_SITTING, false},
    {"donemi", LABEL_SITTING, false},
    {"donem", LABEL_SITTING, false},
    {"birlesimi", LABEL_SITTING, false},
    {"birlesim", LABEL_SITTING, false},
    {"oturumu", LABEL_SITTING, false},
    {"oturum", LABEL_SITTING, false},
    {"dosya numarasi", LABEL_OTHER, false},
    {"dosya no", LABEL_OTHER, false},
    {"gundem sira no", LABEL_OTHER, false},
    {"gundem no", LABEL_OTHER, false},
    {"gundem maddesi", LABEL_SUBJECT, false},
    {"gundem", LABEL_SUBJECT, false},
    {"evrak no", LABEL_OTHER, false},
};

/* A label found on a line: the words [first, value). */
struct found {
    enum label_kind kind;
    size_t first, value;
    const struct words *words; /* of that line */
};

struct reading {
    struct page *page;
    struct decision *decision;
    struct header header;
    struct found pending[PENDING_MAX]; /* labels that still wait for their values */
    size_t pending_count;
    struct buf sitting;
};

/* ---- labels ---- */

static bool label_fits(const struct words *words, size_t first, size_t value,
                       const struct label *label) {
    unsigned gap = word_gap(words, value);
    if (gap & GAP_COLON)
        return true;
    if (value == words->count)
        return first == 0;
    bool number = words->items[value].digits;
    if (label->kind == LABEL_SUBJECT) /* "KONUSU Bodrum İlçesi …", not "Konusu olan …" */
        return label->loose && first == 0 && words->items[0].capitals;
    return number && !(gap & GAP_OPEN) &&
           (label->loose || label->kind == LABEL_OTHER || label->kind == LABEL_SITTING);
}

static struct found label_at(const struct words *words, size_t i) {
    for (size_t j = 0; j < sizeof labels / sizeof *labels; j++) {
        size_t length = words_match(words, i, labels[j].words);
        if (length && label_fits(words, i, i + length, &labels[j]))
            return (struct found){labels[j].kind, i, i + length, words};
    }
    return (struct found){.kind = LABEL_NONE};
}

/* The next label on the line from word i on; `first` is the number of words where there is none. */
static struct found label_next(const struct words *words, size_t i) {
    for (; i < words->count; i++) {
        struct found found = label_at(words, i);
        if (found.kind != LABEL_NONE)
            return found;
    }
    return (struct found){LABEL_NONE, words->count, words->count, words};
}

/* ---- values ---- */

static void remove_words(struct reading *reading, const struct words *words, size_t first,
                         size_t end) {
    char *rest = words_slice(words, first, end);
    if (*rest)
        text_list_append(&reading->page->result->removed, rest);
    free(rest);
}

static bool is_year(long number) {
    return number >= 1900 && number <= 2100;
}

/* "255", "2017-5", "5/2017"; returns the words used, 0 when it is no number. */
static size_t number_read(const struct words *words, size_t i, int *ret_number, int *ret_year) {
    long first = word_number(words, i), second = word_number(words, i + 1);
    unsigned gap = word_gap(words, i + 1);
    bool pair = second >= 0 && (gap & (GAP_DASH | GAP_SLASH)) != 0;
    long number = first, year = 0;
    if (pair && is_year(first)) {
        number = second;
        year = first;
    } else if (pair && is_year(second)) {
        year = second;
    } else if (pair) {
        return 0; /* a month's item and a number? Nothing says which is which */
    }
    if (number < 1 || number > 99999)
        return 0;
    *ret_number = (int)number;
    *ret_year = (int)year;
    return pair ? 2 : 1;
}

static size_t value_number(struct reading *reading, const struct words *words, size_t i) {
    int number, year;
    size_t used = number_read(words, i, &number, &year);
    if (!used)
        return 0;
    if (!reading->header.number) {
        reading->header.number = number;
        reading->header.number_year = year;
    } else if (reading->header.number != number) {
        page_warn(reading->page, "two decision numbers, %d and %d; the first is taken",
                  reading->header.number, number);
    }
    return used;
}

/* Words from i on that lie before the byte `end`. */
static size_t words_before(const struct words *words, size_t i, const char *end) {
    size_t count = 0;
    while (i + count < words->count && words->source + words->items[i + count].start < end)
        count++;
    return count;
}

/* A date at word i, also one with a stray digit glued to its year ("09/07/20151"). */
static enum date_found date_at(const struct words *words, size_t i, struct date *ret,
                               size_t *ret_words) {
    if (word_number(words, i) < 0)
        return DATE_NONE;
    const char *end = NULL;
    enum date_found found = date_read(words->source + words->items[i].start, ret, &end);
    if (found != DATE_NONE) {
        *ret_words = words_before(words, i, end);
        return found;
    }
    char *slice = words_slice(words, i, i + 3);
    size_t length = strlen(slice);
    if (length && strlen(word_text(words, i + 2)) == 5) {
        slice[length - 1] = '\0';
        found = date_read(slice, ret, NULL);
        *ret_words = 3;
    }
    free(slice);
    return found;
}

static void date_set(struct reading *reading, struct date *slot, struct date date) {
    if (slot->year && date_compare(*slot, date) != 0) {
        char one[DATE_ISO], two[DATE_ISO];
        date_iso(*slot, one);
        date_iso(date, two);
        page_warn(reading->page, "two dates, %s and %s; the first is taken", one, two);
    } else {
        *slot = date;
    }
}

static size_t value_date(struct reading *reading, const struct words *words, size_t i, size_t end,
                         struct date *slot) {
    size_t first = i;
    while (first < end && first < i + 2 && !words->items[first].digits)
        first++; /* "Perşembe 09/07/2015" */
    struct date date;
    size_t used = 0;
    enum date_found found = date_at(words, first, &date, &used);
    if (found == DATE_VALID)
        date_set(reading, slot, date);
    if (found == DATE_IMPOSSIBLE) {
        char *text = words_slice(words, first, first + used);
        snprintf(reading->header.impossible, sizeof reading->header.impossible, "%s", text);
        free(text);
    }
    if (found == DATE_NONE)
        return 0;
    remove_words(reading, words, i, first);
    return first - i + used;
}

/* "Dönem 7, Birleşim 3" from labels as they stand. */
static size_t value_sitting(struct reading *reading, const struct found *label,
                            const struct words *words, size_t i, size_t end) {
    char *name = words_slice(label->words, label->first, label->value);
    char *value = words_slice(words, i, end), *title = title_case(name);
    buf_format(&reading->sitting, "%s%s %s", reading->sitting.len ? ", " : "", title, value);
    free(title);
    free(value);
    free(name);
    return end - i;
}

/* Gives the words [i, end) to a label. False when they are not such a value. */
static bool value_give(struct reading *reading, const struct found *label,
                       const struct words *words, size_t i, size_t end) {
    size_t used = 0;
    switch (label->kind) {
    case LABEL_NUMBER:
        used = value_number(reading, words, i);
        break;
    case LABEL_DATE:
        used = value_date(reading, words, i, end, &reading->header.date);
        break;
    case LABEL_MEETING:
        used = value_date(reading, words, i, end, &reading->header.meeting);
        break;
    case LABEL_SITTING:
        used = value_sitting(reading, label, words, i, end);
        break;
    default:
        break;
    }
    if (label->kind == LABEL_OTHER) {
        remove_words(reading, words, words == label->words ? label->first : i, end);
        return true;
    }
    if (used && i + used < end)
        remove_words(reading, words, i + used, end);
    return used > 0;
}

/* ---- subject ---- */

/* "a)", "ç)", "1.", "1-" at the beginning of a line. */
static bool is_outline_item(const struct words *words) {
    if (words->count < 2 || strlen(word_text(words, 0)) > 2)
        return false;
    return (word_gap(words, 1) & (GAP_CLOSE | GAP_DOT | GAP_DASH)) != 0 && !words->items[1].digits;
}

static void subject_join(struct decision *decision, const char *text) {
    struct buf subject = {0};
    if (decision->subject)
        buf_format(&subject, "%s ", decision->subject);
    buf_text(&subject, text);
    free(decision->subject);
    decision->subject = buf_take(&subject);
    if (!decision->subject)
        abort();
}

/* The text of line `line` from word `first` on is the subject, and so are outline items below. */
static size_t subject_take(struct reading *reading, size_t line, size_t first) {
    struct page *page = reading->page;
    struct line *at = &page->lines[line];
    const char *text = at->text;
    if (first) { /* behind the label, its colon and blanks */
        text += at->words.items[first - 1].end;
        text += strspn(text, " :");
    }
    bool outline = is_outline_item(&at->words) || text[strlen(text) - 1] == ':';
    subject_join(reading->decision, text);
    at->role = LINE_HEADER;
    size_t from = line;
    while (outline && line + 1 < page->count && line - from < OUTLINE_MAX &&
           page->lines[line + 1].role == LINE_BODY &&
           is_outline_item(&page->lines[line + 1].words)) {
        line++;
        subject_join(reading->decision, page->lines[line].text);
        page->lines[line].role = LINE_HEADER;
    }
    return line;
}

/* ---- lines ---- */

static void pending_add(struct reading *reading, struct found found) {
    if (reading->pending_count < PENDING_MAX)
        reading->pending[reading->pending_count++] = found;
}

static void pending_drop(struct reading *reading, size_t i) {
    reading->pending_count--;
    memmove(&reading->pending[i], &reading->pending[i + 1],
            (reading->pending_count - i) * sizeof *reading->pending);
}

/* A line that begins with labels. Returns the last line that it used. */
static size_t read_labels(struct reading *reading, size_t line, struct found label) {
    struct line *at = &reading->page->lines[line];
    const struct words *words = &at->words;
    at->role = LINE_HEADER;
    while (label.kind != LABEL_NONE) {
        if (label.kind == LABEL_SUBJECT) {
            reading->header.subject_label = true;
            if (label.value < words->count)
                return subject_take(reading, line, label.value);
            pending_add(reading, label);
            return line;
        }
        struct found next = label_next(words, label.value);
        if (label.value == next.first)
            pending_add(reading, label);
        else if (!value_give(reading, &label, words, label.value, next.first))
            remove_words(reading, words, label.value, next.first);
        label = next;
    }
    return line;
}

/* A value on a line of its own: behind a colon, or a number or a date and nothing else. */
static bool stands_alone(const struct line *line, enum label_kind kind) {
    if (line->text[0] == ':')
        return true;
    if (line->words.count == 0 || !line->words.items[0].digits)
        return false;
    return (kind == LABEL_NUMBER && line->words.count <= 2) ||
           ((kind == LABEL_DATE || kind == LABEL_MEETING) && line->words.count <= 5);
}

/* A line below labels that still wait: is it the value of one of them? Moves *line to the last
 * line that it used. */
static bool read_pending(struct reading *reading, size_t *line) {
    struct line *at = &reading->page->lines[*line];
    for (size_t i = 0; i < reading->pending_count; i++) {
        struct found label = reading->pending[i];
        if (label.kind == LABEL_SUBJECT) {
            if (line_opens_letter(&at->words) || line_opens_council(&at->words))
                continue;
            at->text += strspn(at->text, ": ");
            if (!*at->text)
                continue;
            *line = subject_take(reading, *line, 0);
        } else if (!stands_alone(at, label.kind) ||
                   !value_give(reading, &label, &at->words, 0, at->words.count)) {
            continue;
        }
        at->role = LINE_HEADER;
        pending_drop(reading, i);
        return true;
    }
    return false;
}

/* Below the head only a number or a date with its full label counts ("KARAR NO: 12" as the last
 * line). A second decision in the same file shows by both. */
static void read_late(struct reading *reading, size_t line) {
    struct line *at = &reading->page->lines[line];
    struct header *header = &reading->header;
    struct found label = label_at(&at->words, 0);
    bool full = word_is(&at->words, 0, "karar") || word_is(&at->words, 0, "meclis");
    int number, year;
    if (!full || !(word_gap(&at->words, label.value) & GAP_COLON))
        return;
    if (label.kind == LABEL_NUMBER && header->number) {
        if (number_read(&at->words, label.value, &number, &year) && number != header->number)
            header->second_number = number;
    } else if (label.kind == LABEL_DATE && header->date.year) {
        header->second_date = true;
    } else if (label.kind == LABEL_NUMBER || label.kind == LABEL_DATE) {
        read_labels(reading, line, label);
    }
}

bool line_is_label(const struct words *words) {
    return label_at(words, 0).kind != LABEL_NONE;
}

/* Reads the head from line `from` on and returns the first line behind it. */
static size_t read_head(struct reading *reading, size_t from) {
    struct page *page = reading->page;
    for (size_t line = from; line < page->count; line++) {
        struct line *at = &page->lines[line];
        struct found label = label_at(&at->words, 0);
        bool known = reading->header.number || reading->header.date.year ||
                     reading->header.impossible[0] || reading->header.subject_label;
        if (at->role != LINE_BODY || (reading->pending_count && read_pending(reading, &line)))
            continue;
        if (label.kind != LABEL_NONE &&
            !(label.kind == LABEL_SUBJECT && reading->decision->subject))
            line = read_labels(reading, line, label);
        else if (known)
            return line;
    }
    return page->count;
}

struct header header_read(struct page *page, struct decision *decision) {
    struct reading reading = {.page = page, .decision = decision};
    size_t from = title_read(page, decision);
    reading.header.body_from = read_head(&reading, from);
    reading.pending_count = 0;
    for (size_t line = reading.header.body_from; line < page->count; line++)
        if (page->lines[line].role == LINE_BODY)
            read_late(&reading, line);
    if (reading.sitting.len)
        decision->sitting = buf_take(&reading.sitting);
    buf_free(&reading.sitting);
    return reading.header;
}
