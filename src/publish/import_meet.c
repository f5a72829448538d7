#include "publish/import_meet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/canonical.h"
#include "decision/field.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define SAME_TEXT 0.80 /* share of the shorter text's words that the other must have */

/* The decision that the library has, and what is known of it. */
struct old {
    struct decision record;
    struct text_list corrected; /* fields that were set by hand */
    const char *label;          /* its document, where that came in this run; else NULL */
};

static void old_clear(struct old *old) {
    decision_clear(&old->record);
    text_list_clear(&old->corrected);
}

/* "2015/255" */
static const char *key_of(const struct decision *decision, char ret[32]) {
    snprintf(ret, 32, "%d/%d", decision->year, decision->number);
    return ret;
}

static const char *name_of(const struct old *old) {
    return old->label           ? old->label
           : old->record.source ? old->record.source
                                : "an earlier document";
}

static void note(struct import_entry *entry, const char *format, const char *name) {
    struct buf text = {0};
    buf_format(&text, format, name);
    if (!text.failed)
        text_list_add(&entry->notes, buf_string(&text));
    buf_free(&text);
}

/* ---- comparing ---- */

/* Does the document say what the library has? Ids, revisions, what they changed, and sources do not
 * matter. */
static bool same_content(const struct decision *a, const struct decision *b) {
    struct decision left = *a, right = *b; /* own nothing */
    left.id = right.id = 0;
    left.revision = right.revision = 0;
    left.source_sha256 = right.source_sha256 = NULL;
    left.changes = right.changes = (struct text_list){0};
    return decision_equal(&left, &right);
}

static bool same_file(const struct decision *a, const struct decision *b) {
    return a->source_sha256 && b->source_sha256 && strcmp(a->source_sha256, b->source_sha256) == 0;
}

/* Letters and digits: blanks and rules between cells make no text fuller. */
static size_t count_letters(const char *text) {
    size_t count = 0;
    for (uint32_t point; (point = utf8_next(&text));)
        count += (point >= '0' && point <= '9') || turkish_is_letter(point);
    return count;
}

static bool is_fuller(const struct decision *a, const struct decision *b) {
    if (a->truncated != b->truncated)
        return b->truncated;
    return count_letters(a->subject) + count_letters(a->body) >
           count_letters(b->subject) + count_letters(b->body);
}

/* The same decision, if perhaps not all of it. */
static bool same_decision(const struct decision *decision, const struct old *old) {
    bool same_day = date_compare(decision->date, old->record.date) == 0;
    return (same_day || text_list_has(&old->corrected, "date")) &&
           intake_likeness(decision, &old->record) >= SAME_TEXT;
}

/* ---- taking one ---- */

static void remember(struct import *import, const struct decision *decision, const char *label) {
    char key[32];
    json_t *text = json_string(label);
    json_object_set_new(import->labels, key_of(decision, key),
                        text ? text : json_string(decision->source ? decision->source : ""));
}

static enum err_code replace(struct import *import, struct import_entry *entry,
                             const struct old *old, struct decision *with, struct err *err) {
    enum err_code code = old->label ? library_renew(import->library, with, err)
                                    : library_replace(import->library, with, err);
    if (code == ERR_OK) {
        entry->status = REPLACED;
        entry->duplicate.kept = true;
        remember(import, with, entry->label);
    }
    return code;
}

/* What was set by hand outlives the document that it was set for. */
static enum err_code keep_corrections(struct decision *to, const struct old *old, struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < old->corrected.count && code == ERR_OK; i++)
        code = decision_take_field(to, old->corrected.items[i], &old->record, err);
    return code == ERR_OK ? ERR_OK : ERR_STORAGE; /* the library's own values */
}

static void note_corrections(struct import_entry *entry, const struct old *old) {
    struct buf names = {0};
    for (size_t i = 0; i < old->corrected.count; i++)
        buf_format(&names, "%s%s", i ? ", " : "", old->corrected.items[i]);
    if (names.len)
        note(entry, "kept as corrected by hand: %s", buf_string(&names));
    buf_free(&names);
}

/* The same decision in two texts, one of which may be a page that breaks off: the fuller wins, and
 * of two that are equally full the one that came first. `mended` is the document's with the
 * corrections. */
