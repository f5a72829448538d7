/* One run of `import`: documents are read in order and settled with the library one by one, all of
 * them in one transaction. A refused one changes nothing and the others are imported. */
#ifndef PUBLISH_IMPORT_H
#define PUBLISH_IMPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"
#include "intake/intake.h"
#include "publish/gather.h"
#include "publish/progress.h"
#include "publish/report_file.h"
#include "store/library.h"

/* What became of a decision. */
enum import_status {
    IMPORTED,  /* it is new */
    UNCHANGED, /* the library has it, or a fuller text of it */
    REPLACED,  /* it takes another text's place */
    REFUSED,
    MISSING /* the document cannot be read */
};
#define IMPORT_STATUS_COUNT 5

/* The same decision in another document. */
struct import_duplicate {
    char *other; /* that document; NULL: there is none */
    bool kept;   /* this text is the one that is kept */
};

/* One decision of a document on its way. */
struct import_entry {
    const char *label; /* the document, as messages name it */
    const char *format, *encoding;
    int part; /* 1 and up; 0 where the document holds no other decision */
    struct intake_result *result;
    enum import_status status;
    struct import_duplicate duplicate;
    struct text_list notes; /* what the meeting with the library gave, a line each */
    json_t *personal;       /* what looks like personal data, masked: an array of objects */
};

struct import {
    const char *library_path;
    bool dry_run, replace, quiet;
    struct library *library; /* opened for the first usable document */
    struct progress progress;
    int columns;                /* of the terminal; 0: none, nothing is cut */
    json_t *labels;             /* "2015/255": the document of this run that it came from */
    struct report_file *report; /* NULL: nobody asked */
    int counts[IMPORT_STATUS_COUNT];
    int to_look; /* decisions that somebody should look at */
};

/* Imports what was gathered and says a line for each decision. Fails only where the library does;
 * nothing was imported then. */
enum err_code import_run(struct import *import, const struct gathered *gathered,
                         struct err *err) CHECKED;
void import_close(struct import *import);

#endif
