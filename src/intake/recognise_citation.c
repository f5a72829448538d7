/* References to laws: "5393 sayılı Belediye Kanunu’nun 18. maddesinin (f) bendi ile 15/e maddesi".
 *
 * One walk: "sayılı … Kanun", "S.K." or a law's usual name puts a law in force, and a number close
 * behind it, or behind another article of it, begins a list of its articles. What stands farther
 * off is not the law's: a contract and a regulation have articles too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/law.h"
#include "intake/parts.h"
#include "text/turkish.h"

#define CITATIONS_MAX 1000
/* "sayılı … Kanunu": the name between has at most so many words. */
#define LAW_NAME_WORDS 24
/* A name that is looked up without a number: the longest in the list, and one more. */
#define LAW_KEY_WORDS 9
/* "Kanununun değişik 18. maddesi": so many words may stand before the article. */
#define OWNER_WORDS 2
#define ARTICLE_MAX 1999
#define LIST_MAX 16
/* A list of paragraphs or items has at most so many words. */
#define NUMBERS_WORDS 48

struct reader {
    const struct words *words;
    struct decision *decision;
    int law;        /* 0: none in force */
    size_t ref_end; /* index behind the law's name, or behind the last reference to it */
    bool by_name;   /* some were told without their numbers */
};

static void add(struct reader *reader, const struct citation *citation) {
    if (reader->decision->citation_count < CITATIONS_MAX)
        decision_add_citation(reader->decision, citation);
}

static bool is_and(const struct words *words, size_t i) {
    static const char *const ands[] = {"ve", "ile", "veya", NULL};
    return word_is_any(words, i, ands);
}

/* Behind word i and a suffix that an apostrophe, or a blank and one, parts from it. */
static size_t behind(const struct words *words, size_t i) {
    static const char *const suffixes[] = {"nun",  "un",   "nin", "in",  "na", "nda", "unun",
                                           "ndan", "unda", "da",  "dan", "u",  NULL};
    bool suffix = (word_gap(words, i + 1) & (GAP_APOSTROPHE | GAP_QUOTE)) &&
                  word_is_any(words, i + 1, suffixes);
    return i + 1 + suffix;
}

/* ---- laws ---- */

/* "Kanun", "Yasası" in any case, not "kanuni" and "yasal". */
static bool is_law_word(const struct words *words, size_t i) {
    static const char *const others[] = {"kanuni", "kanunen", "yasak", "yasam", NULL};
    if (word_begins(words, i, "kanun"))
        return !word_begins_any(words, i, others);
    return word_begins(words, i, "yasa") && !word_begins_any(words, i, others) &&
           (!word_begins(words, i, "yasal") || word_begins(words, i, "yasalar"));
}

static bool is_decree(const struct words *words, size_t i) {
    return word_is(words, i + 1, "hukmunde") || word_is(words, i + 1, "hukmundeki");
}

/* "Belediye Kanunu" in any case, unlike "bu Kanunun": a law that is called by its name. */
static bool is_possessed(const struct words *words, size_t i) {
    return word_is(words, i, "kanunu") || word_is(words, i, "yasasi") ||
           (word_begins(words, i, "kanunun") && !word_is(words, i, "kanunun")) ||
           word_begins(words, i, "yasasin");
}

/* "sayılı", "nolu", "no’lu", "numaralı": index behind it, 0 where it is not at word i. */
static size_t numbered_end(const struct words *words, size_t i) {
    if (word_begins(words, i, "sayili") || word_is(words, i, "nolu") ||
        word_is(words, i, "numarali"))
        return i + 1;
    return word_is(words, i, "no") && word_is(words, i + 1, "lu") ? i + 2 : 0;
}

/* "S.K.", "SK", "s. Kanun", "S.Y." behind a number: index behind it, else 0. */
static size_t short_law_end(const struct words *words, size_t i) {
    if (word_is(words, i, "sk") || word_is(words, i, "sy"))
        return behind(words, i);
    bool law =
        word_is(words, i + 1, "k") || word_is(words, i + 1, "y") || is_law_word(words, i + 1);
    bool dot = word_is(words, i, "s") && (word_gap(words, i + 1) & GAP_DOT);
    return dot && law ? behind(words, i + 1) : 0;
}

