/* The subject: behind its label, or where the head has none the line that can be one, or the first
 * sentence of the letter. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/head.h"
#include "intake/result_words.h"
#include "text/marker.h"

#define SUBJECT_WORDS 200  /* of a sentence that stands in for it */
#define SUBJECT_BYTES 6000 /* a longer one is text: only its first sentence is taken */
#define OUTLINE_MAX 100    /* items of a subject */
#define WRAPPED_MAX 40     /* lines that one sentence is set in */
#define WRAPPED_BYTES 40   /* a shorter line was not wrapped */

/* ---- what a line looks like ---- */

bool subject_ends(const struct words *words) {
    static const char *const ends[] = {"gorusulmesi", "hakkinda", "hk",     "hususu",
                                       "hususlari",   "talebi",   "konusu", "teklifi",
                                       "hususunda",   NULL};
    return words->count >= 3 && word_is_any(words, words->count - 1, ends);
}

bool line_is_unit(const struct words *words) {
    static const char *const stems[] = {"baskanligi",   "mudurlugu", "musavirligi",
                                        "sekreterligi", "muski",     NULL};
    bool unit = false;
    if (words->count == 0 || words->count > 9)
        return false;
    for (size_t i = 0; stems[i]; i++)
        unit = unit || word_begins(words, words->count - 1, stems[i]);
    for (size_t i = 0; i < words->count && unit; i++)
        unit = words->items[i].capital || word_is(words, i, "ve") ||
               (word_gap(words, i) & GAP_APOSTROPHE);
    return unit;
}

bool line_is_told(const struct words *words) {
    static const char *const ends[] = {
        "mistir",      "mustur",    "maktadir",  "mektedir", "acaktir", "ecektir",  "edildi",
        "verildi",     "olundu",    "alindi",    "olunur",   "ederim",  "ederiz",   "edilmis",
        "gerekir",     "vardir",    "yoktur",    "edilir",   "rica",    "maktaydi", "oldu",
        "mektedirler", "mislerdir", "gorusuldu", NULL};
    for (size_t i = 0; ends[i] && words->count; i++)
        if (word_ends(words, words->count - 1, ends[i]))
            return true;
    return false;
}

static bool opens_voice(const struct words *words) {
    return line_opens_letter(words) || line_opens_council(words);
}

bool subject_fits(const struct words *words) {
    return words->count > 0 && !opens_voice(words) && !line_is_unit(words) &&
           !line_is_told(words) && words->items[words->count - 1].end <= SUBJECT_BYTES;
}

/* ---- taking it ---- */

static void subject_join(struct decision *decision, const char *text) {
    struct buf subject = {0};
    if (decision->subject)
        buf_format(&subject, "%s ", decision->subject);
    for (; *text; text++)
        buf_byte(&subject, *text == '\t' ? ' ' : *text);
    free(decision->subject);
    decision->subject = buf_take(&subject);
    if (!decision->subject)
        abort();
}

static void take_line(struct page *page, struct decision *decision, size_t line) {
    subject_join(decision, page->lines[line].text);
    page->lines[line].role = LINE_HEADER;
}

/* "Oybirliğiyle kabul edildi." */
static bool tells_vote(const struct words *words) {
    for (size_t i = 0; i < words->count && line_is_told(words); i++)
        if (vote_manner_at(words, i, NULL) != OUTCOME_UNKNOWN)
            return true;
    return false;
}

/* Does another voice begin at word i? */
static bool voice_begins(const struct words *words, size_t i) {
    struct buf text = {0};
    size_t end = words_sentence_end(words, i);
    buf_add(&text, words->source + words->items[i].start,
            words->items[end - 1].end - words->items[i].start);
    buf_byte(&text, ';'); /* an opener may be followed by what it opens */
    struct words sentence = words_read(buf_string(&text));
    bool voice = opens_voice(&sentence) || tells_vote(&sentence);
    words_free(&sentence);
    buf_free(&text);
    return voice;
}

/* "… görüşülmesi Fen İşleri Dairesi Başkanlığı’nın … yazısında;": the end of a subject, and a name.
 */
