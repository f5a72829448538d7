#include "publish/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "intake/queue.h"
#include "publish/import_meet.h"
#include "publish/import_report.h"
#include "publish/personal_list.h"
#include "publish/print.h"

#define PROGRAM "meclis-publish"

/* ---- saying it ---- */

static void put_line(const struct import *import, const struct import_entry *entry) {
    struct buf line = {0};
    import_report_line(entry, &line);
    if (line.data && !line.failed) {
        err_clean(line.data); /* a file's name may hold any bytes */
        print_cut(line.data, import->columns);
    }
    buf_free(&line);
}

static void put_warnings(const struct import_entry *entry) {
    const struct text_list *lists[] = {&entry->notes, &entry->result->warnings};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            log_note(PROGRAM, "%s: warning: %s", entry->label, lists[i]->items[j]);
    if (json_array_size(entry->personal) && entry->status != UNCHANGED) {
        struct buf said = {0};
        personal_list_say(entry->personal, &said);
        log_note(PROGRAM, "%s: warning: looks like personal data: %s", entry->label,
                 buf_string(&said));
        buf_free(&said);
    }
}

static void report(struct import *import, const struct import_entry *entry) {
    if (!import->report)
        return;
    json_t *object = import_report_entry(entry);
    report_file_add(import->report, object);
    json_decref(object);
}

/* A refused document has its line on stderr, the others theirs on stdout. */
static void say(struct import *import, struct import_entry *entry) {
    const struct err *reason = &entry->result->refused;
    entry->personal = personal_list_of(&entry->result->decision);
    struct text_list reasons = import_report_reasons(entry);
    import->counts[entry->status]++;
    import->to_look += reasons.count > 0;
    text_list_clear(&reasons);
    progress_hide(&import->progress);
    if (*reason->text)
        log_error(PROGRAM, reason);
    else if (!import->quiet)
        put_line(import, entry);
    put_warnings(entry);
    report(import, entry);
}

static void entry_clear(struct import_entry *entry) {
    free(entry->duplicate.other);
    text_list_clear(&entry->notes);
    json_decref(entry->personal);
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
static enum err_code import_one(struct import *import, struct import_entry *entry,
                                struct err *err) {
    enum err_code code = ERR_OK;
    if (*entry->result->refused.text) {
        if (entry->status != MISSING)
            entry->status = REFUSED;
    } else {
        code = open_library(import, err);
        if (code == ERR_OK)
            code = import_settle(import, entry, err);
    }
    if (code == ERR_OK)
        say(import, entry);
    entry_clear(entry);
    return code;
}

/* A document that gave nothing has one result all the same: why. */
static enum err_code import_nothing(struct import *import, const char *label, enum err_code read,
                                    const struct err *reason, struct err *err) {
    struct intake_result result = {.decision = decision_empty(), .refused = *reason};
    struct import_entry entry = {
        .label = label, .result = &result, .status = read == ERR_REFUSED ? REFUSED : MISSING};
    return import_one(import, &entry, err);
}

static enum err_code import_set(struct import *import, const char *label, struct intake_set *set,
                                struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < set->count && code == ERR_OK; i++) {
        struct import_entry entry = {.label = label,
                                     .format = set->format,
                                     .encoding = set->encoding,
                                     .part = set->count > 1 ? (int)i + 1 : 0,
                                     .result = &set->items[i]};
        code = import_one(import, &entry, err);
    }
    return code;
}

static enum err_code import_next(struct import *import, struct intake_queue *queue,
                                 const struct source *source, struct err *err) {
    struct intake_set set = {0};
    struct err reason = {0};
    char *label = source_label(source);
    enum err_code read = intake_queue_next(queue, &set, &reason);
    enum err_code code = read == ERR_OK ? import_set(import, label, &set, err)
                                        : import_nothing(import, label, read, &reason, err);
    intake_set_clear(&set);
    free(label);
    return code;
}

enum err_code import_run(struct import *import, const struct gathered *gathered, struct err *err) {
    enum err_code code = ERR_OK;
    struct intake_queue *queue = intake_queue_make(gathered->sources, gathered->count);
    import->labels = json_object();
    import->columns = print_columns();
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

void import_close(struct import *import) {
    library_close(import->library);
    json_decref(import->labels);
}
