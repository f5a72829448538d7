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

/* What a code point is in a word; the Turkish alphabet is told here, for it is most of the text. */
struct letter {
    uint32_t folded;
    bool word, digit, capital;
};

static struct letter other_letter(uint32_t point) {
    struct letter letter = {.word = turkish_is_letter(point)};
    if (letter.word) {
        letter.folded = turkish_fold_point(point);
        letter.capital = turkish_lower_point(point) != point;
    }
    return letter;
}

static struct letter turkish_letter(uint32_t point) {
    switch (point) {
    case 0xE7: /* ç */
    case 0xC7:
        return (struct letter){'c', true, false, point == 0xC7};
    case 0x11F: /* ğ */
    case 0x11E:
        return (struct letter){'g', true, false, point == 0x11E};
    case 0x131: /* ı, İ */
    case 0x130:
        return (struct letter){'i', true, false, point == 0x130};
    case 0xF6: /* ö */
    case 0xD6:
        return (struct letter){'o', true, false, point == 0xD6};
    case 0x15F: /* ş */
    case 0x15E:
        return (struct letter){'s', true, false, point == 0x15E};
    case 0xFC: /* ü */
    case 0xDC:
        return (struct letter){'u', true, false, point == 0xDC};
    default:
        return point >= 0x2000 && point < 0x2070 ? (struct letter){0} : other_letter(point);
    }
}

static inline struct letter ascii_letter(unsigned char byte) {
    unsigned small = byte | 0x20u;
    bool letter = small - 'a' < 26, digit = byte - (unsigned)'0' < 10;
    return (struct letter){letter ? small : byte, letter || digit, digit, letter && byte < 'a'};
}

/* The letter at `at`; *ret_next is behind it. */
static inline struct letter letter_at(const char *at, const char **ret_next) {
    unsigned char byte = (unsigned char)*at;
    *ret_next = at + 1;
    if (byte < 0x80)
        return ascii_letter(byte);
    *ret_next = at;
    return turkish_letter(utf8_next(ret_next));
}

static struct word *words_push(struct words *words, size_t *capacity) {
    if (words->count + 1 >= *capacity) {
        *capacity *= 2;
        words->items = mem_grow(words->items, *capacity, sizeof *words->items);
    }
    words->items[words->count] = (struct word){0};
    return &words->items[words->count];
}

/* Reads one word, whose first letter stands at *at; `out` is where its folded text goes. Returns
 * where the next one's goes. */
static char *read_word(const struct words *words, struct word *word, const char **at, char *out) {
    size_t letters = 0, capitals = 0;
    const char *next;
    struct letter letter = letter_at(*at, &next);
    word->digits = letter.digit;
    word->capital = letter.capital;
    word->start = (uint32_t)(*at - words->source);
    for (;;) {
        for (; !word->digits && **at >= 'a' && **at <= 'z'; letters++) /* most letters */
            *out++ = *(*at)++;
        letter = letter_at(*at, &next);
        if (!letter.word || letter.digit != word->digits)
            break;
        if (letter.folded >= 0x80)
            out += utf8_put(letter.folded, out);
        else if (letter.folded)
            *out++ = (char)letter.folded;
        letters++;
        capitals += letter.capital;
        *at = next;
    }
    word->capitals = letters >= 2 && capitals == letters;
    word->end = (uint32_t)(*at - words->source);
    *out++ = '\0';
    return out;
}

struct words words_read(const char *line) {
    struct words words = {.source = line};
    size_t bytes = strlen(line), capacity = 4 + bytes / 6; /* one more than most lines have */
    words.items = mem_grow(NULL, capacity, sizeof *words.items);
    struct word *word = words_push(&words, &capacity);
    /* A folded letter is at most one byte longer, and each word ends in a NUL. */
    char *start = buf_room(&words.folded, 2 * bytes + 1), *out = start;
    if (!start)
        abort();
    for (const char *at = line; *at;) {
        const char *next;
        if (!letter_at(at, &next).word) {
            next = at;
            word->gap |= (uint16_t)gap_of(utf8_next(&next));
            at = next;
            continue;
        }
        word->folded = (uint32_t)(out - start);
        out = read_word(&words, word, &at, out);
        words.count++;
        word = words_push(&words, &capacity);
    }
    buf_took(&words.folded, (size_t)(out - start));
    word->start = word->end = (uint32_t)bytes;
    word->folded = (uint32_t)(out - start);
    return words;
}

void words_free(struct words *words) {
    free(words->items);
    buf_free(&words->folded);
    *words = (struct words){0};
}

bool word_ends(const struct words *words, size_t i, const char *text) {
    size_t length = word_length(words, i), tail = strlen(text);
    return length >= tail && memcmp(word_text(words, i) + length - tail, text, tail) == 0;
}

bool word_is_any(const struct words *words, size_t i, const char *const *texts) {
    const char *word = word_text(words, i);
    for (; *texts; texts++)
        if (**texts == *word && strcmp(*texts, word) == 0)
            return true;
    return false;
}

bool word_begins_any(const struct words *words, size_t i, const char *const *texts) {
    const char *word = word_text(words, i);
    for (; *texts; texts++)
        if (**texts == *word && strncmp(word, *texts, strlen(*texts)) == 0)
            return true;
    return false;
}

long word_number(const struct words *words, size_t i) {
    const char *text = word_text(words, i);
    if (i >= words->count || !words->items[i].digits || strlen(text) > 9)
        return -1;
    return strtol(text, NULL, 10);
}

size_t words_match(const struct words *words, size_t i, const char *sequence) {
    size_t count = 0;
    for (;;) {
        const char *word = word_text(words, i + count);
        while (*word && *word == *sequence) {
            word++;
            sequence++;
        }
        if (*word || (*sequence && *sequence != ' '))
            return 0;
        if (i + count++ >= words->count)
            return 0;
        if (!*sequence++)
            return count;
    }
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
