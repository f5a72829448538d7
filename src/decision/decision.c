#include "decision/decision.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct decision decision_empty(void) {
    return (struct decision){
        .votes_for = -1, .votes_against = -1, .abstentions = -1, .revision = 1};
}

/* The members that are one owned string each, so that clear and copy cannot forget one. */
static void each_string(struct decision *decision, void (*visit)(char **)) {
    visit(&decision->subject);
    visit(&decision->body);
    visit(&decision->department);
    visit(&decision->file_number);
    visit(&decision->sitting);
    visit(&decision->subject_area);
    visit(&decision->municipality);
    visit(&decision->source);
    visit(&decision->source_sha256);
    visit(&decision->retraction_reason);
}

static void each_list(struct decision *decision, void (*visit)(struct text_list *)) {
    visit(&decision->districts);
    visit(&decision->neighbourhoods);
    visit(&decision->amounts);
    visit(&decision->areas);
    visit(&decision->scales);
    visit(&decision->annexes);
    visit(&decision->changes);
}

static void string_free(char **string) {
    free(*string);
}

static void string_own(char **string) {
    if (*string)
        *string = mem_string(*string);
}

/* Arrays hold the next power of two of their count, so that no capacity has to be kept. */
static void *array_grow(void *items, size_t count, size_t size) {
    if (count & (count - 1))
        return items;
    return mem_grow(items, count ? count * 2 : 1, size);
}

static void *array_copy(const void *items, size_t count, size_t size) {
    if (!count)
        return NULL;
    size_t capacity = 1;
    while (capacity < count)
        capacity *= 2;
    void *copy = mem_zero(capacity, size);
    memcpy(copy, items, count * size);
    return copy;
}

static void list_own(struct text_list *list) {
    list->items = array_copy(list->items, list->count, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = mem_string(list->items[i]);
}

void decision_clear(struct decision *decision) {
    if (!decision)
        return;
    each_string(decision, string_free);
    each_list(decision, text_list_clear);
    free(decision->citations);
    *decision = decision_empty();
}

struct decision decision_copy(const struct decision *decision) {
    struct decision copy = *decision;
    each_string(&copy, string_own);
    each_list(&copy, list_own);
    copy.citations =
        array_copy(decision->citations, decision->citation_count, sizeof *copy.citations);
    return copy;
}

struct decision decision_tombstone(const struct decision *decision, const char *reason) {
    struct decision tombstone = decision_empty();
    tombstone.id = decision->id;
    tombstone.year = decision->year;
    tombstone.number = decision->number;
    tombstone.date = decision->date;
    tombstone.revision = decision->revision;
    tombstone.subject = mem_string("");
    tombstone.body = mem_string("");
    tombstone.retracted = true;
    tombstone.retraction_reason = mem_string(reason);
    return tombstone;
}

bool text_list_has(const struct text_list *list, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

void text_list_add(struct text_list *list, const char *text) {
    if (!text_list_has(list, text))
        text_list_append(list, text);
}

void text_list_append(struct text_list *list, const char *text) {
    list->items = array_grow(list->items, list->count, sizeof *list->items);
    list->items[list->count++] = mem_string(text);
}

void text_list_clear(struct text_list *list) {
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct text_list){0};
}

static bool citation_equal(const struct citation *a, const struct citation *b) {
    return a->law == b->law && a->paragraph == b->paragraph &&
           strcmp(a->article, b->article) == 0 && strcmp(a->item, b->item) == 0;
}

void decision_add_citation(struct decision *decision, const struct citation *citation) {
    for (size_t i = 0; i < decision->citation_count; i++)
        if (citation_equal(&decision->citations[i], citation))
            return;
    decision->citations =
        array_grow(decision->citations, decision->citation_count, sizeof *decision->citations);
    decision->citations[decision->citation_count++] = *citation;
}

int64_t decision_id(struct date date, int number) {
    return (int64_t)date_number(date) * 100000 + number;
}

void decision_other_texts(const struct decision *decision, struct buf *out) {
    const char *const texts[] = {decision->department,   decision->file_number,  decision->sitting,
                                 decision->subject_area, decision->municipality, decision->source};
    const struct text_list *const lists[] = {&decision->districts, &decision->neighbourhoods,
                                             &decision->annexes, &decision->changes};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i])
            buf_format(out, "%s\n", texts[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            buf_format(out, "%s\n", lists[i]->items[j]);
}
