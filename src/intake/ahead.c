#include "intake/ahead.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

struct ahead {
    pthread_t *threads;
    size_t room, started; /* threads that there may be, and that there are */
    pthread_mutex_t lock; /* for what follows: */
    pthread_cond_t given, done;
    struct ahead_job *first, *last; /* the ones that nobody has begun */
    bool ended;                     /* nothing more is to be begun */
};

struct ahead *ahead_make(size_t processors) {
    struct ahead *ahead = mem_zero(1, sizeof *ahead);
    *ahead = (struct ahead){.room = processors > 1 ? processors - 1 : 0,
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .given = PTHREAD_COND_INITIALIZER,
                            .done = PTHREAD_COND_INITIALIZER};
    ahead->threads = mem_zero(processors, sizeof *ahead->threads);
    return ahead;
}

/* The next one, which is done outside of the lock. */
static void do_first(struct ahead *ahead) {
    struct ahead_job *job = ahead->first;
    ahead->first = job->next;
    pthread_mutex_unlock(&ahead->lock);
    job->code =
        intake_bytes(job->label, buf_string(job->content), job->content->len, &job->set, &job->err);
    pthread_mutex_lock(&ahead->lock);
    job->done = true;
    pthread_cond_signal(&ahead->done);
}

static void *do_jobs(void *data) {
    struct ahead *ahead = data;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->ended)
        if (ahead->first)
            do_first(ahead);
        else
            pthread_cond_wait(&ahead->given, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* One more for a job that would have to wait: a single document needs none. */
static void start_thread(struct ahead *ahead) {
    xmlInitParser(); /* its tables are common to all threads */
    if (pthread_create(&ahead->threads[ahead->started], NULL, do_jobs, ahead) == 0)
        ahead->started++;
    else
        ahead->room = ahead->started;
}

void ahead_give(struct ahead *ahead, struct ahead_job *job) {
    pthread_mutex_lock(&ahead->lock);
    bool waiting = ahead->first != NULL;
    if (waiting)
        ahead->last->next = job;
    else
        ahead->first = job;
    ahead->last = job;
    pthread_cond_signal(&ahead->given);
    pthread_mutex_unlock(&ahead->lock);
    if (waiting && ahead->started < ahead->room)
        start_thread(ahead);
}

void ahead_wait(struct ahead *ahead, struct ahead_job *job) {
    pthread_mutex_lock(&ahead->lock);
    while (!job->done)
        if (ahead->first)
            do_first(ahead);
        else
            pthread_cond_wait(&ahead->done, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
}

void ahead_destroy(struct ahead *ahead) {
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->ended = true;
    pthread_cond_broadcast(&ahead->given);
    pthread_mutex_unlock(&ahead->lock);
    for (size_t i = 0; i < ahead->started; i++)
        pthread_join(ahead->threads[i], NULL);
    pthread_cond_destroy(&ahead->given);
    pthread_cond_destroy(&ahead->done);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->threads);
    free(ahead);
}
