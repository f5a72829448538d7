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

/* Nobody signs the untrusted comment, so in a release it must be the usual one: then every changed
 * bit of a signature is noticed. */
static enum err_code check_comment(struct received text, struct received signature,
                                   struct err *err) {
    if (minisign_comment_is_own(signature.bytes, signature.count))
        return ERR_OK;
    return err_set(
        err, ERR_REFUSED,
        "%s.minisig: its first line is not \"" MINISIGN_UNTRUSTED MINISIGN_SIGNATURE_COMMENT
        "\": damaged, or signed with minisign -c",
        text.name);
}

/* Which of the keys signed. Every block of four lines must hold and no key may sign twice, so that
 * a changed byte in any of them is noticed; with `others` the blocks of keys that are not among
 * these are passed over, for whoever looks at them later. */
static enum err_code find_signers(const struct minisign_public *keys, size_t count, bool others,
                                  struct received text, struct received signature, bool *signed_by,
                                  struct err *err) {
    struct received left = signature;
    if (left.count > MINISIGN_SIGNATURE_MAX)
        return err_set(err, ERR_REFUSED, "%s.minisig: larger than the %d bytes allowed", text.name,
                       MINISIGN_SIGNATURE_MAX);
    while (left.count) {
        size_t used = minisign_measure(left.bytes, left.count), key = 0;
        enum err_code code = check_comment(text, left, err);
        if (code == ERR_OK)
            /* with nothing measured the whole rest is said to be no signature */
            code = minisign_verify(keys, count, text.bytes, text.count, left.bytes,
                                   used ? used : left.count, text.name, &key, NULL, err);
        if (code != ERR_OK && (!others || !used))
            return code;
        if (code == ERR_OK && signed_by[key])
            return err_set(err, ERR_REFUSED, "%s: signed twice with one key", text.name);
        if (code == ERR_OK)
            signed_by[key] = true;
        left.bytes += used;
        left.count -= used;
    }
    return ERR_OK;
}

/* `hint` says what to do where too few of `whose` root keys signed. */
static enum err_code enough(const bool *signed_by, const struct keyset *keyset, const char *whose,
                            const char *hint, const char *name, struct err *err) {
    int64_t signers = 0;
    for (size_t i = 0; i < keyset->root.count; i++)
        signers += signed_by[i];
    if (signers >= keyset->threshold)
        return ERR_OK;
    return err_set(err, ERR_REFUSED, "%s: signed by %lld of the %s root keys, needs %lld%s", name,
                   (long long)signers, whose, (long long)keyset->threshold, hint);
}

static enum err_code believe_keyset(const struct keyset *keyset, const char *name,
                                    struct verified_keyset **ret, struct err *err) {
    struct verified_keyset *verified = malloc(sizeof *verified);
    if (!verified)
        return err_set(err, ERR_STORAGE, "%s: out of memory", name);
    verified->keyset = *keyset;
    *ret = verified;
    return ERR_OK;
}

enum err_code verify_keyset(struct received text, struct received signature,
                            struct verified_keyset **ret, struct err *err) {
    struct keyset keyset;
    bool signed_by[KEYSET_KEYS_MAX] = {false};
    /* Its keys are in itself, so this one text is parsed first; it came with the installation. */
    enum err_code code = keyset_parse(text.bytes, text.count, text.name, &keyset, err);
    if (code == ERR_OK)
        /* a later one is signed by root keys of the one before too, which are not known here */
        code = find_signers(keyset.root.items, keyset.root.count, keyset.version > 1, text,
                            signature, signed_by, err);
    if (code == ERR_OK)
        code = enough(signed_by, &keyset, "its own", "", text.name, err);
    return code == ERR_OK ? believe_keyset(&keyset, text.name, ret, err) : code;
}

/* ---- the next keyset ---- */

static enum err_code succeeds(const struct keyset *old, const struct keyset *next, const char *name,
                              struct err *err) {
    if (next->version != old->version + 1)
        return err_set(err, ERR_REFUSED, "%s: holds keyset %lld, but %lld must follow keyset %lld",
                       name, (long long)next->version, (long long)old->version + 1,
                       (long long)old->version);
    if (old->municipality[0] && strcmp(next->municipality, old->municipality) != 0)
        return err_set(err, ERR_REFUSED, "%s: a keyset for %.100s, but the one before is %.100s's",
                       name, next->municipality, old->municipality);
    return ERR_OK;
}

/* The keys of both, none twice; the new ones stand first, where `enough` looks for them. */
static size_t join_keys(const struct keyset_keys *next, const struct keyset_keys *old,
                        struct minisign_public ret[2 * KEYSET_KEYS_MAX]) {
    size_t count = next->count;
    memcpy(ret, next->items, count * sizeof *ret);
    for (size_t i = 0; i < old->count; i++) {
        size_t at = 0;
        while (at < next->count && !minisign_public_equal(&next->items[at], &old->items[i]))
            at++;
        if (at == next->count)
            ret[count++] = old->items[i];
    }
    return count;
}

static enum err_code signed_by_new(const struct keyset *old, const struct keyset *next,
                                   struct received text, struct received signature,
                                   struct err *err) {
    struct minisign_public keys[2 * KEYSET_KEYS_MAX];
    bool signed_by[2 * KEYSET_KEYS_MAX] = {false};
    size_t count = join_keys(&next->root, &old->root, keys);
    enum err_code code = find_signers(keys, count, false, text, signature, signed_by, err);
    return code == ERR_OK ? enough(signed_by, next, "new", "", text.name, err) : code;
}

enum err_code verify_next_keyset(const struct verified_keyset *current, struct received text,
                                 struct received signature, struct verified_keyset **ret,
                                 struct err *err) {
    const struct keyset *old = &current->keyset;
    struct keyset next;
    bool signed_by[KEYSET_KEYS_MAX] = {false};
    /* The old keys vouch for the bytes before anything of them is parsed. */
    enum err_code code =
        find_signers(old->root.items, old->root.count, true, text, signature, signed_by, err);
    if (code == ERR_OK)
        code = enough(signed_by, old, "old",
                      "; it is somebody else's, or the trust folder is: copy the trust/ folder "
                      "beside the right publisher's keys to this place",
                      text.name, err);
    if (code == ERR_OK)
        code = keyset_parse(text.bytes, text.count, text.name, &next, err);
    if (code == ERR_OK)
        code = succeeds(old, &next, text.name, err);
    if (code == ERR_OK)
        code = signed_by_new(old, &next, text, signature, err);
    return code == ERR_OK ? believe_keyset(&next, text.name, ret, err) : code;
}

void verified_keyset_free(struct verified_keyset *keyset) {
    free(keyset);
}

const struct keyset *verified_keyset(const struct verified_keyset *keyset) {
    return &keyset->keyset;
}

/* ---- manifests and files ---- */

static enum err_code fits_keyset(const struct manifest *manifest, const struct keyset *keyset,
                                 const char *name, struct err *err) {
    if (manifest->keyset != keyset->version)
        return err_set(err, ERR_REFUSED, "%s: made under keyset %lld, but keyset %lld is in force",
                       name, (long long)manifest->keyset, (long long)keyset->version);
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
        code = check_comment(text, signature, err);
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