static bool subject_ends_before(const struct words *words, size_t i) {
    static const char *const ends[] = {"gorusulmesi", "hakkinda", "hk", "hususu", NULL};
    return word_is_any(words, i - 1, ends) && word_capital(words, i);
}

/* "KONUSU: … SONUÇ: Oybirliği ile kabul edildi." */
static bool heads_result(const struct words *words, size_t i) {
    static const char *const heads[] = {"sonuc", "sonucu", "karar", "karari", "ozet", NULL};
    return word_capital(words, i) && word_is_any(words, i, heads) &&
           (word_gap(words, i + 1) & GAP_COLON) && i + 1 < words->count;
}

/* Where another voice begins on the subject's own line ("… görüşülmesi. Meclisimizce yapılan …
 * sonucunda;"): the number of words before it, all of them where there is none. */
static size_t words_of_subject(const struct words *words) {
    bool long_one = words->items[words->count].start > SUBJECT_BYTES;
    size_t end = words_sentence_end(words, 0);
    if (long_one)
        return end;
    for (size_t i = 1; i < words->count; i++) {
        bool sentence = i == end;
        if (sentence)
            end = words_sentence_end(words, i);
        if (((sentence || subject_ends_before(words, i)) && voice_begins(words, i)) ||
            heads_result(words, i))
            return i;
    }
    return words->count;
}

/* Letters may be left out: a) ç) ğ). */
static bool goes_further(const struct marker *last, const struct marker *next) {
    for (int i = 0; i < MARKER_READINGS; i++)
        for (int j = 0; j < MARKER_READINGS; j++) {
            const struct marker_reading *from = &last->readings[i], *to = &next->readings[j];
            if (from->style && from->style == to->style &&
                (to->ordinal > from->ordinal || marker_follows(*from, *to)))
                return true;
        }
    return false;
}

/* Outline items one below the other. Returns the last of them. */
static size_t take_items(struct page *page, struct decision *decision, size_t line) {
    struct marker last = {0}, next;
    const char *text = page->lines[line].text;
    bool item = marker_read(text, strlen(text), &last);
    size_t from = line, length = strlen(text);
    if (!item && (length == 0 || text[length - 1] != ':'))
        return line;
    while (line + 1 < page->count && line - from < OUTLINE_MAX) {
        const struct line *at = &page->lines[line + 1];
        if (at->role != LINE_BODY || !marker_read(at->text, strlen(at->text), &next) ||
            opens_voice(&at->words))
            break;
        if (item && !goes_further(&last, &next))
            break;
        item = true;
        last = next;
        take_line(page, decision, ++line);
    }
    return line;
}

static bool in_capitals(const struct words *words) {
    for (size_t i = 0; i < words->count; i++)
        if (!words->items[i].capitals && !words->items[i].digits && strlen(word_text(words, i)) > 1)
            return false;
    return words->count > 0;
}

/* Does the next line go on with the sentence that this one has not ended? */
static bool goes_on(const struct line *line, const struct line *next) {
    const struct words *words = &line->words, *more = &next->words;
    unsigned end = word_gap(words, words->count);
    struct marker marker;
    if (next->role != LINE_BODY || !subject_fits(more) || line_is_label(more) ||
        (end & (GAP_END | GAP_COLON)) || words->count == 0 ||
        (subject_ends(words) && !(end & GAP_COMMA)))
        return false;
    if (marker_read(next->text, strlen(next->text), &marker))
        return false;
    if ((end & GAP_COMMA) || word_is(words, words->count - 1, "ve") ||
        word_is(words, words->count - 1, "ile"))
        return true;
    if (end & GAP_DOT)
        return false;
    if (!more->items[0].digits && !more->items[0].capital)
        return true;
    if (strlen(line->text) < WRAPPED_BYTES)
        return false;
    return subject_ends(more) || (in_capitals(words) && in_capitals(more));
}

static size_t take_wrapped(struct page *page, struct decision *decision, size_t line) {
    size_t from = line;
    while (line + 1 < page->count && line - from < WRAPPED_MAX &&
           goes_on(&page->lines[line], &page->lines[line + 1]))
        take_line(page, decision, ++line);
    return line;
}

