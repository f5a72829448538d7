/* manifest.json: what a release is. Reading and writing only; what came from outside is read by
 * bundle/verify after its signature was checked, and by nobody else. */
#ifndef BUNDLE_MANIFEST_H
#define BUNDLE_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "bundle/keyset.h"

#define MANIFEST_TYPE "meclis-manifest/1"
#define MANIFEST_NAME "manifest.json"
#define MANIFEST_SIGNATURE_NAME "manifest.json.minisig"
#define MANIFEST_FILE_MAX 16384               /* bytes; the signature's limit is the same */
#define MANIFEST_SIZE_MAX (UINT64_C(1) << 40) /* bytes of any file that a manifest names */
#define MANIFEST_SNAPSHOT_NAME 48             /* "snapshot-<serial>.db.zst" */
#define MANIFEST_SCHEMA 3                     /* of the database, as db/schema.sql has it */

/* The whole set as one compressed database. Sizes in bytes, 1 to MANIFEST_SIZE_MAX. */
struct manifest_snapshot {
    char file[MANIFEST_SNAPSHOT_NAME]; /* always manifest_snapshot_name of the serial */
    uint64_t size;
    struct digest digest; /* BLAKE2b-256 of the compressed file */
    uint64_t database_size;
    struct digest database_digest; /* of the database in it */
};

#define MANIFEST_DELTA_NAME 64 /* "delta-<from>-<to>.zst" */
#define MANIFEST_DELTAS_MAX 8

/* What changed since an earlier set, compressed. A kiosk that shows exactly that set may take it in
 * place of the snapshot; the result is the same set. */
struct manifest_delta {
    int64_t from;                   /* the serial of the set that it starts from, 1 to serial - 1 */
    struct digest base_digest;      /* and that set's digest */
    char file[MANIFEST_DELTA_NAME]; /* always manifest_delta_name of the serials */
    uint64_t size;
    struct digest digest;  /* BLAKE2b-256 of the compressed file */
    uint64_t content_size; /* decompressed */
};

struct manifest {
    char municipality[KEYSET_MUNICIPALITY_SIZE];
    int64_t keyset;  /* version of the keyset that it is signed under, from 1 */
    int64_t serial;  /* from 1 */
    int64_t issued;  /* seconds since 1970, UTC */
    int64_t expires; /* the same; past it the screen says so and goes on showing */
    int64_t schema;
    struct digest set_digest;
    int64_t count;   /* decisions without tombstones */
    char newest[11]; /* "2015-07-09"; "" for an empty set */
    struct manifest_snapshot snapshot;
    struct manifest_delta deltas[MANIFEST_DELTAS_MAX];
    size_t delta_count;
};

/* What a database was found to hold, to be held against its manifest. */
struct manifest_content {
    int64_t serial, issued, count;
    struct digest set_digest;
    char newest[11]; /* "" for an empty set */
    const char *municipality;
};
/* ERR_REFUSED, naming what differs. */
enum err_code manifest_compare(const struct manifest *manifest,
                               const struct manifest_content *found, struct err *err) CHECKED;

void manifest_snapshot_name(int64_t serial, char ret[MANIFEST_SNAPSHOT_NAME]);
void manifest_delta_name(int64_t from, int64_t to, char ret[MANIFEST_DELTA_NAME]);

/* The delta that leads from the set of that serial and digest, NULL for none. */
const struct manifest_delta *manifest_find_delta(const struct manifest *manifest, int64_t serial,
                                                 const struct digest *set_digest);

/* Strict about what it knows, silent about members that it does not. ERR_REFUSED with the reason,
 * and ret untouched. */
enum err_code manifest_parse(const char *text, size_t length, const char *name,
                             struct manifest *ret, struct err *err) CHECKED;
/* Appends the text that manifest_parse reads. ERR_STORAGE: no memory. */
enum err_code manifest_write(const struct manifest *manifest, struct buf *out,
                             struct err *err) CHECKED;

#endif
