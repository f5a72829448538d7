/* reader_html: whatever it takes becomes clean lines, and no address that leads into the machine.
 */
#include "fuzz/target.h"

#include <string.h>

#include "intake/reader.h"
#include "text/utf8.h"

static void check_lines(const struct buf *lines) {
    MUST(lines->len > 0 && lines->data[lines->len - 1] == '\n');
    MUST(utf8_valid(lines->data, lines->len));
    for (const char *at = lines->data; *at; at = strchr(at, '\n') + 1) {
        MUST(strspn(at, " \t\n") < strcspn(at, "\n")); /* there is a word in it */
        MUST(*at != ' ');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    struct document document = document_empty();
    struct err err = {0};
    enum err_code code = reader_html("p", (const char *)bytes, count, &document, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text));
    if (code != ERR_OK)
        return 0;
    check_lines(&document.lines);
    for (size_t i = 0; i < document.removed.count; i++)
        MUST(utf8_valid(document.removed.items[i], strlen(document.removed.items[i])));
    for (size_t i = 0; i < document.annexes.count; i++) {
        const char *annex = document.annexes.items[i];
        MUST(strncmp(annex, "annex ", 6) == 0 || strncmp(annex, "rest ", 5) == 0);
        const char *address = strchr(annex, ' ') + 1;
        MUST(*address && !strpbrk(address, " \"<>"));
        MUST(strncmp(address, "javascript:", 11) != 0 && strncmp(address, "data:", 5) != 0);
    }
    document_clear(&document);
    return 0;
}
