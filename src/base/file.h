/* Files and folders, written so that a power cut leaves the old content or the new one. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define FILE_PATH_MAX 4096

/* "folder/name" into `ret` (FILE_PATH_MAX bytes). */
enum err_code path_join(char *ret, const char *folder, const char *name, struct err *err) CHECKED;

/* The part behind the last slash. */
const char *path_name(const char *path);

/* The whole of a regular file, replacing what is in ret_content. More than `max` bytes:
 * ERR_REFUSED. Anything but a regular file is refused without waiting (a FIFO never blocks). */
enum err_code file_read(const char *path, size_t max, struct buf *ret_content,
                        struct err *err) CHECKED;

/* Temporary file, fsync, rename, fsync of the folder. */
enum err_code file_write(const char *path, const void *bytes, size_t count,
                         struct err *err) CHECKED;

enum err_code file_write_all(int fd, const void *bytes, size_t count, const char *path,
                             struct err *err) CHECKED;
/* fsync of an existing file or folder by name. */
enum err_code file_sync(const char *path, struct err *err) CHECKED;
/* rename and fsync of the folder it happens in. */
enum err_code file_rename(const char *from, const char *to, struct err *err) CHECKED;

bool file_exists(const char *path);
enum err_code folder_make(const char *path, struct err *err) CHECKED; /* like mkdir -p, mode 0755 */
/* Removes a file or a folder with everything in it; what does not exist is fine. Follows no link.
 */
enum err_code file_remove_tree(const char *path, struct err *err) CHECKED;

/* The names in a folder in byte order, without "." and "..". Free with folder_names_free. */
enum err_code folder_names(const char *path, char ***ret_names, size_t *ret_count,
                           struct err *err) CHECKED;
void folder_names_free(char **names, size_t count);

#endif
