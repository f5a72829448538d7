/* From a document to records: the one door into intake/. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "decision/decision.h"
#include "intake/document.h"
#include "intake/source.h"

/* The fields that the report rates. */
enum intake_field {
    INTAKE_NUMBER,
    INTAKE_DATE,
    INTAKE_SUBJECT,
    INTAKE_OUTCOME,
    INTAKE_VOTES,
    INTAKE_DEPARTMENT,
    INTAKE_FILE_NUMBER,
    INTAKE_SITTING,
    INTAKE_CITATIONS,
    INTAKE_DISTRICTS,
    INTAKE_FIELDS
};

/* How sure it is of a field. */
enum sureness {
    SURE_ABSENT,  /* the document is silent */
    SURE_GUESSED, /* worth a look: from a file's name, or one of several that differ */
    SURE_LIKELY,  /* a rule fits, but nothing names the field */
    SURE_CERTAIN  /* a label or a formula says it */
};

/* What became of one decision. Warnings and removed debris are kept so that no word is lost unseen.
 */
struct intake_result {
    struct decision decision;  /* its number and date may be 0 where it was refused */
    struct text_list warnings; /* one line each, for a record that is usable all the same */
    struct text_list removed;  /* debris: navigation lines and the like, as they stood */
    struct text_list head;     /* title and labels as they stood; their values are in the record */
    struct mends mends;        /* of the whole document, in its first result */
    enum sureness sure[INTAKE_FIELDS];
    struct err refused; /* no usable record, and why ("page.txt: no decision number found; …") */
};
void intake_result_clear(struct intake_result *result); /* takes NULL */

/* The decisions of one document, in the order in which they stand in it; at least one. */
struct intake_set {
    struct intake_result *items;
    size_t count;
    const char *format, *encoding; /* of the document; static */
};
void intake_set_clear(struct intake_set *set); /* takes NULL */
/* Appends an empty one, which stays where it is only until the next call. */
struct intake_result *intake_set_add(struct intake_set *set);

/* Reads and recognises one document. ERR_MISSING: no such file; ERR_REFUSED: with the reason, where
 * not one decision in it is usable; ret is untouched then. A document of several decisions is
 * ERR_OK as soon as one of them is usable. */
enum err_code intake_source(const struct source *source, struct intake_set *ret,
                            struct err *err) CHECKED;
enum err_code intake_file(const char *path, struct intake_set *ret, struct err *err) CHECKED;

/* The same for bytes in memory; `name` stands for the file's name in messages. */
enum err_code intake_bytes(const char *name, const char *bytes, size_t count,
                           struct intake_set *ret, struct err *err) CHECKED;

/* What intake_bytes does once a reader is done; `sha256` is of the source's bytes, in hex. */
enum err_code intake_document(const char *name, const char *sha256, struct document *document,
                              struct intake_set *ret, struct err *err) CHECKED;

/* Share of the shorter text's words that the other has too, 0 to 1; as a multiset. */
double intake_likeness(const struct decision *a, const struct decision *b);

#endif
