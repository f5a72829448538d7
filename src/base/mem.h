/* Memory for code that has nothing sensible to do without it: the display and the publisher.
 * On failure the program says so and ends at once with ERR_STORAGE, with nothing half done that a
 * power cut could not leave too; its supervisor starts it again. The trust path (bundle/, sync/)
 * does not use this and reports ERR_STORAGE instead. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_zero(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *mem_grow(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *mem_string(const char *text) __attribute__((malloc, returns_nonnull));
char *mem_slice(const char *text, size_t bytes) __attribute__((malloc, returns_nonnull));

#endif
