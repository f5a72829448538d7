/* The head of a page: title, labels and their values.
 *
 * A label may have its value behind a colon, behind blanks, in the next cell, on the next line, on
 * a line that begins with the colon, or below it in a table; two labels may stand on one line; and
 * the number may follow the text. So labels without a value wait in a queue, and lines are read
 * until the text begins. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/head.h"
#include "intake/label.h"
#include "intake/value.h"

#define PENDING_MAX 8
#define ABOVE_LINES 15  /* that may stand between title and labels */
#define TEXT_WORDS 25   /* a line of more is text */
#define OPENERS 2       /* that are looked at */
#define SUBJECT_LINES 4 /* that its label may stand below the head */
#define NAME_WORDS 4    /* of a person */
#define REST_WORDS 4    /* behind a number so many words are text */

/* A label that waits for its value. */
struct waiting {
    unsigned kind;
    size_t cell; /* the one that it stands in */
};

struct reading {
    struct page *page;
    struct decision *decision;
    struct header header;
    struct waiting pending[PENDING_MAX];
    size_t pending_count;
    struct sitting sitting;
    bool people;      /* names may follow */
    bool begun;       /* a label was read */
    bool agenda;      /* the subject stands below "GÜNDEM": another label knows better */
    int weak;         /* a number behind "No" alone, else 0 */
    struct date bare; /* a day on a line of its own */
};

/* ---- values ---- */

static void number_set(struct reading *reading, int number, int year) {
    struct header *header = &reading->header;
    if (!header->number) {
        header->number = number;
        header->number_year = year;
        page_rate(reading->page, INTAKE_NUMBER, SURE_CERTAIN);
    } else if (header->number != number) {
        page_warn(reading->page, "two decision numbers, %d and %d; the first is taken",
                  header->number, number);
        page_rate(reading->page, INTAKE_NUMBER, SURE_GUESSED);
    }
}

static void date_set(struct reading *reading, struct date *slot, struct date date) {
    if (slot->year && date_compare(*slot, date) != 0) {
        char one[DATE_ISO], two[DATE_ISO];
        date_iso(*slot, one);
        date_iso(date, two);
        page_warn(reading->page, "two dates, %s and %s; the first is taken", one, two);
        page_rate(reading->page, INTAKE_DATE, SURE_GUESSED);
    } else {
        *slot = date;
    }
}

/* Returns the words of a date at word i, 0 for none. */
static size_t read_date(struct reading *reading, const struct words *words, size_t i,
                        struct date *slot) {
    struct date date;
    size_t used = 0;
    enum date_found found = date_at(words, i, &date, &used);
    if (found == DATE_VALID)
        date_set(reading, slot, date);
    if (found == DATE_IMPOSSIBLE) {
        char *text = words_slice(words, i, i + used);
        snprintf(reading->header.impossible, sizeof reading->header.impossible, "%s", text);
        free(text);
    }
    return used;
}

static size_t read_number(struct reading *reading, const struct words *words, size_t i) {
    int number, year;
    size_t used = number_at(words, i, &number, &year);
    if (used)
        number_set(reading, number, year);
    return used;
}

/* Words that may stand between the parts of a value: "09.07.2015 tarih ve 255 sayılı". */
static bool is_link(const struct words *words, size_t i) {
    static const char *const links[] = {"tarih", "tarihli", "ve",    "sayili", "nolu",
                                        "no",    "gun",     "gunlu", "tarihi", NULL};
    return word_is_any(words, i, links);
}

static bool is_weekday(const struct words *words, size_t i) {
    static const char *const days[] = {"pazartesi", "sali",      "carsamba", "persembe",
                                       "cuma",      "cumartesi", "pazar",    NULL};
    return word_is_any(words, i, days);
}

/* Number and date in any order, as the label has them; behind a number its date may stand in any
 * case. Returns the words used, 0 when it is no such value. */
static size_t read_values(struct reading *reading, unsigned kind, const struct words *words,
                          size_t i, size_t end) {
    struct date *slot = kind & LABEL_MEETING ? &reading->header.meeting : &reading->header.date;
    bool number = false, date = false;
    size_t at = i, last = i;
    while (at < end) {
        size_t used = 0;
        if (!date && (!(kind & LABEL_NUMBER) || !slot->year))
            date = (used = read_date(reading, words, at, slot)) > 0;
        if (!used && !number && (kind & LABEL_NUMBER))
            number = (used = read_number(reading, words, at)) > 0;
        if (!used && !is_link(words, at) && !(at == i && is_weekday(words, at)))
            break;
        at += used ? used : 1;
        last = used ? at : last;
    }
    return last - i;
}

