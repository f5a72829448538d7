/* The documents that the PATHs of a call stand for. */
#ifndef PUBLISH_GATHER_H
#define PUBLISH_GATHER_H

#include <stddef.h>

#include "intake/source.h"

#define GATHER_FOLDERS_DEEP 64

/* In the order of the call, those of a folder and of an archive in byte order. */
struct gathered {
    struct source *sources;
    size_t count, room;
    int missing; /* what does not exist, or cannot be listed or reached */
    int empty;   /* folders and archives with nothing usable */
};

/* A file is taken as it is. Of a folder, with its folders, every regular file that may be a
 * document (format_name_kind), leaving out hidden ones and the folders of saved pages; links are
 * not followed. A ZIP is opened like a folder, if its name says so or nothing; one within another,
 * or called .docx, is a document that will be refused. What is wrong or left out is said on stderr,
 * a line each. */
void gather_path(struct gathered *gathered, const char *path);
void gathered_clear(struct gathered *gathered);

#endif
