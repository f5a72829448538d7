/* Signs and verifies any file with bundle/'s own functions, so that minisign can be held against
 * them: minisign-tool sign KEY FILE [COMMENT [PASSPHRASE]] | verify PUB FILE. The signature is
 * FILE.minisig; exit code as the programs'. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "bundle/secret.h"

#define FILE_MAX ((size_t)1 << 26)

static enum err_code read_signature(const char *path, struct buf *ret, struct err *err) {
    char name[FILE_PATH_MAX];
    snprintf(name, sizeof name, "%s.minisig", path);
    return file_read(name, MINISIGN_SIGNATURE_MAX, ret, err);
}

static enum err_code verify(const char *pub, const char *path, struct err *err) {
    struct buf text = {0}, bytes = {0}, signature = {0};
    struct minisign_public key;
    enum err_code code = file_read(pub, 2048, &text, err);
    char *line = code == ERR_OK && text.data ? strchr(text.data, '\n') : NULL;
    if (line)
        line[1 + strcspn(line + 1, "\n")] = '\0';
    if (code == ERR_OK && (!line || !minisign_public_parse(line + 1, &key)))
        code = err_set(err, ERR_REFUSED, "%s: no public key", pub);
    if (code == ERR_OK)
        code = file_read(path, FILE_MAX, &bytes, err);
    if (code == ERR_OK)
        code = read_signature(path, &signature, err);
    if (code == ERR_OK)
        code = minisign_verify(&key, 1, buf_string(&bytes), bytes.len, buf_string(&signature),
                               signature.len, path, NULL, NULL, err);
    buf_free(&text);
    buf_free(&bytes);
    buf_free(&signature);
    return code;
}

static enum err_code sign(const char *file, const char *path, const char *comment,
                          const char *passphrase, struct err *err) {
    char name[FILE_PATH_MAX];
    struct buf text = {0}, bytes = {0}, signature = {0};
    struct secret_key key;
    enum err_code code = file_read(file, 4096, &text, err);
    if (code == ERR_OK)
        code = secret_parse(buf_string(&text), text.len, passphrase, file, &key, err);
    if (code == ERR_OK)
        code = file_read(path, FILE_MAX, &bytes, err);
    if (code == ERR_OK)
        code = secret_sign(&key, buf_string(&bytes), bytes.len, comment, &signature, err);
    snprintf(name, sizeof name, "%s.minisig", path);
    if (code == ERR_OK)
        code = file_write(name, signature.data, signature.len, err);
    secret_wipe(&key);
    buf_free(&text);
    buf_free(&bytes);
    buf_free(&signature);
    return code;
}

int main(int argc, char **argv) {
    struct err err = {.code = ERR_USAGE,
                      .text = "sign KEY FILE [COMMENT [PASSPHRASE]] | verify PUB FILE"};
    enum err_code code = ERR_USAGE;
    if (sodium_init() < 0)
        return ERR_STORAGE;
    if (argc == 4 && strcmp(argv[1], "verify") == 0)
        code = verify(argv[2], argv[3], &err);
    else if (argc >= 4 && argc <= 6 && strcmp(argv[1], "sign") == 0)
        code = sign(argv[2], argv[3], argc > 4 ? argv[4] : "", argc > 5 ? argv[5] : NULL, &err);
    if (code != ERR_OK)
        fprintf(stderr, "minisign-tool: %s\n", err.text);
    return (int)code;
}
