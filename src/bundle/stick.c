#include "bundle/stick.h"

#include <string.h>

/* The next letter in small, and how many bytes it took. */
static char small_letter(const char *at, size_t *ret_bytes) {
    static const char *const dotted[] = {"\xc4\xb0", "\xc4\xb1", "I\xcc\x87", "i\xcc\x87"};
    for (size_t i = 0; i < sizeof dotted / sizeof *dotted; i++) {
        size_t length = strlen(dotted[i]);
        if (strncmp(at, dotted[i], length) == 0) {
            *ret_bytes = length;
            return 'i';
        }
    }
    *ret_bytes = 1;
    return *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
}

bool stick_is_folder(const char *name) {
    for (const char *expected = STICK_FOLDER; *expected; expected++) {
        size_t bytes = 0;
        if (small_letter(name, &bytes) != *expected)
            return false;
        name += bytes;
    }
    return *name == '\0';
}