static bool is_law_number(const struct words *words, size_t i) {
    long number = word_number(words, i);
    return number >= 1 && number <= 99999;
}

/* Behind the name of the law that begins at word i ("Belediye Kanunu’nun"), 0 where what is
 * numbered is no law. In "5216 sayılı ve 5393 sayılı Kanunlar" the first, of at most so many laws,
 * has the last one's. */
static size_t law_name_end(const struct words *words, size_t i, int laws) {
    static const char *const others[] = {
        "parsel",    "yazi",    "ada",    "rapor",  "karar",    "tarih",  "yonetmeli", "khk",
        "kararname", "genelge", "teblig", "dosya",  "protokol", "onerge", "sozlesme",  "dilekce",
        "evrak",     "olur",    "ilam",   "teklif", "cetvel",   NULL};
    for (size_t j = i; j < words->count && j < i + LAW_NAME_WORDS; j++) {
        if (is_law_word(words, j))
            return is_decree(words, j) ? 0 : behind(words, j);
        if (j > i && numbered_end(words, j)) {
            bool list = j <= i + 2 && is_law_number(words, j - 1);
            return list && laws > 1 && law_name_end(words, numbered_end(words, j), laws - 1) ? i
                                                                                             : 0;
        }
        if ((word_begins_any(words, j, others) && !word_begins(words, j, "yonetmelikler")) ||
            (word_gap(words, j) & (GAP_SEMICOLON | GAP_DOT)))
            return 0;
    }
    return 0;
}

/* The laws that end in the number before word i: "5216, 5393 ve 6360 sayılı". The last one is then
 * in force. */
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

/* The law whose usual name ends before word i. */
static int law_named(const struct words *words, size_t i) {
    struct buf name = {0};
    size_t first = i > LAW_KEY_WORDS ? i - LAW_KEY_WORDS : 0;
    for (size_t j = first; j < i; j++)
        buf_format(&name, "%s%s", j > first ? " " : "", word_text(words, j));
    int law = law_find(buf_string(&name));
    buf_free(&name);
    return law;
}

/* "aynı Kanunun", "anılan Kanun": the law that was named last, if need be in a text before. */
static bool points_back(const struct words *words, size_t i) {
    static const char *const pointers[] = {"ayni", "anilan", "mezkur", "konusu", "gecen", NULL};
    return word_is_any(words, i - 1, pointers);
}

/* A law without its number at word i. */
static void take_name(struct reader *reader, size_t i) {
    const struct words *words = reader->words;
    const struct decision *decision = reader->decision;
    if (is_decree(words, i) && word_is(words, i - 1, "ve") && is_law_word(words, i - 2))
        return; /* the title of a law that changes "Bazı Kanun ve Kanun Hükmünde Kararnameler" */
    int law = is_decree(words, i) ? 0 : law_named(words, i);
    if (law) {
        reader->law = law;
        reader->by_name = true;
        add(reader, &(struct citation){.law = law});
    } else if (is_decree(words, i) || (is_possessed(words, i) && !points_back(words, i))) {
        reader->law = 0; /* one that is not in the list */
    } else if (!reader->law && points_back(words, i) && decision->citation_count) {
        reader->law = decision->citations[decision->citation_count - 1].law;
    }
    reader->ref_end = behind(words, i);
}

/* ---- numbers ---- */

struct number_word {
    const char *word;
    int value;
};

/* The value of the word that `*text` begins with, 0 for none; *text moves behind it. */
static int number_word(const struct number_word *list, size_t count, const char **text) {
    for (size_t i = 0; i < count; i++)
        if (strncmp(*text, list[i].word, strlen(list[i].word)) == 0) {
            *text += strlen(list[i].word);
            return list[i].value;
        }
    return 0;
}

/* "birinci", "onsekizinci", "yirmi birinci", "yirminci": its value, 0 for no ordinal; *ret_end is
 * the index behind it. */
