#include "intake/recognise.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/parts.h"
#include "intake/split.h"

/* ---- one decision ---- */

/* What decisions of one document have in common, from the last head that told it. */
struct inherited {
    struct date date;
    char *municipality, *sitting;
};

/* Where a decision comes from. */
struct origin {
    const char *name; /* of the file, for messages */
    const char *address;
    bool alone;      /* it is the only one in the document */
    size_t position; /* from 1, else */
    struct inherited *inherited;
};

static enum err_code check_header(const char *name, const struct header *header, struct err *err) {
    if (header->impossible[0] && !header->date.year)
        return err_set(err, ERR_REFUSED, "%s: there is no such day as %s; correct the date in it",
                       name, header->impossible);
    if (!header->number)
        return err_set(err, ERR_REFUSED,
                       "%s: no decision number found; it needs a line such as \"Karar No: 255\"",
                       name);
    if (!header->date.year)
        return err_set(
            err, ERR_REFUSED,
            "%s: no decision date found; it needs a line such as \"Karar Tarihi: 09/07/2015\"",
            name);
    return ERR_OK;
}

static void inherit_text(char **mine, char **inherited) {
    if (*mine) {
        free(*inherited);
        *inherited = mem_string(*mine);
    } else if (*inherited) {
        *mine = mem_string(*inherited);
    }
}

static void inherit(struct page *page, struct header *header, struct decision *decision,
                    struct inherited *inherited) {
    bool silent = !header->date.year && !header->meeting.year && !header->impossible[0];
    if (silent && inherited->date.year) {
        header->date = inherited->date;
        page_rate(page, INTAKE_DATE, SURE_LIKELY);
    } else if (!silent) {
        inherited->date = header->date.year ? header->date : header->meeting;
    }
    inherit_text(&decision->municipality, &inherited->municipality);
    if (!decision->sitting && inherited->sitting)
        page_rate(page, INTAKE_SITTING, SURE_LIKELY);
    inherit_text(&decision->sitting, &inherited->sitting);
}

/* The date of the sitting stands in for a missing one; two that differ are worth a look. */
static void settle_dates(struct page *page, struct header *header, struct decision *decision) {
    if (!header->date.year && !header->impossible[0] && header->meeting.year) {
        header->date = header->meeting;
        page_rate(page, INTAKE_DATE, SURE_LIKELY);
    }
    decision->date = header->date;
    decision->number = header->number;
    decision->year = header->number_year ? header->number_year : header->date.year;
    if (!header->date.year)
        return;
    if (header->impossible[0]) {
        page_warn(page, "there is no such day as %s; another date in the head is taken",
                  header->impossible);
        page_rate(page, INTAKE_DATE, SURE_GUESSED);
    }
    if (header->meeting.year && date_compare(header->meeting, header->date) != 0) {
        page_warn(page, "the sitting's date is not the decision's date; the latter is taken");
        page_rate(page, INTAKE_DATE, SURE_GUESSED);
    }
    if (decision->year != header->date.year) {
        page_warn(page, "the number is of %d, the date of %d", decision->year, header->date.year);
        page_rate(page, INTAKE_NUMBER, SURE_GUESSED);
    }
    page_rate(page, INTAKE_DATE, SURE_CERTAIN);
}

static void join_body(const struct page *page, struct decision *decision) {
    struct buf body = {0};
    for (size_t i = 0; i < page->count; i++) {
        if (page->lines[i].role != LINE_BODY || !*page->lines[i].text)
            continue;
        if (body.len)
            buf_byte(&body, '\n');
        buf_text(&body, page->lines[i].text);
    }
    decision->body = body.data ? buf_take(&body) : mem_string("");
    if (!decision->body)
        abort();
}

static void rate_found(struct page *page, enum intake_field field, enum sureness sure) {
    if (sure != SURE_ABSENT)
        page_rate(page, field, sure);
}

static void read_text(struct page *page, const struct words *words, struct decision *decision) {
    rate_found(page, INTAKE_CITATIONS, citations_read(words, decision));
    rate_found(page, INTAKE_DISTRICTS, places_read(words, decision));
    measures_read(words->source, decision);
}

/* Citations, places and measures: from the subject first, then paragraph by paragraph. */
static void read_details(struct page *page, struct decision *decision) {
    struct words subject = words_read(decision->subject);
    read_text(page, &subject, decision);
    words_free(&subject);
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].role == LINE_BODY)
            read_text(page, &page->lines[i].words, decision);
    citations_finish(decision);
    if (*decision->subject)
        decision->subject_area = mem_string(subject_area_of(decision->subject));
}

/* "Ek: 1 adet plan paftası", "EKLER:": something is attached. */
static bool names_annex(const struct page *page) {
    static const char *const labels[] = {"ek", "eki", "ekler", "ekleri", NULL};
    for (size_t i = 0; i < page->count; i++) {
        const struct words *words = &page->lines[i].words;
        if (page->lines[i].role == LINE_BODY && word_is_any(words, 0, labels) &&
            (word_gap(words, 1) & GAP_COLON))
            return true;
    }
    return false;
}

