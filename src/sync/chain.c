#include "sync/chain.h"

#include <inttypes.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "sync/storage.h"

#define CHAIN_FOLDER "keysets"

enum err_code chain_load(const char *trust, const char *state, struct verified_keyset **ret,
                         struct err *err) {
    char folder[FILE_PATH_MAX];
    struct verified_keyset *keyset = NULL;
    enum err_code code = path_join(folder, state, CHAIN_FOLDER, err);
    if (code == ERR_OK)
        code = trust_load(trust, &keyset, err);
    if (code != ERR_OK)
        return code;
    code = trust_follow(folder, 0, &keyset, NULL);
    if (code == ERR_STORAGE) {
        verified_keyset_free(keyset);
        return err_set(err, code, "%s: cannot be read", folder);
    }
    *ret = keyset;
    return ERR_OK;
}

enum err_code chain_load_version(const char *trust, const char *state, int64_t version,
                                 struct verified_keyset **ret, struct err *err) {
    char folder[FILE_PATH_MAX];
    int64_t first = 0;
    enum err_code code = path_join(folder, state, CHAIN_FOLDER, err);
    if (code == ERR_OK)
        code = trust_first(trust, &first, err);
    if (code == ERR_OK && version < first)
        code = err_set(err, ERR_MISSING, "%s: no keyset %" PRId64 " in it", trust, version);
    if (code == ERR_OK && trust_load_version(trust, version, ret, NULL) == ERR_OK)
        return ERR_OK;
    if (code == ERR_OK)
        code = trust_load(trust, ret, err);
    if (code == ERR_OK)
        (void)!trust_follow(folder, version, ret, NULL);
    return code;
}

static enum err_code keep(const char *state, int64_t version, struct received text,
                          struct received signature, struct err *err) {
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    char name[KEYSET_NAME], signature_name[KEYSET_SIGNATURE_NAME];
    keyset_name(version, name);
    keyset_signature_name(version, signature_name);
    enum err_code code = path_join(folder, state, CHAIN_FOLDER, err);
    if (code == ERR_OK && !file_exists(folder)) {
        code = folder_make(folder, err);
        if (code == ERR_OK)
            code = file_sync(state, err);
    }
    /* the signature first: a keyset that is there is whole */
    if (code == ERR_OK)
        code = path_join(path, folder, signature_name, err);
    if (code == ERR_OK)
        code = file_write(path, signature.bytes, signature.count, err);
    if (code == ERR_OK)
        code = path_join(path, folder, name, err);
    if (code == ERR_OK)
        code = file_write(path, text.bytes, text.count, err);
    return storage_failed(code, err);
}

enum err_code chain_accept(struct verified_keyset **keyset, const char *state, struct received text,
                           struct received signature, struct err *err) {
    struct verified_keyset *next = NULL;
    enum err_code code = verify_next_keyset(*keyset, text, signature, &next, err);
    if (code == ERR_OK && state)
        code = keep(state, verified_keyset(next)->version, text, signature, err);
    if (code != ERR_OK) {
        verified_keyset_free(next);
        return code;
    }
    verified_keyset_free(*keyset);
    *keyset = next;
    return ERR_OK;
}

bool chain_raise(const struct verified_keyset *keyset, struct trust_record *record) {
    int64_t version = verified_keyset(keyset)->version;
    if (version <= record->keyset)
        return false;
    record->keyset = version;
    record->serial = 0;
    record->manifest = (struct digest){{0}};
    return true;
}
