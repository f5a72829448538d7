#include "intake/docx_notes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void docx_notes_add(struct docx_notes *notes, bool endnote, long id) {
    size_t count = notes->count;
    if ((count & (count - 1)) == 0) /* room for a power of two */
        notes->items = mem_grow(notes->items, count ? count * 2 : 1, sizeof *notes->items);
    notes->items[notes->count++] = (struct docx_note){.id = id, .endnote = endnote};
}

static int by_note(const void *a, const void *b) {
    const struct docx_note *left = a, *right = b;
    if (left->endnote != right->endnote)
        return left->endnote - right->endnote;
    return (left->id > right->id) - (left->id < right->id);
}

void docx_notes_sort(struct docx_notes *notes) {
    if (notes->count)
        qsort(notes->items, notes->count, sizeof *notes->items, by_note);
}

struct docx_note *docx_notes_find(const struct docx_notes *notes, bool endnote, long id) {
    struct docx_note key = {.id = id, .endnote = endnote};
    return notes->count ? bsearch(&key, notes->items, notes->count, sizeof key, by_note) : NULL;
}

void docx_note_mark(const struct docx_note *note, char ret[DOCX_MARK_BYTES]) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    int ten = 1;
    *ret = '\0';
    while (note->mark / ten >= 10)
        ten *= 10;
    for (; ten > 0; ten /= 10)
        strcat(ret, raised[note->mark / ten % 10]);
}

void docx_notes_clear(struct docx_notes *notes) {
    for (size_t i = 0; i < notes->count; i++)
        free(notes->items[i].text);
    free(notes->items);
    *notes = (struct docx_notes){0};
}
