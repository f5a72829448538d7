/* What lies already where a release goes: its serial is the least that the next one must exceed,
 * and what it has retracted stays so. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "publish/release.h"
#include "store/compare.h"

/* ---- serials ---- */

enum err_code release_find(const struct release_order *order, const char *folder,
                           const char *signature_folder, struct verified_manifest **ret,
                           struct err *err) {
    int64_t version = verified_keyset(order->keyset)->version, first = 0;
    enum err_code code = trust_first(order->trust, &first, err);
    if (code != ERR_OK)
        return code;
    for (code = ERR_REFUSED; code == ERR_REFUSED && version >= first; version--) {
        struct verified_keyset *keyset = NULL;
        code = trust_load_version(order->trust, version, &keyset, err);
        if (code != ERR_OK)
            return code;
        code = release_manifest(keyset, folder, signature_folder, ret, err);
        verified_keyset_free(keyset);
    }
    return code;
}

/* Does the folder carry our first keyset? Then what is damaged in it was ours. */
static bool bears_our_keyset(const struct release_order *order, const char *folder) {
    int64_t first = 0;
    char name[KEYSET_NAME];
    struct buf ours = {0}, theirs = {0};
    bool same = false;
    if (trust_first(order->trust, &first, NULL) == ERR_OK) {
        keyset_name(first, name);
        same = trust_read_part(order->trust, name, &ours, NULL) == ERR_OK &&
               trust_read_part(folder, name, &theirs, NULL) == ERR_OK && ours.len == theirs.len &&
               memcmp(buf_string(&ours), buf_string(&theirs), ours.len) == 0;
    }
    buf_free(&ours);
    buf_free(&theirs);
    return same;
}

/* Raises *serial to that of the release in `folder`, if there is one. */
static enum err_code raise_serial(const struct release_order *order, const char *folder,
                                  int64_t *serial, struct err *err) {
    struct verified_manifest *manifest = NULL;
    enum err_code code = release_find(order, folder, folder, &manifest, err);
    /* a stick that was pulled too early must not stay useless for ever */
    if (code == ERR_REFUSED && folder == order->target && bears_our_keyset(order, folder))
        return ERR_OK;
    if (code != ERR_OK && code != ERR_MISSING)
        return err_add(err, "%s holds a release that is not of these keys; take another folder",
                       folder);
    if (manifest && verified_manifest(manifest)->serial > *serial)
        *serial = verified_manifest(manifest)->serial;
    verified_manifest_free(manifest);
    return ERR_OK;
}

enum err_code release_next_serial(const struct release_order *order, int64_t *ret,
                                  struct err *err) {
    int64_t serial = 0;
    enum err_code code = library_serial(order->library, &serial, err);
    if (code == ERR_OK)
        code = raise_serial(order, order->out, &serial, err);
    if (code == ERR_OK && order->target)
        code = raise_serial(order, order->target, &serial, err);
    if (code == ERR_OK)
        *ret = serial + 1;
    return code;
}

/* ---- what was retracted stays so ---- */

/* The first decision that the release in `folder` has retracted and `database` has not. A release
 * that is not there, or damaged, says nothing. */
static enum err_code find_lost(const struct release_order *order, const char *folder,
                               const char *database, const char *scratch, struct compare_lost *ret,
                               struct err *err) {
    struct verified_manifest *manifest = NULL;
    char old[FILE_PATH_MAX];
    enum err_code code = path_join(old, scratch, "there.db", err);
    if (code != ERR_OK)
        return code;
    code = release_find(order, folder, folder, &manifest, err);
    if (code == ERR_OK)
        code = release_unpack(manifest, folder, old, err);
    if (code == ERR_OK)
        code = store_find_lost(database, old, ret, err);
    unlink(old);
    verified_manifest_free(manifest);
    return code == ERR_MISSING || code == ERR_REFUSED ? ERR_OK : code;
}

enum err_code release_keep_retracted(const struct release_order *order, const char *database,
                                     const char *scratch, struct err *err) {
    const char *const folders[] = {order->out, order->target};
    for (int i = 0; i < 2 && folders[i]; i++) {
        struct compare_lost lost = {0};
        enum err_code code = find_lost(order, folders[i], database, scratch, &lost, err);
        if (code != ERR_OK)
            return code;
        if (lost.year)
            return err_set(err, ERR_REFUSED,
                           "%d/%d: retracted in %s, but %s in this library (an old copy of it?): "
                           "%smeclis-publish retract --library FILE %d/%d --reason TEXT, then "
                           "release again",
                           lost.year, lost.number, folders[i], lost.shown ? "alive" : "unknown",
                           lost.shown ? "" : "import its document, ", lost.year, lost.number);
    }
    return ERR_OK;
}
