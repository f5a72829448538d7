/* One decision of the council: the record that every room hands on. */
#ifndef DECISION_DECISION_H
#define DECISION_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "decision/outcome.h"
#include "text/dates.h"

/* A reference to a law: "5393 sayılı Belediye Kanunu’nun 18. maddesinin (f) bendi" is {5393, "18",
 * 0, "f"}. */
struct citation {
    int law;          /* number of the law, 1 to 99999 */
    char article[24]; /* "74", "geçici 1", "ek 1", "mükerrer 44"; "" for none */
    int paragraph;    /* fıkra, 0 for none */
    char item[8];     /* bent, "" for none */
};

/* Owned strings in the order in which they stand in the text. Filled by text_list_add and
 * text_list_append alone (they keep the room for a power of two). */
struct text_list {
    char **items;
    size_t count;
};

/* All strings are owned, valid UTF-8 in NFC. NULL is "not in the document"; subject and body are
 * never NULL in a finished record. */
struct decision {
    int64_t id; /* YYYYMMDDnnnnn of the first import; 0 before the library gave it one */
    int year;   /* of the number, 1900 to 2100 */
    int number; /* from 1, starts again every January; 1 to 99999 */
    struct date date;
    char *subject; /* whole, on one line */
    char *body;    /* paragraphs parted by one '\n', none empty, none with outer white space */
    enum outcome outcome;
    int votes_for, votes_against, abstentions; /* -1 where the text is silent */
    char *department;  /* whose letter is brought before the council, without case endings */
    char *file_number; /* of that letter */
    char *sitting;
    char *subject_area;
    struct citation *citations;
    size_t citation_count;
    struct text_list districts, neighbourhoods;
    struct text_list amounts; /* decimal text with a point: "1250000.00" */
    struct text_list areas;   /* square metres likewise */
    struct text_list scales;  /* "1/5000" */
    /* What else belongs to it, as its kind ("annex", or "rest" where a cut text goes on) and the
     * address behind a blank, where the document gives one: "annex https://…/plan.pdf". */
    struct text_list annexes;
    char *municipality;
    bool truncated;      /* the page ends in "Kararın devamı için tıklayınız" */
    char *source;        /* the file's name, without its folder */
    char *source_sha256; /* of the file's bytes, 64 hexadecimal digits */
    int revision;        /* 1 at first import, raised by every correction */
    bool retracted;      /* a tombstone: subject and body are "" */
    char *retraction_reason;
    struct text_list changes; /* what corrections changed, oldest first; see decision/changes.h */
};

/* A record with nothing in it: votes -1, revision 1. */
struct decision decision_empty(void);
void decision_clear(struct decision *decision); /* frees what it owns and empties it; takes NULL */
struct decision decision_copy(const struct decision *decision);
/* What is left of a retracted decision: id, number, date, revision and the reason. */
struct decision decision_tombstone(const struct decision *decision, const char *reason);

/* These two append a copy unless it is there already. */
void text_list_add(struct text_list *list, const char *text);
void decision_add_citation(struct decision *decision, const struct citation *citation);
/* Appends a copy in any case. */
void text_list_append(struct text_list *list, const char *text);
void text_list_clear(struct text_list *list);
bool text_list_has(const struct text_list *list, const char *text);

/* Appends every other text that is published of it, a line each: all but subject and body. */
void decision_other_texts(const struct decision *decision, struct buf *out);

/* YYYYMMDDnnnnn. */
int64_t decision_id(struct date date, int number);

#endif
