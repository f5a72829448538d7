#include "publish/gather.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "intake/archive.h"
#include "intake/format.h"

#define PROGRAM "meclis-publish"

#define HEAD_BYTES 4096 /* tell what a file of an unknown name is */

/* One PATH under way. */
struct walk {
    struct gathered *gathered;
    int others; /* files that were left out as no documents */
    int depth;  /* of folders */
};

static void add(struct gathered *gathered, const char *path, const char *member) {
    if (gathered->count == gathered->room) {
        gathered->room = gathered->room ? gathered->room * 2 : 64;
        gathered->sources = mem_grow(gathered->sources, gathered->room, sizeof *gathered->sources);
    }
    gathered->sources[gathered->count++] =
        (struct source){.path = mem_string(path), .member = member ? mem_string(member) : NULL};
}

/* "a/karar_files" goes with "a/karar.html": `exists` knows whether that is there. */
static bool goes_with_page(const char *folder, bool (*exists)(void *data, const char *path),
                           void *data) {
    static const char *const endings[] = {".html", ".htm", ".xhtml"};
    size_t shared = format_page_folder(folder), before = (size_t)(path_name(folder) - folder);
    bool found = false;
    for (size_t i = 0; shared && i < sizeof endings / sizeof *endings && !found; i++) {
        struct buf page = {0};
        buf_add(&page, folder, before + shared);
        buf_text(&page, endings[i]);
        found = exists(data, buf_string(&page));
        buf_free(&page);
    }
    return found;
}

/* ---- archives ---- */

static bool member_exists(void *data, const char *name) {
    size_t member;
    return archive_find(data, name, &member);
}

/* Is it hidden, or in a folder that is hidden or belongs to a page? */
static bool member_is_aside(struct archive *archive, const char *name) {
    if (*name == '.' || strstr(name, "/.") || strncmp(name, "__MACOSX/", 9) == 0)
        return strncmp(name, "../", 3) != 0 && !strstr(name, "/../");
    bool aside = false;
    for (const char *slash = strchr(name, '/'); slash && !aside; slash = strchr(slash + 1, '/')) {
        char *folder = mem_slice(name, (size_t)(slash - name));
        aside = goes_with_page(folder, member_exists, archive);
        free(folder);
    }
    return aside;
}

static bool member_is_document(struct archive *archive, size_t member) {
    char head[HEAD_BYTES];
    const char *name = archive_name(archive, member);
    enum name_kind kind = format_name_kind(name);
    if (member_is_aside(archive, name) || kind == NAME_DEBRIS)
        return false;
    return kind != NAME_UNKNOWN ||
           format_is_document(format_sniff(head, archive_head(archive, member, head, sizeof head)));
}

static void walk_archive(struct walk *walk, const char *path, struct archive *archive) {
    size_t before = walk->gathered->count;
    for (size_t i = 0; i < archive_count(archive); i++) {
        if (archive_kind(archive, i) == ARCHIVE_OTHER)
            log_note(PROGRAM, "%s/%s: skipped, a symbolic link or a device", path,
                     archive_name(archive, i));
        else if (archive_kind(archive, i) == ARCHIVE_FILE && member_is_document(archive, i))
            add(walk->gathered, path, archive_name(archive, i));
        else if (archive_kind(archive, i) == ARCHIVE_FILE)
            walk->others++;
    }
    if (walk->gathered->count == before) {
        log_note(PROGRAM, "%s: there is no document in this archive; name another one", path);
        walk->gathered->empty++;
    }
}

/* ---- files ---- */

/* What its beginning says; FORMAT_EMPTY also where it cannot be read, which whoever reads it all
 * will say. Nothing is waited for. */
static enum format file_sniff(const char *path) {
    char head[HEAD_BYTES];
    struct stat st;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    ssize_t count = 0;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
        count = read(fd, head, sizeof head);
    if (fd >= 0)
        close(fd);
    return count > 0 ? format_sniff(head, (size_t)count) : FORMAT_EMPTY;
}

/* An archive that cannot be opened is added as it is: whoever reads it says why. A Word file is one
 * too, of an unknown name the only kind that is taken. */
static void add_packed(struct walk *walk, const char *path, enum name_kind kind) {
    struct archive *archive = NULL;
    if (archive_open(path, &archive, NULL) != ERR_OK) {
        add(walk->gathered, path, NULL);
        return;
    }
    enum format format = format_of_archive(archive);
    if (format == FORMAT_ARCHIVE && kind == NAME_ARCHIVE)
        walk_archive(walk, path, archive);
    else if (kind != NAME_UNKNOWN || format_is_document(format))
        add(walk->gathered, path, NULL);
    else
        walk->others++;
    archive_close(archive);
}

