/* Every allocation failed, once and from then on: see prove/fault.h. libsodium, Jansson, zstd,
 * SQLite and libc itself take their memory here too. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "prove/fault.h"

/* glibc's, with a counter before it. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    return fault_now(0) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fault_now(0) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return fault_now(0) ? NULL : __libc_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        return NULL;
    return realloc(old, count * size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return fault_now(0) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **ret, size_t alignment, size_t size) {
    void *memory = aligned_alloc(alignment, size);
    if (!memory)
        return ENOMEM;
    *ret = memory;
    return 0;
}

int main(int argc, char **argv) {
    static const int errors[] = {ENOMEM};
    return fault_prove(argc, argv, errors, 1);
}
