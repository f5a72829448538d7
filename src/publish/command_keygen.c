/* keygen: the two key pairs of a publisher, and the trust folder for kiosks. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "bundle/keyset.h"
#include "bundle/trust.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/passphrase.h"

#define KEYSET_DAYS 3653 /* ten years; rotating before that is a matter of days */
#define DAY_SECONDS 86400

/* Every file that keygen makes, in this order. The secret ones first: they are what must never be
 * overwritten. */
enum { ROOT_KEY, PUBLISH_KEY, ROOT_PUBLIC, PUBLISH_PUBLIC, KEYSET, KEYSET_SIGNATURE, FILE_COUNT };
static const char *const file_names[FILE_COUNT] = {
    "root.key",    "publish.key",         "root.pub",
    "publish.pub", "trust/keyset.1.json", "trust/keyset.1.json.minisig"};

struct keygen {
    const char *out;
    const char *municipality; /* "" for none */
    int64_t now;
    struct secret_key root, publish;
    struct buf files[FILE_COUNT];
};

static enum err_code write_public(const struct secret_key *key, struct buf *out, struct err *err) {
    struct minisign_public public;
    char text[MINISIGN_PUBLIC_TEXT], id[MINISIGN_ID_TEXT];
    secret_public(key, &public);
    minisign_public_text(&public, text);
    minisign_id_text(public.id, id);
    buf_format(out, MINISIGN_UNTRUSTED "minisign public key %s\n%s\n", id, text);
    return out->failed ? err_set(err, ERR_STORAGE, "out of memory") : ERR_OK;
}

static enum err_code write_keyset(struct keygen *keygen, struct err *err) {
    struct keyset keyset = {.version = 1,
                            .threshold = 1,
                            .root.count = 1,
                            .publish.count = 1,
                            .expires = keygen->now + (int64_t)KEYSET_DAYS * DAY_SECONDS};
    snprintf(keyset.municipality, sizeof keyset.municipality, "%s", keygen->municipality);
    secret_public(&keygen->root, &keyset.root.items[0]);
    secret_public(&keygen->publish, &keyset.publish.items[0]);
    struct buf *text = &keygen->files[KEYSET];
    enum err_code code = keyset_write(&keyset, text, err);
    if (code == ERR_OK)
        code = secret_sign(&keygen->root, text->data, text->len, "meclis keyset 1",
                           &keygen->files[KEYSET_SIGNATURE], err);
    return code;
}

/* Everything in memory first: what fails here leaves nothing behind. */
static enum err_code generate(struct keygen *keygen, const char *passphrase, struct err *err) {
    struct buf *files = keygen->files;
    secret_generate(&keygen->root);
    secret_generate(&keygen->publish);
    enum err_code code =
        secret_write(&keygen->root, passphrase, SECRET_COST_STRONG, &files[ROOT_KEY], err);
    if (code == ERR_OK)
        code = secret_write(&keygen->publish, passphrase, SECRET_COST_STRONG, &files[PUBLISH_KEY],
                            err);
    if (code == ERR_OK)
        code = write_public(&keygen->root, &files[ROOT_PUBLIC], err);
    if (code == ERR_OK)
        code = write_public(&keygen->publish, &files[PUBLISH_PUBLIC], err);
    return code == ERR_OK ? write_keyset(keygen, err) : code;
}

static enum err_code write_new(const char *path, const struct buf *content, mode_t mode,
                               struct err *err) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0 && errno == EEXIST)
        return err_set(err, ERR_REFUSED, "%s: exists already; keys are never overwritten", path);
    if (fd < 0)
        return err_errno(err, "cannot create", path);
    enum err_code code = file_write_all(fd, content->data, content->len, path, err);
    if (code == ERR_OK && fsync(fd) != 0)
        code = err_errno(err, "cannot sync", path);
    close(fd);
    if (code != ERR_OK)
        unlink(path);
    return code;
}

static enum err_code write_files(const struct keygen *keygen, struct err *err) {
    char path[FILE_PATH_MAX];
    size_t written = 0;
    enum err_code code = ERR_OK;
    while (code == ERR_OK && written < FILE_COUNT) {
        code = path_join(path, keygen->out, file_names[written], err);
        if (code == ERR_OK)
            code =
                write_new(path, &keygen->files[written], written <= PUBLISH_KEY ? 0600 : 0644, err);
        written += code == ERR_OK;
    }
    if (code == ERR_OK)
        return ERR_OK;
    while (written--) /* half a set of keys is worse than none */
        if (path_join(path, keygen->out, file_names[written], NULL) == ERR_OK)
            unlink(path);
    return code;
}

