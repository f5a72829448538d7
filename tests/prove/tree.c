#include "prove/tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define FILE_MAX (1 << 28)

static void need(enum err_code code, const struct err *err) {
    if (code == ERR_OK)
        return;
    fprintf(stderr, "proof: %s\n", err->text);
    exit(2);
}

const char *tree_path(const char *folder, const char *name) {
    static char paths[8][FILE_PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 8];
    struct err err = {0};
    need(path_join(path, folder, name, &err), &err);
    return path;
}

void tree_make(const char *path) {
    struct err err = {0};
    need(folder_make(path, &err), &err);
}

void tree_remove(const char *path) {
    struct err err = {0};
    need(file_remove_tree(path, &err), &err);
}

struct buf tree_read(const char *path) {
    struct err err = {0};
    struct buf content = {0};
    need(file_read(path, FILE_MAX, &content, &err), &err);
    return content;
}

void tree_write(const char *path, const void *bytes, size_t count) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, bytes, count) != (ssize_t)count || close(fd) != 0) {
        perror(path);
        exit(2);
    }
}

static bool is_folder(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

typedef void visit(const char *path, const char *name, void *data);

static void each_entry(const char *folder, visit *what, void *data) {
    char **names, path[FILE_PATH_MAX];
    size_t count;
    struct err err = {0};
    need(folder_names(folder, &names, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        need(path_join(path, folder, names[i], &err), &err);
        what(path, names[i], data);
    }
    folder_names_free(names, count);
}

static void copy_entry(const char *path, const char *name, void *data) {
    char to[FILE_PATH_MAX];
    struct err err = {0};
    need(path_join(to, data, name, &err), &err);
    tree_copy(path, to);
}

void tree_copy(const char *from, const char *to) {
    if (is_folder(from)) {
        tree_make(to);
        each_entry(from, copy_entry, (void *)(size_t)to);
        return;
    }
    struct buf content = tree_read(from);
    tree_write(to, buf_string(&content), content.len);
    buf_free(&content);
}

static void digest_entry(const char *path, const char *name, void *data) {
    struct digest digest = tree_digest(path);
    digest_add(data, name, strlen(name) + 1);
    digest_add(data, digest.bytes, sizeof digest.bytes);
}

struct digest tree_digest(const char *path) {
    struct digest_stream stream;
    digest_begin(&stream);
    if (is_folder(path)) {
        digest_add(&stream, "folder", 6);
        each_entry(path, digest_entry, &stream);
    } else if (access(path, F_OK) == 0) {
        struct buf content = tree_read(path);
        digest_add(&stream, "file", 4);
        digest_add(&stream, buf_string(&content), content.len);
        buf_free(&content);
    }
    return digest_end(&stream);
}
