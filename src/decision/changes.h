/* What a correction changed, in the small form that rides in the record itself. */
#ifndef DECISION_CHANGES_H
#define DECISION_CHANGES_H

#include "decision/decision.h"

#define CHANGES_MAX 64         /* the oldest go */
#define CHANGES_VALUE_MAX 1024 /* bytes of a value that is still quoted */

/* Gives `now`, which takes the place of `old`, the changes of `old` and one text more for each
 * field that differs: "REVISION:FIELD=VALUE", the revision being that of `now`, the field's name
 * and the value of `old` as in its JSON ("2:outcome=rejected", "3:votes_for=12", nothing behind the
 * '=' for a field that was absent). Subject, body, and values of several lines, over
 * CHANGES_VALUE_MAX bytes or with what looks like personal data are left out with the '=':
 * "2:body". The whole old record is among the library's revisions.
 */
void decision_note_changes(const struct decision *old, struct decision *now);

#endif
