/* import: each document stands alone. A refused one changes nothing and the others are imported,
 * all of them in one transaction. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "decision/canonical.h"
#include "intake/intake.h"
#include "intake/queue.h"
#include "publish/command.h"
#include "publish/gather.h"
#include "publish/options.h"
#include "publish/progress.h"
#include "store/library.h"

#define PROGRAM "meclis-publish"
#define SAME_TEXT 0.80 /* share of the shorter text's words that the other must have */

/* What became of a document. */
enum status { IMPORTED, UNCHANGED, REPLACED, REFUSED, MISSING };
#define STATUS_COUNT 5
static const char *const status_names[STATUS_COUNT] = {"imported", "unchanged", "replaced",
                                                       "refused", "missing"};

/* One call of the command. */
struct import {
    const char *library_path, *report_path;
    bool dry_run, replace;
    struct library *library; /* opened for the first usable document */
    struct progress progress;
    json_t *report; /* an array, an object for each document */
    int counts[STATUS_COUNT];
};

/* ---- the decision about one record ---- */

/* Does the document say what the library has? Ids, revisions, what they changed, and sources do not
 * matter. */
static bool same_content(const struct decision *a, const struct decision *b) {
    struct decision left = *a, right = *b; /* own nothing */
    struct buf left_bytes = {0}, right_bytes = {0};
    left.id = right.id = 0;
    left.revision = right.revision = 0;
    left.source_sha256 = right.source_sha256 = NULL;
    left.changes = right.changes = (struct text_list){0};
    decision_canonical(&left, &left_bytes);
    decision_canonical(&right, &right_bytes);
    bool same = !left_bytes.failed && !right_bytes.failed && left_bytes.len == right_bytes.len &&
                memcmp(left_bytes.data, right_bytes.data, left_bytes.len) == 0;
    buf_free(&left_bytes);
    buf_free(&right_bytes);
    return same;
}

static bool same_file(const struct decision *a, const struct decision *b) {
    return a->source_sha256 && b->source_sha256 && strcmp(a->source_sha256, b->source_sha256) == 0;
}

static size_t text_length(const struct decision *decision) {
    return strlen(decision->subject) + strlen(decision->body);
}

static const char *source_of(const struct decision *decision) {
    return decision->source ? decision->source : "an earlier document";
}

static enum err_code replace(struct import *import, struct decision *document,
                             enum status *ret_status, struct err *err) {
    enum err_code code = library_replace(import->library, document, err);
    if (code == ERR_OK)
        *ret_status = REPLACED;
    return code;
}

/* The same decision in two texts, one of which may be a page that breaks off: the fuller wins. */
static enum err_code keep_fuller(struct import *import, struct intake_result *document,
                                 const struct decision *old, enum status *ret_status,
                                 struct err *err) {
    bool fuller = text_length(&document->decision) > text_length(old);
    char note[512];
    snprintf(note, sizeof note,
             fuller ? "fuller than the text from %.200s, takes its place"
                    : "the text from %.200s is as full or fuller, it stays",
             source_of(old));
    text_list_add(&document->warnings, note);
    if (fuller)
        return replace(import, &document->decision, ret_status, err);
    *ret_status = UNCHANGED;
    return ERR_OK;
}

/* The library has this number already. */
static enum err_code meet(struct import *import, const char *path, struct intake_result *document,
                          const struct decision *old, enum status *ret_status, struct err *err) {
    struct decision *decision = &document->decision;
    if (old->retracted)
        return err_set(err, ERR_REFUSED, "%s: decision %d/%d was retracted and stays so", path,
                       old->year, old->number);
    if (same_content(decision, old) || (same_file(decision, old) && !import->replace)) {
        *ret_status = UNCHANGED;
        return ERR_OK;
    }
    bool same_text =
        date_compare(decision->date, old->date) == 0 && intake_likeness(decision, old) >= SAME_TEXT;
    /* --replace over a folder that holds a cut page beside its full text must not take the page. */
    bool cut = same_text && decision->truncated && !old->truncated;
    if (import->replace && !cut)
        return replace(import, decision, ret_status, err);
    if (same_text)
        return keep_fuller(import, document, old, ret_status, err);
    return err_set(err, ERR_REFUSED,
                   "%s: decision %d/%d is in the library already with another text, from %s; "
                   "--replace takes this one",
                   path, old->year, old->number, source_of(old));
}

