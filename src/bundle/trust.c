#include "bundle/trust.h"

#include <stdio.h>

#include "base/file.h"

/* Reads one file of the folder, NUL-terminated. */
static enum err_code read_part(const char *folder, const char *name, struct buf *ret,
                               struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, folder, name, err);
    if (code == ERR_OK)
        code = file_read(path, KEYSET_FILE_MAX, ret, err);
    if (code == ERR_MISSING)
        code = err_set(err, ERR_MISSING,
                       "%s: no %s in it: copy the trust folder that `meclis-publish keygen` wrote "
                       "to this place",
                       folder, name);
    return code;
}

enum err_code trust_load(const char *folder, struct verified_keyset **ret, struct err *err) {
    char name[KEYSET_NAME], signature_name[KEYSET_NAME + 8];
    keyset_name(1, name);
    snprintf(signature_name, sizeof signature_name, "%s.minisig", name);
    struct buf text = {0}, signature = {0};
    enum err_code code = read_part(folder, name, &text, err);
    if (code == ERR_OK)
        code = read_part(folder, signature_name, &signature, err);
    if (code == ERR_OK) {
        code = verify_keyset(
            (struct received){name, buf_string(&text), text.len},
            (struct received){signature_name, buf_string(&signature), signature.len}, ret, err);
        if (code == ERR_REFUSED)
            code = err_add(err, "trust folder %s: copy it anew from the publisher", folder);
    }
    buf_free(&text);
    buf_free(&signature);
    return code;
}
