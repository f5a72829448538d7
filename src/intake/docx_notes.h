/* The footnotes and endnotes of a Word document. */
#ifndef INTAKE_DOCX_NOTES_H
#define INTAKE_DOCX_NOTES_H

#include <stdbool.h>
#include <stddef.h>

#define DOCX_NOTES_MAX 50000
#define DOCX_MARK_BYTES 32

struct docx_note {
    long id;
    bool endnote;
    int mark;   /* its number in the document; 0: nothing refers to it */
    char *text; /* lines, each ended by '\n'; owned */
};
struct docx_notes {
    struct docx_note *items;
    size_t count;
    int marks[2]; /* given so far, to footnotes and endnotes */
};

void docx_notes_add(struct docx_notes *notes, bool endnote, long id);
/* To be called before any is looked for. */
void docx_notes_sort(struct docx_notes *notes);
struct docx_note *docx_notes_find(const struct docx_notes *notes, bool endnote, long id);
/* The note's number in raised figures. */
void docx_note_mark(const struct docx_note *note, char ret[DOCX_MARK_BYTES]);
void docx_notes_clear(struct docx_notes *notes);

#endif
