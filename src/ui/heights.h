/* The heights of many things that stand on top of each other: where one begins, which one is at a
 * place, and corrections, each in log n steps (a Fenwick tree). */
#ifndef UI_HEIGHTS_H
#define UI_HEIGHTS_H

#include <stddef.h>
#include <stdint.h>

struct heights {
    int *each;     /* pixels, from 0 */
    int64_t *tree; /* tree[i]: the sum of the (i & -i) heights that end with number i - 1 */
    size_t count;
};

/* Room for `count` heights of 0; what was there before is dropped. To fill it write `each` and call
 * heights_sum once. */
void heights_reset(struct heights *heights, size_t count);
void heights_sum(struct heights *heights);
void heights_clear(struct heights *heights); /* takes NULL */

void heights_put(struct heights *heights, size_t i, int height);

/* Sum of those before `i`, which may be `count`. */
int64_t heights_before(const struct heights *heights, size_t i);
/* The one that `y` is in: the first or the last where it is outside. There is at least one. */
size_t heights_at(const struct heights *heights, int64_t y);

#endif
