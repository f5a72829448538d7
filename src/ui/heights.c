#include "ui/heights.h"

#include <stdlib.h>

#include "base/mem.h"

void heights_reset(struct heights *heights, size_t count) {
    heights_clear(heights);
    heights->each = mem_zero(count + 1, sizeof *heights->each);
    heights->tree = mem_zero(count + 1, sizeof *heights->tree);
    heights->count = count;
}

void heights_clear(struct heights *heights) {
    if (!heights)
        return;
    free(heights->each);
    free(heights->tree);
    *heights = (struct heights){0};
}

void heights_sum(struct heights *heights) {
    for (size_t i = 1; i <= heights->count; i++)
        heights->tree[i] = heights->each[i - 1];
    for (size_t i = 1; i <= heights->count; i++) {
        size_t parent = i + (i & -i);
        if (parent <= heights->count)
            heights->tree[parent] += heights->tree[i];
    }
}

void heights_put(struct heights *heights, size_t i, int height) {
    int more = height - heights->each[i];
    heights->each[i] = height;
    for (i++; i <= heights->count; i += i & -i)
        heights->tree[i] += more;
}

int64_t heights_before(const struct heights *heights, size_t i) {
    int64_t sum = 0;
    for (; i; i -= i & -i)
        sum += heights->tree[i];
    return sum;
}

size_t heights_at(const struct heights *heights, int64_t y) {
    size_t at = 0, step = 1;
    while (step <= heights->count / 2)
        step *= 2;
    for (; step; step /= 2)
        if (at + step < heights->count && heights->tree[at + step] <= y) {
            at += step;
            y -= heights->tree[at];
        }
    return at;
}