size_t subject_take(struct page *page, struct decision *decision, size_t line) {
    struct line *at = &page->lines[line];
    size_t end = at->words.count ? words_of_subject(&at->words) : 0;
    if (at->words.count && end < at->words.count) {
        char *text = words_slice(&at->words, 0, end);
        subject_join(decision, text);
        free(text);
        page_skip(page, line, end);
        return line - 1; /* the rest is read as a line of its own */
    }
    take_line(page, decision, line);
    return take_wrapped(page, decision, take_items(page, decision, line));
}

/* ---- without a label ---- */

static size_t next_body(const struct page *page, size_t line) {
    while (line < page->count &&
           (page->lines[line].role != LINE_BODY || page->lines[line].words.count == 0))
        line++;
    return line;
}

/* The first line of the text, where another voice follows it: the subject without its label. */
static bool take_first_line(struct page *page, const struct header *header,
                            struct decision *decision) {
    size_t line = next_body(page, 0), next = line;
    if (line >= page->count || header->subject_label || !subject_fits(&page->lines[line].words))
        return false;
    while (next + 1 < page->count && goes_on(&page->lines[next], &page->lines[next + 1]))
        next++;
    next = next_body(page, next + 1);
    bool heads = next < page->count &&
                 (opens_voice(&page->lines[next].words) || line_is_unit(&page->lines[next].words));
    bool dotted = word_gap(&page->lines[line].words, page->lines[line].words.count) & GAP_DOT;
    if (!subject_ends(&page->lines[line].words) && (!heads || dotted))
        return false;
    subject_take(page, decision, line);
    return true;
}

/* Words of an opener: up to the semicolon behind "… sayılı yazısında"; all of them where nothing
 * follows it. */
static size_t opener_words(const struct words *words) {
    for (size_t i = 1; i < words->count; i++)
        if ((word_gap(words, i) & (GAP_SEMICOLON | GAP_COLON)) && i + 3 < words->count)
            return i;
    return words->count;
}

/* The first line that says of what and not only who speaks; *ret_word: behind an opener that stands
 * on it, and behind the marker of an item. `count` where there is no text. */
static size_t first_told(const struct page *page, size_t *ret_word) {
    struct marker marker;
    size_t first = next_body(page, 0), line = first;
    *ret_word = 0;
    for (; line < page->count; line = next_body(page, line + 1)) {
        const struct words *words = &page->lines[line].words;
        bool voice = opens_voice(words);
        *ret_word = voice ? opener_words(words) : 0;
        if (*ret_word < words->count && (voice || !line_is_unit(words)))
            break;
    }
    if (line >= page->count) {
        *ret_word = 0;
        return first;
    }
    const struct line *at = &page->lines[line];
    if (*ret_word == 0 && marker_read(at->text, strlen(at->text), &marker))
        while (*ret_word < at->words.count && at->words.items[*ret_word].start < marker.text)
            ++*ret_word;
    return line;
}

void subject_derive(struct page *page, const struct header *header, struct decision *decision) {
    if (decision->subject) {
        page_rate(page, INTAKE_SUBJECT, header->subject_label ? SURE_CERTAIN : SURE_LIKELY);
        return;
    }
    if (take_first_line(page, header, decision)) {
        page_rate(page, INTAKE_SUBJECT, SURE_LIKELY);
        page_warn(page, "no KONUSU label; the first line is taken as the subject");
        return;
    }
    size_t word, line = first_told(page, &word);
    if (line >= page->count) {
        decision->subject = mem_string("");
        page_warn(page, "no subject and no text");
        return;
    }
    const struct words *words = &page->lines[line].words;
    size_t end = words_sentence_end(words, word), most = word + SUBJECT_WORDS;
    decision->subject = words_slice(words, word, end < most ? end : most);
    page_rate(page, INTAKE_SUBJECT, SURE_GUESSED);
    page_warn(page, "no subject; the first sentence of the text is taken");
}
