/* sample-maker: deterministic made-up decisions in the real page format, a file each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "samples/sample.h"
#include "samples/vary.h"

#define PROGRAM "sample-maker"
#define TEXT_MAX (64 << 20)

struct options {
    size_t count;
    size_t text; /* bytes of one long text instead, to standard output */
    uint64_t seed;
    bool vary; /* every form that councils use, not the one page format */
    const char *folder, *expect;
};

static bool parse_number(const char *text, uint64_t max, uint64_t *ret) {
    uint64_t value = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > max)
            return false;
        value = value * 10 + (uint64_t)(*text - '0');
    }
    if (value > max)
        return false;
    *ret = value;
    return true;
}

static enum err_code usage(struct err *err) {
    return err_set(
        err, ERR_USAGE,
        "usage: sample-maker COUNT OUTDIR [--seed N] [--expect FILE.jsonl] [--vary], or --text "
        "BYTES [--seed N] for one text on standard output; COUNT is 1 to %d",
        CALENDAR_MAX);
}

static enum err_code parse(int argc, char **argv, struct options *ret, struct err *err) {
    struct options options = {.seed = 1};
    uint64_t count = 0, text = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            if (!parse_number(argv[++i], UINT32_MAX, &options.seed))
                return usage(err);
        } else if (strcmp(argv[i], "--text") == 0 && i + 1 < argc) {
            if (!parse_number(argv[++i], TEXT_MAX, &text) || !text)
                return usage(err);
        } else if (strcmp(argv[i], "--expect") == 0 && i + 1 < argc) {
            options.expect = argv[++i];
        } else if (strcmp(argv[i], "--vary") == 0) {
            options.vary = true;
        } else if (argv[i][0] == '-') {
            return usage(err);
        } else if (!count) {
            if (!parse_number(argv[i], CALENDAR_MAX, &count) || !count)
                return usage(err);
        } else if (!options.folder) {
            options.folder = argv[i];
        } else {
            return usage(err);
        }
    }
    if (text ? count || options.expect || options.vary : !count || !options.folder)
        return usage(err);
    options.count = (size_t)count;
    options.text = (size_t)text;
    *ret = options;
    return ERR_OK;
}

/* Plain writing: these files are made again at will, and a hundred thousand syncs take an hour. */
static enum err_code write_file(const char *path, const struct buf *content, struct err *err) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return err_errno(err, "cannot create", path);
    bool written = fwrite(content->data, 1, content->len, file) == content->len;
    if (fclose(file) != 0 || !written)
        return err_errno(err, "cannot write", path);
    return ERR_OK;
}

static void lay_out(const struct options *options, const struct calendar_entry *entry, char *name,
                    struct buf *page, struct buf *truth) {
    struct sample sample = sample_compose(options->seed, entry);
    strcat(name, ".txt");
    sample_layout(&sample, options->seed, page);
    if (options->expect)
        sample_truth(&sample, name, truth);
    sample_clear(&sample);
}

static void lay_out_varied(const struct options *options, const struct calendar_entry *entry,
                           char *name, struct buf *page, struct buf *truth) {
    struct varied varied = vary_compose(options->seed, entry);
    strcat(name, vary_ending(&varied));
    vary_layout(&varied, options->seed, page);
    if (options->expect)
        vary_truth(&varied, name, truth);
    vary_clear(&varied);
}

static enum err_code make_one(const struct options *options, const struct calendar_entry *entry,
                              struct buf *truth, struct err *err) {
    char path[FILE_PATH_MAX], name[48];
    struct buf page = {0};
    snprintf(name, sizeof name - sizeof ".html", "ornek-%d-%04d", entry->date.year, entry->number);
    if (options->vary)
        lay_out_varied(options, entry, name, &page, truth);
    else
        lay_out(options, entry, name, &page, truth);
    enum err_code code = path_join(path, options->folder, name, err);
    if (code == ERR_OK)
        code = page.failed || truth->failed ? err_set(err, ERR_STORAGE, "out of memory")
                                            : write_file(path, &page, err);
    buf_free(&page);
    return code;
}

static enum err_code make_all(const struct options *options, struct err *err) {
    enum err_code code = folder_make(options->folder, err);
    if (code != ERR_OK)
        return code;
    struct calendar_entry *entries = mem_zero(options->count, sizeof *entries);
    struct buf truth = {0};
    calendar_fill(options->seed, options->count, entries);
    for (size_t i = 0; i < options->count && code == ERR_OK; i++)
        code = make_one(options, &entries[i], &truth, err);
    if (code == ERR_OK && options->expect)
        code = write_file(options->expect, &truth, err);
    buf_free(&truth);
    free(entries);
    return code;
}

/* The paragraphs of one decision after the other, a line each; the last is cut at a space. */
static enum err_code make_text(const struct options *options, struct err *err) {
    struct calendar_entry *entries = mem_zero(CALENDAR_MAX, sizeof *entries);
    struct buf text = {0};
    calendar_fill(options->seed, CALENDAR_MAX, entries);
    for (size_t i = 0; text.len < options->text && !text.failed; i = (i + 1) % CALENDAR_MAX) {
        struct sample sample = sample_compose(options->seed, &entries[i]);
        for (size_t j = 0; j < sample.body.count; j++)
            buf_format(&text, "%s\n", sample.body.items[j]);
        sample_clear(&sample);
    }
    free(entries);
    if (text.failed)
        return err_set(err, ERR_STORAGE, "out of memory");
    size_t end = options->text;
    while (end && text.data[end] != ' ' && text.data[end] != '\n')
        end--;
    bool written = fwrite(text.data, 1, end, stdout) == end && fflush(stdout) == 0;
    buf_free(&text);
    return written ? ERR_OK : err_errno(err, "cannot write", "standard output");
}

int main(int argc, char **argv) {
    struct options options = {0};
    struct err err = {0};
    enum err_code code = parse(argc, argv, &options, &err);
    if (code == ERR_OK)
        code = options.text ? make_text(&options, &err) : make_all(&options, &err);
    if (code != ERR_OK)
        log_error(PROGRAM, &err);
    return (int)code;
}
