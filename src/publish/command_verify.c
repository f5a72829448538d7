/* verify: the full check of a release, as a kiosk would make it. */
#include <inttypes.h>
#include <stdio.h>

#include "base/file.h"
#include "base/log.h"
#include "bundle/trust.h"
#include "publish/command.h"
#include "publish/options.h"
#include "publish/release.h"
#include "publish/scratch.h"

static enum err_code check(const char *trust, const char *release, struct manifest *ret,
                           struct err *err) {
    char scratch[FILE_PATH_MAX];
    struct verified_keyset *keyset = NULL;
    enum err_code code = trust_load(trust, &keyset, err);
    if (code == ERR_OK) /* as a kiosk that was installed with this trust folder */
        code = trust_follow(release, 0, &keyset, err);
    if (code == ERR_OK)
        code = scratch_make(scratch, err);
    if (code == ERR_OK) {
        code = release_check(keyset, release, scratch, ret, err);
        (void)!file_remove_tree(scratch, NULL);
    }
    verified_keyset_free(keyset);
    return code;
}

enum err_code command_verify(const struct command_context *context, int argc, char **argv,
                             struct err *err) {
    const char *trust = NULL;
    const struct option_spec specs[] = {{"--trust", &trust, NULL}};
    struct manifest manifest;
    int rest = 0;
    enum err_code code = options_parse(specs, 1, argc, argv, &rest, err);
    if (code == ERR_OK)
        code = options_require("verify", "--trust DIR", trust, err);
    if (code == ERR_OK)
        code = options_count("verify", rest, 1, 1, "RELEASE", err);
    if (code == ERR_OK)
        code = check(trust, argv[1], &manifest, err);
    if (code != ERR_OK)
        return code;
    char digits[DIGEST_SHORT], expires[CLOCK_TEXT];
    digest_short(&manifest.set_digest, digits);
    clock_text(manifest.expires, expires);
    printf("good: serial %" PRId64 ", %" PRId64 " decisions, digest %s, expires %s\n",
           manifest.serial, manifest.count, digits, expires);
    if (manifest.expires < clock_wall(&context->clock))
        log_note("meclis-publish", "this release has expired: make a new one");
    return ERR_OK;
}
