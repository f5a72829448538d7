/* References to laws: "5393 sayılı Belediye Kanunu’nun 18. maddesinin (f) bendi ile 15/e maddesi".
 *
 * Read from two anchors: "sayılı … Kanun" puts a law in force, and "madde" looks back for the
 * articles' numbers and ahead for paragraphs and items. An article counts only close behind the
 * law or behind another article of it: a contract's or a regulation's articles are not a law's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/parts.h"
#include "text/turkish.h"

#define CITATIONS_MAX 1000
/* "sayılı … Kanunu": the name between has at most so many words. */
#define LAW_NAME_WORDS 24
/* "Kanununun değişik 18. maddesi": so many words may stand before the article. */
#define OWNER_WORDS 2
#define LIST_MAX 8

struct reader {
    const struct words *words;
    struct decision *decision;
    int law;        /* 0: none in force */
    size_t ref_end; /* index behind the law's name, or behind the last reference to it */
};

static void add(struct reader *reader, const struct citation *citation) {
    if (reader->decision->citation_count < CITATIONS_MAX)
        decision_add_citation(reader->decision, citation);
}

static bool is_and(const struct words *words, size_t i) {
    static const char *const ands[] = {"ve", "ile", "veya", NULL};
    return word_is_any(words, i, ands);
}

/* ---- laws ---- */

static bool is_law_word(const struct words *words, size_t i) {
    return word_begins(words, i, "kanun") || word_begins(words, i, "yasa");
}

/* Does "sayılı" at word i belong to a law? Returns the index behind the law's name, 0 for no. */
static size_t law_name_end(const struct words *words, size_t i) {
    static const char *const others[] = {"parsel", "yazi",  "ada",    "rapor",      "sayili",
                                         "karar",  "tarih", "meclis", "yonetmelik", NULL};
    for (size_t j = i + 1; j < words->count && j <= i + LAW_NAME_WORDS; j++) {
        if (is_law_word(words, j)) {
            if (word_is(words, j + 1, "hukmunde")) /* a decree, not a law */
                return 0;
            return j + 1 + ((word_gap(words, j + 1) & GAP_APOSTROPHE) != 0);
        }
        for (size_t k = 0; others[k]; k++)
            if (word_begins(words, j, others[k]))
                return 0;
        if (word_gap(words, j) & (GAP_SEMICOLON | GAP_DOT))
            return 0;
    }
    return 0;
}

static bool is_law_number(const struct words *words, size_t i) {
    long number = word_number(words, i);
    return number >= 1 && number <= 99999;
}

/* The laws named before "sayılı" at word i: "5216, 5393 ve 6360 sayılı". The last one is then in
 * force. */
static void take_laws(struct reader *reader, size_t i, size_t name_end) {
    const struct words *words = reader->words;
    size_t first = i - 1;
    for (;;) {
        size_t before = first - 1;
        if (first >= 2 && word_is(words, before, "ve"))
            before--;
        else if (first < 1 || !(word_gap(words, first) & GAP_COMMA))
            break;
        if (!is_law_number(words, before) || word_number(words, before) < 100)
            break;
        first = before;
    }
    for (; first < i; first++)
        if (is_law_number(words, first)) {
            reader->law = (int)word_number(words, first);
            add(reader, &(struct citation){.law = reader->law});
        }
    reader->ref_end = name_end;
}

/* ---- numbers ---- */

static int ordinal_word(const char *text) {
    static const char *const ordinals[] = {"birinci",   "ikinci",  "ucuncu",  "dorduncu",
                                           "besinci",   "altinci", "yedinci", "sekizinci",
                                           "dokuzuncu", "onuncu"};
    for (int i = 0; i < 10; i++)
        if (strncmp(ordinals[i], text, strlen(ordinals[i])) == 0)
            return i + 1;
    return 0;
}

/* "inci", "nci", "üncü" …: behind a number, with or without an apostrophe. */
static bool is_ordinal_suffix(const struct words *words, size_t i) {
    static const char *const suffixes[] = {"inci", "nci", "uncu", "ncu", "ci", "cu", NULL};
    return word_is_any(words, i, suffixes);
}

/* One letter of the alphabet that numbers items: a b c ç d … */
static bool is_item(const struct words *words, size_t i) {
    const char *text = word_text(words, i);
    return text[0] >= 'a' && text[0] <= 'z' && text[1] == '\0';
}

