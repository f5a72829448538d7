#include "bundle/verify.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct verified_keyset {
    struct keyset keyset;
};

struct verified_manifest {
    struct manifest manifest;
    struct digest digest;
};

/* How many of the keys signed. Every block must hold and no key may sign twice, so that a changed
 * byte in any of them is noticed. */
static enum err_code count_signers(const struct keyset_keys *keys, struct received text,
                                   struct received signature, int64_t *ret, struct err *err) {
    bool signed_by[KEYSET_KEYS_MAX] = {false};
    const char *next = signature.bytes;
    size_t left = signature.count;
    int64_t signers = 0;
    while (left) {
        size_t key, used;
        enum err_code code = minisign_verify(keys->items, keys->count, text.bytes, text.count, next,
                                             left, text.name, &key, &used, err);
        if (code != ERR_OK)
            return code;
        if (signed_by[key])
            return err_set(err, ERR_REFUSED, "%s: signed twice with one key", text.name);
        signed_by[key] = true;
        signers++;
        next += used;
        left -= used;
    }
    *ret = signers;
    return ERR_OK;
}

enum err_code verify_keyset(struct received text, struct received signature,
                            struct verified_keyset **ret, struct err *err) {
    struct keyset keyset;
    int64_t signers = 0;
    /* Its keys are in itself, so this one text is parsed first; it came with the installation. */
    enum err_code code = keyset_parse(text.bytes, text.count, text.name, &keyset, err);
    if (code == ERR_OK)
        code = count_signers(&keyset.root, text, signature, &signers, err);
    if (code != ERR_OK)
        return code;
    if (signers < keyset.threshold)
        return err_set(err, ERR_REFUSED, "%s: signed by %lld root keys, needs %lld", text.name,
                       (long long)signers, (long long)keyset.threshold);
    struct verified_keyset *verified = malloc(sizeof *verified);
    if (!verified)
        return err_set(err, ERR_STORAGE, "%s: out of memory", text.name);
    verified->keyset = keyset;
    *ret = verified;
    return ERR_OK;
}

void verified_keyset_free(struct verified_keyset *keyset) {
    free(keyset);
}

const struct keyset *verified_keyset(const struct verified_keyset *keyset) {
    return &keyset->keyset;
}

static enum err_code fits_keyset(const struct manifest *manifest, const struct keyset *keyset,
                                 const char *name, struct err *err) {
    if (manifest->keyset != keyset->version)
        return err_set(err, ERR_REFUSED,
                       "%s: made under keyset %lld, but the trust folder holds keyset %lld", name,
                       (long long)manifest->keyset, (long long)keyset->version);
    if (keyset->municipality[0] && strcmp(manifest->municipality, keyset->municipality) != 0)
        return err_set(err, ERR_REFUSED, "%s: a release for %.100s, but the keyset is %.100s's",
                       name, manifest->municipality, keyset->municipality);
    return ERR_OK;
}

enum err_code verify_manifest(const struct verified_keyset *keyset, struct received text,
                              struct received signature, struct verified_manifest **ret,
                              struct err *err) {
    const struct keyset_keys *keys = &keyset->keyset.publish;
    struct manifest manifest;
    enum err_code code =
        text.count <= MANIFEST_FILE_MAX && signature.count <= MINISIGN_SIGNATURE_MAX
            ? ERR_OK
            : err_set(err, ERR_REFUSED, "%s: larger than the %d bytes allowed", text.name,
                      MANIFEST_FILE_MAX);
    if (code == ERR_OK)
        code = minisign_verify(keys->items, keys->count, text.bytes, text.count, signature.bytes,
                               signature.count, text.name, NULL, NULL, err);
    if (code == ERR_OK)
        code = manifest_parse(text.bytes, text.count, text.name, &manifest, err);
    if (code == ERR_OK)
        code = fits_keyset(&manifest, &keyset->keyset, text.name, err);
    if (code != ERR_OK)
        return code;
    struct verified_manifest *verified = malloc(sizeof *verified);
    if (!verified)
        return err_set(err, ERR_STORAGE, "%s: out of memory", text.name);
    verified->manifest = manifest;
    verified->digest = digest_bytes(text.bytes, text.count);
    *ret = verified;
    return ERR_OK;
}

void verified_manifest_free(struct verified_manifest *manifest) {
    free(manifest);
}

const struct manifest *verified_manifest(const struct verified_manifest *manifest) {
    return &manifest->manifest;
}

struct digest verified_manifest_digest(const struct verified_manifest *manifest) {
    return manifest->digest;
}

static enum err_code verify_file(uint64_t expected_size, const struct digest *expected, int fd,
                                 const char *name, struct err *err) {
    struct digest digest;
    uint64_t size;
    if (lseek(fd, 0, SEEK_SET) != 0)
        return err_errno(err, "cannot read", name);
    enum err_code code = digest_fd(fd, name, &digest, &size, err);
    if (code != ERR_OK)
        return code;
    if (size != expected_size)
        return err_set(err, ERR_REFUSED, "%s: %llu bytes, the manifest says %llu", name,
                       (unsigned long long)size, (unsigned long long)expected_size);
    if (!digest_equal(&digest, expected))
        return err_set(err, ERR_REFUSED, "%s: not the file that was signed: damaged or forged",
                       name);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return err_errno(err, "cannot read", name);
    return ERR_OK;
}

enum err_code verify_snapshot(const struct verified_manifest *manifest, int fd, const char *name,
                              struct err *err) {
    const struct manifest_snapshot *expected = &manifest->manifest.snapshot;
    return verify_file(expected->size, &expected->digest, fd, name, err);
}

enum err_code verify_delta(const struct verified_manifest *manifest,
                           const struct manifest_delta *delta, int fd, const char *name,
                           struct err *err) {
    assert(delta >= manifest->manifest.deltas &&
           delta < manifest->manifest.deltas + manifest->manifest.delta_count);
    return verify_file(delta->size, &delta->digest, fd, name, err);
}
