#include "publish/gather.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "intake/intake.h"

#define PROGRAM "meclis-publish"

static void add(struct gathered *gathered, const char *path) {
    if (gathered->count == gathered->room) {
        gathered->room = gathered->room ? gathered->room * 2 : 64;
        gathered->sources = mem_grow(gathered->sources, gathered->room, sizeof *gathered->sources);
    }
    gathered->sources[gathered->count++] = (struct source){.path = mem_string(path)};
}

static void walk(struct gathered *gathered, const char *folder, int *others);

/* Links are not followed: they may lead round in a circle or out of the folder. */
static void walk_entry(struct gathered *gathered, const char *path, int *others) {
    struct stat st;
    if (lstat(path, &st) != 0) {
        log_note(PROGRAM, "%s: skipped, %s", path, strerror(errno));
        gathered->missing++;
    } else if (S_ISLNK(st.st_mode)) {
        log_note(PROGRAM, "%s: skipped, a symbolic link; name it itself to import it", path);
    } else if (S_ISDIR(st.st_mode)) {
        walk(gathered, path, others);
    } else if (!S_ISREG(st.st_mode)) {
        log_note(PROGRAM, "%s: skipped, not a regular file", path);
    } else if (intake_accepts(path_name(path))) {
        add(gathered, path);
    } else {
        ++*others;
    }
}

static void walk(struct gathered *gathered, const char *folder, int *others) {
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    struct err err = {0};
    if (folder_names(folder, &names, &count, &err) != ERR_OK) {
        log_error(PROGRAM, &err);
        gathered->missing++;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (names[i][0] == '.')
            continue;
        if (path_join(path, folder, names[i], &err) == ERR_OK) {
            walk_entry(gathered, path, others);
        } else {
            log_error(PROGRAM, &err);
            gathered->missing++;
        }
    }
    folder_names_free(names, count);
}

static void gather_folder(struct gathered *gathered, const char *path) {
    size_t before = gathered->count;
    int missing_before = gathered->missing, others = 0;
    walk(gathered, path, &others);
    if (gathered->count == before && gathered->missing == missing_before) {
        log_note(PROGRAM, "%s: there is no document in this folder; name another one", path);
        gathered->empty++;
    } else if (others) {
        log_note(PROGRAM, "%s: %d file%s of another kind left out", path, others,
                 others == 1 ? "" : "s");
    }
}

void gather_path(struct gathered *gathered, const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) {
        log_note(PROGRAM, "%s: %s; check the name", path, strerror(errno));
        gathered->missing++;
    } else if (S_ISDIR(st.st_mode)) {
        gather_folder(gathered, path);
    } else {
        add(gathered, path);
    }
}

void gathered_clear(struct gathered *gathered) {
    for (size_t i = 0; i < gathered->count; i++)
        source_clear(&gathered->sources[i]);
    free(gathered->sources);
    *gathered = (struct gathered){0};
}
