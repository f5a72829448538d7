/* Where one decision ends and the next begins.
 *
 * Every number with its full label is an anchor. It may open its decision, close it, or stand
 * between the subject and the text; which of these is the document's way is found out from all of
 * them at once. An anchor that has no decision of its own around it is a quotation. */
#include "intake/split.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/head.h"
#include "intake/label.h"
#include "intake/value.h"

struct anchor {
    size_t line;
    size_t start; /* first line of its decision */
    int number, year;
    struct date date; /* in the same head; else 0 */
    bool behind;      /* at the end of a line of text */
};

enum way { NUMBER_OPENS, NUMBER_CLOSES, SUBJECT_OPENS };

/* What a line holds; found out once. */
enum { MARK_SUBJECT = 1, MARK_TITLE = 2, MARK_RESULT = 4, MARK_DATE = 8, MARK_LABEL = 16 };

struct splitting {
    const struct page *page;
    struct anchor *anchors;
    size_t count;
    unsigned char *marks; /* of each line */
    enum way way;
};

/* ---- anchors ---- */

/* The number behind a label: in its line up to the next label, or alone on the next line. */
static bool number_behind(const struct page *page, size_t line, const struct label *label,
                          struct anchor *ret) {
    const struct words *words = &page->lines[line].words;
    size_t i = label->ranked ? label->first : label->value;
    struct date date;
    size_t used;
    if (i == words->count && line + 1 < page->count && page->lines[line + 1].words.count <= 2) {
        words = &page->lines[line + 1].words;
        i = 0;
    }
    if (date_at(words, i, &date, &used) == DATE_VALID)
        i += used;
    return number_at(words, i, &ret->number, &ret->year) > 0;
}

/* "Esas No: 2013/12" above "Karar No: 2014/85": a court's. */
static bool is_courts(const struct page *page, size_t line) {
    return (line > 0 && word_is(&page->lines[line - 1].words, 0, "esas")) ||
           word_is(&page->lines[line].words, 0, "esas");
}

static bool anchor_at(const struct page *page, size_t line, struct anchor *ret) {
    const struct words *words = &page->lines[line].words;
    if (word_gap(words, 0) & GAP_QUOTE)
        return false;
    struct label label = label_begin(words);
    *ret = (struct anchor){.line = line};
    if (label.kind && is_courts(page, line))
        return false;
    for (int i = 0; i < 4 && label.kind && !(label.kind & LABEL_SUBJECT); i++) {
        if (label.full && (label.kind & LABEL_NUMBER) && number_behind(page, line, &label, ret))
            return true;
        label = label_next(words, label.value);
    }
    size_t first;
    label = label_late(words, &first);
    ret->behind = true;
    return first > 0 && (label.kind & LABEL_NUMBER) && number_behind(page, line, &label, ret);
}

/* The same number again is the same decision, told in head and foot. */
static void find_anchors(struct splitting *splitting) {
    struct anchor anchor;
    for (size_t line = 0; line < splitting->page->count; line++) {
        if (!anchor_at(splitting->page, line, &anchor))
            continue;
        struct anchor *last = splitting->count ? &splitting->anchors[splitting->count - 1] : NULL;
        if (last && last->number == anchor.number && last->year == anchor.year)
            continue;
        if ((splitting->count & (splitting->count - 1)) == 0)
            splitting->anchors =
                mem_grow(splitting->anchors, splitting->count ? splitting->count * 2 : 1,
                         sizeof *splitting->anchors);
        splitting->anchors[splitting->count++] = anchor;
    }
}

/* ---- lines ---- */