/* Text that was read off a picture has I, l and O among the digits: "l4/05/20I5". */
static bool is_spoilt_value(const struct words *words, size_t i, size_t end) {
    bool glued = false, digits = false;
    for (size_t at = i; at < end; at++) {
        const char *text = word_text(words, at);
        bool letters = !words->items[at].digits;
        if (letters && text[strspn(text, "ilo")])
            return false;
        digits = digits || !letters;
        glued = glued || (at > i && !word_gap(words, at));
    }
    return digits && glued && end - i <= 12;
}

/* The value with digits in their place. A day that does not exist, or anything else that is no
 * value then, is left alone. */
static size_t give_spoilt(struct reading *reading, unsigned kind, const struct words *words,
                          size_t i, size_t end) {
    static const char *const ones[] = {"\u0130", "\u0131", "I", "i", "l"};
    char *slice = words_slice(words, i, end);
    struct buf digits = {0};
    for (const char *at = slice; *at;) {
        size_t one = 0;
        for (size_t j = 0; j < sizeof ones / sizeof *ones && !one; j++)
            one = strncmp(at, ones[j], strlen(ones[j])) == 0 ? strlen(ones[j]) : 0;
        buf_byte(&digits, one ? '1' : *at == 'O' || *at == 'o' ? '0' : *at);
        at += one ? one : 1;
    }
    struct words mended = words_read(buf_string(&digits));
    size_t used = read_values(reading, kind, &mended, 0, mended.count);
    if (used) {
        mends_add(&reading->page->result->mends, "I l O → 1 1 0", 1);
        page_warn(reading->page, "“%s” is read as %s", slice, buf_string(&digits));
        if (kind & LABEL_NUMBER)
            page_rate(reading->page, INTAKE_NUMBER, SURE_GUESSED);
        if (kind & (LABEL_DATE | LABEL_MEETING))
            page_rate(reading->page, INTAKE_DATE, SURE_GUESSED);
    }
    words_free(&mended);
    buf_free(&digits);
    free(slice);
    return used ? end - i : 0;
}

/* Gives the words [i, end) to a label of this kind. Returns how many it used. */
static size_t give(struct reading *reading, unsigned kind, const struct words *words, size_t i,
                   size_t end) {
    int number, year;
    if ((kind & LABEL_WEAK) && !reading->weak && number_at(words, i, &number, &year) == end - i)
        reading->weak = number;
    if ((kind & (LABEL_NUMBER | LABEL_DATE | LABEL_MEETING)) && is_spoilt_value(words, i, end))
        return give_spoilt(reading, kind, words, i, end);
    if (kind & (LABEL_NUMBER | LABEL_DATE | LABEL_MEETING))
        return read_values(reading, kind, words, i, end);
    return end - i; /* sittings are read from whole lines, the others have no field */
}

/* ---- lines ---- */

/* The cell that the byte `to` stands in; the byte `from` stands in `cell`. */
static size_t cell_of(const struct words *words, size_t cell, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        cell += words->source[i] == '\t';
    return cell;
}

static void wait_for(struct reading *reading, const struct words *words,
                     const struct label *label) {
    size_t cell = cell_of(words, 0, 0, words->items[label->first].start);
    if (reading->pending_count < PENDING_MAX)
        reading->pending[reading->pending_count++] = (struct waiting){label->kind, cell};
}

static void pending_drop(struct reading *reading, size_t i) {
    reading->pending_count--;
    memmove(&reading->pending[i], &reading->pending[i + 1],
            (reading->pending_count - i) * sizeof *reading->pending);
}

/* Is what stands behind the number a text of its own ("KARAR NO: 12 – Parkın yapılmasına …")? */
static bool is_text(const struct words *words, size_t i) {
    size_t letters = 0;
    if (word_gap(words, i) & GAP_OPEN)
        return false;
    for (; i < words->count && letters < REST_WORDS; i++)
        letters += !words->items[i].digits && strlen(word_text(words, i)) > 1;
    return letters == REST_WORDS;
}

