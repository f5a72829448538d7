/* Every word of a document must be in the record, among the removed lines, or a label. */
#ifndef UNIT_WORDS_KEPT_H
#define UNIT_WORDS_KEPT_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "intake/intake.h"
#include "intake/reader.h"

/* The labels that are not kept, each as often as a page's head may hold it. */
static const char label_words[] = "T.C. M E C L İ S K A R A R I MECLİS KARARI Karar No Karar "
                                  "Tarihi Numarası KARAR NO KONUSU KONU GÜNDEM ";

struct word_bag {
    char *text;
    char **words;
    size_t count;
};

static int word_order(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Words between blanks, cells and colons. */
static struct word_bag word_bag_of(const char *text) {
    struct word_bag bag = {.text = mem_string(text)};
    for (char *word = strtok(bag.text, " :\t\n"); word; word = strtok(NULL, " :\t\n")) {
        bag.words = mem_grow(bag.words, bag.count + 1, sizeof *bag.words);
        bag.words[bag.count++] = word;
    }
    if (bag.count)
        qsort(bag.words, bag.count, sizeof *bag.words, word_order);
    return bag;
}

static void word_bag_free(struct word_bag *bag) {
    free(bag->words);
    free(bag->text);
}

/* The header's values in every form in which a page may write them. */
static void add_values(const struct decision *decision, struct buf *kept) {
    char turkish[DATE_WORDS];
    struct date date = decision->date;
    date_turkish(date, false, turkish);
    buf_format(kept, "%d %d-%d %s ", decision->number, decision->year, decision->number, turkish);
    buf_format(kept, "%d/%d/%d %02d/%02d/%d %02d.%02d.%d ", date.day, date.month, date.year,
               date.day, date.month, date.year, date.day, date.month, date.year);
    buf_format(kept, "MUĞLA BÜYÜKŞEHİR BELEDİYESİ %s ", label_words);
    if (decision->sitting) /* "Dönem 7, Birleşim 1" stands as "DÖNEM: 7 BİRLEŞİM: 1" */
        buf_text(kept, "DÖNEM: 7 BİRLEŞİM: 1 OTURUM: 1 ");
}

/* Equal removed lines are listed once. */
static bool was_removed(const struct text_list *removed, const char *word) {
    for (size_t i = 0; i < removed->count; i++)
        if (strstr(removed->items[i], word))
            return true;
    return false;
}

static void add_list(const struct text_list *list, struct buf *kept) {
    for (size_t i = 0; i < list->count; i++)
        buf_format(kept, "%s ", list->items[i]);
}

/* Appends the source's words that are nowhere. */
static void words_lost(const char *source, const struct intake_result *result, struct buf *lost) {
    struct document document;
    struct buf kept = {0};
    struct err err;
    if (reader_text("source", source, strlen(source), &document, &err) != ERR_OK)
        abort();
    buf_format(&kept, "%s %s ", result->decision.subject, result->decision.body);
    add_values(&result->decision, &kept);
    add_list(&result->removed, &kept);
    add_list(&result->head, &kept);
    struct word_bag all = word_bag_of(buf_string(&document.lines)),
                    have = word_bag_of(buf_string(&kept));
    size_t j = 0;
    for (size_t i = 0; i < all.count; i++) {
        while (j < have.count && strcmp(have.words[j], all.words[i]) < 0)
            j++;
        if (j < have.count && strcmp(have.words[j], all.words[i]) == 0)
            j++; /* each kept word stands for one of the source */
        else if (!was_removed(&result->removed, all.words[i]))
            buf_format(lost, "%s ", all.words[i]);
    }
    word_bag_free(&all);
    word_bag_free(&have);
    document_clear(&document);
    buf_free(&kept);
}

#endif
