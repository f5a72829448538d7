#include "intake/recognise.h"

#include <stdlib.h>

#include "base/mem.h"
#include "intake/parts.h"

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
    if (header->second_number && header->second_date)
        return err_set(
            err, ERR_REFUSED,
            "%s: several decisions in one file (%d and %d); save each to a file of its own", name,
            header->number, header->second_number);
    return ERR_OK;
}

/* The date of the sitting stands in for a missing one; two that differ are worth a look. */
static void settle_dates(struct page *page, struct header *header, struct decision *decision) {
    if (!header->date.year && !header->impossible[0])
        header->date = header->meeting;
    decision->date = header->date;
    decision->number = header->number;
    decision->year = header->number_year ? header->number_year : header->date.year;
    if (!header->date.year)
        return;
    if (header->impossible[0])
        page_warn(page, "there is no such day as %s; another date in the head is taken",
                  header->impossible);
    if (header->meeting.year && date_compare(header->meeting, header->date) != 0)
        page_warn(page, "the sitting's date is not the decision's date; the latter is taken");
    if (decision->year != header->date.year)
        page_warn(page, "the number is of %d, the date of %d", decision->year, header->date.year);
}

static void join_body(const struct page *page, struct decision *decision) {
    struct buf body = {0};
    for (size_t i = 0; i < page->count; i++) {
        if (page->lines[i].role != LINE_BODY)
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

static enum err_code recognise_page(const char *name, struct page *page, struct decision *decision,
                                    struct err *err) {
    decision->truncated = page_remove_debris(page);
    struct header header = header_read(page, decision);
    header_read_name(page, name, &header);
    settle_dates(page, &header, decision);
    enum err_code code = check_header(name, &header, err);
    if (code != ERR_OK)
        return code;
    letter_read(page, decision);
    outcome_read(page, decision);
    subject_derive(page, &header, decision);
    read_details(page, decision);
    join_body(page, decision);
    if (!*decision->body)
        page_warn(page, "there is no text behind the head");
    return ERR_OK;
}

/* What the reader found out belongs to the first decision. */
static void take_over(struct document *document, struct intake_result *result) {
    result->warnings = document->warnings;
    result->removed = document->removed;
    result->mends = document->mends;
    document->warnings = document->removed = (struct text_list){0};
}

enum err_code recognise(const char *name, struct document *document, struct intake_set *ret,
                        struct err *err) {
    struct intake_set set = {0};
    struct intake_result *result = intake_set_add(&set);
    take_over(document, result);
    struct page page = page_read(&document->lines, result);
    enum err_code code = recognise_page(name, &page, &result->decision, err);
    page_free(&page);
    if (code == ERR_OK)
        *ret = set;
    else
        intake_set_clear(&set);
    return code;
}
