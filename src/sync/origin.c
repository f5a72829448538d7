#include "sync/origin.h"

#include "sync/chain.h"

static enum err_code read_paper(const struct state *state, const char *name, struct buf *ret) {
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    enum err_code code = state_generation(folder, state->path, state->current.serial, "", NULL);
    if (code == ERR_OK)
        code = path_join(path, folder, name, NULL);
    return code == ERR_OK ? file_read(path, MANIFEST_FILE_MAX, ret, NULL) : code;
}

static enum err_code verify_shown(const struct verified_keyset *keyset, const struct state *state) {
    struct verified_manifest *manifest = NULL;
    struct buf text = {0}, signature = {0};
    enum err_code code = read_paper(state, MANIFEST_NAME, &text);
    if (code == ERR_OK)
        code = read_paper(state, MANIFEST_SIGNATURE_NAME, &signature);
    if (code == ERR_OK)
        code = verify_manifest(
            keyset, (struct received){MANIFEST_NAME, buf_string(&text), text.len},
            (struct received){MANIFEST_SIGNATURE_NAME, buf_string(&signature), signature.len},
            &manifest, NULL);
    verified_manifest_free(manifest);
    buf_free(&text);
    buf_free(&signature);
    return code;
}

void origin_explain(const char *trust, const struct state *state, struct err *err) {
    const struct kept *current = &state->current;
    struct verified_keyset *keyset = NULL;
    if (!current->has_manifest ||
        chain_load_version(trust, state->path, current->manifest.keyset, &keyset, NULL) != ERR_OK)
        return;
    if (verify_shown(keyset, state) == ERR_REFUSED)
        err_add(err,
                "%.60s seems to be filled under other keys than those in %.60s: if the trust "
                "folder was exchanged, put the old one back, or stop the kiosk, empty the state "
                "folder and update again",
                state->path, trust);
    verified_keyset_free(keyset);
}
