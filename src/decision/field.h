/* One field of a record from its name and a text: what a correction is given as. */
#ifndef DECISION_FIELD_H
#define DECISION_FIELD_H

#include "base/err.h"
#include "base/json.h"
#include "decision/decision.h"

/* Sets the field that has this name in the JSON object of a record. `value` is text as people write
 * it, put into NFC and without outer white space; for a list a JSON array ("[\"Menteşe\"]"), for
 * the citations one of objects. "" and "null" mean absent. ERR_USAGE in one line: no such field,
 * one that a correction cannot change (year and number are what a decision is known by; the others
 * say where the record comes from), or no value of its kind. The record is untouched then. */
enum err_code decision_set_field(struct decision *decision, const char *name, const char *value,
                                 struct err *err) CHECKED;

/* Gives `to` the value that the field has in `from`. */
enum err_code decision_take_field(struct decision *to, const char *name,
                                  const struct decision *from, struct err *err) CHECKED;
/* Takes every field that a correction can set from the JSON object of a record; leaves out what is
 * not one or has no value of its kind. */
void decision_take_fields(struct decision *to, const json_t *object);

#endif
