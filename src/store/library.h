/* The publisher's database: decisions, their revisions, and the snapshots made from it.
 * Written with synchronous=EXTRA; a call that returned ERR_OK is on the disk. */
#ifndef STORE_LIBRARY_H
#define STORE_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "decision/decision.h"

struct library;

/* Opens it, or makes it where it does not exist and `create` is set (else ERR_MISSING). One of the
 * version before is brought to this one. */
enum err_code library_open(const char *path, bool create, struct library **ret,
                           struct err *err) CHECKED;
/* A copy to try things on, gone when it is closed; an empty one where there is no file. The file is
 * only read. */
enum err_code library_open_scratch(const char *path, struct library **ret, struct err *err) CHECKED;
void library_close(struct library *library); /* takes NULL; a transaction under way is undone */

/* Many changes in one transaction. */
enum err_code library_begin(struct library *library, struct err *err) CHECKED;
enum err_code library_commit(struct library *library, struct err *err) CHECKED;
void library_undo(struct library *library);

/* The decision with that number; ERR_MISSING when there is none. Tombstones are found too. */
enum err_code library_find(struct library *library, int year, int number, struct decision *ret,
                           struct err *err) CHECKED;
/* A new one; gives it its id. ERR_REFUSED for a record that is not sound (see store/sound.c) and
 * where its number is taken. */
enum err_code library_add(struct library *library, struct decision *decision,
                          struct err *err) CHECKED;
/* In place of the one with the same year and number: keeps its id, raises the revision, notes what
 * changed (decision/changes), and files the old record among the revisions. ERR_REFUSED: that one
 * was retracted. */
enum err_code library_replace(struct library *library, struct decision *decision,
                              struct err *err) CHECKED;
/* In place of one that was added or put in place in the transaction under way: that one has been
 * seen by nobody, so it leaves no revision, and what changed is noted against the one before it.
 * ERR_REFUSED: not sound. */
enum err_code library_renew(struct library *library, struct decision *decision,
                            struct err *err) CHECKED;
/* A tombstone in its place. What it was stays among the revisions, which are never released.
 * ERR_REFUSED: it was retracted before. */
enum err_code library_retract(struct library *library, int year, int number, const char *reason,
                              struct err *err) CHECKED;

/* The fields of a decision that somebody has set by hand, by their names in JSON. */
enum err_code library_corrected(struct library *library, int64_t id, struct text_list *ret,
                                struct err *err) CHECKED;
enum err_code library_note_corrected(struct library *library, int64_t id,
                                     const struct text_list *fields, struct err *err) CHECKED;
enum err_code library_forget_corrected(struct library *library, int64_t id,
                                       struct err *err) CHECKED;

/* Answers to warnings of personal data: this finding of this decision was accepted. `finding` is a
 * digest keyed with the library's own key (decision/personal), so that the answer does not tell
 * what was found. A retraction forgets them. */
enum err_code library_answer_key(struct library *library, struct digest *ret,
                                 struct err *err) CHECKED;
enum err_code library_answered(struct library *library, int64_t id, const struct digest *finding,
                               bool *ret, struct err *err) CHECKED;
enum err_code library_answer(struct library *library, int64_t id, const struct digest *finding,
                             struct err *err) CHECKED;

/* Every decision (no tombstones) in the order of the list (newest first), of one year where year >
 * 0. The callback returns false to stop. */
typedef bool library_visit(const struct decision *decision, void *data);
enum err_code library_each(struct library *library, int year, library_visit *visit, void *data,
                           struct err *err) CHECKED;
/* Every record, tombstones too, in the order of their ids. */
enum err_code library_each_record(struct library *library, library_visit *visit, void *data,
                                  struct err *err) CHECKED;
/* The texts of every decision that is not retracted, as they stand in the file: not looked at, and
 * valid during the call alone. `other` are those of all other fields, a line each. */
struct library_text {
    int64_t id;
    int year, number;
    const char *subject, *body, *other;
};
typedef bool library_text_visit(const struct library_text *text, void *data);
enum err_code library_each_text(struct library *library, library_text_visit *visit, void *data,
                                struct err *err) CHECKED;
enum err_code library_search(struct library *library, const char *query, int limit,
                             library_visit *visit, void *data, struct err *err) CHECKED;

/* The serial of the last release made from it, 0 before the first. */
enum err_code library_serial(struct library *library, int64_t *ret, struct err *err) CHECKED;
enum err_code library_set_serial(struct library *library, int64_t serial, struct err *err) CHECKED;

/* Notes that the release `serial` is of the decisions as they stand now. */
enum err_code library_note_release(struct library *library, int64_t serial,
                                   const struct digest *set_digest, struct err *err) CHECKED;
/* A release from which a delta can be made. */
struct library_base {
    int64_t serial;
    struct digest set_digest;
};
/* The last ones before `serial`, newest first, at most `max` of them. */
enum err_code library_bases(struct library *library, int64_t serial, size_t max,
                            struct library_base *ret, size_t *ret_count, struct err *err) CHECKED;
/* Appends the delta (store/delta) between two releases, `to` being the last one noted. ERR_REFUSED:
 * it would be too large. */
enum err_code library_delta(struct library *library, int64_t from, int64_t to, struct buf *out,
                            struct err *err) CHECKED;
/* The first serial from which on no release holds a text that is retracted now; 0 for none. */
enum err_code library_clean_since(struct library *library, int64_t *ret, struct err *err) CHECKED;

/* What a released set says of itself. */
struct snapshot_info {
    int64_t serial;
    int64_t issued; /* seconds since 1970 */
    const char *municipality;
    struct digest set_digest; /* filled by library_snapshot */
    int count;                /* filled: decisions without tombstones */
    struct date newest;       /* filled: all zero for an empty library */
};

/* Writes the released set as a new database file at `path`, the same bytes for the same content and
 * info. */
enum err_code library_snapshot(struct library *library, const char *path,
                               struct snapshot_info *info, struct err *err) CHECKED;

#endif
