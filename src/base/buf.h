/* A growing byte buffer with a sticky error: after a failed allocation further appends do nothing
 * and one check of `failed` at the end is enough. Zero-initialise it. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* data[len] is always '\0' once anything was appended; data is NULL in a fresh buffer. */
struct buf {
    char *data;
    size_t len;
    size_t cap;
    bool failed;
};

void buf_add(struct buf *buf, const void *bytes, size_t count);
void buf_text(struct buf *buf, const char *text);
void buf_byte(struct buf *buf, char byte);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `count` bytes at the end, NULL when there is none; buf_took says how many were filled.
 */
char *buf_room(struct buf *buf, size_t count);
void buf_took(struct buf *buf, size_t count);

void buf_clear(struct buf *buf); /* empties it, keeps the memory */
void buf_free(struct buf *buf);  /* takes NULL */

/* The text, "" for an empty buffer. Owned by the buffer, valid until the next append. */
const char *buf_string(const struct buf *buf);

/* Hands the memory to the caller (free it) and leaves the buffer fresh; NULL when it had failed. */
char *buf_take(struct buf *buf);

#endif
