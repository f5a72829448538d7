#include "base/digest_queue.h"

#include <stdlib.h>
#include <string.h>

static char *block_of(const struct digest_queue *queue, size_t turn) {
    return queue->blocks + turn % DIGEST_QUEUE_BLOCKS * DIGEST_QUEUE_BLOCK;
}

static void digest_block(struct digest_queue *queue, size_t turn) {
    digest_add(&queue->stream, block_of(queue, turn), queue->counts[turn % DIGEST_QUEUE_BLOCKS]);
}

/* `done` is written by this thread alone. */
static void *digest_blocks(void *data) {
    struct digest_queue *queue = data;
    pthread_mutex_lock(&queue->lock);
    for (;;) {
        while (queue->done == queue->given && !queue->ended)
            pthread_cond_wait(&queue->moved, &queue->lock);
        if (queue->done == queue->given)
            break;
        pthread_mutex_unlock(&queue->lock);
        digest_block(queue, queue->done);
        pthread_mutex_lock(&queue->lock);
        queue->done++;
        pthread_cond_signal(&queue->moved);
    }
    pthread_mutex_unlock(&queue->lock);
    return NULL;
}

bool digest_queue_begin(struct digest_queue *queue) {
    *queue = (struct digest_queue){.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .moved = PTHREAD_COND_INITIALIZER,
                                   .blocks = malloc(DIGEST_QUEUE_BLOCKS * DIGEST_QUEUE_BLOCK)};
    digest_begin(&queue->stream);
    if (!queue->blocks)
        return false;
    queue->threaded = pthread_create(&queue->thread, NULL, digest_blocks, queue) == 0;
    return true;
}

char *digest_queue_room(struct digest_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    while (queue->given - queue->done == DIGEST_QUEUE_BLOCKS)
        pthread_cond_wait(&queue->moved, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
    return block_of(queue, queue->given);
}

void digest_queue_give(struct digest_queue *queue, size_t count) {
    queue->counts[queue->given % DIGEST_QUEUE_BLOCKS] = count;
    if (!queue->threaded) {
        digest_block(queue, queue->given);
        return;
    }
    pthread_mutex_lock(&queue->lock);
    queue->given++;
    pthread_cond_signal(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
}

void digest_queue_add(struct digest_queue *queue, const void *bytes, size_t count) {
    for (const char *from = bytes; count;) {
        size_t room = DIGEST_QUEUE_BLOCK - queue->filled, part = count < room ? count : room;
        memcpy(digest_queue_room(queue) + queue->filled, from, part);
        queue->filled += part;
        from += part;
        count -= part;
        if (queue->filled == DIGEST_QUEUE_BLOCK) {
            digest_queue_give(queue, queue->filled);
            queue->filled = 0;
        }
    }
}

struct digest digest_queue_end(struct digest_queue *queue) {
    if (queue->filled)
        digest_queue_give(queue, queue->filled);
    if (queue->threaded) {
        pthread_mutex_lock(&queue->lock);
        queue->ended = true;
        pthread_cond_signal(&queue->moved);
        pthread_mutex_unlock(&queue->lock);
        pthread_join(queue->thread, NULL);
    }
    pthread_cond_destroy(&queue->moved);
    pthread_mutex_destroy(&queue->lock);
    free(queue->blocks);
    return digest_end(&queue->stream);
}
