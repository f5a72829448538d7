/* The only door from received bytes to believed ones. A verified_keyset and a verified_manifest
 * can be made by these functions alone, so whoever holds one knows that every check was passed. */
#ifndef BUNDLE_VERIFY_H
#define BUNDLE_VERIFY_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "bundle/keyset.h"
#include "bundle/manifest.h"

struct verified_keyset;
struct verified_manifest;

/* Received bytes with the name that messages give them. */
struct received {
    const char *name;
    const char *bytes;
    size_t count;
};

/* A first keyset: signed by at least `threshold` of its own root keys, one block of four lines a
 * key, each good. The folder it lies in was installed by hand; the signature says it is whole. */
enum err_code verify_keyset(struct received text, struct received signature,
                            struct verified_keyset **ret, struct err *err) CHECKED;
/* The keyset that follows `current`: its version is one higher, its municipality the same (one may
 * be named where none was), and it is signed by as many root keys as the old keyset asks for and by
 * as many of its own as itself does. Nothing of it is parsed before the old keys have vouched for
 * it. ERR_REFUSED otherwise; `current` stays the caller's. */
enum err_code verify_next_keyset(const struct verified_keyset *current, struct received text,
                                 struct received signature, struct verified_keyset **ret,
                                 struct err *err) CHECKED;
void verified_keyset_free(struct verified_keyset *keyset); /* takes NULL */
const struct keyset *verified_keyset(const struct verified_keyset *keyset);

/* Nothing of the manifest is parsed before its signature by a publishing key has been checked; then
 * its version and municipality must be the keyset's. ERR_REFUSED otherwise; ERR_STORAGE: no memory.
 */
enum err_code verify_manifest(const struct verified_keyset *keyset, struct received text,
                              struct received signature, struct verified_manifest **ret,
                              struct err *err) CHECKED;
void verified_manifest_free(struct verified_manifest *manifest); /* takes NULL */
const struct manifest *verified_manifest(const struct verified_manifest *manifest);
/* BLAKE2b-256 of the manifest's bytes: tells two manifests of one serial apart. */
struct digest verified_manifest_digest(const struct verified_manifest *manifest);

/* Reads the open file to its end from the start and compares size and digest with what the manifest
 * signed; leaves it rewound. ERR_REFUSED: cut, longer or changed. ERR_STORAGE: unreadable. */
enum err_code verify_snapshot(const struct verified_manifest *manifest, int fd, const char *name,
                              struct err *err) CHECKED;
/* The same for `delta`, which is one of that manifest's. */
enum err_code verify_delta(const struct verified_manifest *manifest,
                           const struct manifest_delta *delta, int fd, const char *name,
                           struct err *err) CHECKED;

#endif
