#include "platform/widths.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SLOTS 16384 /* a power of two; no more than three quarters are filled */
#define LETTERS (160 << 10)
#define TEXT_MOST 128

/* One text; bytes is 0 in an empty slot. */
struct slot {
    uint32_t hash;
    uint32_t at; /* in letters */
    int width;
    uint8_t bytes, kind;
};

/* Open addressing: a text stands in the first free slot from that of its hash on. */
struct widths {
    struct slot slots[SLOTS];
    char letters[LETTERS];
    size_t count, used; /* slots; letters */
};

struct widths *widths_new(void) {
    return mem_zero(1, sizeof(struct widths));
}

void widths_free(struct widths *widths) {
    free(widths);
}

/* Eight bytes a step (the multiplier is that of 64-bit Fibonacci hashing). */
static uint32_t hash_of(unsigned kind, const char *text, size_t bytes) {
    uint64_t hash = kind + (bytes << 8);
    while (bytes) {
        uint64_t part = 0;
        size_t step = bytes < sizeof part ? bytes : sizeof part;
        memcpy(&part, text, step);
        hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
        text += step;
        bytes -= step;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

/* The text's slot, or the free one where it would go. */
static size_t slot_of(const struct widths *widths, uint32_t hash, unsigned kind, const char *text,
                      size_t bytes) {
    for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS) {
        const struct slot *slot = &widths->slots[i];
        if (!slot->bytes || (slot->hash == hash && slot->bytes == bytes && slot->kind == kind &&
                             memcmp(widths->letters + slot->at, text, bytes) == 0))
            return i;
    }
}

bool widths_find(const struct widths *widths, unsigned kind, const char *text, size_t bytes,
                 int *ret_width) {
    if (!bytes || bytes > TEXT_MOST)
        return false;
    uint32_t hash = hash_of(kind, text, bytes);
    const struct slot *slot = &widths->slots[slot_of(widths, hash, kind, text, bytes)];
    if (!slot->bytes)
        return false;
    *ret_width = slot->width;
    return true;
}

void widths_add(struct widths *widths, unsigned kind, const char *text, size_t bytes, int width) {
    if (!bytes || bytes > TEXT_MOST)
        return;
    if (widths->count >= SLOTS / 4 * 3 || widths->used + bytes > LETTERS) {
        memset(widths->slots, 0, sizeof widths->slots);
        widths->count = widths->used = 0;
    }
    uint32_t hash = hash_of(kind, text, bytes);
    struct slot *slot = &widths->slots[slot_of(widths, hash, kind, text, bytes)];
    *slot = (struct slot){.hash = hash,
                          .at = (uint32_t)widths->used,
                          .width = width,
                          .bytes = (uint8_t)bytes,
                          .kind = (uint8_t)kind};
    memcpy(widths->letters + widths->used, text, bytes);
    widths->used += bytes;
    widths->count++;
}
