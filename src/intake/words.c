#include "intake/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/turkish.h"
#include "text/utf8.h"

static unsigned gap_of(uint32_t point) {
    switch (point) {
    case ' ':
        return GAP_SPACE;
    case '\t':
        return GAP_CELL;
    case '.':
    case 0x2026: /* … */
        return GAP_DOT;
    case ',':
        return GAP_COMMA;
    case ':':
        return GAP_COLON;
    case ';':
        return GAP_SEMICOLON;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return GAP_DASH;
    case '/':
        return GAP_SLASH;
    case '(':
    case '[':
        return GAP_OPEN;
    case ')':
    case ']':
        return GAP_CLOSE;
    case '\'':
    case '`':
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
        return GAP_APOSTROPHE;
    case '"':
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
        return GAP_QUOTE;
    case '!':
    case '?':
        return GAP_END;
    default:
        return GAP_OTHER;
    }
}

static bool is_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

static bool is_word_point(uint32_t point) {
    return is_digit(point) || turkish_is_letter(point);
}

static struct word *words_push(struct words *words, size_t *capacity) {
    if (words->count + 1 >= *capacity) {
        *capacity = *capacity ? *capacity * 2 : 8;
        words->items = mem_grow(words->items, *capacity, sizeof *words->items);
    }
    words->items[words->count] = (struct word){0};
    return &words->items[words->count];
}

static void fold_into(struct buf *out, uint32_t point) {
    uint32_t folded = turkish_fold_point(point);
    char bytes[4];
    if (folded)
        buf_add(out, bytes, utf8_put(folded, bytes));
}

/* Reads one word that begins at *at and fills it. */
static void read_word(struct words *words, struct word *word, const char **at) {
    const char *next = *at;
    uint32_t point = utf8_next(&next);
    size_t letters = 0, capitals = 0;
    word->digits = is_digit(point);
    word->capital = turkish_lower_point(point) != point;
    word->start = (uint32_t)(*at - words->source);
    word->folded = (uint32_t)words->folded.len;
    while (point && is_word_point(point) && is_digit(point) == word->digits) {
        fold_into(&words->folded, point);
        letters++;
        capitals += turkish_lower_point(point) != point;
        *at = next;
        point = utf8_next(&next);
    }
    word->capitals = letters >= 2 && capitals == letters;
    word->end = (uint32_t)(*at - words->source);
    buf_byte(&words->folded, '\0');
}

struct words words_read(const char *line) {
    struct words words = {.source = line};
    size_t capacity = 0;
    struct word *word = words_push(&words, &capacity);
    for (const char *at = line, *next = line; *at; at = next) {
        uint32_t point = utf8_next(&next);
        if (!is_word_point(point)) {
            word->gap |= (uint16_t)gap_of(point);
            continue;
        }
        read_word(&words, word, &at);
        next = at;
        words.count++;
        word = words_push(&words, &capacity);
    }
    word->start = word->end = (uint32_t)strlen(line);
    if (words.folded.failed)
        abort();
    return words;
}

void words_free(struct words *words) {
    free(words->items);
    buf_free(&words->folded);
    *words = (struct words){0};
}

const char *word_text(const struct words *words, size_t i) {
    return i < words->count ? words->folded.data + words->items[i].folded : "";
}

bool word_is(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    return *word == *text && strcmp(word, text) == 0; /* most differ in the first letter */
}

bool word_begins(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    while (*text && *word == *text) {
        word++;
        text++;
    }
    return !*text;
}

bool word_ends(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    size_t length = strlen(word), tail = strlen(text);
    return length >= tail && strcmp(word + length - tail, text) == 0;
}

bool word_is_any(const struct words *words, size_t i, const char *const *texts) {
    for (; *texts; texts++)
        if (word_is(words, i, *texts))
            return true;
    return false;
}

bool word_begins_any(const struct words *words, size_t i, const char *const *texts) {
    for (; *texts; texts++)
        if (word_begins(words, i, *texts))
            return true;
    return false;
}

unsigned word_gap(const struct words *words, size_t i) {
    return i <= words->count ? words->items[i].gap : GAP_SPACE;
}

bool word_capital(const struct words *words, size_t i) {
    return i < words->count && words->items[i].capital;
}

long word_number(const struct words *words, size_t i) {
    const char *text = word_text(words, i);
    if (i >= words->count || !words->items[i].digits || strlen(text) > 9)
        return -1;
    return strtol(text, NULL, 10);
}

size_t words_match(const struct words *words, size_t i, const char *sequence) {
    size_t count = 0;
    while (*sequence) {
        size_t length = strcspn(sequence, " ");
        const char *word = word_text(words, i + count);
        if (strlen(word) != length || memcmp(word, sequence, length) != 0)
            return 0;
        count++;
        sequence += length + (sequence[length] == ' ');
    }
    return count;
}

/* Does the dot behind word i - 1 belong to that word ("Dr.", "74.", "A.Ş.")? */
static bool dot_is_abbreviation(const struct words *words, size_t i) {
    static const char *const short_words[] = {
        "dr", "av", "prof", "doc", "muh", "no", "mah", "cad", "sok", "blv", "bkz", "vb",
        "vs", "sn", "ad",   "md",  "mad", "sk", "cd",  "sti", "ltd", "alb", NULL};
    const struct word *before = &words->items[i - 1];
    return before->digits || strlen(word_text(words, i - 1)) == 1 ||
           word_is_any(words, i - 1, short_words);
}

static bool sentence_breaks_before(const struct words *words, size_t i) {
    unsigned gap = word_gap(words, i);
    if (gap & GAP_END)
        return true;
    if (!(gap & GAP_DOT) || !(gap & (GAP_SPACE | GAP_QUOTE)))
        return false;
    if ((gap & GAP_QUOTE) && word_capital(words, i))
        return true;
    const struct word *next = &words->items[i];
    return (next->capital || next->digits) && !dot_is_abbreviation(words, i);
}

size_t words_sentence_end(const struct words *words, size_t i) {
    for (i++; i < words->count; i++)
        if (sentence_breaks_before(words, i))
            return i;
    return words->count;
}

char *words_slice(const struct words *words, size_t first, size_t end) {
    if (first >= end || end > words->count)
        return mem_string("");
    size_t start = words->items[first].start;
    char *slice = mem_slice(words->source + start, words->items[end - 1].end - start);
    for (char *at = slice; (at = strchr(at, '\t'));)
        *at = ' ';
    return slice;
}
