/* import: documents into the library. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "publish/command.h"
#include "publish/import.h"
#include "publish/options.h"

#define PROGRAM "meclis-publish"

static bool same_place(const char *a, const char *b) {
    struct stat left, right;
    return strcmp(a, b) == 0 || (stat(a, &left) == 0 && stat(b, &right) == 0 &&
                                 left.st_dev == right.st_dev && left.st_ino == right.st_ino);
}

/* The library, or what SQLite keeps beside it ("meclis.db-journal"). */
static bool is_library(const char *library, const char *path) {
    static const char *const beside[] = {"-journal", "-wal", "-shm"};
    size_t length = strlen(library);
    bool found = same_place(path, library);
    for (size_t i = 0; i < sizeof beside / sizeof *beside && !found; i++)
        found = strncmp(path, library, length) == 0 && strcmp(path + length, beside[i]) == 0;
    return found;
}

static bool is_document(const struct gathered *gathered, const char *path) {
    bool found = false;
    for (size_t i = 0; i < gathered->count && !found; i++)
        found = same_place(path, gathered->sources[i].path);
    return found;
}

/* The report takes the place of what stands there: never the library's, a device's, nor that of a
 * document which is to be imported. */
static enum err_code check_report(const char *library, const struct gathered *gathered,
                                  const char *path, struct err *err) {
    struct stat st;
    bool there = lstat(path, &st) == 0;
    if (is_library(library, path))
        return err_set(err, ERR_USAGE, "--report %s: that is the library; name another file", path);
    if (there && !S_ISREG(st.st_mode))
        return err_set(err, ERR_USAGE, "--report %s: not a regular file; name another one", path);
    if (there && is_document(gathered, path))
        return err_set(err, ERR_USAGE, "--report %s: that is a document; name another file", path);
    return ERR_OK;
}

static enum err_code open_report(struct import *import, const struct gathered *gathered,
                                 const char *path, struct err *err) {
    enum err_code code = check_report(import->library_path, gathered, path, err);
    return code == ERR_OK ? report_file_open(path, &import->report, err) : code;
}

static void print_summary(const struct import *import) {
    const int *counts = import->counts;
    fflush(stdout);
    if (import->to_look)
        log_note(PROGRAM, "%d need%s a look%s", import->to_look, import->to_look == 1 ? "s" : "",
                 import->report ? "; the report says why" : "; --report FILE.json says why");
    printf("%d imported, %d unchanged, %d replaced, %d refused%s\n", counts[IMPORTED],
           counts[UNCHANGED], counts[REPLACED], counts[REFUSED],
           import->dry_run ? " (a dry run, nothing was changed)" : "");
}

static enum err_code run(struct import *import, const struct gathered *gathered, struct err *err) {
    enum err_code code = import_run(import, gathered, err);
    if (code != ERR_OK) {
        report_file_drop(import->report);
        return code;
    }
    print_summary(import);
    code = report_file_finish(import->report, err);
    if (code != ERR_OK)
        return code;
    *err = (struct err){0}; /* what went wrong with documents was said, a line each */
    if (import->counts[REFUSED] || gathered->empty)
        return ERR_REFUSED;
    return import->counts[MISSING] || gathered->missing ? ERR_MISSING : ERR_OK;
}

enum err_code command_import(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    struct import import = {0};
    const char *report_path = NULL;
    const struct option_spec specs[] = {{"--library", &import.library_path, NULL},
                                        {"--report", &report_path, NULL},
                                        {"--dry-run", NULL, &import.dry_run},
                                        {"--replace", NULL, &import.replace},
                                        {"--quiet", NULL, &import.quiet}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("import", "--library FILE", import.library_path, err);
    if (code == ERR_OK)
        code = options_count("import", rest, 1, argc, "PATH…", err);
    if (code != ERR_OK)
        return code;
    struct gathered gathered = {0};
    for (int i = 0; i < rest; i++)
        gather_path(&gathered, argv[i + 1]);
    if (report_path)
        code = open_report(&import, &gathered, report_path, err);
    if (code == ERR_OK) {
        import.progress = progress_begin(&context->clock, gathered.count);
        code = run(&import, &gathered, err);
        import_close(&import);
    }
    gathered_clear(&gathered);
    return code;
}