static bool tells_result(const struct words *words) {
    static const char *const beginnings[] = {"oybirli", "oycoklu", "havale",  "reddine", "reddedil",
                                             "ertelen", "secil",   "onaylan", NULL};
    for (size_t i = 0; i < words->count; i++) {
        for (size_t j = 0; beginnings[j]; j++)
            if (word_begins(words, i, beginnings[j]))
                return true;
        if (word_is(words, i, "oy") &&
            (word_begins(words, i + 1, "birli") || word_begins(words, i + 1, "coklu")))
            return true;
        if (word_is(words, i, "karar") &&
            (word_begins(words, i + 1, "veril") || word_begins(words, i + 1, "alin")))
            return true;
        if (word_is(words, i, "kabul") &&
            (word_begins(words, i + 1, "edil") || word_begins(words, i + 1, "olun")))
            return true;
        if (words_match(words, i, "icin tiklayiniz"))
            return true; /* the result stands elsewhere */
    }
    return false;
}

static void mark_lines(struct splitting *splitting) {
    splitting->marks = mem_zero(splitting->page->count + 1, 1);
    for (size_t line = 0; line < splitting->page->count; line++) {
        const struct words *words = &splitting->page->lines[line].words;
        unsigned kind = label_begin(words).kind;
        unsigned marks = kind ? MARK_LABEL : 0;
        marks |= kind & LABEL_SUBJECT ? MARK_SUBJECT : 0;
        marks |= kind & (LABEL_DATE | LABEL_MEETING) ? MARK_DATE : 0;
        marks |= !kind && words->count <= 40 && title_is_line(words) ? MARK_TITLE : 0;
        marks |= tells_result(words) ? MARK_RESULT : 0;
        splitting->marks[line] = (unsigned char)marks;
    }
}

static bool has_mark(const struct splitting *splitting, size_t first, size_t end, unsigned mark) {
    for (size_t line = first; line < end; line++)
        if (splitting->marks[line] & mark)
            return true;
    return false;
}

/* ---- which way? ---- */

static bool subjects_open(const struct splitting *splitting) {
    size_t from = 0, last = splitting->anchors[splitting->count - 1].line;
    for (size_t i = 0; i < splitting->count; i++) {
        if (!has_mark(splitting, from, splitting->anchors[i].line, MARK_SUBJECT))
            return false;
        from = splitting->anchors[i].line + 1;
    }
    return !has_mark(splitting, last + 1, splitting->page->count, MARK_SUBJECT);
}

static enum way find_way(const struct splitting *splitting) {
    const struct anchor *last = &splitting->anchors[splitting->count - 1];
    bool before = has_mark(splitting, 0, splitting->anchors[0].line, MARK_RESULT) ||
                  splitting->anchors[0].behind;
    bool after =
        !last->behind && has_mark(splitting, last->line, splitting->page->count, MARK_RESULT);
    if (before && !after)
        return NUMBER_CLOSES;
    return subjects_open(splitting) ? SUBJECT_OPENS : NUMBER_OPENS;
}

/* ---- where each begins ---- */

/* The first line of the head that ends above `line`. */
static size_t head_above(const struct splitting *splitting, size_t line, size_t least) {
    while (line > least && (splitting->marks[line - 1] & (MARK_TITLE | MARK_LABEL)) &&
           !(splitting->marks[line - 1] & MARK_SUBJECT))
        line--;
    return line;
}

/* Behind a number that closes its decision a date may belong to it too, where the first decision
 * has none above its text. */
static size_t date_below(const struct splitting *splitting, size_t line) {
    bool above = has_mark(splitting, 0, splitting->anchors[0].line, MARK_DATE);
    while (!above && line < splitting->page->count && (splitting->marks[line] & MARK_DATE))
        line++;
    return line;
}

static void find_start(struct splitting *splitting, size_t i) {
    struct anchor *anchor = &splitting->anchors[i];
    size_t least = i ? splitting->anchors[i - 1].line + 1 : 0;
    size_t line = anchor->line;
    if (splitting->way == NUMBER_CLOSES) {
        anchor->start = i ? date_below(splitting, least) : 0;
        return;
    }
    if (splitting->way == SUBJECT_OPENS)
        for (line = least; line < anchor->line && !(splitting->marks[line] & MARK_SUBJECT);)
            line++;
    anchor->start = head_above(splitting, line, least);
}

