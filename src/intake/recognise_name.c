/* What a document does not say, from its file's name or its page's address. A number there counts
 * only where it can be nothing else: most are running numbers of pages. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "intake/parts.h"
#include "intake/value.h"

/* A name under inspection. */
struct name {
    struct words words;
    const char *kind; /* "the file's name", "the page's address" */
    struct page *page;
    struct header *header;
};

static void set_number(struct name *name, long number, long year) {
    struct header *header = name->header;
    if (number < 1 || number > NUMBER_MAX ||
        (year && header->date.year && header->date.year != year))
        return;
    header->number = (int)number;
    header->number_year = (int)year;
    page_rate(name->page, INTAKE_NUMBER, SURE_GUESSED);
    if (year)
        page_warn(name->page, "the number %ld/%ld is taken from %s", year, number, name->kind);
    else
        page_warn(name->page, "the number %ld is taken from %s", number, name->kind);
}

/* "karar-2015-255": a year and the number as the last two words. */
static void number_behind_year(struct name *name) {
    const struct words *words = &name->words;
    size_t last = words->count - 1;
    long year = word_number(words, last - 1), number = word_number(words, last);
    bool third = word_number(words, last - 2) >= 0; /* of a date, or something else altogether */
    if (words->count >= 2 && is_year(year) && !third && number >= 0 &&
        !(word_gap(words, last) & GAP_SPACE))
        set_number(name, number, year);
}

/* Does the name tell the decision's own day besides? */
static bool names_day(const struct name *name) {
    struct date date, own = name->header->date;
    size_t used;
    for (size_t i = 0; i < name->words.count; i++)
        if (date_at(&name->words, i, &date, &used) == DATE_VALID)
            return !own.year || date_compare(date, own) == 0;
    return false;
}

/* "karar-no-144", "2018-04-06-karar-144", "144 sayılı karar", "144-nolu-meclis-karari". */
static void number_by_word(struct name *name) {
    static const char *const labels[] = {"no", "nosu", "numarasi", "sayisi", NULL};
    static const char *const ranks[] = {"sayili", "nolu", "numarali", NULL};
    const struct words *words = &name->words;
    for (size_t i = 0; i < words->count && !name->header->number; i++) {
        bool karar = word_is(words, i, "karar") || word_is(words, i, "karari");
        int number, year;
        if (karar && word_is_any(words, i + 1, labels) && number_at(words, i + 2, &number, &year))
            set_number(name, number, year);
        if (karar && i + 2 == words->count && names_day(name))
            set_number(name, word_number(words, i + 1), 0);
        if (word_is_any(words, i + 1, ranks) &&
            (word_begins(words, i + 2, "karar") || word_begins(words, i + 3, "karar")))
            set_number(name, word_number(words, i), 0);
    }
}

/* 20180406 or 06042018, where it can be but one of them. */
static bool compact_date(const struct words *words, size_t i, struct date *ret) {
    long digits = strlen(word_text(words, i)) == 8 ? word_number(words, i) : -1;
    if (digits < 0)
        return false;
    struct date big = {(int)(digits / 10000), (int)(digits / 100 % 100), (int)(digits % 100)};
    struct date small = {(int)(digits % 10000), (int)(digits / 10000 % 100),
                         (int)(digits / 1000000)};
    bool first = is_year(big.year) && date_valid(big);
    bool second = is_year(small.year) && date_valid(small);
    if (first != second)
        *ret = first ? big : small;
    return first != second;
}

static void read_date(struct name *name) {
    const struct words *words = &name->words;
    for (size_t i = 0; i < words->count; i++) {
        size_t used;
        char iso[DATE_ISO];
        if (date_at(words, i, &name->header->date, &used) != DATE_VALID &&
            !compact_date(words, i, &name->header->date))
            continue;
        date_iso(name->header->date, iso);
        page_rate(name->page, INTAKE_DATE, SURE_GUESSED);
        page_warn(name->page, "the date %s is taken from %s", iso, name->kind);
        return;
    }
}

static void read_name(struct page *page, const char *stem, const char *kind, bool years,
                      struct header *header) {
    struct name name = {words_read(stem), kind, page, header};
    if (!header->number)
        number_by_word(&name);
    if (!header->number && years)
        number_behind_year(&name);
    if (!header->date.year && !header->meeting.year && !header->impossible[0])
        read_date(&name);
    words_free(&name.words);
}

void header_read_name(struct page *page, const char *name, struct header *header) {
    const char *base = path_name(name), *dot = strrchr(base, '.');
    char *stem = mem_slice(base, dot ? (size_t)(dot - base) : strlen(base));
    read_name(page, stem, "the file's name", true, header);
    free(stem);
}

/* The last part of the address with its query: folders hold the day of the upload. */
void header_read_address(struct page *page, const char *address, struct header *header) {
    if (!address)
        return;
    const char *query = strchr(address, '?'), *end = query ? query : address + strlen(address);
    while (end > address && end[-1] == '/' && !query)
        end--;
    const char *start = end;
    while (start > address && start[-1] != '/')
        start--;
    char *last = mem_string(start);
    read_name(page, last, "the page's address", strstr(last, "karar") != NULL, header);
    free(last);
}
