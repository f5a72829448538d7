/* The words in which a result is told: votes, final verbs, and what became of a matter. */
#ifndef INTAKE_RESULT_WORDS_H
#define INTAKE_RESULT_WORDS_H

#include "decision/outcome.h"
#include "intake/words.h"

/* The manner of a vote at word i: unanimous ("oybirliği", "oy birliği", also with spoilt letters),
 * majority, or unknown where it is none. *ret_end, where not NULL, is the index behind it. */
enum outcome vote_manner_at(const struct words *words, size_t i, size_t *ret_end);

/* Does a verb that tells a result end at word i: "karar verildi", "reddedilmiştir"? Not one after
 * which the sentence goes on ("kabul edilmiş olup"). */
bool verb_is_final(const struct words *words, size_t i);

/* "karar verildiği", "kabul edildiği": the same as somebody tells it of another. */
bool verb_is_reported(const struct words *words, size_t i);

/* What became of a matter, read clause by clause from the front. */
struct action {
    enum outcome found; /* UNKNOWN: none of the special ones */
    enum outcome
        proposed;  /* "reddine ilişkin raporun …", "havale edilmesi …": waits for its verb */
    bool binding;  /* and holds without one, too */
    bool accepted; /* something other than a report is accepted */
    bool objected; /* objections are refused beside that */
    bool report;   /* a report is spoken of: what it says may be what is decided */
};
void action_read(struct action *action, const struct words *words, size_t first, size_t end);
/* OUTCOME_UNKNOWN: nothing but the manner of the vote tells. */
enum outcome action_outcome(const struct action *action);

#endif