/* As it stands in the source, in lower case: (ç) is not (c). */
static void item_copy(const struct words *words, size_t i, char ret[8]) {
    char *letter = words_slice(words, i, i + 1), *low = turkish_lower(letter);
    snprintf(ret, 8, "%.7s", low);
    free(low);
    free(letter);
}

static bool is_article_word(const struct words *words, size_t i) {
    return word_begins(words, i, "madde") || word_is(words, i, "md");
}

/* "geçici", "ek", "mükerrer" before an article's number. */
static const char *qualifier_at(const struct words *words, size_t i) {
    if (word_is(words, i, "gecici"))
        return "geçici ";
    if (word_is(words, i, "ek"))
        return "ek ";
    return word_is(words, i, "mukerrer") ? "mükerrer " : "";
}

/* "18", "18/e", "18/1-e" with its number at word i, into the citation. False for no such number. */
static bool article_read(const struct words *words, size_t i, struct citation *ret) {
    long number = word_number(words, i);
    if (number < 1)
        number = ordinal_word(word_text(words, i));
    if (number < 1 || number > 9999)
        return false;
    snprintf(ret->article, sizeof ret->article, "%s%ld", qualifier_at(words, i - 1), number);
    return true;
}

/* The article that ends just before word `end`; ret_begin is its first word. */
static bool article_before(const struct words *words, size_t end, struct citation *ret,
                           size_t *ret_begin) {
    if (end == 0)
        return false;
    struct citation article = {0};
    size_t i = end - 1;
    if (i > 0 && is_ordinal_suffix(words, i))
        i--;
    if (i > 0 && is_item(words, i) && (word_gap(words, i) & (GAP_SLASH | GAP_DASH))) {
        item_copy(words, i, article.item);
        i--;
        if (i > 0 && word_number(words, i) > 0 && word_gap(words, i) == GAP_SLASH)
            article.paragraph = (int)word_number(words, i--);
    }
    if (!article_read(words, i, &article))
        return false;
    *ret = article;
    *ret_begin = i - (i > 0 && *qualifier_at(words, i - 1) != '\0');
    return true;
}

/* ---- paragraphs and items behind an article ---- */

struct numbers {
    int paragraphs[LIST_MAX];
    char items[LIST_MAX][8];
    size_t paragraph_count, item_count;
};

/* A list at word i that ends in "fıkra…" or "bent…": "1. ve 2. fıkraları", "(e) ve (f) bentleri".
 * Returns the index behind it, 0 for no such list. */
static size_t numbers_read(const struct words *words, size_t i, struct numbers *numbers) {
    int paragraphs[LIST_MAX];
    size_t items[LIST_MAX], paragraph_count = 0, item_count = 0;
    for (;; i++) {
        int ordinal = ordinal_word(word_text(words, i));
        long number = word_number(words, i);
        if (ordinal || (number > 0 && number < 100)) {
            if (paragraph_count < LIST_MAX)
                paragraphs[paragraph_count++] = ordinal ? ordinal : (int)number;
        } else if (is_item(words, i)) {
            if (item_count < LIST_MAX)
                items[item_count++] = i;
        } else if (!is_and(words, i) && !is_ordinal_suffix(words, i) &&
                   !word_is(words, i, "numarali") && !word_is(words, i, "nolu")) {
            break;
        }
    }
    bool paragraph = word_begins(words, i, "fikra");
    bool item = word_begins(words, i, "bent") || word_begins(words, i, "bend");
    if (paragraph && paragraph_count && !item_count) {
        memcpy(numbers->paragraphs, paragraphs, sizeof paragraphs);
        numbers->paragraph_count = paragraph_count;
    } else if (item && item_count && !paragraph_count) {
        for (size_t j = 0; j < item_count && numbers->item_count < LIST_MAX; j++)
            item_copy(words, items[j], numbers->items[numbers->item_count++]);
    } else {
        return 0;
    }
    return i + 1 + ((word_gap(words, i + 1) & GAP_APOSTROPHE) != 0);
}

/* Adds the article with all that is said of it. */
static void add_detailed(struct reader *reader, const struct citation *article,
                         const struct numbers *numbers) {
    struct citation citation = *article;
    size_t count = numbers->paragraph_count;
    for (size_t i = 0; i < count; i++) {
        citation.paragraph = numbers->paragraphs[i];
        if (i + 1 < count || !numbers->item_count)
            add(reader, &citation);
    }
    for (size_t i = 0; i < numbers->item_count; i++) {
        memcpy(citation.item, numbers->items[i], sizeof citation.item);
        add(reader, &citation);
    }
    if (!count && !numbers->item_count)
        add(reader, &citation);
}

