/* Feeds the files that are named to a fuzz target: the corpora as a regression test, without
 * clang. Besides each file also each of its beginnings, and each with one bit changed in every
 * byte. */
#include "fuzz/target.h"

#include "base/err.h"
#include "prove/tree.h"

static void feed(const uint8_t *bytes, size_t count) {
    uint8_t *copy = malloc(count + 1); /* of exactly its size, so that a sanitizer sees the end */
    for (size_t i = 0; i < count; i++)
        copy[i] = bytes[i];
    MUST(LLVMFuzzerTestOneInput(copy, count) == 0);
    free(copy);
}

int main(int argc, char **argv) {
    unsigned long inputs = 0;
    for (int i = 1; i < argc; i++) {
        struct buf file = tree_read(argv[i]);
        uint8_t *bytes = (uint8_t *)file.data;
        size_t step = 1 + file.len / 1024;
        feed(bytes, file.len);
        for (size_t at = 0; at < file.len; at += step) {
            feed(bytes, at);
            bytes[at] = (uint8_t)(bytes[at] ^ 1u << at % 8);
            feed(bytes, file.len);
            bytes[at] = (uint8_t)(bytes[at] ^ 1u << at % 8);
            inputs += 2;
        }
        inputs++;
        buf_free(&file);
    }
    printf("%d files, %lu inputs\n", argc - 1, inputs);
    return argc < 2;
}