static size_t take_subject(struct reading *reading, size_t line, unsigned kind) {
    if (reading->decision->subject) /* of the agenda */
        text_list_append(&reading->page->result->head, reading->decision->subject);
    free(reading->decision->subject);
    reading->decision->subject = NULL;
    reading->header.subject_label = true;
    reading->agenda = (kind & LABEL_AGENDA) != 0;
    return subject_take(reading->page, reading->decision, line);
}

static bool wants_subject(const struct reading *reading, unsigned kind) {
    return (kind & LABEL_SUBJECT) &&
           (!reading->decision->subject || (reading->agenda && !(kind & LABEL_AGENDA)));
}

/* "Gündem Maddesi: 5" has no subject in it. */
static bool is_bare_number(const struct words *words, size_t i) {
    return i + 1 == words->count && words->items[i].digits;
}

/* "Karar No | Konusu | Karar Tarihi": its value is in the row below. */
static bool heads_column(const struct words *words, const struct label *label,
                         const struct label *next) {
    bool ends = next->value == words->count || (word_gap(words, next->value) & GAP_CELL);
    return next->kind && next->first == label->value && ends &&
           (word_gap(words, next->first) & GAP_CELL);
}

/* A line that begins with labels. Returns the last line that it used. */
static size_t read_labels(struct reading *reading, size_t line, struct label label) {
    const struct words *words = &reading->page->lines[line].words;
    size_t used = 0, rest = words->count;
    sitting_read(&reading->sitting, words, 0,
                 label_next(words, label.value).kind & LABEL_SUBJECT ? label.value : words->count);
    for (bool more = true; more;) {
        reading->people = (label.kind & LABEL_PEOPLE) != 0;
        struct label next = label_next(words, label.value);
        if (wants_subject(reading, label.kind) && label.value < words->count &&
            !is_bare_number(words, label.value) && !heads_column(words, &label, &next)) {
            page_head_start(reading->page, line, label.value);
            return take_subject(reading, line, label.kind);
        }
        reading->header.subject_label =
            reading->header.subject_label || (label.kind & LABEL_SUBJECT);
        if (label.ranked) {
            read_number(reading, words, label.first);
            used = 0;
            rest = next.kind ? rest : label.value;
        } else if (label.value == next.first)
            wait_for(reading, words, &label);
        else
            used = give(reading, label.kind, words, label.value, next.first);
        if (!next.kind && (label.kind & LABEL_NUMBER) && used)
            rest = label.value + used;
        more = next.kind != 0;
        label = more ? next : label;
    }
    if (rest < words->count && is_text(words, rest)) {
        page_head_start(reading->page, line, rest);
        return line - 1;
    }
    page_head(reading->page, line);
    return line;
}

/* A value on a line of its own: behind a colon, or a number or a date and nothing else. */
static bool stands_alone(const struct line *line, unsigned kind) {
    if (line->text[0] == ':')
        return true;
    if (line->words.count == 0 || !line->words.items[0].digits)
        return false;
    size_t most = kind & LABEL_NUMBER ? 3 : 5;
    return line->words.count <= (kind & LABEL_NUMBER && kind & LABEL_DATE ? 7 : most);
}

static bool wait_answered(struct reading *reading, unsigned kind, size_t *line) {
    struct line *at = &reading->page->lines[*line];
    if (kind & LABEL_SUBJECT) {
        if (*at->text == ':')
            page_trim(reading->page, *line);
        if (!*at->text || !subject_fits(&at->words) || !wants_subject(reading, kind))
            return false;
        *line = take_subject(reading, *line, kind);
        return true;
    }
    if (kind & LABEL_PEOPLE)
        return false;
    if (!stands_alone(at, kind) || !give(reading, kind, &at->words, 0, at->words.count))
        return false;
    page_head(reading->page, *line);
    return true;
}

/* ---- rows of values below a row of labels ---- */

static size_t cell_end(const struct words *words, size_t i) {
    for (i++; i < words->count && !(word_gap(words, i) & GAP_CELL);)
        i++;
    return i;
}

static bool give_cell(struct reading *reading, size_t cell, const struct words *words, size_t i,
                      size_t end) {
    for (size_t j = 0; j < reading->pending_count; j++) {
        unsigned kind = reading->pending[j].kind;
        if (reading->pending[j].cell != cell)
            continue;
        if (!(kind & LABEL_SUBJECT))
            return give(reading, kind, words, i, end) > 0;
        if (!reading->decision->subject)
            reading->decision->subject = words_slice(words, i, end);
    }
    return false;
}