static int ordinal_read(const struct words *words, size_t i, size_t *ret_end) {
    static const struct number_word tens[] = {
        {"yirmi", 20},  {"otuz", 30},   {"kirk", 40},   {"elli", 50}, {"altmis", 60},
        {"yetmis", 70}, {"seksen", 80}, {"doksan", 90}, {"yuz", 100}, {"on", 10}};
    static const struct number_word ordinals[] = {
        {"birinci", 1},   {"ikinci", 2},  {"ucuncu", 3},  {"dorduncu", 4},
        {"besinci", 5},   {"altinci", 6}, {"yedinci", 7}, {"sekizinci", 8},
        {"dokuzuncu", 9}, {"nci", 0},     {"inci", 0},    {"uncu", 0}};
    int sum = 0;
    for (size_t j = i; j < i + 3; j++) {
        const char *text = word_text(words, j), *from = text;
        for (int value; (value = number_word(tens, sizeof tens / sizeof *tens, &text));)
            sum += value;
        const char *rest = text;
        sum += number_word(ordinals, sizeof ordinals / sizeof *ordinals, &text);
        if (text != rest && sum) {
            *ret_end = j + 1;
            return sum;
        }
        if (text == from || *text)
            return 0;
    }
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
    return word_begins(words, i, "madde") || word_is(words, i, "md") || word_is(words, i, "mad");
}

/* "geçici", "ek", "mükerrer" before an article's number. */
static const char *qualifier_at(const struct words *words, size_t i) {
    if (word_is(words, i, "gecici"))
        return "geçici ";
    if (word_is(words, i, "ek"))
        return "ek ";
    return word_is(words, i, "mukerrer") ? "mükerrer " : "";
}

/* ---- lists of articles ---- */

struct articles {
    struct citation items[LIST_MAX];
    size_t count;
    bool marked; /* the last one stands as an article without the word: "18/e", or "18." */
};

/* Items and paragraph that are joined to an article: "/e", "/1-e", "(e)", "/b-c". Returns the index
 * behind them. */
static size_t joined_read(const struct words *words, size_t i, struct citation *article,
                          size_t items[LIST_MAX], size_t *ret_items) {
    size_t count = 0;
    for (;; i++) {
        unsigned gap = word_gap(words, i);
        bool joins = (gap & (GAP_SLASH | GAP_OPEN)) || (gap & (GAP_DASH | GAP_SPACE)) == GAP_DASH;
        if (!joins || (gap & (GAP_COMMA | GAP_CELL | GAP_SEMICOLON)) || count == LIST_MAX)
            break;
        long number = word_number(words, i);
        if (is_item(words, i))
            items[count++] = i;
        else if (number > 0 && number < 100 && !count && !article->paragraph && (gap & GAP_SLASH))
            article->paragraph = (int)number;
        else
            break;
    }
    *ret_items = count;
    return i;
}

/* "…, b ve c maddeleri" behind "18/a": more items of the same article. Returns the index behind
 * them, `i` where there are none. */
static size_t more_items(const struct words *words, size_t i, size_t items[LIST_MAX],
                         size_t *count) {
    size_t found = *count, next = i;
    while (found > 0 && found < LIST_MAX) {
        bool joined = is_and(words, next);
        if (!is_item(words, next + joined) || (!joined && !(word_gap(words, next) & GAP_COMMA)))
            break;
        items[found++] = next + joined;
        next += 1 + joined;
    }
    if (!is_article_word(words, next) && !word_begins(words, next, "bent"))
        return i;
    *count = found;
    return next;
}

/* Is the number at word i one of something else: a law, a date, a parcel? */
static bool counts_else(const struct words *words, size_t i) {
    static const char *const things[] = {"ada",    "parsel", "tarih", "yil",   "adet",  "nolu",
                                         "sayili", "gun",    "metre", "fikra", "cumle", "alt",
                                         "sira",   "kisi",   "uye",   NULL};
    return word_begins_any(words, i, things);
}

/* One article at word i: "18", "18.", "18 inci", "geçici 1’inci", "18/1-e". Returns the index
 * behind it, 0 for none. */
