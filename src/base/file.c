#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code path_join(char *ret, const char *folder, const char *name, struct err *err) {
    size_t end = strlen(folder);
    const char *slash = end && folder[end - 1] == '/' ? "" : "/";
    int count = snprintf(ret, FILE_PATH_MAX, "%s%s%s", folder, slash, name);
    if (count < 0 || count >= FILE_PATH_MAX)
        return err_set(err, ERR_USAGE, "%.80s…: the path is too long", folder);
    return ERR_OK;
}

const char *path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The folder that holds `path`, into ret (FILE_PATH_MAX bytes). */
static void path_folder(char *ret, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(ret, FILE_PATH_MAX, ".");
    else
        snprintf(ret, FILE_PATH_MAX, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

static enum err_code read_open_file(int fd, const char *path, size_t max, struct buf *content,
                                    struct err *err) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_errno(err, "cannot read", path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_REFUSED, "%s: not a regular file", path);
    if (st.st_size < 0 || (uint64_t)st.st_size > max)
        return err_set(err, ERR_REFUSED, "%s: larger than the %zu bytes allowed", path, max);
    for (;;) {
        char *room = buf_room(content, 65536);
        if (!room)
            return err_set(err, ERR_STORAGE, "%s: out of memory", path);
        ssize_t got = read(fd, room, 65536);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_errno(err, "cannot read", path);
        buf_took(content, (size_t)got);
        if (content->len > max) /* it grew while it was read */
            return err_set(err, ERR_REFUSED, "%s: larger than the %zu bytes allowed", path, max);
        if (got == 0)
            return ERR_OK;
    }
}

enum err_code file_read(const char *path, size_t max, struct buf *ret_content, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENXIO) /* a socket */
        return err_set(err, ERR_REFUSED, "%s: not a regular file", path);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    struct buf content = {0};
    enum err_code code = read_open_file(fd, path, max, &content, err);
    close(fd);
    if (code == ERR_OK) {
        buf_free(ret_content);
        *ret_content = content;
    } else {
        buf_free(&content);
    }
    return code;
}

enum err_code file_write_all(int fd, const void *bytes, size_t count, const char *path,
                             struct err *err) {
    const char *next = bytes;
    while (count) {
        ssize_t put = write(fd, next, count);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return err_errno(err, "cannot write", path);
        next += put;
        count -= (size_t)put;
    }
    return ERR_OK;
}

/* Writes and syncs an open temporary file; a failed fsync is final (it may have lost the pages). */
static enum err_code fill_and_sync(int fd, const char *path, const void *bytes, size_t count,
                                   struct err *err) {
    enum err_code code = file_write_all(fd, bytes, count, path, err);
    if (code == ERR_OK && fsync(fd) != 0)
        code = err_errno(err, "cannot sync", path);
    if (close(fd) != 0 && code == ERR_OK)
        code = err_errno(err, "cannot close", path);
    return code;
}

enum err_code file_write(const char *path, const void *bytes, size_t count, struct err *err) {
    char temporary[FILE_PATH_MAX];
    int length = snprintf(temporary, sizeof temporary, "%s.tmp", path);
    if (length < 0 || (size_t)length >= sizeof temporary)
        return err_set(err, ERR_USAGE, "%.80s…: the path is too long", path);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return err_errno(err, "cannot create", temporary);
    enum err_code code = fill_and_sync(fd, temporary, bytes, count, err);
    if (code == ERR_OK)
        code = file_rename(temporary, path, err);
    if (code != ERR_OK)
        unlink(temporary);
    return code;
}

enum err_code file_sync(const char *path, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    enum err_code code = ERR_OK;
    if (fsync(fd) != 0)
        code = err_errno(err, "cannot sync", path);
    close(fd);
    return code;
}

enum err_code file_rename(const char *from, const char *to, struct err *err) {
    if (rename(from, to) != 0)
        return err_errno(err, "cannot rename to", to);
    char folder[FILE_PATH_MAX];
    path_folder(folder, to);
    return file_sync(folder, err);
}

bool file_exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

enum err_code folder_make(const char *path, struct err *err) {
    char part[FILE_PATH_MAX];
    int length = snprintf(part, sizeof part, "%s", path);
    if (length <= 0 || (size_t)length >= sizeof part)
        return err_set(err, ERR_USAGE, "%.80s: not a usable folder name", path);
    for (char *p = part + 1;; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        bool last = *p == '\0';
        *p = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return err_set(err, ERR_STORAGE, "cannot make the folder %s: %s", part,
                           strerror(errno));
        if (last)
            break;
        *p = '/';
    }
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return err_set(err, ERR_STORAGE, "%s: there is a file where a folder should be", path);
    return ERR_OK;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *walk) {
    (void)st;
    (void)type;
    (void)walk;
    return remove(path);
}

enum err_code file_remove_tree(const char *path, struct err *err) {
    if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
        return err_errno(err, "cannot remove", path);
    return ERR_OK;
}

static int skip_dots(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

enum err_code folder_names(const char *path, char ***ret_names, size_t *ret_count,
                           struct err *err) {
    struct dirent **entries;
    int count = scandir(path, &entries, skip_dots, by_bytes);
    if (count < 0)
        return err_errno(err, "cannot list", path);
    char **names = calloc((size_t)count + 1, sizeof *names);
    bool whole = names != NULL;
    for (int i = 0; i < count; i++) {
        if (names)
            whole = (names[i] = strdup(entries[i]->d_name)) && whole;
        free(entries[i]);
    }
    free(entries);
    if (!whole) {
        folder_names_free(names, (size_t)count);
        return err_set(err, ERR_STORAGE, "%s: out of memory", path);
    }
    *ret_names = names;
    *ret_count = (size_t)count;
    return ERR_OK;
}

void folder_names_free(char **names, size_t count) {
    for (size_t i = 0; names && i < count; i++)
        free(names[i]);
    free(names);
}
