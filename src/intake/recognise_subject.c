/* What the head did not say: number and date from the file's name, the subject from the letter. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "intake/parts.h"

#define SUBJECT_WORDS 200

static bool is_year(long number) {
    return number >= 1900 && number <= 2100;
}

/* "karar-2015-255": a year and the number as the last two words of the name. */
static void number_from_name(struct page *page, const struct words *name, struct header *header) {
    size_t last = name->count - 1;
    long year = word_number(name, last - 1), number = word_number(name, last);
    bool third = word_number(name, last - 2) >= 0; /* of a date, or something else altogether */
    if (!is_year(year) || third || number < 1 || number > 99999 ||
        (word_gap(name, last) & GAP_SPACE))
        return;
    if (header->date.year && header->date.year != year)
        return;
    header->number = (int)number;
    header->number_year = (int)year;
    page_warn(page, "the number %d/%d is taken from the file's name", header->number_year,
              header->number);
}

/* "2015-07-09" anywhere in the name. */
static void date_from_name(struct page *page, const struct words *name, struct header *header) {
    for (size_t i = 0; i + 2 < name->count; i++) {
        char *slice = words_slice(name, i, i + 3);
        bool found = date_parse_iso(slice, &header->date);
        if (found)
            page_warn(page, "the date %s is taken from the file's name", slice);
        free(slice);
        if (found)
            return;
    }
}

void header_read_name(struct page *page, const char *name, struct header *header) {
    const char *base = path_name(name), *dot = strrchr(base, '.');
    char *stem = mem_slice(base, dot ? (size_t)(dot - base) : strlen(base));
    struct words words = words_read(stem);
    if (!header->number && words.count >= 2)
        number_from_name(page, &words, header);
    if (!header->date.year && !header->impossible[0])
        date_from_name(page, &words, header);
    words_free(&words);
    free(stem);
}

/* "… hususunun görüşülmesi", "… hakkında", "… hk." */
static bool ends_like_subject(const struct words *words) {
    static const char *const ends[] = {"gorusulmesi", "hakkinda", "hk",     "hususu",
                                       "hususlari",   "talebi",   "konusu", NULL};
    return words->count >= 3 && word_is_any(words, words->count - 1, ends);
}

static struct line *first_body_line(struct page *page, bool skip_openers) {
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        if (line->role != LINE_BODY || line->words.count == 0)
            continue;
        if (!skip_openers ||
            (!line_opens_letter(&line->words) && !line_opens_council(&line->words)))
            return line;
    }
    return NULL;
}

void subject_derive(struct page *page, const struct header *header, struct decision *decision) {
    if (decision->subject)
        return;
    struct line *line = first_body_line(page, false);
    if (line && !header->subject_label && ends_like_subject(&line->words)) {
        line->role = LINE_HEADER;
        decision->subject = mem_string(line->text);
        page_warn(page, "no KONUSU label; the first line is taken as the subject");
        return;
    }
    struct line *letter = first_body_line(page, true);
    line = letter ? letter : line;
    if (!line) {
        decision->subject = mem_string("");
        page_warn(page, "no subject and no text");
        return;
    }
    size_t end = words_sentence_end(&line->words, 0);
    decision->subject =
        words_slice(&line->words, 0, end < SUBJECT_WORDS ? end : (size_t)SUBJECT_WORDS);
    page_warn(page, "no subject; the first sentence of the text is taken");
}
