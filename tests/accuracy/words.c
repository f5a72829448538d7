#include "accuracy/words.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/turkish.h"
#include "text/utf8.h"

/* The labels that no record keeps, each as often as the head of one decision may hold it. */
static const char label_words[] =
    "T C M E C L İ S K A R A R I MECLİS KARARI Karar No Karar Tarihi Karar Numarası Karar Sayısı "
    "KARAR NO KARAR TARİHİ KONUSU KONU GÜNDEM DÖNEM BİRLEŞİM OTURUM Toplantı Tarihi "
    "BELEDİYE MECLİSİ ";

/* ---- words ---- */

/* The byte that a character stood for where UTF-8 was read as Windows-1252 or Latin-1; -1. */
static int byte_of(uint32_t point) {
    static const uint16_t upper[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (point >= 0x80 && point <= 0xFF)
        return (int)point;
    for (int i = 0; i < 32; i++)
        if (upper[i] == point)
            return 0x80 + i;
    return -1;
}

/* A character whose UTF-8 bytes were written as characters of their own: "Ä°". 0 for none. */
static uint32_t mojibake(const char *at, const char **ret_end) {
    char bytes[5] = {0};
    for (int i = 0; i < 4; i++) {
        int byte = byte_of(utf8_next(&at));
        if (byte < 0 || (i == 0) != (byte >= 0xC2 && byte <= 0xF4))
            return 0;
        bytes[i] = (char)byte;
        if (i > 0 && utf8_valid(bytes, (size_t)i + 1)) {
            const char *start = bytes;
            *ret_end = at;
            return utf8_next(&start);
        }
    }
    return 0;
}

/* What a letter counts as: PDF fonts spoil some. */
static uint32_t plain_letter(uint32_t point) {
    switch (point) {
    case 0x110: /* Đ */
    case 0x120: /* Ġ */
        return 'i';
    case 0x121: /* ġ */
    case 0x122: /* Ģ */
    case 0x123: /* ģ */
        return 's';
    default:
        return turkish_fold_point(point);
    }
}

static bool is_unseen(uint32_t point) {
    return point == 0xFEFF || (point >= 0x200B && point <= 0x200D) || point == 0xAD;
}

/* Appends the words of a text, each with a '\0' behind it. */
static void add_words(const char *text, struct buf *ret) {
    char *composed = utf8_nfc(text);
    bool inside = false;
    for (const char *at = composed, *end; *at;) {
        const char *behind_it = NULL;
        uint32_t point = mojibake(at, &behind_it);
        end = at;
        if (!point)
            point = utf8_next(&end);
        at = behind_it ? behind_it : end;
        if (is_unseen(point) || !(point = plain_letter(point)))
            continue;
        char bytes[4];
        bool letter = turkish_is_letter(point) || (point >= '0' && point <= '9');
        if (letter)
            buf_add(ret, bytes, utf8_put(point, bytes));
        else if (inside)
            buf_byte(ret, '\0');
        inside = letter;
    }
    if (inside)
        buf_byte(ret, '\0');
    free(composed);
}

/* ---- bags of them ---- */

struct entry {
    const char *word;
    size_t left;
};
struct bag {
    struct buf words;
    struct entry *entries; /* in order, each word once */
    size_t count;
};

/* I l ı 1 are one to a scanner. */
static unsigned char scanned(char letter) {
    return letter == 'l' || letter == '1' ? 'i' : (unsigned char)letter;
}

static int word_order(const char *a, const char *b) {
    while (*a && scanned(*a) == scanned(*b))
        a++, b++;
    return scanned(*a) - scanned(*b);
}

static int entry_order(const void *a, const void *b) {
    return word_order(((const struct entry *)a)->word, ((const struct entry *)b)->word);
}

static void bag_close(struct bag *bag) {
    size_t all = 0;
    for (size_t at = 0; at < bag->words.len; at += strlen(bag->words.data + at) + 1)
        all++;
    bag->entries = mem_zero(all + 1, sizeof *bag->entries);
    all = 0;
    for (size_t at = 0; at < bag->words.len; at += strlen(bag->words.data + at) + 1)
        bag->entries[all++] = (struct entry){bag->words.data + at, 1};
    qsort(bag->entries, all, sizeof *bag->entries, entry_order);
    for (size_t i = 0; i < all; i++) {
        if (bag->count && word_order(bag->entries[bag->count - 1].word, bag->entries[i].word) == 0)
            bag->entries[bag->count - 1].left++;
        else
            bag->entries[bag->count++] = bag->entries[i];
    }
}

static void bag_free(struct bag *bag) {
    buf_free(&bag->words);
    free(bag->entries);
}

static struct entry *bag_find(const struct bag *bag, const char *word) {
    struct entry key = {.word = word};
    return bag->count ? bsearch(&key, bag->entries, bag->count, sizeof *bag->entries, entry_order)
                      : NULL;
}

/* Each word of the record stands for one of the source. */
static bool bag_take(struct bag *bag, const char *word) {
    struct entry *entry = bag_find(bag, word);
    if (!entry || !entry->left)
        return false;
    entry->left--;
    return true;
}

/* ---- what is kept ---- */

static void add_list(const struct text_list *list, struct buf *ret) {
    for (size_t i = 0; i < list->count; i++)
        add_words(list->items[i], ret);
}

/* The header's values in every form in which a page may write them. */
static void add_values(const struct decision *decision, struct buf *ret) {
    char turkish[DATE_WORDS], values[256];
    struct date date = decision->date;
    date_turkish(date, true, turkish);
    snprintf(values, sizeof values, "%d %d %s %d %02d %02d %d ", decision->number, decision->year,
             turkish, date.month, date.day, date.month, date.year);
    add_words(values, ret);
    add_words(label_words, ret);
}

static void add_text(const char *text, struct buf *ret) {
    if (text)
        add_words(text, ret);
}

/* Equal removed lines may be listed once, so what was removed does not run out. */
static void gather(const struct intake_set *set, struct bag *kept, struct bag *removed) {
    for (size_t i = 0; i < set->count; i++) {
        const struct decision *decision = &set->items[i].decision;
        add_text(decision->subject, &kept->words);
        add_text(decision->body, &kept->words);
        add_text(decision->sitting, &kept->words);
        add_text(decision->municipality, &kept->words);
        add_values(decision, &kept->words);
        add_list(&set->items[i].removed, &removed->words);
        add_list(&set->items[i].head, &removed->words);
    }
    bag_close(kept);
    bag_close(removed);
}

/* A word that was parted at a line's end, or glued: up to three together. Returns how many. */
static size_t take_joined(struct bag *kept, const struct bag *removed, const char *word,
                          const char *end) {
    char joined[256] = "";
    size_t used = 0;
    for (size_t count = 1; count <= 3 && word < end; count++) {
        used += (size_t)snprintf(joined + used, sizeof joined - used, "%s", word);
        if (used >= sizeof joined)
            return 0;
        if (bag_take(kept, joined) || bag_find(removed, joined))
            return count;
        word += strlen(word) + 1;
    }
    return 0;
}

struct word_count words_lost(const char *source, const struct intake_set *set, struct buf *lost) {
    struct word_count count = {0};
    struct bag kept = {0}, removed = {0};
    struct buf words = {0};
    gather(set, &kept, &removed);
    add_words(source, &words);
    const char *at = buf_string(&words), *end = at + words.len;
    while (at < end) {
        size_t found = take_joined(&kept, &removed, at, end);
        if (!found) {
            buf_format(lost, "%s ", at);
            count.lost++;
        }
        for (size_t i = 0; i < (found ? found : 1); i++, count.total++)
            at += strlen(at) + 1;
    }
    buf_free(&words);
    bag_free(&kept);
    bag_free(&removed);
    return count;
}
