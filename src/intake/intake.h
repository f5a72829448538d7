/* From a file to records: the one door into intake/. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "decision/decision.h"

/* What became of one file. Warnings and removed debris are kept so that no word is lost unseen. */
struct intake_result {
    struct decision decision;
    struct text_list warnings; /* one line each, for a file that is usable all the same */
    struct text_list removed;  /* debris: navigation lines and the like, as they stood */
};

void intake_result_clear(struct intake_result *result); /* takes NULL */

/* Can a file of this name be read at all (by its ending)? Folders are searched for these. */
bool intake_accepts(const char *name);

/* Reads and recognises one document. ERR_MISSING: no such file; ERR_REFUSED: with the reason
 * ("page.txt: no decision number found; …"), and ret untouched. */
enum err_code intake_file(const char *path, struct intake_result *ret, struct err *err) CHECKED;

/* The same for bytes in memory; `name` stands for the file's name in messages. */
enum err_code intake_bytes(const char *name, const char *bytes, size_t count,
                           struct intake_result *ret, struct err *err) CHECKED;

/* Share of the shorter text's words that the other has too, 0 to 1; as a multiset. */
double intake_likeness(const struct decision *a, const struct decision *b);

#endif