static bool read_row(struct reading *reading, size_t line) {
    struct page *page = reading->page;
    const struct words *words = &page->lines[line].words;
    bool given = false;
    if (reading->pending_count < 2 || !strchr(page->lines[line].text, '\t'))
        return false;
    size_t cell = 0, from = 0;
    for (size_t i = 0, end; i < words->count; i = end) {
        cell = cell_of(words, cell, from, words->items[i].start);
        from = words->items[i].start;
        end = cell_end(words, i);
        given = give_cell(reading, cell, words, i, end) || given;
    }
    if (!given)
        return false;
    page_head(page, line);
    reading->pending_count = 0;
    return true;
}

/* A line below labels that still wait: is it the value of one of them? Moves *line to the last
 * line that it used. */
static bool read_pending(struct reading *reading, size_t *line) {
    if (read_row(reading, *line))
        return true;
    for (size_t i = 0; i < reading->pending_count; i++)
        if (wait_answered(reading, reading->pending[i].kind, line)) {
            pending_drop(reading, i);
            return true;
        }
    return false;
}

/* ---- above and below the labels ---- */

/* Names of those who were there: capitals, and hardly another word but what stands in brackets
 * ("Suna ARDIÇ (izinli)"). */
static bool is_people(const struct words *words) {
    size_t names = 0, others = 0;
    bool aside = false;
    size_t run = 0; /* words with nothing but blanks between */
    bool loud = true;
    if (line_opens_letter(words) || line_opens_council(words) || line_is_unit(words) ||
        line_is_told(words) || subject_ends(words))
        return false;
    for (size_t i = 0; i < words->count; i++) {
        aside = (aside && !(word_gap(words, i) & GAP_CLOSE)) || (word_gap(words, i) & GAP_OPEN);
        run = word_gap(words, i) == GAP_SPACE ? run + 1 : 1;
        loud = loud && words->items[i].capitals;
        if (loud && run > NAME_WORDS)
            return false;
        names += words->items[i].capital;
        others += !words->items[i].capital && !words->items[i].digits && !aside;
    }
    return names >= 2 && others * 3 <= names;
}

/* Is this the text, which no label follows but the one at the end? */
static bool is_body(const struct words *words) {
    return words->count > TEXT_WORDS || line_opens_letter(words) || line_opens_council(words) ||
           line_is_told(words) ||
           (words->count >= 5 && (word_gap(words, words->count) & (GAP_DOT | GAP_SEMICOLON)));
}

/* Short lines between title and labels: a heading that can be the subject stays, what is the
 * council's goes to the head, the rest is the page's. */
static void settle_above(struct reading *reading, size_t from, size_t to) {
    struct page *page = reading->page;
    for (size_t line = from; line < to; line++) {
        const struct words *words = &page->lines[line].words;
        if (page->lines[line].role != LINE_BODY || subject_ends(words))
            continue;
        sitting_read(&reading->sitting, words, 0, words->count);
        if (line_is_unit(words) || title_is_line(words))
            page_head(page, line);
        else
            page_remove(page, line);
    }
}

/* "14.07.2022", "14 Temmuz 2022 Perşembe" without a label. */
static bool read_bare_date(struct reading *reading, size_t line) {
    const struct words *words = &reading->page->lines[line].words;
    struct date date;
    size_t used;
    if (words->count > 4 || date_at(words, 0, &date, &used) != DATE_VALID ||
        (used < words->count && !is_weekday(words, used)) || reading->bare.year)
        return false;
    reading->bare = date;
    page_head(reading->page, line);
    return true;
}

static bool label_near(const struct page *page, size_t line) {
    for (size_t next = line + 1; next < page->count && next <= line + 3; next++)
        if (label_begin(&page->lines[next].words).kind)
            return true;
    return false;
}

/* "2020 yılı Mart ayı olağan toplantısının 1. birleşimi" between labels. */
static bool read_sitting(struct reading *reading, size_t line) {
    const struct words *words = &reading->page->lines[line].words;
    if (!title_is_line(words) || !label_near(reading->page, line))
        return false;
    sitting_read(&reading->sitting, words, 0, words->count);
    page_head(reading->page, line);
    return true;
}

