/* A JSON array written to a file object by object, so that a long one needs no memory. What stood
 * there stays until the whole of it is on the disk. */
#ifndef PUBLISH_REPORT_FILE_H
#define PUBLISH_REPORT_FILE_H

#include "base/err.h"
#include "base/json.h"

struct report_file;

/* Writes beside `path`, to a name of its own. ERR_STORAGE: that cannot be written. */
enum err_code report_file_open(const char *path, struct report_file **ret, struct err *err) CHECKED;
/* A failure is told at the end. Takes NULL for the file. */
void report_file_add(struct report_file *file, const json_t *object);
/* Ends it and puts it in its place. Frees it in any case; takes NULL. */
enum err_code report_file_finish(struct report_file *file, struct err *err) CHECKED;
/* Gives it up. Takes NULL. */
void report_file_drop(struct report_file *file);

#endif