static size_t article_read(const struct words *words, size_t i, struct articles *list) {
    struct citation article = {0};
    const char *qualifier = qualifier_at(words, i);
    i += *qualifier != '\0';
    bool named = *qualifier && word_is(words, i, "madde"); /* "Geçici Madde 1" */
    i += named;
    size_t end = i + 1, items[LIST_MAX], count;
    long number = word_number(words, i);
    bool digits = number > 0;
    if (!digits)
        number = ordinal_read(words, i, &end);
    if (number < 1 || number > ARTICLE_MAX || (digits && counts_else(words, end)))
        return 0;
    snprintf(article.article, sizeof article.article, "%s%ld", qualifier, number);
    bool ordinal = named || (word_gap(words, end) & GAP_DOT);
    if (digits && is_ordinal_suffix(words, end)) {
        ordinal = true;
        end++;
    }
    end = joined_read(words, end, &article, items, &count);
    end = more_items(words, end, items, &count);
    list->marked = count > 0 || ordinal;
    for (size_t j = 0; j < (count ? count : 1) && list->count < LIST_MAX; j++) {
        if (count)
            item_copy(words, items[j], article.item);
        list->items[list->count++] = article;
    }
    return end;
}

/* Index of the article that goes on the list behind word `end`, 0 for none. */
static size_t next_article(const struct words *words, size_t end) {
    if (is_and(words, end))
        return end + 1;
    unsigned gap = word_gap(words, end);
    bool range = (gap & GAP_DASH) && word_number(words, end) > 0;
    return (gap & GAP_COMMA) || range ? end : 0;
}

/* A list of articles at word i. Returns the index behind it, 0 for none. Without the word "madde"
 * it ends with the last that needs none. */
static size_t articles_read(const struct words *words, size_t i, struct articles *list) {
    size_t end = article_read(words, i, list), marked_count = list->marked ? list->count : 0;
    size_t marked_end = marked_count ? end : 0;
    bool marked = list->marked;
    for (size_t next = end; end && (next = next_article(words, end)) && list->count < LIST_MAX;) {
        next = article_read(words, next, list);
        if (!next)
            break;
        end = next;
        marked = marked && list->marked;
        if (marked) {
            marked_count = list->count;
            marked_end = end;
        }
    }
    if (end && is_article_word(words, end))
        return end;
    list->count = marked_count;
    return marked_end;
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
    for (size_t end = i + 1, last = i + NUMBERS_WORDS; i < last; i = end, end++) {
        int ordinal = ordinal_read(words, i, &end);
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
    } else if ((item || paragraph) && item_count && !paragraph_count) {
        for (size_t j = 0; j < item_count; j++)
            item_copy(words, items[j], numbers->items[j]);
        numbers->item_count = item_count;
    } else {
        return 0;
    }
    return behind(words, i);
}

/* Adds an article with paragraphs and items; the items are of the last paragraph. */
static void add_detailed(struct reader *reader, struct citation article,
                         const struct numbers *numbers) {
    for (size_t i = 0; i < numbers->paragraph_count; i++) {
        article.paragraph = numbers->paragraphs[i];
        if (i + 1 < numbers->paragraph_count || !numbers->item_count)
            add(reader, &article);
    }
    for (size_t i = 0; i < numbers->item_count; i++) {
        memcpy(article.item, numbers->items[i], sizeof article.item);
        add(reader, &article);
    }
}

/* What is said of an article behind it: "birinci fıkrasının (e) bendi ile ikinci fıkrası". Returns
 * the index behind it. */
static size_t take_details(struct reader *reader, size_t i, struct citation *article) {
    const struct words *words = reader->words;
    bool said = false;
    for (;;) {
        struct numbers numbers = {0};
        size_t end = numbers_read(words, i, &numbers);
        if (!end)
            break;
        i = end;
        said = true;
        if (numbers.paragraph_count && !is_and(words, i) &&
            (end = numbers_read(words, i, &numbers)))
            i = end;
        add_detailed(reader, *article, &numbers);
        if (numbers.paragraph_count) /* "… ile (c) bendi" is of the same paragraph */
            article->paragraph = numbers.paragraphs[numbers.paragraph_count - 1];
    }
    if (!said)
        add(reader, article);
    return i;
}

