/* manifest_parse: what it takes can be written and read again, and is the same. */
#include "fuzz/target.h"

#include <string.h>

#include "bundle/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    struct manifest manifest, again;
    struct err err = {0};
    struct buf text = {0};
    enum err_code code = manifest_parse((const char *)bytes, count, "m", &manifest, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    if (code != ERR_OK)
        return 0;
    MUST(manifest.serial >= 1 && manifest.keyset >= 1 && manifest.count >= 0);
    MUST(strlen(manifest.municipality) < sizeof manifest.municipality);
    MUST(!strchr(manifest.snapshot.file, '/'));
    MUST(manifest_write(&manifest, &text, &err) == ERR_OK);
    if (text.len <= MANIFEST_FILE_MAX) {
        MUST(manifest_parse(buf_string(&text), text.len, "m", &again, &err) == ERR_OK);
        MUST(again.serial == manifest.serial && again.issued == manifest.issued);
        MUST(digest_equal(&again.set_digest, &manifest.set_digest));
        MUST(digest_equal(&again.snapshot.digest, &manifest.snapshot.digest));
    }
    buf_free(&text);
    return 0;
}
