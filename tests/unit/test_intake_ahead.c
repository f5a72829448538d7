/* Documents that threads recognise are recognised as they are without threads. */
#include "unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/canonical.h"
#include "intake/ahead.h"

#define COUNT 200

struct given {
    struct buf content;
    char label[32];
    struct ahead_job job;
};

/* Texts, pages, and some that are refused. */
static void make(struct given *given, int number) {
    const char *pages[] = {"", "<!DOCTYPE html><p>"};
    snprintf(given->label, sizeof given->label, "%d.txt", number);
    buf_format(&given->content, "%sKarar No: %d\nKarar Tarihi: 09/07/2015\nKONUSU: Park %d\n",
               pages[number % 2], number % 7 ? number + 1 : 0, number);
    for (int i = 0; i < number % 50; i++)
        buf_text(&given->content, "Menteşe ilçesi Şeyh mahallesinde 5393 sayılı Kanunun 18. "
                                  "maddesinin (n) bendine göre yapılan iş.\n");
    buf_text(&given->content, "Meclisimizce oybirliği ile karar verildi.\n");
    given->job = (struct ahead_job){.label = given->label, .content = &given->content};
}

static struct given *make_all(void) {
    struct given *all = mem_zero(COUNT, sizeof *all);
    for (int i = 0; i < COUNT; i++)
        make(&all[i], i);
    return all;
}

static void free_all(struct given *all) {
    for (int i = 0; i < COUNT; i++) {
        intake_set_clear(&all[i].job.set);
        buf_free(&all[i].content);
    }
    free(all);
}

static void compare(struct given *given) {
    struct intake_set set = {0};
    struct err err = {0};
    struct buf expected = {0}, found = {0};
    assert_true(given->job.done);
    assert_int_equal(
        intake_bytes(given->label, given->content.data, given->content.len, &set, &err),
        given->job.code);
    assert_string_equal(given->job.err.text, err.text);
    assert_int_equal(set.count, given->job.set.count);
    for (size_t i = 0; i < set.count; i++) {
        decision_canonical(&set.items[i].decision, &expected);
        decision_canonical(&given->job.set.items[i].decision, &found);
    }
    assert_int_equal(found.len, expected.len);
    assert_memory_equal(buf_string(&found), buf_string(&expected), expected.len);
    buf_free(&expected);
    buf_free(&found);
    intake_set_clear(&set);
}

static void with_processors(size_t processors) {
    struct given *all = make_all();
    struct ahead *ahead = ahead_make(processors);
    int refused = 0;
    for (int i = 0; i < COUNT / 2; i++)
        ahead_give(ahead, &all[i].job);
    for (int i = 0; i < COUNT; i++) {
        if (i < COUNT / 2)
            ahead_give(ahead, &all[COUNT / 2 + i].job);
        ahead_wait(ahead, &all[i].job);
        compare(&all[i]);
        refused += all[i].job.code == ERR_REFUSED;
    }
    assert_in_range(refused, 1, COUNT / 2);
    ahead_destroy(ahead);
    free_all(all);
}

static void threads_change_nothing(void **state) {
    (void)state;
    with_processors(1);
    with_processors(2);
    with_processors(5);
}

/* What was given and never asked for is nobody's to free but ours. */
static void an_end_before_the_end(void **state) {
    (void)state;
    for (size_t processors = 1; processors < 4; processors++) {
        struct given *all = make_all();
        struct ahead *ahead = ahead_make(processors);
        for (int i = 0; i < COUNT; i++)
            ahead_give(ahead, &all[i].job);
        ahead_wait(ahead, &all[0].job);
        compare(&all[0]);
        ahead_destroy(ahead);
        free_all(all);
    }
    ahead_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_change_nothing),
                                       cmocka_unit_test(an_end_before_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