/* Puts the record into the library, or says in `reason` why not. Fails only where the library does.
 */
static enum err_code settle(struct import *import, const char *path, struct intake_result *document,
                            enum status *ret_status, struct err *reason, struct err *err) {
    struct decision *decision = &document->decision, old = decision_empty();
    enum status status = REFUSED;
    enum err_code code = library_find(import->library, decision->year, decision->number, &old, err);
    if (code == ERR_OK) {
        code = meet(import, path, document, &old, &status, reason);
    } else if (code == ERR_MISSING) {
        code = library_add(import->library, decision, reason);
        if (code == ERR_OK)
            status = IMPORTED;
        if (code == ERR_REFUSED)
            err_add(reason, "%s", path);
    } else {
        *reason = *err;
        code = ERR_STORAGE; /* a damaged record is no fault of this document */
    }
    decision_clear(&old);
    if (code == ERR_OK || code == ERR_REFUSED) {
        *ret_status = status;
        return ERR_OK;
    }
    *err = *reason;
    return code;
}

/* ---- saying it ---- */

static json_t *texts_json(const struct text_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->items[i]));
    return array;
}

/* A path may hold any bytes, JSON may not. */
static json_t *path_json(const char *path) {
    json_t *text = json_string(path);
    return text ? text : json_string("(a name that is not UTF-8)");
}

static void report(struct import *import, const char *path, const struct intake_result *document,
                   enum status status, const struct err *reason) {
    const struct decision *decision = document->decision.number ? &document->decision : NULL;
    char date[DATE_ISO] = "";
    if (decision)
        date_iso(decision->date, date);
    json_t *object = json_object();
    json_object_set_new(object, "file", path_json(path));
    json_object_set_new(object, "status", json_string(status_names[status]));
    json_object_set_new(object, "number", json_count_or_null(decision ? decision->number : -1));
    json_object_set_new(object, "year", json_count_or_null(decision ? decision->year : -1));
    json_object_set_new(object, "date", json_text_or_null(decision ? date : NULL));
    json_object_set_new(object, "reason", json_text_or_null(*reason->text ? reason->text : NULL));
    json_object_set_new(object, "warnings", texts_json(&document->warnings));
    json_object_set_new(object, "removed", texts_json(&document->removed));
    json_array_append_new(import->report, object);
}

static void say(struct import *import, const char *path, const struct intake_result *document,
                enum status status, const struct err *reason) {
    import->counts[status]++;
    report(import, path, document, status, reason);
    if (document->warnings.count || *reason->text)
        progress_hide(&import->progress);
    for (size_t i = 0; i < document->warnings.count; i++)
        log_note(PROGRAM, "%s: warning: %s", path, document->warnings.items[i]);
    if (*reason->text)
        log_error(PROGRAM, reason);
}

/* ---- the run ---- */

static enum err_code open_library(struct import *import, struct err *err) {
    if (import->library)
        return ERR_OK;
    enum err_code code = import->dry_run
                             ? library_open_scratch(import->library_path, &import->library, err)
                             : library_open(import->library_path, true, &import->library, err);
    return code == ERR_OK ? library_begin(import->library, err) : code;
}

/* One decision of a document. Fails only where the library does. */
static enum err_code import_one(struct import *import, const char *path,
                                struct intake_result *document, struct err *err) {
    struct err reason = document->refused;
    enum status status = REFUSED;
    enum err_code code = ERR_OK;
    if (!*reason.text) {
        code = open_library(import, err);
        if (code == ERR_OK)
            code = settle(import, path, document, &status, &reason, err);
    }
    if (code == ERR_OK)
        say(import, path, document, status, &reason);
    return code;
}