static void add_file(struct walk *walk, const char *path, enum name_kind kind) {
    enum format format = file_sniff(path);
    if (kind != NAME_DEBRIS && format == FORMAT_ARCHIVE)
        add_packed(walk, path, kind);
    else if (kind == NAME_UNKNOWN ? format_is_document(format) : kind != NAME_DEBRIS)
        add(walk->gathered, path, NULL);
    else
        walk->others++;
}

/* ---- folders ---- */

static bool path_exists(void *data, const char *path) {
    struct stat st;
    (void)data;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void walk_folder(struct walk *walk, const char *folder);

/* Links are not followed: they may lead round in a circle or out of the folder. */
static void walk_entry(struct walk *walk, const char *path) {
    struct stat st;
    if (lstat(path, &st) != 0) {
        log_note(PROGRAM, "%s: skipped, %s", path, strerror(errno));
        walk->gathered->missing++;
    } else if (S_ISLNK(st.st_mode)) {
        log_note(PROGRAM, "%s: skipped, a symbolic link; name it itself to import it", path);
    } else if (S_ISDIR(st.st_mode) && goes_with_page(path, path_exists, NULL)) {
        walk->others++;
    } else if (S_ISDIR(st.st_mode)) {
        walk_folder(walk, path);
    } else if (!S_ISREG(st.st_mode)) {
        log_note(PROGRAM, "%s: skipped, not a regular file", path);
    } else {
        add_file(walk, path, format_name_kind(path));
    }
}

static void walk_names(struct walk *walk, const char *folder, char **names, size_t count) {
    char *path = mem_zero(1, FILE_PATH_MAX);
    struct err err = {0};
    for (size_t i = 0; i < count; i++) {
        if (names[i][0] == '.')
            continue;
        if (path_join(path, folder, names[i], &err) == ERR_OK) {
            walk_entry(walk, path);
        } else {
            log_error(PROGRAM, &err);
            walk->gathered->missing++;
        }
    }
    free(path);
}

static void walk_folder(struct walk *walk, const char *folder) {
    char **names = NULL;
    size_t count = 0;
    struct err err = {0};
    if (walk->depth == GATHER_FOLDERS_DEEP) {
        log_note(PROGRAM, "%s: skipped, more than %d folders deep; name it itself to import it",
                 folder, GATHER_FOLDERS_DEEP);
        walk->gathered->missing++;
    } else if (folder_names(folder, &names, &count, &err) != ERR_OK) {
        log_error(PROGRAM, &err);
        walk->gathered->missing++;
    } else {
        walk->depth++;
        walk_names(walk, folder, names, count);
        walk->depth--;
        folder_names_free(names, count);
    }
}

/* ---- what was named ---- */

static bool nothing_happened(const struct gathered *now, const struct gathered *before) {
    return now->count == before->count && now->missing == before->missing &&
           now->empty == before->empty;
}

static void gather_folder(struct walk *walk, const char *path) {
    struct gathered before = *walk->gathered;
    walk_folder(walk, path);
    if (nothing_happened(walk->gathered, &before)) {
        log_note(PROGRAM, "%s: there is no document in this folder; name another one", path);
        walk->gathered->empty++;
        walk->others = 0;
    }
}

void gather_path(struct gathered *gathered, const char *path) {
    struct stat st;
    struct walk walk = {.gathered = gathered};
    if (stat(path, &st) != 0) {
        log_note(PROGRAM, "%s: %s; check the name", path, strerror(errno));
        gathered->missing++;
    } else if (S_ISDIR(st.st_mode)) {
        gather_folder(&walk, path);
    } else if (S_ISREG(st.st_mode) && file_sniff(path) == FORMAT_ARCHIVE) {
        enum name_kind kind = format_name_kind(path);
        add_packed(&walk, path, kind == NAME_UNKNOWN ? NAME_ARCHIVE : kind);
    } else {
        add(gathered, path, NULL);
    }
    if (walk.others)
        log_note(PROGRAM, "%s: %d file%s of another kind left out", path, walk.others,
                 walk.others == 1 ? "" : "s");
}

void gathered_clear(struct gathered *gathered) {
    for (size_t i = 0; i < gathered->count; i++)
        source_clear(&gathered->sources[i]);
    free(gathered->sources);
    *gathered = (struct gathered){0};
}
