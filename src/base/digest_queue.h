/* A BLAKE2b-256 that a thread of its own makes while the caller makes the bytes that follow. Where
 * no thread can be had the caller makes it too. */
#ifndef BASE_DIGEST_QUEUE_H
#define BASE_DIGEST_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"

#define DIGEST_QUEUE_BLOCK 131072 /* bytes */
#define DIGEST_QUEUE_BLOCKS 4

/* Where it began it stays: the thread knows it by its address. */
struct digest_queue {
    struct digest_stream stream; /* the thread's, as long as there is one */
    char *blocks;                /* a ring */
    size_t counts[DIGEST_QUEUE_BLOCKS];
    size_t filled; /* bytes that digest_queue_add put into the next block */
    bool threaded;
    pthread_t thread;
    pthread_mutex_t lock; /* for what follows: */
    pthread_cond_t moved;
    size_t given, done; /* blocks since the beginning */
    bool ended;         /* no more of them come */
};

/* False where memory is wanting: then nothing may be added, and what ends it means nothing. */
bool digest_queue_begin(struct digest_queue *queue) CHECKED;
/* To be called after every beginning: frees what it holds. */
struct digest digest_queue_end(struct digest_queue *queue);

void digest_queue_add(struct digest_queue *queue, const void *bytes, size_t count);

/* For bytes that are made in place: room for DIGEST_QUEUE_BLOCK of them, and how many there are
 * now. They stay readable until the next call. Not to be mixed with digest_queue_add. */
char *digest_queue_room(struct digest_queue *queue);
void digest_queue_give(struct digest_queue *queue, size_t count);

#endif
