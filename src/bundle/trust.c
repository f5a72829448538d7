#include "bundle/trust.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define INSTALL                                                                                    \
    "copy the trust/ folder that `meclis-publish keygen` wrote beside the publisher's keys to "    \
    "this place"

enum err_code trust_read_part(const char *folder, const char *name, struct buf *ret,
                              struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, name, err);
    return code == ERR_OK ? file_read(path, KEYSET_FILE_MAX, ret, err) : code;
}

/* Reads keyset.<version>.json and its signature. ERR_MISSING: the first is not there. */
static enum err_code read_both(const char *folder, int64_t version, struct buf *text,
                               struct buf *signature, struct err *err) {
    char name[KEYSET_NAME], signature_name[KEYSET_SIGNATURE_NAME];
    keyset_name(version, name);
    keyset_signature_name(version, signature_name);
    enum err_code code = trust_read_part(folder, name, text, err);
    if (code != ERR_OK)
        return code;
    code = trust_read_part(folder, signature_name, signature, err);
    if (code == ERR_MISSING)
        code = err_set(err, ERR_REFUSED, "%s: %s is missing", folder, signature_name);
    return code;
}

/* The keyset of that version: the first one where *keyset is NULL, else the one that follows it and
 * takes its place. */
static enum err_code load_one(const char *folder, int64_t version, struct verified_keyset **keyset,
                              struct err *err) {
    char name[KEYSET_NAME];
    struct buf text = {0}, signature = {0};
    struct verified_keyset *loaded = NULL;
    keyset_name(version, name);
    enum err_code code = read_both(folder, version, &text, &signature, err);
    struct received what = {name, buf_string(&text), text.len};
    struct received by = {name, buf_string(&signature), signature.len};
    if (code == ERR_OK)
        code = *keyset ? verify_next_keyset(*keyset, what, by, &loaded, err)
                       : verify_keyset(what, by, &loaded, err);
    if (code == ERR_OK && verified_keyset(loaded)->version != version) {
        code = err_set(err, ERR_REFUSED, "%s: holds keyset %lld", name,
                       (long long)verified_keyset(loaded)->version);
        verified_keyset_free(loaded);
    }
    buf_free(&text);
    buf_free(&signature);
    if (code != ERR_OK)
        return code;
    verified_keyset_free(*keyset);
    *keyset = loaded;
    return ERR_OK;
}

enum err_code trust_follow(const char *folder, int64_t last, struct verified_keyset **keyset,
                           struct err *err) {
    for (int followed = 0; followed < TRUST_CHAIN_MAX; followed++) {
        int64_t version = verified_keyset(*keyset)->version + 1;
        if (last && version > last)
            return ERR_OK;
        enum err_code code = load_one(folder, version, keyset, err);
        if (code == ERR_MISSING)
            return ERR_OK;
        if (code != ERR_OK)
            return code;
    }
    return err_set(err, ERR_REFUSED, "%s: more than %d keysets in a row", folder, TRUST_CHAIN_MAX);
}

/* "keyset.3.json" and nothing else gives 3; 0 for other names. */
static int64_t version_of(const char *name) {
    char again[KEYSET_NAME];
    long long version = 0;
    if (sscanf(name, "keyset.%15lld", &version) != 1 || version < 1)
        return 0;
    keyset_name(version, again);
    return strcmp(again, name) == 0 ? version : 0;
}

static enum err_code find_versions(const char *folder, int64_t *ret_first, int64_t *ret_last,
                                   struct err *err) {
    char **names = NULL;
    size_t count = 0;
    int64_t first = 0, last = 0;
    enum err_code code = folder_names(folder, &names, &count, err);
    if (code == ERR_MISSING)
        return err_set(err, code, "%s: there is no such trust folder: " INSTALL, folder);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < count; i++) {
        int64_t version = version_of(names[i]);
        first = version && (!first || version < first) ? version : first;
        last = version > last ? version : last;
    }
    folder_names_free(names, count);
    if (!first)
        return err_set(err, ERR_MISSING, "%s: no keyset in this trust folder: " INSTALL, folder);
    *ret_first = first;
    *ret_last = last;
    return ERR_OK;
}

static enum err_code load_chain(const char *folder, int64_t first, int64_t last,
                                struct verified_keyset **ret, struct err *err) {
    struct verified_keyset *keyset = NULL;
    enum err_code code = load_one(folder, first, &keyset, err);
    if (code == ERR_OK)
        code = trust_follow(folder, last, &keyset, err);
    if (code == ERR_OK && verified_keyset(keyset)->version < last)
        code = err_set(err, ERR_REFUSED, "keyset.%lld.json is missing",
                       (long long)verified_keyset(keyset)->version + 1);
    if (code == ERR_OK)
        *ret = keyset;
    else
        verified_keyset_free(keyset);
    if (code == ERR_REFUSED)
        code = err_add(err, "trust folder %s is damaged, copy it anew from the publisher", folder);
    return code;
}

enum err_code trust_load(const char *folder, struct verified_keyset **ret, struct err *err) {
    int64_t first = 0, last = 0;
    enum err_code code = find_versions(folder, &first, &last, err);
    return code == ERR_OK ? load_chain(folder, first, last, ret, err) : code;
}

enum err_code trust_load_version(const char *folder, int64_t version, struct verified_keyset **ret,
                                 struct err *err) {
    int64_t first = 0, last = 0;
    enum err_code code = find_versions(folder, &first, &last, err);
    if (code == ERR_OK && (version < first || version > last))
        code = err_set(err, ERR_MISSING, "%s: no keyset %lld in it", folder, (long long)version);
    return code == ERR_OK ? load_chain(folder, first, version, ret, err) : code;
}

enum err_code trust_first(const char *folder, int64_t *ret, struct err *err) {
    int64_t last = 0;
    return find_versions(folder, ret, &last, err);
}
