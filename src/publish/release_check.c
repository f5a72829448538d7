#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "bundle/unpack.h"
#include "publish/release.h"
#include "store/check.h"
#include "store/delta.h"

static enum err_code read_part(const char *folder, const char *name, enum err_code absent,
                               struct buf *ret, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, name, err);
    if (code == ERR_OK)
        code = file_read(path, MANIFEST_FILE_MAX, ret, err);
    if (code == ERR_MISSING)
        code = err_set(err, absent, "%s: %s is missing", folder, name);
    return code;
}

enum err_code release_manifest(const struct verified_keyset *keyset, const char *folder,
                               const char *signature_folder, struct verified_manifest **ret,
                               struct err *err) {
    struct buf text = {0}, signature = {0};
    enum err_code code = read_part(folder, MANIFEST_NAME, ERR_MISSING, &text, err);
    if (code == ERR_OK)
        code = read_part(signature_folder, MANIFEST_SIGNATURE_NAME, ERR_REFUSED, &signature, err);
    if (code == ERR_OK)
        code = verify_manifest(
            keyset, (struct received){MANIFEST_NAME, buf_string(&text), text.len},
            (struct received){MANIFEST_SIGNATURE_NAME, buf_string(&signature), signature.len}, ret,
            err);
    buf_free(&text);
    buf_free(&signature);
    return code;
}

/* The release carries the whole row of keysets, to the same last one. */
static enum err_code check_keyset(const struct verified_keyset *keyset, const char *folder,
                                  struct err *err) {
    struct verified_keyset *carried = NULL;
    enum err_code code = trust_load(folder, &carried, err);
    if (code == ERR_MISSING)
        return err_set(err, ERR_REFUSED, "%s: the keyset is missing", folder);
    if (code == ERR_OK &&
        memcmp(verified_keyset(carried), verified_keyset(keyset), sizeof(struct keyset)) != 0)
        code =
            err_set(err, ERR_REFUSED, "%s: carries another keyset than the trust folder", folder);
    verified_keyset_free(carried);
    return code;
}

/* As a kiosk opens it: a link, a folder or a FIFO is never a part of a release. */
static enum err_code open_part(const char *path, int *ret_fd, struct err *err) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *ret_fd = fd;
        return ERR_OK;
    }
    if (fd >= 0)
        close(fd);
    return err_set(err, ERR_REFUSED,
                   "%s: missing, or not a regular file that can be read; copy the whole release "
                   "again",
                   path);
}

enum err_code release_unpack(const struct verified_manifest *manifest, const char *folder,
                             const char *database, struct err *err) {
    const struct manifest_snapshot *snapshot = &verified_manifest(manifest)->snapshot;
    char path[FILE_PATH_MAX];
    int from = -1;
    enum err_code code = path_join(path, folder, snapshot->file, err);
    if (code == ERR_OK)
        code = open_part(path, &from, err);
    if (code != ERR_OK)
        return code;
    int to = open(database, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (to < 0) {
        close(from);
        return err_errno(err, "cannot create", database);
    }
    struct unpack_limits limits = {snapshot->database_size, snapshot->database_digest};
    code = verify_snapshot(manifest, from, path, err);
    if (code == ERR_OK)
        code = unpack_stream(from, path, to, database, &limits, err);
    close(from);
    close(to);
    return code;
}

/* Puts a delta onto `database`, which holds the set that it leads to already: what every record of
 * it says must be so, or the digest is another afterwards. */
static enum err_code try_delta(const struct verified_manifest *verified, size_t index,
                               const char *folder, const char *database, struct err *err) {
    const struct manifest *manifest = verified_manifest(verified);
    const struct manifest_delta *expected = &manifest->deltas[index];
    struct buf content = {0};
    char path[FILE_PATH_MAX];
    int from = -1;
    enum err_code code = path_join(path, folder, expected->file, err);
    if (code == ERR_OK)
        code = open_part(path, &from, err);
    if (code != ERR_OK)
        return code;
    code = verify_delta(verified, expected, from, path, err);
    if (code == ERR_OK && expected->content_size > DELTA_CONTENT_MAX)
        code = err_set(err, ERR_REFUSED, "%s: larger than a delta may be", path);
    if (code == ERR_OK)
        code = unpack_bytes(from, path, expected->content_size, &content, err);
    close(from);
    struct delta delta = {path, content.data, content.len, expected->from, manifest->serial};
    struct snapshot_info info = {.serial = manifest->serial,
                                 .issued = manifest->issued,
                                 .municipality = manifest->municipality,
                                 .set_digest = manifest->set_digest,
                                 .count = (int)manifest->count};
    if (code == ERR_OK)
        code = delta_apply(database, &delta, &info, err);
    buf_free(&content);
    return code;
}

static enum err_code check_database(const char *database, const struct manifest *manifest,
                                    struct err *err) {
    struct check_result found;
    enum err_code code = store_check(database, &found, err);
    if (code != ERR_OK)
        return code;
    struct manifest_content content = {.serial = found.serial,
                                       .issued = found.issued,
                                       .count = found.count,
                                       .set_digest = found.set_digest,
                                       .municipality = found.municipality};
    if (found.newest.year)
        date_iso(found.newest, content.newest);
    return manifest_compare(manifest, &content, err);
}

static enum err_code check_deltas(const struct verified_manifest *verified, const char *folder,
                                  const char *database, struct err *err) {
    const struct manifest *manifest = verified_manifest(verified);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < manifest->delta_count && code == ERR_OK; i++)
        code = try_delta(verified, i, folder, database, err);
    return code == ERR_OK && manifest->delta_count ? check_database(database, manifest, err) : code;
}

enum err_code release_check(const struct verified_keyset *keyset, const char *folder,
                            const char *scratch, struct manifest *ret, struct err *err) {
    struct verified_manifest *manifest = NULL;
    char database[FILE_PATH_MAX];
    enum err_code code = release_manifest(keyset, folder, folder, &manifest, err);
    if (code == ERR_OK)
        code = check_keyset(keyset, folder, err);
    if (code == ERR_OK)
        code = path_join(database, scratch, "check.db", err);
    if (code == ERR_OK) {
        code = release_unpack(manifest, folder, database, err);
        if (code == ERR_OK)
            code = check_database(database, verified_manifest(manifest), err);
        if (code == ERR_OK)
            code = check_deltas(manifest, folder, database, err);
        unlink(database);
    }
    if (code == ERR_OK)
        *ret = *verified_manifest(manifest);
    verified_manifest_free(manifest);
    return code;
}