static enum err_code keep_fuller(struct import *import, struct import_entry *entry,
                                 const struct old *old, struct decision *mended, struct err *err) {
    entry->status = UNCHANGED;
    if (text_list_has(&old->corrected, "body")) {
        note(entry, "the text from %s was corrected by hand, it stays; --replace takes this one",
             name_of(old));
        return ERR_OK;
    }
    if (!is_fuller(mended, &old->record)) {
        note(entry, "the text from %s is as full or fuller, it stays", name_of(old));
        return ERR_OK;
    }
    note(entry, "fuller than the text from %s, takes its place", name_of(old));
    note_corrections(entry, old);
    return replace(import, entry, old, mended, err);
}

static enum err_code take_instead(struct import *import, struct import_entry *entry,
                                  const struct old *old, struct decision *decision,
                                  struct err *err) {
    enum err_code code = replace(import, entry, old, decision, err);
    return code == ERR_OK ? library_forget_corrected(import->library, old->record.id, err) : code;
}

/* ---- meeting ---- */

static enum err_code compare(struct import *import, struct import_entry *entry,
                             const struct old *old, struct decision *mended, struct err *err) {
    struct decision *decision = &entry->result->decision;
    bool same_document = same_file(decision, &old->record);
    /* one document may hold a decision twice: in its agenda, and in full */
    bool again = same_document && !(old->label && strcmp(old->label, entry->label) == 0);
    if (!same_document)
        entry->duplicate.other = mem_string(name_of(old));
    entry->status = UNCHANGED;
    if (again && !import->replace)
        return ERR_OK;
    if (same_content(decision, &old->record))
        return ERR_OK;
    if (!import->replace && same_content(mended, &old->record)) {
        note_corrections(entry, old);
        return ERR_OK;
    }
    bool same = same_decision(decision, old);
    /* --replace over a folder that holds a cut page beside its full text must not take the page. */
    bool cut = same && decision->truncated && !old->record.truncated;
    bool rival = old->label && !same_document; /* of this very run: neither is to be preferred */
    if (import->replace && !cut && !rival)
        return take_instead(import, entry, old, decision, err);
    if (same)
        return keep_fuller(import, entry, old, mended, err);
    return err_set(err, ERR_REFUSED,
                   "%s: decision %d/%d is in the library already with another text, from %s; %s",
                   entry->label, old->record.year, old->record.number, name_of(old),
                   rival ? "one of the two has a wrong number or date"
                         : "--replace takes this one");
}

/* The library has this number already. */
static enum err_code meet(struct import *import, struct import_entry *entry, struct old *old,
                          struct err *err) {
    char key[32];
    if (old->record.retracted)
        return err_set(err, ERR_REFUSED, "%s: decision %d/%d was retracted and stays so",
                       entry->label, old->record.year, old->record.number);
    key_of(&old->record, key);
    old->label = json_string_value(json_object_get(import->labels, key));
    enum err_code code = library_corrected(import->library, old->record.id, &old->corrected, err);
    struct decision mended = decision_copy(&entry->result->decision);
    if (code == ERR_OK && !import->replace)
        code = keep_corrections(&mended, old, err);
    if (code == ERR_OK)
        code = compare(import, entry, old, &mended, err);
    decision_clear(&mended);
    return code;
}

static enum err_code add(struct import *import, struct import_entry *entry, struct err *err) {
    struct decision *decision = &entry->result->decision;
    enum err_code code = library_add(import->library, decision, err);
    if (code == ERR_REFUSED)
        err_add(err, "%s", entry->label);
    if (code != ERR_OK)
        return code;
    entry->status = IMPORTED;
    remember(import, decision, entry->label);
    return ERR_OK;
}

enum err_code import_settle(struct import *import, struct import_entry *entry, struct err *err) {
    const struct decision *decision = &entry->result->decision;
    struct err *reason = &entry->result->refused;
    struct old old = {.record = decision_empty()};
    enum err_code code =
        library_find(import->library, decision->year, decision->number, &old.record, err);
    if (code == ERR_OK) {
        code = meet(import, entry, &old, reason);
    } else if (code == ERR_MISSING) {
        code = add(import, entry, reason);
    } else {
        *reason = *err;
        code = ERR_STORAGE; /* a damaged record is no fault of this document */
    }
    old_clear(&old);
    if (code == ERR_REFUSED)
        entry->status = REFUSED;
    if (code == ERR_OK || code == ERR_REFUSED)
        return ERR_OK;
    *err = *reason;
    return code;
}
