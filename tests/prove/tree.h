/* Folders for the proofs: copied, compared, measured. What cannot be done ends the program. */
#ifndef PROVE_TREE_H
#define PROVE_TREE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/digest.h"

/* path/name; one of eight buffers in turn. */
const char *tree_path(const char *folder, const char *name);
void tree_make(const char *path);
void tree_remove(const char *path);
/* `to` must not exist. Regular files and folders only. */
void tree_copy(const char *from, const char *to);
/* Over the names, kinds and bytes of all that is in it; one value for what does not exist. */
struct digest tree_digest(const char *path);

struct buf tree_read(const char *path);
void tree_write(const char *path, const void *bytes, size_t count);

#endif
