/* Decisions on standard output: lines in columns for people, JSON for programs. */
#ifndef PUBLISH_PRINT_H
#define PUBLISH_PRINT_H

#include <stdbool.h>

#include "base/err.h"
#include "decision/decision.h"

/* Columns of the terminal, 0 where the output is none. */
int print_columns(void);
/* A line of at most `columns` characters, the last of them "…" where something was cut; 0: whole.
 */
void print_cut(const char *text, int columns);

/* A list in the making. */
struct print {
    bool json;   /* one array of objects */
    int columns; /* a line is cut there; 0: never, the output is no terminal */
    int count;   /* decisions so far */
    bool failed; /* the output cannot be written */
};

struct print print_begin(bool json);
void print_line(struct print *print, const struct decision *decision);
enum err_code print_end(struct print *print, struct err *err) CHECKED;

/* One decision with everything it has. */
enum err_code print_whole(const struct decision *decision, bool json, struct err *err) CHECKED;

#endif
