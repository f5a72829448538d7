/* The digest that a thread makes is the one that digest_bytes makes. */
#include "unit/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest_queue.h"

#define TOTAL (3 * DIGEST_QUEUE_BLOCKS * DIGEST_QUEUE_BLOCK) /* so that the ring turns */

static char *some_bytes(void) {
    char *bytes = malloc(TOTAL);
    assert_non_null(bytes);
    for (size_t i = 0; i < TOTAL; i++)
        bytes[i] = (char)(i * 31 + i / 256);
    return bytes;
}

static void compare(struct digest_queue *queue, const char *bytes, size_t count) {
    struct digest found = digest_queue_end(queue), expected = digest_bytes(bytes, count);
    assert_true(digest_equal(&found, &expected));
}

/* In parts of every size, below, at and above that of a block. */
static void added(const char *bytes, size_t count, size_t part) {
    struct digest_queue queue;
    assert_true(digest_queue_begin(&queue));
    for (size_t i = 0; i < count; i += part)
        digest_queue_add(&queue, bytes + i, count - i < part ? count - i : part);
    compare(&queue, bytes, count);
}

static void added_in_parts(void **state) {
    (void)state;
    static const size_t parts[] = {7,
                                   4096,
                                   DIGEST_QUEUE_BLOCK - 1,
                                   DIGEST_QUEUE_BLOCK,
                                   DIGEST_QUEUE_BLOCK + 1,
                                   2 * DIGEST_QUEUE_BLOCK + 5,
                                   TOTAL};
    char *bytes = some_bytes();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        added(bytes, TOTAL, parts[i]);
        added(bytes, TOTAL - 1, parts[i]);
    }
    added(bytes, 0, 1);
    added(bytes, 1, 1);
    added(bytes, DIGEST_QUEUE_BLOCK, DIGEST_QUEUE_BLOCK);
    free(bytes);
}

static void made_in_place(void **state) {
    (void)state;
    char *bytes = some_bytes();
    struct digest_queue queue;
    assert_true(digest_queue_begin(&queue));
    size_t at = 0;
    for (size_t count = 0; at < TOTAL; count = (count + 9973) % (DIGEST_QUEUE_BLOCK + 1)) {
        size_t part = count < TOTAL - at ? count : TOTAL - at;
        char *room = digest_queue_room(&queue);
        memcpy(room, bytes + at, part);
        digest_queue_give(&queue, part);
        assert_memory_equal(room, bytes + at, part);
        at += part;
    }
    compare(&queue, bytes, TOTAL);
    free(bytes);
}

/* Stacks that no machine has room for: no thread begins. */
static void without_a_thread(void **state) {
    pthread_attr_t usual, huge;
    assert_int_equal(pthread_getattr_default_np(&usual), 0);
    assert_int_equal(pthread_getattr_default_np(&huge), 0);
    assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 46), 0);
    assert_int_equal(pthread_setattr_default_np(&huge), 0);
    struct digest_queue queue;
    assert_true(digest_queue_begin(&queue));
    assert_false(queue.threaded);
    compare(&queue, "", 0);
    added_in_parts(state);
    made_in_place(state);
    assert_int_equal(pthread_setattr_default_np(&usual), 0);
    pthread_attr_destroy(&usual);
    pthread_attr_destroy(&huge);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(added_in_parts),
        cmocka_unit_test(made_in_place),
        cmocka_unit_test(without_a_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