static enum err_code import_next(struct import *import, struct intake_queue *queue,
                                 const struct source *source, struct err *err) {
    struct intake_set set = {0};
    struct err reason = {0};
    char *label = source_label(source);
    enum err_code read = intake_queue_next(queue, &set, &reason), code = ERR_OK;
    if (read != ERR_OK)
        say(import, label, &(struct intake_result){0}, read == ERR_REFUSED ? REFUSED : MISSING,
            &reason);
    for (size_t i = 0; i < set.count && code == ERR_OK; i++)
        code = import_one(import, label, &set.items[i], err);
    intake_set_clear(&set);
    free(label);
    return code;
}

static enum err_code import_all(struct import *import, const struct gathered *gathered,
                                struct err *err) {
    enum err_code code = ERR_OK;
    struct intake_queue *queue = intake_queue_make(gathered->sources, gathered->count);
    for (size_t i = 0; i < gathered->count && code == ERR_OK; i++) {
        progress_step(&import->progress, i);
        code = import_next(import, queue, &gathered->sources[i], err);
    }
    intake_queue_destroy(queue);
    progress_hide(&import->progress);
    if (code != ERR_OK)
        return err_add(err, "nothing was imported");
    if (import->library && !import->dry_run)
        code = library_commit(import->library, err);
    if (code != ERR_OK) /* the disk may have the whole of it or nothing */
        err_add(err, "it is not known whether the documents were imported, import them again");
    return code;
}

static bool same_place(const char *a, const char *b) {
    struct stat left, right;
    return strcmp(a, b) == 0 || (stat(a, &left) == 0 && stat(b, &right) == 0 &&
                                 left.st_dev == right.st_dev && left.st_ino == right.st_ino);
}

/* The report takes the place of what stands there: never the library's, nor a device's. */
static enum err_code check_report(const struct import *import, struct err *err) {
    struct stat st;
    const char *path = import->report_path;
    if (path && same_place(path, import->library_path))
        return err_set(err, ERR_USAGE, "--report %s: that is the library; name another file", path);
    if (path && lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return err_set(err, ERR_USAGE, "--report %s: not a regular file; name another one", path);
    return ERR_OK;
}

static enum err_code write_report(const struct import *import, struct err *err) {
    if (!import->report_path)
        return ERR_OK;
    char *text = json_pretty(import->report);
    if (!text)
        return err_set(err, ERR_STORAGE, "%s: out of memory", import->report_path);
    enum err_code code = file_write(import->report_path, text, strlen(text), err);
    free(text);
    return code == ERR_MISSING ? ERR_STORAGE : code;
}

static void print_summary(const struct import *import) {
    printf("%d imported, %d unchanged, %d replaced, %d refused%s\n", import->counts[IMPORTED],
           import->counts[UNCHANGED], import->counts[REPLACED], import->counts[REFUSED],
           import->dry_run ? " (a dry run, nothing was changed)" : "");
}

static enum err_code import_paths(struct import *import, int count, char **paths,
                                  const struct clock *clock, struct err *err) {
    struct gathered gathered = {0};
    for (int i = 0; i < count; i++)
        gather_path(&gathered, paths[i]);
    import->report = json_array();
    import->progress = progress_begin(clock, gathered.count);
    enum err_code code = import_all(import, &gathered, err);
    if (code == ERR_OK) {
        print_summary(import);
        code = write_report(import, err);
    }
    if (code == ERR_OK) {
        *err = (struct err){0}; /* what went wrong with documents was said, a line each */
        if (import->counts[REFUSED] || gathered.empty)
            code = ERR_REFUSED;
        else if (import->counts[MISSING] || gathered.missing)
            code = ERR_MISSING;
    }
    json_decref(import->report);
    library_close(import->library);
    gathered_clear(&gathered);
    return code;
}

enum err_code command_import(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    struct import import = {0};
    const struct option_spec specs[] = {{"--library", &import.library_path, NULL},
                                        {"--report", &import.report_path, NULL},
                                        {"--dry-run", NULL, &import.dry_run},
                                        {"--replace", NULL, &import.replace}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("import", "--library FILE", import.library_path, err);
    if (code == ERR_OK)
        code = options_count("import", rest, 1, argc, "PATH…", err);
    if (code == ERR_OK)
        code = check_report(&import, err);
    return code == ERR_OK ? import_paths(&import, rest, argv + 1, &context->clock, err) : code;
}