/* "Teklif Sahibi : …", "Fen İşleri Dairesi Başkanlığı" between labels that are known: it does not
 * end the head. */
static bool is_between(const struct page *page, size_t line) {
    const struct words *words = &page->lines[line].words;
    if (line_is_unit(words) && line + 1 < page->count)
        return label_begin(&page->lines[line + 1].words).kind != 0;
    bool colon =
        words->count <= 4 && line + 1 < page->count && page->lines[line + 1].text[0] == ':';
    for (size_t i = 1; i <= 4 && i < words->count; i++)
        colon = colon || (word_gap(words, i) & (GAP_COLON | GAP_CELL));
    return colon && !is_body(words) && label_near(page, line);
}

/* Reads the head from line `from` on and returns the first line behind it. */
static size_t read_head(struct reading *reading, size_t from) {
    struct page *page = reading->page;
    for (size_t line = from; line < page->count; line++) {
        struct line *at = &page->lines[line];
        if (at->role != LINE_BODY || (reading->pending_count && read_pending(reading, &line)))
            continue;
        if (reading->pending_count && !at->words.count) { /* a colon between label and value */
            page_head(page, line);
            continue;
        }
        struct label label = label_begin(&at->words);
        bool second = (label.kind & LABEL_SUBJECT) && !wants_subject(reading, label.kind);
        if (label.kind && !second) {
            if (!reading->begun)
                settle_above(reading, from, line);
            reading->begun = true;
            line = read_labels(reading, line, label);
        } else if (reading->people && is_people(&at->words)) {
            page_head(page, line);
        } else if (reading->begun && at->text[0] == ':' && at->words.count <= 3) {
            page_head(page, line); /* the value of a label that is not known */
        } else if (read_bare_date(reading, line) ||
                   (reading->begun && (read_sitting(reading, line) || is_between(page, line)))) {
            continue;
        } else if (reading->begun || is_body(&at->words) || line - from >= ABOVE_LINES) {
            return line;
        }
    }
    return page->count;
}

/* Below the head only a number or a date with its full label counts ("KARAR NO: 12" as the last
 * line, "… (Karar No: 12)" at a line's end), and only what the head did not say. */
static void read_late(struct reading *reading, size_t line) {
    struct header *header = &reading->header;
    const struct words *words = &reading->page->lines[line].words;
    size_t first;
    struct label label = label_late(words, &first);
    int number, year;
    if (!label.kind)
        return;
    bool told = (label.kind & LABEL_NUMBER) && header->number &&
                number_at(words, label.value, &number, &year) && number != header->number;
    bool dated = (label.kind == LABEL_DATE) && header->date.year;
    if (told || dated || ((label.kind & LABEL_NUMBER) && header->number && first > 0))
        return;
    give(reading, label.kind, words, label.value, words->count);
    if (first == 0)
        page_head(reading->page, line);
    else
        page_head_end(reading->page, line, first);
}

/* "Meclisimizin 09/07/2015 tarihli toplantısında": the day on which the council says that it met.
 */
static bool council_date(const struct words *words, struct date *ret) {
    static const char *const ranks[] = {"tarihli", "tarihinde", "gunlu", "gunku", NULL};
    struct date date;
    size_t used;
    for (size_t i = 0; i < words->count && i < TEXT_WORDS; i++) {
        if (date_at(words, i, &date, &used) != DATE_VALID || !word_is_any(words, i + used, ranks))
            continue;
        for (size_t j = i + used + 1; j < i + used + 7; j++)
            if (word_begins(words, j, "toplanti") || word_begins(words, j, "birlesim") ||
                word_begins(words, j, "oturum")) {
                *ret = date;
                return true;
            }
    }
    return false;
}

static bool has_beginning(const struct words *words, size_t end, const char *beginning) {
    for (size_t i = 0; i < words->count && i < end; i++)
        if (word_begins(words, i, beginning))
            return true;
    return false;
}

/* "02.10.2023 tarihli birleşimde komisyonlara havale edilen konular": it begins with the day. */
static bool begins_with_sitting(const struct words *words) {
    struct date date;
    size_t used;
    return date_at(words, 0, &date, &used) == DATE_VALID &&
           (word_begins(words, used + 1, "toplanti") || word_begins(words, used + 1, "birlesim") ||
            word_begins(words, used + 1, "oturum"));
}

