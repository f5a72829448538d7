/* export: the whole library for other programs, oldest first, tombstones too (whoever has a copy
 * must learn of them). JSON Lines: the object of `show --json` on a line. CSV: RFC 4180, a header,
 * UTF-8 without a mark; lists and citations as JSON in their cell, what is absent as an empty one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/json.h"
#include "publish/command.h"
#include "publish/options.h"
#include "store/library.h"

struct export {
    bool csv;
    bool begun;  /* the header was written */
    bool failed; /* memory or the output */
};

static void put_cell(const char *text) {
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

static void put_header(const json_t *object) {
    const char *before = "";
    for (void *at = json_object_iter((json_t *)(uintptr_t)object); at;
         at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
        printf("%s%s", before, json_object_iter_key(at));
        before = ",";
    }
    fputs("\r\n", stdout);
}

static bool put_row(json_t *object) {
    const char *before = "", *key;
    json_t *value;
    bool whole = true;
    json_object_foreach(object, key, value) {
        char *other = NULL;
        const char *text = json_is_null(value) ? "" : json_string_value(value);
        if (!text)
            text = other = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        fputs(before, stdout);
        put_cell(text ? text : "");
        whole = whole && text;
        free(other);
        before = ",";
    }
    fputs("\r\n", stdout);
    return whole;
}

static bool put_line(const json_t *object) {
    char *text = json_dumps(object, JSON_COMPACT);
    if (text)
        puts(text);
    free(text);
    return text != NULL;
}

static bool export_visit(const struct decision *decision, void *data) {
    struct export *export = data;
    json_t *object = decision_json(decision);
    if (export->csv && !export->begun)
        put_header(object);
    export->begun = true;
    if (!(export->csv ? put_row(object) : put_line(object)) || ferror(stdout))
        export->failed = true;
    json_decref(object);
    return !export->failed;
}

static enum err_code run(const char *path, bool csv, struct err *err) {
    struct export export = {.csv = csv};
    struct library *library = NULL;
    enum err_code code = library_open(path, false, &library, err);
    if (code == ERR_OK)
        code = library_each_record(library, export_visit, &export, err);
    library_close(library);
    if (code == ERR_OK && csv && !export.begun) {
        struct decision none = decision_empty();
        json_t *object = decision_json(&none);
        put_header(object);
        json_decref(object);
    }
    if (code == ERR_OK && (export.failed || fflush(stdout) != 0 || ferror(stdout)))
        code = err_set(err, ERR_STORAGE, "cannot write the output; is the disk full?");
    return code;
}

enum err_code command_export(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    (void)context;
    const char *path = NULL;
    bool jsonl = false, csv = false;
    const struct option_spec specs[] = {
        {"--library", &path, NULL}, {"--jsonl", NULL, &jsonl}, {"--csv", NULL, &csv}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("export", "--library FILE", path, err);
    if (code == ERR_OK)
        code = options_count("export", rest, 0, 0, "--library FILE --jsonl | --csv", err);
    if (code == ERR_OK && jsonl == csv)
        code = err_set(err, ERR_USAGE,
                       "export: either --jsonl or --csv; see meclis-publish help "
                       "export");
    return code == ERR_OK ? run(path, csv, err) : code;
}
