/* Where a document lies: a file, or a file in an archive. */
#ifndef INTAKE_SOURCE_H
#define INTAKE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SOURCE_MAX_BYTES ((size_t)64 << 20) /* of a document; its text has a lower limit */

struct source {
    char *path;   /* of the file or of the archive; owned */
    char *member; /* the name in the archive; owned, NULL for a file of its own */
};

void source_clear(struct source *source); /* takes NULL */
/* "folder/a.txt", "folder/a.zip/b.txt": how it is named in messages. Allocated. */
char *source_label(const struct source *source);

/* The archive that was read last, open for the next document in it: opening one takes as long as
 * its list of members is. Zero-initialise it. */
struct source_shelf {
    char *path; /* owned */
    struct archive *archive;
};
void source_shelf_clear(struct source_shelf *shelf); /* takes NULL */

/* The document's bytes, replacing what is in `ret`. ERR_MISSING: no such file or member;
 * ERR_REFUSED: not a regular file, too large, locked with a password, damaged. */
enum err_code source_read(const struct source *source, struct source_shelf *shelf, struct buf *ret,
                          struct err *err) CHECKED;

#endif
