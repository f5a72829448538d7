/* The parts of recognition. Each looks at the page's lines and fills its own fields of the record;
 * what it does not find it leaves as it was. recognise.c says in which order they run. */
#ifndef INTAKE_PARTS_H
#define INTAKE_PARTS_H

#include "intake/page.h"

/* The page's head, as far as it was found. */
struct header {
    int number;          /* 0: none found */
    int number_year;     /* from "2017-5", else 0 */
    struct date date;    /* all zero: none found */
    struct date meeting; /* of the sitting, where a label gives it */
    char impossible[32]; /* "31/02/2015", where a label gives such a date; else "" */
    bool subject_label;  /* there is one, even if nothing stands behind it */
};

/* T.C., municipality, title and labels: number, date, subject, sitting. Takes their lines out of
 * the text. */
struct header header_read(struct page *page, struct decision *decision);
bool line_is_label(const struct words *words);
/* What the head did not say, from the file's name or the page's address (NULL for none): a number
 * that can be nothing else, a date. */
void header_read_name(struct page *page, const char *name, struct header *header);
void header_read_address(struct page *page, const char *address, struct header *header);
/* The subject, where the head has none: the first sentence of the letter. */
void subject_derive(struct page *page, const struct header *header, struct decision *decision);

/* Whose letter it is, and the letter's file number. */
void letter_read(struct page *page, struct decision *decision);
/* Does this line say whose letter or report follows, or that the council speaks now? */
bool line_opens_letter(const struct words *words);
bool line_opens_council(const struct words *words);

/* The council's result and its votes. */
void outcome_read(struct page *page, struct decision *decision);
/* Adds the votes told between words `first` and `end`; -1 is none yet. */
struct votes {
    int in_favour, against, abstained;
    bool named; /* some were counted by their names */
};
void votes_read(const struct words *words, size_t first, size_t end, struct votes *votes);
/* The same for a table's head "Kabul | Ret | Çekimser" and the row of numbers below it; before them
 * may stand whose votes they are. */
bool votes_read_rows(const struct words *head, const struct words *row, struct votes *votes);

/* These look at one text each: the subject, or a paragraph. The first two tell how sure they are of
 * what they found, SURE_ABSENT where that is nothing. */
enum sureness citations_read(const struct words *words, struct decision *decision);
void citations_finish(struct decision *decision); /* after the last text */
enum sureness places_read(const struct words *words, struct decision *decision); /* districts */
/* Does one of the thirteen districts' names stand at word i, meant as a place? */
bool word_is_district(const struct words *words, size_t i);
void measures_read(const char *text, struct decision *decision);

/* "imar", "bütçe" …: the field of work that the subject belongs to. */
const char *subject_area_of(const char *subject);

/* "MUĞLA BÜYÜKŞEHİR BELEDİYESİ" in title case; words that are not in capitals stay. Allocated. */
char *title_case(const char *text);

#endif
