#include "publish/report_file.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct report_file {
    char path[FILE_PATH_MAX], temporary[FILE_PATH_MAX + 8];
    FILE *stream;
    bool begun, failed;
};

static enum err_code open_temporary(struct report_file *file, struct err *err) {
    snprintf(file->temporary, sizeof file->temporary, "%s.part", file->path);
    unlink(file->temporary); /* of a run that was cut off */
    int fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_errno(err, "cannot write", file->path);
    if ((file->stream = fdopen(fd, "w")))
        return ERR_OK;
    enum err_code code = err_errno(err, "cannot write", file->path);
    unlink(file->temporary);
    close(fd);
    return code;
}

enum err_code report_file_open(const char *path, struct report_file **ret, struct err *err) {
    struct report_file *file = mem_zero(1, sizeof *file);
    enum err_code code = path_join(file->path, *path == '/' ? "" : ".", path + (*path == '/'), err);
    if (code == ERR_OK)
        code = open_temporary(file, err);
    if (code == ERR_OK)
        *ret = file;
    else
        free(file);
    return code == ERR_OK ? ERR_OK : ERR_STORAGE;
}

void report_file_add(struct report_file *file, const json_t *object) {
    if (!file || file->failed)
        return;
    json_t *array = json_array();
    json_array_append(array, (json_t *)(uintptr_t)object);
    char *text = json_pretty(array);
    json_decref(array);
    size_t length = text ? strlen(text) : 0;
    file->failed = length < 6 || fputs(file->begun ? ",\n" : "[\n", file->stream) == EOF ||
                   /* what stands between "[\n" and "\n]\n" */
                   fwrite(text + 2, 1, length - 5, file->stream) != length - 5;
    file->begun = true;
    free(text);
}

static enum err_code settle(struct report_file *file, struct err *err) {
    bool good = !file->failed && fputs(file->begun ? "\n]\n" : "[]\n", file->stream) != EOF;
    good = good && fflush(file->stream) == 0 && fsync(fileno(file->stream)) == 0;
    if (!good)
        return err_set(err, ERR_STORAGE, "%s: cannot be written; is the disk full?", file->path);
    return file_rename(file->temporary, file->path, err);
}

enum err_code report_file_finish(struct report_file *file, struct err *err) {
    if (!file)
        return ERR_OK;
    enum err_code code = settle(file, err);
    if (code != ERR_OK)
        unlink(file->temporary);
    fclose(file->stream);
    free(file);
    return code == ERR_OK ? ERR_OK : ERR_STORAGE;
}

void report_file_drop(struct report_file *file) {
    if (!file)
        return;
    unlink(file->temporary);
    fclose(file->stream);
    free(file);
}
