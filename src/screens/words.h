/* Every word of the interface, in both languages: no other file has a text that a visitor reads. */
#ifndef SCREENS_WORDS_H
#define SCREENS_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "decision/decision.h"
#include "store/catalogue.h"

enum language { LANGUAGE_TURKISH, LANGUAGE_ENGLISH };
#define LANGUAGE_COUNT 2

enum word {
    WORD_SEARCH,
    WORD_APPEARANCE,
    WORD_OTHER_LANGUAGE,
    WORD_LIST, /* the button that leads back to the list */
    WORD_BACK,
    WORD_PAGE_UP,
    WORD_PAGE_DOWN,
    WORD_NUMBER,
    WORD_RESULT,
    WORD_DEPARTMENT,
    WORD_BASIS,
    WORD_PLACE,
    WORD_SUBJECT,
    WORD_TEXT,
    WORD_TRUNCATED,
    WORD_GONE_TITLE,
    WORD_GONE_TEXT,
    WORD_SEARCH_HINT,
    WORD_SEARCH_HINT_SHORT,
    WORD_SEARCH_FIELD,
    WORD_SEARCH_NONE,
    WORD_SPACE,
    WORD_ERASE,
    WORD_KEYBOARD_HIDE,
    WORD_KEYBOARD_SHOW,
    WORD_TEXT_SIZE,
    WORD_SIZE_1, /* three, in the order of enum text_size */
    WORD_SIZE_1_5,
    WORD_SIZE_2,
    WORD_COLOURS,
    WORD_DAY, /* three, in the order of enum theme_name */
    WORD_NIGHT,
    WORD_CONTRAST,
    WORD_SAMPLE,
    WORD_SAMPLE_TEXT,
    WORD_TOUCH_TASK,
    WORD_TOUCH_STRAIGHT,
    WORD_TOUCH_SHIFTED,
    WORD_TOUCH_TURNED, /* so many degrees follow */
    WORD_TOUCH_MIRRORED,
    WORD_TOUCH_UNCLEAR,
    WORD_TOUCH_MEAN, /* so many mm, */
    WORD_TOUCH_WORST,
    WORD_TOUCH_END,
    WORD_NO_DATA_TITLE,
    WORD_NO_DATA_TEXT,
    WORD_BROKEN_TITLE,
    WORD_BROKEN_TEXT,
    WORD_VISITOR_TEXT,
    WORD_STAFF_MISSING,
    WORD_STAFF_BROKEN,
    WORD_PREVIOUS_SET,
    WORD_EMPTY_TITLE,
    WORD_EMPTY_TEXT,
    WORD_COUNT,
};

const char *word(enum language language, enum word word);

/* In a list's row ("Oybirliği") and beside an open decision ("Oybirliği ile kabul"). */
const char *outcome_short(enum language language, enum outcome outcome);
const char *outcome_long(enum language language, enum outcome outcome);

/* Sentences with something in them, appended. */
void words_date(enum language language, struct date date, struct buf *out);
void words_sitting(enum language language, const struct sitting *sitting, struct buf *out);
void words_votes(enum language language, const struct decision *decision, struct buf *out);
void words_as_of(enum language language, const struct catalogue_info *info, struct buf *out);
void words_council(const char *municipality, struct buf *out);
void words_citation(enum language language, const struct citation *citation, struct buf *out);
/* "7C3E 91A0" */
void words_fingerprint(const char *digest, struct buf *out);

#endif
