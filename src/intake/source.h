/* Where a document lies: a file, or a file in an archive. */
#ifndef INTAKE_SOURCE_H
#define INTAKE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
    char *path;   /* of the file or of the archive; owned */
    char *member; /* the name in the archive; owned, NULL for a file of its own */
};

void source_clear(struct source *source); /* takes NULL */
/* "folder/a.txt", "folder/a.zip/b.txt": how it is named in messages. Allocated. */
char *source_label(const struct source *source);

#endif