static void note_annex(const struct page *page, bool spoken, struct decision *decision) {
    for (size_t i = 0; i < decision->annexes.count; i++)
        if (strncmp(decision->annexes.items[i], "annex", 5) == 0)
            return;
    if (spoken || names_annex(page))
        text_list_add(&decision->annexes, "annex");
}

static enum err_code recognise_page(const struct origin *origin, struct page *page,
                                    struct err *err) {
    struct decision *decision = &page->result->decision;
    bool annex;
    decision->truncated = page_remove_debris(page, &annex);
    struct header header = header_read(page, decision);
    inherit(page, &header, decision, origin->inherited);
    if (origin->alone) {
        header_read_address(page, origin->address, &header);
        header_read_name(page, origin->name, &header);
    }
    settle_dates(page, &header, decision);
    enum err_code code = check_header(origin->name, &header, err);
    if (code != ERR_OK)
        return code;
    letter_read(page, decision);
    outcome_read(page, decision);
    subject_derive(page, &header, decision);
    read_details(page, decision);
    note_annex(page, annex, decision);
    join_body(page, decision);
    if (!*decision->body)
        page_warn(page, "there is no text behind the head");
    return ERR_OK;
}

/* ---- all of them ---- */

static void recognise_part(const struct origin *origin, struct page *page) {
    if (origin->alone) {
        recognise_page(origin, page, &page->result->refused);
        return;
    }
    struct buf name = {0};
    struct origin part = *origin;
    buf_format(&name, "%s, decision %zu", origin->name, origin->position);
    part.name = buf_string(&name);
    recognise_page(&part, page, &page->result->refused);
    buf_free(&name);
}

/* Lines that belong to all decisions tell date, municipality and sitting; what else they hold –
 * who was there, the agenda – is kept with the first. */
static void read_common(struct page *page, struct inherited *inherited) {
    struct decision decision = decision_empty();
    bool annex;
    page_remove_debris(page, &annex);
    struct header header = header_read(page, &decision);
    inherit(page, &header, &decision, inherited);
    for (size_t line = 0; line < page->count; line++)
        if (page->lines[line].role == LINE_BODY)
            page_remove(page, line);
    if (decision.subject)
        text_list_append(&page->result->removed, decision.subject);
    decision_clear(&decision);
}

static struct intake_result *next_result(struct intake_set *set, size_t i) {
    return i < set->count ? &set->items[i] : intake_set_add(set);
}

static void recognise_parts(struct origin *origin, const struct page *page,
                            const struct split *split, struct intake_set *set) {
    size_t first = split->common;
    origin->alone = split->count == 1;
    for (size_t i = 0; i < split->count; i++) {
        struct page part = page_part(page, first, split->ends[i], next_result(set, i));
        origin->position = i + 1;
        recognise_part(origin, &part);
        first = split->ends[i];
    }
}

static void recognise_rows(struct origin *origin, const struct page *page,
                           const struct split_table *table, struct intake_set *set) {
    size_t i = 0, line = table->head + 1;
    text_list_append(&set->items->head, page->lines[table->head].text);
    for (; line < table->end; i++) {
        struct buf row = {0};
        split_read_row(page, table, &line, &row);
        struct page part = page_read(&row, next_result(set, i));
        origin->position = i + 1;
        origin->alone = false;
        recognise_part(origin, &part);
        if (table->guessed)
            page_rate(&part, INTAKE_NUMBER, SURE_GUESSED);
        page_free(&part);
    }
    struct page below = page_part(page, table->end, page->count, &set->items[i - 1]);
    for (line = 0; line < below.count; line++)
        page_remove(&below, line);
}

/* What the reader found out belongs to the first decision. */
static void take_over(struct document *document, struct intake_result *result) {
    result->warnings = document->warnings;
    result->removed = document->removed;
    result->mends = document->mends;
    result->decision.annexes = document->annexes;
    document->warnings = document->removed = document->annexes = (struct text_list){0};
}

static enum err_code check_set(const struct intake_set *set, struct err *err) {
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].refused.code == ERR_OK)
            return ERR_OK;
    return err_set(err, set->items[0].refused.code, "%s", set->items[0].refused.text);
}

enum err_code recognise(const char *name, struct document *document, struct intake_set *ret,
                        struct err *err) {
    struct intake_set set = {0};
    struct inherited inherited = {0};
    struct origin origin = {.name = name, .address = document->address, .inherited = &inherited};
    take_over(document, intake_set_add(&set));
    struct page page = page_read(&document->lines, NULL);
    struct split_table table;
    struct split split = split_read(&page);
    bool rows = split.numbers == 0 && split_find_table(&page, &table);
    struct page common = page_part(&page, 0, rows ? table.head : split.common, set.items);
    if (common.count)
        read_common(&common, &inherited);
    if (rows)
        recognise_rows(&origin, &page, &table, &set);
    else
        recognise_parts(&origin, &page, &split, &set);
    split_free(&split);
    page_free(&page);
    free(inherited.municipality);
    free(inherited.sitting);
    enum err_code code = check_set(&set, err);
    if (code == ERR_OK)
        *ret = set;
    else
        intake_set_clear(&set);
    return code;
}