/* ---- the walk ---- */

/* "Yönetmeliğinin 5. maddesi": what stands between is a rule of another kind. */
static bool has_other_owner(const struct words *words, size_t first, size_t end) {
    static const char *const owners[] = {"yonetmeli", "sozlesme", "sartname", "protokol",
                                         "tuzu",      "gundem",   "karar",    "teblig",
                                         "rapor",     "not",      NULL};
    for (size_t i = first; i < end; i++)
        for (size_t j = 0; owners[j]; j++)
            if (word_begins(words, i, owners[j]))
                return true;
    return false;
}

/* Does what begins at word `begin` belong to the law in force? */
static bool is_owned(const struct reader *reader, size_t begin) {
    if (!reader->law || has_other_owner(reader->words, reader->ref_end, begin))
        return false;
    return begin <= reader->ref_end + OWNER_WORDS || is_law_word(reader->words, begin - 1) ||
           (begin >= 2 && (word_gap(reader->words, begin - 1) & GAP_APOSTROPHE) &&
            is_law_word(reader->words, begin - 2));
}

/* "maddesi" at word m: the articles before it, and what is said of the last one behind it. */
static void take_articles(struct reader *reader, size_t m) {
    const struct words *words = reader->words;
    struct citation list[LIST_MAX];
    size_t count = 0, begin = m;
    while (count < LIST_MAX) {
        size_t end = begin;
        if (count && is_and(words, begin - 1))
            end = begin - 1;
        else if (count && !(word_gap(words, begin) & GAP_COMMA))
            break;
        if (!article_before(words, end, &list[count], &begin))
            break;
        list[count++].law = reader->law;
    }
    if (!count || !is_owned(reader, begin))
        return;
    for (size_t i = count - 1; i > 0; i--)
        add(reader, &list[i]);
    struct numbers numbers = {0};
    size_t next = m + 1 + ((word_gap(words, m + 1) & GAP_APOSTROPHE) != 0), end;
    while ((end = numbers_read(words, next, &numbers)))
        next = end;
    add_detailed(reader, &list[0], &numbers);
    reader->ref_end = next;
}

/* "18/e" without the word "madde". */
static void take_slashed(struct reader *reader, size_t i) {
    const struct words *words = reader->words;
    struct citation article = {0};
    size_t begin;
    bool more =
        is_article_word(words, i + 2) || is_and(words, i + 2) || is_ordinal_suffix(words, i + 2);
    if (more && !word_is(words, i + 2, "ile"))
        return; /* take_articles comes to it */
    if (article_before(words, i + 2, &article, &begin) && is_owned(reader, begin)) {
        article.law = reader->law;
        add(reader, &article);
        reader->ref_end = i + 2;
    }
}

void citations_read(const struct words *words, struct decision *decision) {
    struct reader reader = {.words = words, .decision = decision};
    for (size_t i = 1; i < words->count; i++) {
        size_t name_end;
        if (word_begins(words, i, "sayili") && is_law_number(words, i - 1) &&
            (name_end = law_name_end(words, i)))
            take_laws(&reader, i, name_end);
        else if (reader.law && is_article_word(words, i))
            take_articles(&reader, i);
        else if (reader.law && word_number(words, i) > 0 && is_item(words, i + 1) &&
                 word_gap(words, i + 1) == GAP_SLASH)
            take_slashed(&reader, i);
    }
}

static bool law_has_article(const struct decision *decision, int law) {
    for (size_t i = 0; i < decision->citation_count; i++)
        if (decision->citations[i].law == law && decision->citations[i].article[0])
            return true;
    return false;
}

/* A law without an article says nothing where one of its articles is cited too. Every citation
 * with an article stays, so the question has the same answer all along. */
void citations_finish(struct decision *decision) {
    size_t kept = 0;
    for (size_t i = 0; i < decision->citation_count; i++) {
        struct citation citation = decision->citations[i];
        if (citation.article[0] || !law_has_article(decision, citation.law))
            decision->citations[kept++] = citation;
    }
    decision->citation_count = kept;
}
