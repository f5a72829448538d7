#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

static void *have(void *memory) {
    if (memory)
        return memory;
    fputs("out of memory: close other programs and try again\n", stderr);
    _exit(ERR_STORAGE);
}

void *mem_zero(size_t count, size_t size) {
    return have(calloc(count ? count : 1, size));
}

void *mem_grow(void *old, size_t count, size_t size) {
    return have(reallocarray(old, count ? count : 1, size));
}

char *mem_string(const char *text) {
    return have(strdup(text));
}

char *mem_slice(const char *text, size_t bytes) {
    char *copy = have(malloc(bytes + 1));
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}
