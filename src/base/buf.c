#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_room(struct buf *buf, size_t count) {
    if (buf->failed)
        return NULL;
    if (count >= SIZE_MAX / 2 - buf->len) {
        buf->failed = true;
        return NULL;
    }
    size_t need = buf->len + count + 1;
    if (need > buf->cap) {
        size_t cap = buf->cap ? buf->cap * 2 : 64;
        cap = cap < need ? need : cap;
        char *data = realloc(buf->data, cap);
        if (!data) {
            buf->failed = true;
            return NULL;
        }
        buf->data = data;
        buf->cap = cap;
    }
    return buf->data + buf->len;
}

void buf_took(struct buf *buf, size_t count) {
    buf->len += count;
    buf->data[buf->len] = '\0';
}

void buf_add(struct buf *buf, const void *bytes, size_t count) {
    char *room = buf_room(buf, count);
    if (!room)
        return;
    if (count)
        memcpy(room, bytes, count);
    buf_took(buf, count);
}

void buf_text(struct buf *buf, const char *text) {
    buf_add(buf, text, strlen(text));
}

void buf_byte(struct buf *buf, char byte) {
    buf_add(buf, &byte, 1);
}

void buf_format(struct buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int count = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *room = count < 0 ? NULL : buf_room(buf, (size_t)count);
    if (room) {
        vsnprintf(room, (size_t)count + 1, format, again);
        buf_took(buf, (size_t)count);
    }
    va_end(again);
}

void buf_clear(struct buf *buf) {
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

void buf_free(struct buf *buf) {
    if (!buf)
        return;
    free(buf->data);
    *buf = (struct buf){0};
}

const char *buf_string(const struct buf *buf) {
    return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf) {
    if (!buf->data)
        buf_add(buf, "", 0);
    char *data = buf->failed ? NULL : buf->data;
    if (buf->failed)
        free(buf->data);
    *buf = (struct buf){0};
    return data;
}
