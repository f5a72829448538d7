/* The documents that the PATHs of a call stand for. */
#ifndef PUBLISH_GATHER_H
#define PUBLISH_GATHER_H

#include <stddef.h>

#include "intake/source.h"

/* In the order of the call, those of a folder in byte order. */
struct gathered {
    struct source *sources;
    size_t count, room;
    int missing; /* what does not exist, or cannot be listed or reached */
    int empty;   /* folders with nothing usable */
};

/* A file is taken as it is; of a folder, with its folders, every regular file whose name
 * intake_accepts, leaving out hidden ones. What is wrong or left out is said on stderr. */
void gather_path(struct gathered *gathered, const char *path);
void gathered_clear(struct gathered *gathered);

#endif
