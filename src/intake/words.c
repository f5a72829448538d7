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
    static const struct {
        uint16_t small, capital, folded;
    } letters[] = {{0xE7, 0xC7, 'c'}, {0x11F, 0x11E, 'g'}, {0x131, 'I', 'i'}, {0xF6, 0xD6, 'o'},
                   {'i', 0x130, 'i'}, {0x15F, 0x15E, 's'}, {0xFC, 0xDC, 'u'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (point == letters[i].small || point == letters[i].capital)
            return (struct letter){letters[i].folded, true, false, point == letters[i].capital};
    return other_letter(point);
}

static struct letter letter_of(uint32_t point) {
    if (point >= 0x80)
        return point >= 0x2000 && point < 0x2070 ? (struct letter){0} : turkish_letter(point);
    bool capital = point >= 'A' && point <= 'Z';
    bool digit = point >= '0' && point <= '9';
    bool small = point >= 'a' && point <= 'z';
    return (struct letter){capital ? point | 0x20 : point, capital || digit || small, digit,
                           capital};
}

static struct word *words_push(struct words *words, size_t *capacity) {
    if (words->count + 1 >= *capacity) {
        *capacity = *capacity ? *capacity * 2 : 8;
        words->items = mem_grow(words->items, *capacity, sizeof *words->items);
    }
    words->items[words->count] = (struct word){0};
    return &words->items[words->count];
}

/* Reads one word, whose first letter is `letter` with its end at `next`; `out` is where its folded
 * text goes. Returns where the next one's goes. */
static char *read_word(struct words *words, struct word *word, const char **at, const char *next,
                       struct letter letter, char *out) {
    size_t letters = 0, capitals = 0;
    word->digits = letter.digit;
    word->capital = letter.capital;
    word->start = (uint32_t)(*at - words->source);
    while (letter.word && letter.digit == word->digits) {
        if (letter.folded >= 0x80)
            out += utf8_put(letter.folded, out);
        else if (letter.folded)
            *out++ = (char)letter.folded;
        letters++;
        capitals += letter.capital;
        *at = next;
        letter = letter_of(utf8_next(&next));
    }
    word->capitals = letters >= 2 && capitals == letters;
    word->end = (uint32_t)(*at - words->source);
    *out++ = '\0';
    return out;
}

struct words words_read(const char *line) {
    struct words words = {.source = line};
    size_t capacity = 0, bytes = strlen(line);
    struct word *word = words_push(&words, &capacity);
    /* A folded letter is at most one byte longer, and each word ends in a NUL. */
    char *start = buf_room(&words.folded, 2 * bytes + 1), *out = start;
    if (!start)
        abort();
    for (const char *at = line, *next = line; *at; at = next) {
        uint32_t point = utf8_next(&next);
        struct letter letter = letter_of(point);
        if (!letter.word) {
            word->gap |= (uint16_t)gap_of(point);
            continue;
        }
        word->folded = (uint32_t)(out - start);
        out = read_word(&words, word, &at, next, letter, out);
        next = at;
        words.count++;
        word = words_push(&words, &capacity);
    }
    buf_took(&words.folded, (size_t)(out - start));
    word->start = word->end = (uint32_t)bytes;
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

/* These run for every word of a text and every word that a rule knows: most differ at once. */
bool word_is(const struct words *words, size_t i, const char *text) {
    const char *word = word_text(words, i);
    while (*word && *word == *text) {
        word++;
        text++;
    }
    return *word == *text;
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
