/* rotate: the next keyset, signed by the old and the new root keys. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/passphrase.h"

#define KEYSET_DAYS 3653 /* as keygen's */
#define DAY_SECONDS 86400
#define PUBLIC_FILE_MAX 2048

struct arguments {
    const char *trust, *passphrase_file, *threshold;
    struct option_list root, add, drop, add_root, drop_root;
    int root_count;
    char **roots; /* those that stand behind the first one without --root */
};

/* ---- what the next keyset holds ---- */

/* The base64 line of a .pub file, behind its comment. */
static enum err_code read_public(const char *path, struct minisign_public *ret, struct err *err) {
    struct buf text = {0};
    enum err_code code = file_read(path, PUBLIC_FILE_MAX, &text, err);
    if (code != ERR_OK)
        return code;
    char *line = strchr(text.data, '\n');
    if (line)
        line[1 + strcspn(line + 1, "\r\n")] = '\0';
    if (!line || strncmp(text.data, MINISIGN_UNTRUSTED, strlen(MINISIGN_UNTRUSTED)) != 0 ||
        !minisign_public_parse(line + 1, ret))
        code = err_set(err, ERR_REFUSED, "%s: not a minisign public key; take a .pub file", path);
    buf_free(&text);
    return code;
}

static enum err_code add_keys(struct keyset_keys *keys, const struct option_list *files,
                              struct err *err) {
    for (size_t i = 0; i < files->count; i++) {
        struct minisign_public key;
        enum err_code code = read_public(files->items[i], &key, err);
        if (code != ERR_OK)
            return code;
        if (keyset_has_key(keys, &key))
            return err_set(err, ERR_REFUSED, "%s: this key is in the keyset already",
                           files->items[i]);
        if (keys->count == KEYSET_KEYS_MAX)
            return err_set(err, ERR_REFUSED, "%s: a keyset holds %d keys of a kind; drop one",
                           files->items[i], KEYSET_KEYS_MAX);
        keys->items[keys->count++] = key;
    }
    return ERR_OK;
}

static enum err_code drop_key(struct keyset_keys *keys, const char *id, const char *kind,
                              struct err *err) {
    for (size_t i = 0; i < keys->count; i++) {
        char text[MINISIGN_ID_TEXT];
        minisign_id_text(keys->items[i].id, text);
        if (strcasecmp(text, id) != 0)
            continue;
        keys->count--;
        memmove(&keys->items[i], &keys->items[i + 1], (keys->count - i) * sizeof *keys->items);
        return ERR_OK;
    }
    return err_set(err, ERR_REFUSED, "%.40s: no %s key of the keyset has this id", id, kind);
}

/* Dropped first: the last key may be exchanged for another, but not taken away. */
static enum err_code change_keys(struct keyset_keys *keys, const struct option_list *drop,
                                 const struct option_list *add, const char *kind, struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < drop->count; i++)
        code = drop_key(keys, drop->items[i], kind, err);
    if (code == ERR_OK)
        code = add_keys(keys, add, err);
    if (code == ERR_OK && keys->count == 0)
        code = err_set(err, ERR_REFUSED,
                       "%s is the last %s key and cannot be dropped: add another one in its place",
                       drop->items[drop->count - 1], kind);
    return code;
}

static enum err_code plan(const struct arguments *arguments, const struct keyset *old, int64_t now,
                          struct keyset *ret, struct err *err) {
    struct keyset next = *old;
    int threshold = (int)old->threshold;
    next.version = old->version + 1;
    next.expires = now + (int64_t)KEYSET_DAYS * DAY_SECONDS;
    enum err_code code =
        change_keys(&next.publish, &arguments->drop, &arguments->add, "publishing", err);
    if (code == ERR_OK)
        code = change_keys(&next.root, &arguments->drop_root, &arguments->add_root, "root", err);
    if (code == ERR_OK && arguments->threshold)
        code = options_integer("--threshold", arguments->threshold, 1, KEYSET_KEYS_MAX, &threshold,
                               err);
    if (code == ERR_OK && (size_t)threshold > next.root.count)
        code =
            err_set(err, ERR_REFUSED,
                    "%d root keys would have to sign the next keyset and there would be %zu; add "
                    "one with --add-root, or lower --threshold",
                    threshold, next.root.count);
    next.threshold = threshold;
    if (code == ERR_OK)
        *ret = next;
    return code;
}

/* ---- signing it ---- */

static enum err_code sign_with(const char *path, const struct arguments *arguments,
                               const struct keyset *old, const struct keyset *next,
                               const struct buf *text, struct buf *signature, struct err *err) {
    struct secret_key key = {0};
    struct minisign_public public;
    char comment[64];
    snprintf(comment, sizeof comment, "meclis keyset %" PRId64, next->version);
    enum err_code code = passphrase_open_key(path, arguments->passphrase_file, &key, err);
    if (code == ERR_OK) {
        secret_public(&key, &public);
        if (keyset_has_key(&old->root, &public) || keyset_has_key(&next->root, &public))
            code = secret_sign(&key, text->data, text->len, comment, signature, err);
        else
            code = err_set(err, ERR_REFUSED,
                           "%s: no root key of the old keyset or the new one; take root.key", path);
    }
    secret_wipe(&key);
    return code;
}

