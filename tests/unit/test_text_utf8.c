/* UTF-8 validity, held against utf8proc one step at a time. */
#include "unit/check.h"

#include <string.h>
#include <utf8proc.h>

#include "text/utf8.h"

static bool valid_by_steps(const unsigned char *at, size_t left) {
    while (left) {
        utf8proc_int32_t point;
        utf8proc_ssize_t used = utf8proc_iterate(at, (utf8proc_ssize_t)left, &point);
        if (used <= 0)
            return false;
        at += used;
        left -= (size_t)used;
    }
    return true;
}

/* The bytes behind `before` letters and before `after` more, so that they meet every place in the
 * steps of eight. */
static void compare(const unsigned char *bytes, size_t count, size_t before, size_t after) {
    unsigned char text[32];
    memset(text, 'a', sizeof text);
    memcpy(text + before, bytes, count);
    size_t length = before + count + after;
    if (utf8_valid((const char *)text, length) != valid_by_steps(text, length))
        fail_msg("%zu letters, %02x %02x %02x %02x of %zu", before, bytes[0], bytes[1], bytes[2],
                 bytes[3], count);
}

static void every_pair_of_bytes(void **state) {
    (void)state;
    for (unsigned pair = 0; pair < 65536; pair++) {
        const unsigned char bytes[4] = {(unsigned char)(pair >> 8), (unsigned char)pair, 0x80,
                                        0x80};
        for (size_t count = 1; count <= 4; count++) {
            compare(bytes, count, pair % 10, pair % 3 * 5);
            compare(bytes, count, 7, 9);
        }
    }
}

static void third_and_fourth_bytes(void **state) {
    (void)state;
    static const unsigned char firsts[] = {0xe0, 0xe1, 0xec, 0xed, 0xee, 0xf0, 0xf1, 0xf4, 0xf5};
    static const unsigned char others[] = {0,    'a',  0x7f, 0x80, 0x8f, 0x90,
                                           0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    size_t count = sizeof others;
    for (size_t i = 0; i < sizeof firsts * count * count * count; i++) {
        const unsigned char bytes[4] = {
            firsts[i % sizeof firsts], others[i / sizeof firsts % count],
            others[i / sizeof firsts / count % count], others[i / sizeof firsts / count / count]};
        for (size_t length = 2; length <= 4; length++)
            compare(bytes, length, i % 9, i % 2 * 8);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_bytes),
        cmocka_unit_test(third_and_fourth_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