static enum err_code refuse_existing(const char *out, struct err *err) {
    char path[FILE_PATH_MAX];
    for (size_t i = 0; i < FILE_COUNT; i++) {
        enum err_code code = path_join(path, out, file_names[i], err);
        if (code != ERR_OK)
            return code;
        if (file_exists(path))
            return err_set(err, ERR_REFUSED,
                           "%s: exists already; keys are never overwritten, take another folder",
                           path);
    }
    return ERR_OK;
}

/* Makes the folders, writes, syncs, and reads back as a kiosk would. */
static enum err_code put_in_place(const struct keygen *keygen, struct err *err) {
    char trust[FILE_PATH_MAX];
    struct verified_keyset *keyset = NULL;
    enum err_code code = path_join(trust, keygen->out, "trust", err);
    if (code == ERR_OK)
        code = folder_make(trust, err);
    if (code == ERR_OK)
        code = write_files(keygen, err);
    if (code == ERR_OK)
        code = file_sync(trust, err);
    if (code == ERR_OK)
        code = file_sync(keygen->out, err);
    if (code == ERR_OK)
        code = trust_load(trust, &keyset, err);
    verified_keyset_free(keyset);
    return code;
}

static void keygen_clear(struct keygen *keygen) {
    secret_wipe(&keygen->root);
    secret_wipe(&keygen->publish);
    for (size_t i = 0; i < FILE_COUNT; i++)
        passphrase_wipe(&keygen->files[i]);
}

static enum err_code make_keys(struct keygen *keygen, bool ask, const char *passphrase_file,
                               struct err *err) {
    struct buf passphrase = {0};
    enum err_code code = refuse_existing(keygen->out, err);
    if (code == ERR_OK && passphrase_file)
        code = passphrase_read(passphrase_file, &passphrase, err);
    else if (code == ERR_OK && ask)
        code = passphrase_ask("Passphrase for the two new keys: ", true, &passphrase, err);
    if (code == ERR_OK)
        code = generate(keygen, passphrase.data, err);
    passphrase_wipe(&passphrase);
    if (code == ERR_OK)
        code = put_in_place(keygen, err);
    keygen_clear(keygen);
    return code;
}

static enum err_code check_arguments(const struct keygen *keygen, bool plain,
                                     const char *passphrase_file, struct err *err) {
    enum err_code code = options_require("keygen", "--out DIR", keygen->out, err);
    if (code == ERR_OK && plain && passphrase_file)
        code = err_set(err, ERR_USAGE,
                       "keygen: --no-passphrase and --passphrase-file exclude each other");
    if (code == ERR_OK && !keyset_municipality_valid(keygen->municipality))
        code = err_set(err, ERR_USAGE,
                       "keygen: --municipality must be one line of under %d bytes of UTF-8",
                       KEYSET_MUNICIPALITY_SIZE);
    return code;
}

enum err_code command_keygen(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    struct keygen keygen = {.now = clock_wall(&context->clock)};
    const char *passphrase_file = NULL;
    bool plain = false;
    const struct option_spec specs[] = {{"--out", &keygen.out, NULL},
                                        {"--municipality", &keygen.municipality, NULL},
                                        {"--no-passphrase", NULL, &plain},
                                        {"--passphrase-file", &passphrase_file, NULL}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_count("keygen", rest, 0, 0, "--out DIR [--municipality TEXT]", err);
    bool named = keygen.municipality != NULL;
    if (!named)
        keygen.municipality = "";
    if (code == ERR_OK)
        code = check_arguments(&keygen, plain, passphrase_file, err);
    if (code == ERR_OK)
        code = make_keys(&keygen, !plain, passphrase_file, err);
    if (code != ERR_OK)
        return code;
    if (!named)
        log_note("meclis-publish", "without --municipality the keyset names none: kiosks will take "
                                   "any name that these keys sign");
    printf("keys and trust/ written to %s; keep root.key offline, install trust/ on the kiosks\n",
           keygen.out);
    return ERR_OK;
}
