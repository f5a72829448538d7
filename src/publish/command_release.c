/* release: the library as a signed release folder. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/passphrase.h"
#include "publish/release.h"

#define EXPIRES_DAYS 35
#define EXPIRES_DAYS_MAX 3650
#define DAY_SECONDS 86400

struct arguments {
    const char *library, *key, *out, *trust, *passphrase_file;
    int days;
};

/* trust/ beside the key, unless --trust names another. */
static enum err_code find_trust(const struct arguments *arguments, char ret[FILE_PATH_MAX],
                                struct err *err) {
    char folder[FILE_PATH_MAX];
    if (arguments->trust)
        return path_join(ret, arguments->trust, "", err);
    int length = (int)(path_name(arguments->key) - arguments->key);
    snprintf(folder, sizeof folder, "%.*s", length, arguments->key);
    return path_join(ret, length ? folder : "./", "trust", err);
}

static void print_release(const struct manifest *manifest, const char *out) {
    char digits[DIGEST_SHORT];
    digest_short(&manifest->set_digest, digits);
    printf("serial %" PRId64 ", %" PRId64 " decisions, digest %s, written to %s\n",
           manifest->serial, manifest->count, digits, out);
}

static enum err_code run(const struct arguments *arguments, int64_t now, struct err *err) {
    char trust[FILE_PATH_MAX];
    struct secret_key key = {0};
    struct verified_keyset *keyset = NULL;
    struct library *library = NULL;
    struct manifest manifest;
    enum err_code code = find_trust(arguments, trust, err);
    if (code == ERR_OK)
        code = trust_load(trust, &keyset, err);
    if (code == ERR_OK)
        code = library_open(arguments->library, false, &library, err);
    if (code == ERR_OK)
        code = passphrase_open_key(arguments->key, arguments->passphrase_file, &key, err);
    if (code == ERR_OK) {
        struct release_order order = {.library = library,
                                      .key = &key,
                                      .keyset = keyset,
                                      .trust = trust,
                                      .out = arguments->out,
                                      .issued = now,
                                      .expires = now + (int64_t)arguments->days * DAY_SECONDS};
        code = release_make(&order, &manifest, err);
    }
    secret_wipe(&key);
    library_close(library);
    verified_keyset_free(keyset);
    if (code == ERR_OK)
        print_release(&manifest, arguments->out);
    return code;
}

enum err_code command_release(const struct command_context *context, int argc, char **argv,
                              struct err *err) {
    struct arguments arguments = {.days = EXPIRES_DAYS};
    const char *days = NULL;
    const struct option_spec specs[] = {{"--library", &arguments.library, NULL},
                                        {"--key", &arguments.key, NULL},
                                        {"--out", &arguments.out, NULL},
                                        {"--trust", &arguments.trust, NULL},
                                        {"--passphrase-file", &arguments.passphrase_file, NULL},
                                        {"--expires", &days, NULL}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_count("release", rest, 0, 0, "--library FILE --key FILE --out DIR", err);
    if (code == ERR_OK)
        code = options_require("release", "--library FILE", arguments.library, err);
    if (code == ERR_OK)
        code = options_require("release", "--key FILE", arguments.key, err);
    if (code == ERR_OK)
        code = options_require("release", "--out DIR", arguments.out, err);
    if (code == ERR_OK && days)
        code = options_integer("--expires", days, 1, EXPIRES_DAYS_MAX, &arguments.days, err);
    return code == ERR_OK ? run(&arguments, clock_wall(&context->clock), err) : code;
}
