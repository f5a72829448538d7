/* How much two records have in common, word by word. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/intake.h"
#include "intake/words.h"
#include "text/turkish.h"

/* The words of a record in sorted order, as pointers into its folded text. */
struct bag {
    char *text;
    const char **words;
    size_t count;
};

static int compare_words(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct bag bag_read(const struct decision *decision) {
    struct buf text = {0};
    buf_format(&text, "%s\n%s", decision->subject ? decision->subject : "",
               decision->body ? decision->body : "");
    struct words words = words_read(buf_string(&text));
    struct bag bag = {.count = words.count};
    bag.words = mem_zero(words.count + 1, sizeof *bag.words);
    bag.text = words.folded.data;
    for (size_t i = 0; i < words.count; i++)
        bag.words[i] = word_text(&words, i);
    free(words.items);
    buf_free(&text);
    qsort(bag.words, bag.count, sizeof *bag.words, compare_words);
    return bag;
}

static void bag_free(struct bag *bag) {
    free(bag->words);
    free(bag->text);
}

static size_t common_words(const struct bag *a, const struct bag *b) {
    size_t common = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = strcmp(a->words[i], b->words[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return common;
}

double intake_likeness(const struct decision *a, const struct decision *b) {
    struct bag bag_a = bag_read(a), bag_b = bag_read(b);
    size_t shorter = bag_a.count < bag_b.count ? bag_a.count : bag_b.count;
    size_t common = common_words(&bag_a, &bag_b);
    bag_free(&bag_a);
    bag_free(&bag_b);
    return shorter ? (double)common / (double)shorter : 0;
}
