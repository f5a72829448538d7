/* A ZIP archive, read in memory: nothing in it is ever written to the disk, so that a name such as
 * "../../x" is a name and no more. Every size in it is doubted. */
#ifndef INTAKE_ARCHIVE_H
#define INTAKE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define ARCHIVE_MEMBERS_MAX 20000
#define ARCHIVE_DIRECTORY_MAX ((size_t)8 << 20) /* bytes of its table of contents */
#define ARCHIVE_MEMBER_MAX ((size_t)64 << 20)   /* inflated, of a member that is read whole */
/* Inflated, of all members: more than this is a bomb where it is also more than RATIO times the
 * archive's own size. */
#define ARCHIVE_TOTAL_MAX ((size_t)1 << 30)
#define ARCHIVE_RATIO_MAX 100

struct archive;

enum archive_kind {
    ARCHIVE_FILE,
    ARCHIVE_FOLDER,
    ARCHIVE_OTHER /* a symbolic link, a device */
};

/* `name` stands in messages. ERR_MISSING: no such file; ERR_REFUSED: damaged, too many members,
 * members that share bytes, more inside than can be true. Of a file only a regular one is opened.
 * The bytes are borrowed until the archive is closed. */
enum err_code archive_open(const char *path, struct archive **ret, struct err *err) CHECKED;
enum err_code archive_open_bytes(const char *name, const char *bytes, size_t count,
                                 struct archive **ret, struct err *err) CHECKED;
void archive_close(struct archive *archive); /* takes NULL */

/* Members in byte order of their names. A name is UTF-8 in NFC with '/' between folders and no
 * control characters; where the archive does not say UTF-8 it is read as CP857, as Windows writes
 * it in Turkey. The second of one name has " (2)" behind it. */
size_t archive_count(const struct archive *archive);
const char *archive_name(const struct archive *archive, size_t member);
enum archive_kind archive_kind(const struct archive *archive, size_t member);
bool archive_find(const struct archive *archive, const char *name, size_t *ret_member);

/* Gives a member's bytes to `take` in portions, until it returns false. ERR_REFUSED: locked with a
 * password, more than `max` bytes, packed by an unknown method, damaged. */
typedef bool archive_take(void *data, const char *bytes, size_t count);
enum err_code archive_each(struct archive *archive, size_t member, size_t max, archive_take *take,
                           void *data, struct err *err) CHECKED;
/* The whole of a member, replacing what is in `ret`. */
enum err_code archive_read(struct archive *archive, size_t member, size_t max, struct buf *ret,
                           struct err *err) CHECKED;
/* Its first bytes, as many as there are and fit; 0 where it cannot be read. */
size_t archive_head(struct archive *archive, size_t member, char *ret, size_t room);

#endif
