/* A folder for a while. */
#ifndef PUBLISH_SCRATCH_H
#define PUBLISH_SCRATCH_H

#include "base/err.h"

/* A new folder in $TMPDIR or /tmp, into ret (FILE_PATH_MAX bytes); remove it with file_remove_tree.
 */
enum err_code scratch_make(char *ret, struct err *err) CHECKED;

#endif