/* ---- the walk ---- */

/* "Yönetmeliğinin 5. maddesi": what stands between is a rule of another kind. */
static bool has_other_owner(const struct words *words, size_t first, size_t end) {
    static const char *const owners[] = {"yonetmeli", "sozlesme", "sartname", "protokol",
                                         "tuzu",      "gundem",   "karar",    "teblig",
                                         "rapor",     "not",      "khk",      NULL};
    for (size_t i = first; i < end; i++)
        if (word_begins_any(words, i, owners))
            return true;
    return false;
}

/* Does what begins at word `begin` belong to the law in force? */
static bool is_owned(const struct reader *reader, size_t begin) {
    static const char *const titles[] = {"baslikli", "duzenleyen", NULL};
    if (!reader->law || begin < reader->ref_end)
        return false;
    if (begin <= reader->ref_end + LAW_NAME_WORDS && word_is_any(reader->words, begin - 1, titles))
        return true;
    return begin <= reader->ref_end + OWNER_WORDS &&
           !has_other_owner(reader->words, reader->ref_end, begin);
}

/* May an article begin at word i? */
static bool begins_article(const struct words *words, size_t i) {
    size_t end;
    return words->items[i].digits || *qualifier_at(words, i) ||
           (ordinal_read(words, i, &end) && is_article_word(words, end));
}

/* The articles at word i, if they are the law's. Returns the index of the last word they take. */
static size_t take_articles(struct reader *reader, size_t i) {
    const struct words *words = reader->words;
    struct articles list = {0};
    bool named = is_article_word(words, i - 1) || word_is(words, i - 1, "m");
    size_t end = articles_read(words, i, &list);
    if (!end && named && article_read(words, i, &list)) /* "m. 18" */
        end = i + 1;
    bool plain = end && !is_article_word(words, end) && !named && !*list.items[list.count - 1].item;
    if (!end || (plain && i != reader->ref_end))
        return i;
    for (size_t j = 0; j < list.count; j++)
        list.items[j].law = reader->law;
    for (size_t j = 0; j + 1 < list.count; j++)
        add(reader, &list.items[j]);
    size_t next = is_article_word(words, end) ? behind(words, end) : end;
    reader->ref_end = take_details(reader, next, &list.items[list.count - 1]);
    return reader->ref_end - 1;
}

/* "5393/18-e": a law of the list with an article and an item. */
static void take_compact(struct reader *reader, size_t i) {
    const struct words *words = reader->words;
    struct articles list = {0};
    int law = (int)word_number(words, i);
    if (word_gap(words, i + 1) != GAP_SLASH || !law_name(law) || !words->items[i + 1].digits ||
        !article_read(words, i + 1, &list) || !*list.items[0].item)
        return;
    list.items[0].law = law;
    add(reader, &list.items[0]);
}

/* A law by its number at word i; returns the index behind its name, 0 for none. */
static size_t take_numbered(struct reader *reader, size_t i) {
    const struct words *words = reader->words;
    if (!is_law_number(words, i))
        return 0;
    size_t end = short_law_end(words, i + 1), name = numbered_end(words, i + 1);
    if (name)
        end = law_name_end(words, name, LIST_MAX);
    if (end)
        take_laws(reader, i + 1, end);
    return end;
}

enum sureness citations_read(const struct words *words, struct decision *decision) {
    struct reader reader = {.words = words, .decision = decision};
    size_t before = decision->citation_count;
    for (size_t i = 0; i < words->count; i++) {
        size_t end = words->items[i].digits ? take_numbered(&reader, i) : 0;
        if (end)
            i = end - 1;
        else if (is_law_word(words, i))
            take_name(&reader, i);
        else if (is_owned(&reader, i) && begins_article(words, i))
            i = take_articles(&reader, i);
        else if (words->items[i].digits)
            take_compact(&reader, i);
    }
    return decision->citation_count == before ? SURE_ABSENT
           : reader.by_name                   ? SURE_LIKELY
                                              : SURE_CERTAIN;
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