static enum err_code sign(const struct arguments *arguments, const struct keyset *old,
                          const struct keyset *next, const struct buf *text, struct buf *signature,
                          struct err *err) {
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < arguments->root.count; i++)
        code = sign_with(arguments->root.items[i], arguments, old, next, text, signature, err);
    for (int i = 0; code == ERR_OK && i < arguments->root_count; i++)
        code = sign_with(arguments->roots[i], arguments, old, next, text, signature, err);
    return code;
}

/* ---- writing it ---- */

/* The signature first: a keyset that is there is whole. */
static enum err_code put(const char *trust, int64_t version, const struct buf *text,
                         const struct buf *signature, struct err *err) {
    char name[KEYSET_NAME], signature_name[KEYSET_SIGNATURE_NAME], path[FILE_PATH_MAX];
    keyset_name(version, name);
    keyset_signature_name(version, signature_name);
    enum err_code code = path_join(path, trust, signature_name, err);
    if (code == ERR_OK)
        code = file_write(path, signature->data, signature->len, err);
    if (code == ERR_OK)
        code = path_join(path, trust, name, err);
    if (code == ERR_OK)
        code = file_write(path, text->data, text->len, err);
    return code;
}

static enum err_code make_next(const struct arguments *arguments,
                               const struct verified_keyset *current, int64_t now,
                               struct keyset *ret, struct err *err) {
    struct buf text = {0}, signature = {0};
    struct verified_keyset *checked = NULL;
    struct keyset next;
    enum err_code code = plan(arguments, verified_keyset(current), now, &next, err);
    if (code == ERR_OK)
        code = keyset_write(&next, &text, err);
    if (code == ERR_OK)
        code = sign(arguments, verified_keyset(current), &next, &text, &signature, err);
    if (code == ERR_OK) { /* what a kiosk would not follow is never written */
        char name[KEYSET_NAME];
        keyset_name(next.version, name);
        code = verify_next_keyset(current, (struct received){name, buf_string(&text), text.len},
                                  (struct received){name, buf_string(&signature), signature.len},
                                  &checked, err);
        if (code == ERR_REFUSED)
            code =
                err_add(err, "nothing was written; name each root key that must sign with --root");
    }
    if (code == ERR_OK)
        code = put(arguments->trust, next.version, &text, &signature, err);
    verified_keyset_free(checked);
    buf_free(&text);
    buf_free(&signature);
    if (code == ERR_OK)
        *ret = next;
    return code;
}

/* ---- the command ---- */

static void print_keys(const char *kind, const struct keyset_keys *keys) {
    for (size_t i = 0; i < keys->count; i++) {
        char id[MINISIGN_ID_TEXT];
        minisign_id_text(keys->items[i].id, id);
        printf("  %s %s\n", kind, id);
    }
}

static enum err_code run(const struct arguments *arguments, int64_t now, struct err *err) {
    struct verified_keyset *keyset = NULL;
    struct keyset next;
    enum err_code code = trust_load(arguments->trust, &keyset, err);
    if (code == ERR_OK)
        code = make_next(arguments, keyset, now, &next, err);
    verified_keyset_free(keyset);
    keyset = NULL;
    if (code == ERR_OK)
        code = trust_load(arguments->trust, &keyset, err);
    verified_keyset_free(keyset);
    if (code != ERR_OK)
        return code;
    printf("keyset %" PRId64 " written to %s, signed by %" PRId64 " of %zu root keys or more:\n",
           next.version, arguments->trust, next.threshold, next.root.count);
    print_keys("root   ", &next.root);
    print_keys("publish", &next.publish);
    puts("make a release now: kiosks follow with the next one that they get");
    return ERR_OK;
}

enum err_code command_rotate(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    struct arguments arguments = {.root.name = "--root",
                                  .add.name = "--add",
                                  .drop.name = "--drop",
                                  .add_root.name = "--add-root",
                                  .drop_root.name = "--drop-root"};
    const struct option_spec specs[] = {{"--trust", &arguments.trust, NULL},
                                        {"--passphrase-file", &arguments.passphrase_file, NULL},
                                        {"--threshold", &arguments.threshold, NULL}};
    struct option_list *const lists[] = {&arguments.root, &arguments.add, &arguments.drop,
                                         &arguments.add_root, &arguments.drop_root};
    int rest = 0;
    enum err_code code = options_parse_lists(specs, sizeof specs / sizeof *specs, lists,
                                             sizeof lists / sizeof *lists, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("rotate", "--trust DIR", arguments.trust, err);
    if (code == ERR_OK)
        code = options_require("rotate", "--root FILE…",
                               arguments.root.count ? arguments.root.items[0] : NULL, err);
    if (code != ERR_OK)
        return code;
    arguments.root_count = rest;
    arguments.roots = argv + 1;
    return run(&arguments, clock_wall(&context->clock), err);
}
