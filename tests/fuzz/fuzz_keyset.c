/* keyset_parse: what it takes can be written and read again, and is the same. */
#include "fuzz/target.h"

#include <string.h>

#include "bundle/keyset.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    struct keyset keyset, again;
    struct err err = {0};
    struct buf text = {0};
    enum err_code code = keyset_parse((const char *)bytes, count, "k", &keyset, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    if (code != ERR_OK)
        return 0;
    MUST(keyset.version >= 1 && keyset.threshold >= 1);
    MUST(keyset.root.count >= 1 && keyset.root.count <= KEYSET_KEYS_MAX);
    MUST(keyset.publish.count >= 1 && keyset.publish.count <= KEYSET_KEYS_MAX);
    MUST(keyset.threshold <= (int64_t)keyset.root.count);
    MUST(keyset_write(&keyset, &text, &err) == ERR_OK);
    MUST(keyset_parse(buf_string(&text), text.len, "k", &again, &err) == ERR_OK);
    MUST(memcmp(&keyset, &again, sizeof keyset) == 0);
    buf_free(&text);
    return 0;
}
