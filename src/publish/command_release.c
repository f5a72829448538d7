/* release: the library as a signed release folder. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "bundle/trust.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/passphrase.h"
#include "publish/release.h"
#include "publish/scratch.h"
#include "publish/stick.h"

#define EXPIRES_DAYS 35
#define EXPIRES_DAYS_MAX 3650
#define DAY_SECONDS 86400

struct arguments {
    const char *library, *key, *out, *stick, *trust, *passphrase_file;
    int days, deltas;
    bool accept_personal_data;
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

static void print_release(const struct manifest *manifest, const char *place) {
    char digits[DIGEST_SHORT];
    digest_short(&manifest->set_digest, digits);
    printf("serial %" PRId64 ", %" PRId64 " decisions, digest %s, written to %s\n",
           manifest->serial, manifest->count, digits, place);
}

/* Where the release goes. */
struct places {
    char trust[FILE_PATH_MAX];
    char scratch[FILE_PATH_MAX]; /* "" unless there is a stick */
    char folder[FILE_PATH_MAX];  /* on the stick */
    char out[FILE_PATH_MAX];     /* where it is made: --out, or in scratch */
};

static enum err_code find_places(const struct arguments *arguments, struct places *ret,
                                 struct err *err) {
    enum err_code code = find_trust(arguments, ret->trust, err);
    if (code == ERR_OK && arguments->stick)
        code = stick_folder(arguments->stick, ret->folder, err);
    if (code == ERR_OK && arguments->stick)
        code = scratch_make(ret->scratch, err);
    if (code == ERR_OK)
        code = arguments->out ? path_join(ret->out, arguments->out, "", err)
                              : path_join(ret->out, ret->scratch, "release", err);
    return code;
}

/* The stick says itself when it may be pulled: nobody should have to guess. */
static enum err_code write_stick(const struct places *places, const struct verified_keyset *keyset,
                                 struct err *err) {
    puts("writing to the stick, do not pull it yet / belleğe yazılıyor, henüz çıkarmayın");
    fflush(stdout);
    return stick_write(keyset, places->out, places->folder, places->scratch, err);
}

static enum err_code make(const struct arguments *arguments, const struct places *places,
                          int64_t now, struct manifest *ret, struct err *err) {
    struct secret_key key = {0};
    struct verified_keyset *keyset = NULL;
    struct library *library = NULL;
    enum err_code code = trust_load(places->trust, &keyset, err);
    if (code == ERR_OK)
        code = library_open(arguments->library, false, &library, err);
    if (code == ERR_OK)
        code = passphrase_open_key(arguments->key, arguments->passphrase_file, &key, err);
    if (code == ERR_OK) {
        struct release_order order = {.library = library,
                                      .key = &key,
                                      .keyset = keyset,
                                      .trust = places->trust,
                                      .out = places->out,
                                      .target = arguments->stick ? places->folder : NULL,
                                      .issued = now,
                                      .expires = now + (int64_t)arguments->days * DAY_SECONDS,
                                      .accept_personal_data = arguments->accept_personal_data,
                                      .deltas = arguments->deltas};
        code = release_make(&order, ret, err);
    }
    secret_wipe(&key);
    if (code == ERR_OK && arguments->stick)
        code = write_stick(places, keyset, err);
    library_close(library);
    verified_keyset_free(keyset);
    return code;
}

static enum err_code run(const struct arguments *arguments, int64_t now, struct err *err) {
    struct places places = {.scratch = ""};
    struct manifest manifest;
    enum err_code code = find_places(arguments, &places, err);
    if (code == ERR_OK)
        code = make(arguments, &places, now, &manifest, err);
    if (places.scratch[0])
        (void)!file_remove_tree(places.scratch, NULL);
    if (code != ERR_OK)
        return code;
    if (arguments->out)
        print_release(&manifest, arguments->out);
    if (arguments->stick) {
        print_release(&manifest, places.folder);
        puts("read back and good: the stick may be pulled now / bellek denetlendi, şimdi "
             "çıkarabilirsiniz");
    }
    return ERR_OK;
}

enum err_code command_release(const struct command_context *context, int argc, char **argv,
                              struct err *err) {
    struct arguments arguments = {.days = EXPIRES_DAYS, .deltas = RELEASE_DELTAS};
    const char *days = NULL, *deltas = NULL;
    const struct option_spec specs[] = {
        {"--library", &arguments.library, NULL},
        {"--key", &arguments.key, NULL},
        {"--out", &arguments.out, NULL},
        {"--stick", &arguments.stick, NULL},
        {"--trust", &arguments.trust, NULL},
        {"--passphrase-file", &arguments.passphrase_file, NULL},
        {"--expires", &days, NULL},
        {"--deltas", &deltas, NULL},
        {"--accept-personal-data", NULL, &arguments.accept_personal_data}};
    int rest = 0;
    enum err_code code = options_parse(specs, sizeof specs / sizeof *specs, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_count("release", rest, 0, 0,
                             "--library FILE --key FILE --out DIR | --stick DIR", err);
    if (code == ERR_OK)
        code = options_require("release", "--library FILE", arguments.library, err);
    if (code == ERR_OK)
        code = options_require("release", "--key FILE", arguments.key, err);
    if (code == ERR_OK)
        code = options_require("release", "--out DIR or --stick DIR",
                               arguments.out ? arguments.out : arguments.stick, err);
    if (code == ERR_OK && days)
        code = options_integer("--expires", days, 1, EXPIRES_DAYS_MAX, &arguments.days, err);
    if (code == ERR_OK && deltas)
        code = options_integer("--deltas", deltas, 0, RELEASE_DELTAS, &arguments.deltas, err);
    return code == ERR_OK ? run(&arguments, clock_wall(&context->clock), err) : code;
}