/* The date in the labels around the number. */
static void find_date(struct splitting *splitting, struct anchor *anchor) {
    size_t used;
    for (size_t line = anchor->start; line < splitting->page->count && line < anchor->line + 4;
         line++) {
        const struct words *words = &splitting->page->lines[line].words;
        bool label = (splitting->marks[line] & (MARK_DATE | MARK_TITLE)) || line == anchor->line;
        for (size_t i = 0; label && i < words->count && i < 24; i++)
            if (date_at(words, i, &anchor->date, &used) == DATE_VALID)
                return;
    }
}

/* ---- quotations ---- */

static bool has_body(const struct splitting *splitting, size_t first, size_t end) {
    for (size_t line = first; line < end; line++)
        if (!(splitting->marks[line] & (MARK_LABEL | MARK_TITLE)) &&
            splitting->page->lines[line].words.count > 0)
            return true;
    return false;
}

/* Has the decision before this anchor, and the one that would begin with it, what decisions have?
 * A head says so plainly; else each needs a result. */
static bool parts_here(const struct splitting *splitting, const struct anchor *last,
                       const struct anchor *anchor, size_t end) {
    bool body = has_body(splitting, last->start, anchor->start) ||
                has_mark(splitting, last->start, anchor->start, MARK_RESULT);
    bool title = has_mark(splitting, anchor->start, anchor->line, MARK_TITLE);
    bool subject = has_mark(splitting, anchor->start, end, MARK_SUBJECT);
    bool result = has_mark(splitting, anchor->start, end, MARK_RESULT);
    bool dated = last->date.year && anchor->date.year;
    bool same = dated && date_compare(last->date, anchor->date) == 0;
    bool next = anchor->number == last->number + 1;
    bool told = has_mark(splitting, last->start, anchor->start, MARK_RESULT);
    if (!body || !(result || has_body(splitting, anchor->line, end)))
        return false;
    if (dated && !same && !title && !next && !(subject && told))
        return false; /* an earlier decision is quoted with number and date */
    if (title || same)
        return true;
    return (subject || result) &&
           (told || (subject && has_mark(splitting, last->start, anchor->start, MARK_SUBJECT)));
}

/* A quoted number stays in the text of the decision that quotes it. */
static void drop_quotations(struct splitting *splitting) {
    size_t kept = 1;
    for (size_t i = 1; i < splitting->count; i++) {
        struct anchor anchor = splitting->anchors[i];
        size_t end =
            i + 1 < splitting->count ? splitting->anchors[i + 1].start : splitting->page->count;
        if (parts_here(splitting, &splitting->anchors[kept - 1], &anchor, end))
            splitting->anchors[kept++] = anchor;
    }
    splitting->count = kept;
}

static struct split finish(const struct splitting *splitting) {
    struct split split = {.count = splitting->count > 1 ? splitting->count : 1,
                          .numbers = splitting->count};
    split.ends = mem_zero(split.count, sizeof *split.ends);
    for (size_t i = 0; i + 1 < split.count; i++)
        split.ends[i] = splitting->anchors[i + 1].start;
    split.ends[split.count - 1] = splitting->page->count;
    if (splitting->count > 1 && splitting->way != NUMBER_CLOSES)
        split.common = splitting->anchors[0].start;
    return split;
}

struct split split_read(const struct page *page) {
    struct splitting splitting = {.page = page};
    find_anchors(&splitting);
    if (splitting.count > 1) {
        mark_lines(&splitting);
        splitting.way = find_way(&splitting);
        for (size_t i = 0; i < splitting.count; i++)
            find_start(&splitting, i);
        for (size_t i = 0; i < splitting.count; i++)
            find_date(&splitting, &splitting.anchors[i]);
        if (splitting.way != NUMBER_CLOSES)
            drop_quotations(&splitting);
    }
    struct split split = finish(&splitting);
    free(splitting.anchors);
    free(splitting.marks);
    return split;
}

void split_free(struct split *split) {
    free(split->ends);
    *split = (struct split){0};
}
