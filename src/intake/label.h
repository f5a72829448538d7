/* The labels of a decision's head: "Karar No", "Karar Tarihi", "KONUSU", "DÖNEM" … */
#ifndef INTAKE_LABEL_H
#define INTAKE_LABEL_H

#include "intake/words.h"

/* What the value behind a label is. "Karar Tarihi ve No" is two of them. */
enum {
    LABEL_NUMBER = 1 << 0,
    LABEL_DATE = 1 << 1,
    LABEL_MEETING = 1 << 2, /* the date of the sitting */
    LABEL_SUBJECT = 1 << 3,
    LABEL_SITTING = 1 << 4,
    LABEL_PEOPLE = 1 << 5, /* who was there; names may follow on lines of their own */
    LABEL_OTHER = 1 << 6,  /* nothing that the record has a field for */
    LABEL_AGENDA = 1 << 7, /* with LABEL_SUBJECT: it may head the agenda of the whole sitting */
    LABEL_WEAK = 1 << 8,   /* "No: 255": the number, where no other label has one */
};

/* A label found on a line: the words [first, value). */
struct label {
    unsigned kind; /* LABEL_ marks, 0: there is none */
    bool full;     /* it speaks of the decision itself: "Karar No", not "Tarih" */
    size_t first, value;
    bool ranked; /* "2018/66 SAYILI KARAR", "1-8/172.-": the number is in it */
};

/* The label that begins at word i: what follows it must look like a value, or stand behind a colon
 * or in the next cell, or be missing. */
struct label label_at(const struct words *words, size_t i);
/* The label that begins the line, also behind an item's marker ("1- Karar No: 5"). */
struct label label_begin(const struct words *words);
/* The next label from word i on; first == value == the number of words where there is none. */
struct label label_next(const struct words *words, size_t i);
/* A number or date with its full label in a line that may stand anywhere: from the line's
 * beginning, or at its end ("… karar verildi. (Karar No: 12)"). *ret_first: its first word. Nothing
 * but the value stands behind it; a citation ("12 sayılı karar") is none. */
struct label label_late(const struct words *words, size_t *ret_first);
/* The kind of a label that fills the words [first, end), a cell of a table's head. */
unsigned label_whole(const struct words *words, size_t first, size_t end);

#endif
