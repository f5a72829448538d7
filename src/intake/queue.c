#include "intake/queue.h"

#include <stdlib.h>

#include "base/mem.h"

struct intake_queue {
    const struct source *sources; /* borrowed */
    size_t count, next;
};

struct intake_queue *intake_queue_make(const struct source *sources, size_t count) {
    struct intake_queue *queue = mem_zero(1, sizeof *queue);
    *queue = (struct intake_queue){sources, count, 0};
    return queue;
}

void intake_queue_destroy(struct intake_queue *queue) {
    free(queue);
}

enum err_code intake_queue_next(struct intake_queue *queue, struct intake_set *ret,
                                struct err *err) {
    return intake_source(&queue->sources[queue->next++], ret, err);
}