/* "… Meclisinin 02.05.2016 tarihinde yapılan … toplantısında alınan kararlar" among the first
 * lines: the day of the sitting, where nothing else tells a date. A commission meets on days of its
 * own. */
static void read_preamble(struct reading *reading) {
    struct header *header = &reading->header;
    size_t seen = 0;
    bool titled = false; /* a line above names the council */
    for (size_t line = 0; line < reading->page->count && seen < ABOVE_LINES; line++) {
        const struct words *words = &reading->page->lines[line].words;
        bool council = has_beginning(words, TEXT_WORDS, "meclis");
        bool commission = has_beginning(words, TEXT_WORDS, "komisyon");
        if (titled && begins_with_sitting(words)) {
            council = true;
            commission = false;
        }
        titled = titled || council;
        if (header->date.year || header->meeting.year || header->impossible[0])
            return;
        if (reading->page->lines[line].role != LINE_BODY)
            continue;
        seen++;
        if (!council || commission || line_opens_letter(words) ||
            !council_date(words, &header->meeting))
            continue;
        sitting_read(&reading->sitting, words, 0, words->count);
    }
}

/* The council's opener tells sitting and date where the head does not. Returns whether it has one.
 */
static bool read_opener(struct reading *reading, const struct words *words) {
    struct header *header = &reading->header;
    struct date date;
    sitting_read(&reading->sitting, words, 0, words->count);
    if (!council_date(words, &date))
        return false;
    if (!header->date.year && !header->meeting.year) {
        header->meeting = date;
    } else if (header->date.year && !header->meeting.year &&
               date_compare(header->date, date) != 0) {
        page_warn(reading->page,
                  "the text gives another day of the sitting; the head's date is taken");
        page_rate(reading->page, INTAKE_DATE, SURE_GUESSED);
    }
    return true;
}

/* "Meclisimizce yapılan görüşme sonucunda;" and "Belediye Meclisinin 14.05.2015 tarihli
 * toplantısında …" may stand one below the other. */
static void read_openers(struct reading *reading, size_t line) {
    const struct page *page = reading->page;
    size_t openers = 0;
    for (; line < page->count && openers < OPENERS; line++)
        if (page->lines[line].role == LINE_BODY && line_opens_council(&page->lines[line].words))
            openers = read_opener(reading, &page->lines[line].words) ? OPENERS : openers + 1;
}

/* "Belediye Meclisi … üzere toplandı." may stand between the other labels and the subject's. */
static void read_late_subject(struct reading *reading, size_t line) {
    const struct page *page = reading->page;
    size_t end = line + SUBJECT_LINES < page->count ? line + SUBJECT_LINES : page->count;
    for (; line < end && !reading->decision->subject && !reading->header.subject_label; line++) {
        const struct words *words = &page->lines[line].words;
        struct label label = label_begin(words);
        if (page->lines[line].role != LINE_BODY)
            continue;
        if (line_opens_letter(words))
            return;
        if (!(label.kind & LABEL_SUBJECT) || (label.kind & LABEL_AGENDA) ||
            label.value == words->count || !(word_gap(words, label.value) & GAP_COLON))
            continue;
        page_head_start(reading->page, line, label.value);
        take_subject(reading, line, label.kind);
    }
}

bool line_is_label(const struct words *words) {
    return label_begin(words).kind != 0;
}

struct header header_read(struct page *page, struct decision *decision) {
    struct reading reading = {.page = page, .decision = decision};
    size_t from = title_read(page, decision, &reading.header, &reading.sitting);
    size_t to = read_head(&reading, from);
    for (size_t line = from; line < page->count; line++)
        if (page->lines[line].role == LINE_BODY)
            read_late(&reading, line);
    read_late_subject(&reading, to);
    read_openers(&reading, to);
    if (!reading.header.date.year && !reading.header.meeting.year)
        reading.header.meeting = reading.bare;
    read_preamble(&reading);
    if (!reading.header.number && reading.weak) {
        reading.header.number = reading.weak;
        page_rate(page, INTAKE_NUMBER, SURE_LIKELY);
    }
    if (sitting_known(&reading.sitting)) {
        decision->sitting = sitting_text(&reading.sitting);
        page_rate(page, INTAKE_SITTING, reading.begun ? SURE_CERTAIN : SURE_LIKELY);
    }
    sitting_free(&reading.sitting);
    return reading.header;
}
