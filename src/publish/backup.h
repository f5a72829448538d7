/* A backup of what an office computer has that nobody else has: the library and the public keys.
 *
 *     backup.json            what is in it, with a digest of each file; written last
 *     library-<digest>.db    the library
 *     trust/keyset.N.json…   the trust folder
 *     public/NAME.pub        the public keys beside it
 *
 * Secret keys are never in it: they belong on paper or in a safe, not where the library goes. */
#ifndef PUBLISH_BACKUP_H
#define PUBLISH_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/file.h"
#include "store/backup.h"

struct backup_order {
    const char *library; /* file */
    const char *folder;  /* of the backup */
    const char *trust;   /* folder, or NULL: found beside the library, put back where it was */
    bool force;          /* also over something newer */
    int64_t now;         /* seconds since 1970 */
};

/* What was done, for people. */
struct backup_result {
    struct library_summary library;
    char trust[FILE_PATH_MAX]; /* the trust folder; "" for none */
    size_t files;
    int64_t made; /* when the backup was, seconds since 1970 */
};

/* Writes the backup, and reads all of it back. ERR_REFUSED: the folder holds something else, or
 * what this library lacks; ERR_USAGE: there are several trust folders, or none. */
enum err_code backup_make(const struct backup_order *order, struct backup_result *ret,
                          struct err *err) CHECKED;

/* Checks the whole backup and only then writes: library and keys. ERR_REFUSED: it is damaged, or
 * the library that is there has what it lacks, or there are other keys. */
enum err_code backup_restore(const struct backup_order *order, struct backup_result *ret,
                             struct err *err) CHECKED;

#endif
