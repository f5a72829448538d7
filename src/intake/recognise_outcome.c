/* The council's result.
 *
 * A page quotes other voices before the council speaks: a department's letter, a commission's
 * report with a vote of its own, earlier decisions. Behind the result tables or a whole regulation
 * may follow. So every final verb ("karar verildi", "reddedilmiştir" …) is a candidate, and each is
 * weighed by who speaks there; a page on which the council does not speak has no result. */
#include <stdlib.h>
#include <string.h>

#include "intake/parts.h"
#include "intake/result_words.h"
#include "text/turkish.h"

enum voice { VOICE_NONE, VOICE_LETTER, VOICE_COMMISSION, VOICE_RULES, VOICE_COUNCIL };

/* A final verb and what it was weighed. */
struct candidate {
    size_t line, first, own, end;  /* words of the sentence up to and with the verb; from `own` on
                                      nobody else is quoted */
    size_t since_line, since_word; /* where the voice took over in which it was said */
    bool alone;                    /* whose other sentences were another's */
    int score;
    bool mixed;          /* a part of the matter was voted otherwise */
    enum outcome manner; /* unanimous, majority, or unknown where no vote is spoken of */
};

struct scan {
    const struct page *page;
    const struct decision *decision;
    char *municipality;              /* folded, NULL where the page does not name it */
    enum voice voice;                /* whose text the lines are now */
    size_t since_line, since_word;   /* since where */
    size_t quoted_line, quoted_word; /* the last "denilmektedir": before it others speak */
    bool quoted;
    bool truncated;
    enum outcome reported; /* what a commission told of the matter */
    struct candidate best;
};

#define SCORE_ACCEPTED 2
/* What is plain: a page that is cut off must be, and behind it tables follow. */
#define SCORE_PLAIN 5
/* A clause may be written over so many lines, and votes may follow on so many. */
#define CLAUSE_LINES 60
/* What a commission decided stands so close before its verb. */
#define CLAUSE_WORDS 40
#define VOTE_LINES 12
/* Signatures may stand below the last sentence. */
#define FEW_WORDS 10

/* ---- who is named ---- */

/* An earlier decision is spoken of: "Meclisimizin 12.03.2014 tarih ve 85 sayılı kararı". */
static bool cites_decision(const struct words *words, size_t i) {
    for (size_t j = i + 1; j < i + 12; j++)
        if (word_begins(words, j, "sayili"))
            return word_begins(words, j + 1, "karar") || word_begins(words, j + 2, "karar");
    return false;
}

static bool is_vote(const struct words *words, size_t i) {
    return vote_manner_at(words, i, NULL) != OUTCOME_UNKNOWN;
}

/* "üyelerince", "üyelerinin oybirliği": members who decide, not members who are elected. */
static bool members_vote(const struct words *words, size_t i) {
    return word_is(words, i, "uyelerince") ||
           (word_begins(words, i, "uyeler") && is_vote(words, i + 1));
}

/* "yapılan görüşme ve oylama sonucunda" among the words behind word i. */
static bool talks(const struct words *words, size_t i) {
    static const char *const talk[] = {"gorusme", "oylama", "muzakere", NULL};
    for (size_t j = i; j < i + 16 && j < words->count; j++)
        if (word_begins_any(words, j, talk))
            return true;
    return false;
}

/* "Meclisimizce 12.03.2014 tarihinde": the council on another day. Not "Meclisimizce yapılan
 * görüşme sonucunda; 03/07/2005 tarihli … Kanun". */
static bool is_another_day(const struct scan *scan, const struct words *words, size_t i) {
    for (size_t j = i + 1; j < i + 5 && j < words->count; j++) {
        struct date date;
        if (word_gap(words, j) & (GAP_COLON | GAP_SEMICOLON))
            return false;
        if (words->items[j].digits &&
            date_read(words->source + words->items[j].start, &date, NULL) == DATE_VALID)
            return date_compare(date, scan->decision->date) != 0 && !talks(words, j);
    }
    return false;
}

/* "Bodrum Belediye Meclisince", "İlçe Belediye Meclisince" on a page of Muğla's. A capital that
 * begins a sentence, or stands among capitals, is no name for that. */
static bool is_foreign(const struct scan *scan, const struct words *words, size_t i) {
    size_t name = i - 2;
    bool belediye = word_is(words, i - 1, "belediye") || word_is(words, i - 1, "belediyesi");
    if (!scan->municipality || i < 2 || !belediye || !word_capital(words, name))
        return false;
    bool inner = name > 0 && word_gap(words, name) == GAP_SPACE && !words->items[name].capitals;
    bool named = inner || word_is(words, name, "ilce") || word_is_district(words, name);
    return named && !strstr(scan->municipality, word_text(words, name));
}

enum heard { HEARD_NOBODY, HEARD_COUNCIL, HEARD_ANOTHER };

/* The council, or the council of another day or town. */
static enum heard hear_council(const struct scan *scan, const struct words *words, size_t i) {
    static const char *const forms[] = {"meclisimizce", "meclisimizde", "meclisimiz", "meclisce",
                                        "meclisinde",   "meclisince",   NULL};
    static const char *const owners[] = {"meclisimizin", "meclisinin", "meclisin", NULL};
    if (!word_begins(words, i, "meclis"))
        return HEARD_NOBODY;
    bool named = word_is_any(words, i, forms) ||
                 (word_is(words, i, "meclis") && members_vote(words, i + 1)) ||
                 (word_is_any(words, i, owners) && !cites_decision(words, i));
    if (!named)
        return HEARD_NOBODY;
    return is_another_day(scan, words, i) || is_foreign(scan, words, i) ? HEARD_ANOTHER
                                                                        : HEARD_COUNCIL;
}

/* "komisyonumuzca", "Encümenince", "Kurul’ca", "komisyonumuz": a body that votes for itself. */
static bool is_body(const struct words *words, size_t i) {
    static const char *const bodies[] = {"komisyon", "encumen", "kurul", "heyet", NULL};
    static const char *const ours[] = {"komisyonumuz", "komisyonlarimiz", "encumenimiz", NULL};
    static const char *const suffixes[] = {"nca", "ca", "nce", "ce", NULL};
    if (!word_begins_any(words, i, bodies) || word_begins(words, i, "kurulmas"))
        return false;
    if (word_ends(words, i, "ca") || word_ends(words, i, "ce") || word_begins_any(words, i, ours) ||
        members_vote(words, i + 1))
        return true;
    return word_is_any(words, i + 1, suffixes) && (word_gap(words, i + 1) & GAP_APOSTROPHE);
}

/* "Meclisimizin 12.03.2014 tarih ve 85 sayılı kararı ile": what follows was decided then. */
static bool is_earlier_decision(const struct words *words, size_t i) {
    bool numbered = word_begins(words, i - 1, "sayili") ||
                    (word_begins(words, i - 1, "meclis") && word_begins(words, i - 2, "sayili"));
    return numbered && ((word_is(words, i, "karari") && word_is(words, i + 1, "ile")) ||
                        word_is(words, i, "karariyla"));
}

/* "komisyonumuzca oybirliği ile uygun görülen": behind the participle the sentence is again the
 * speaker's own. */
static bool is_participle(const struct words *words, size_t i) {
    static const char *const ends[] = {"lan",  "len",  "nan",  "nen", "rulen", "dilen", "dugu",
                                       "digi", "tugu", "tigi", "ren", "ran",   NULL};
    static const char *const others[] = {"yapilan", "aynen", "halen", "naklen", "fiilen", NULL};
    static const char *const links[] = {"olup", "olan", "bulunan", "gecen", "olmakla", NULL};
    if (word_is_any(words, i, links))
        return true;
    if (strlen(word_text(words, i)) < 5 || word_is_any(words, i, others))
        return false;
    for (size_t j = 0; ends[j]; j++)
        if (word_ends(words, i, ends[j]) ||
            (strlen(ends[j]) == 4 && strstr(word_text(words, i), ends[j])))
            return true;
    return false;
}

/* "85 sayılı kararı ile … gereğince teklifin kabulüne": the council, having begun to speak, cites a
 * decision of its own and goes on to decide. */
static bool resumes(const struct words *words, size_t i) {
    static const char *const links[] = {"geregince", "uyarinca", "geregi",
                                        "istinaden", "kabulune", NULL};
    return word_is_any(words, i, links) || word_ends(words, i, "mesine") ||
           word_ends(words, i, "masina");
}

/* "oybirliği ile kabul ettiği": the vote at word i, which ends before word `end`, was somebody
 * else's. */
static bool is_their_vote(const struct words *words, size_t end) {
    static const char *const nouns[] = {"kabul",  "uygun", "ret",     "red", "karar",
                                        "olumlu", "onay",  "tavsiye", NULL};
    end += word_is(words, end, "ile");
    return is_participle(words, end) ||
           (word_is_any(words, end, nouns) && is_participle(words, end + 1));
}

/* ---- lines and their voices ---- */

/* "… sonucunda;" */
static bool ends_in_talk(const struct words *words) {
    static const char *const ends[] = {"sonucunda", "sonunda", "neticesinde", NULL};
    return words->count > 0 && word_is_any(words, words->count - 1, ends);
}

static bool opens_commission(const struct words *words) {
    bool commission = false;
    for (size_t i = 0; i < words->count && i < 40; i++) {
        commission = commission || word_begins(words, i, "komisyon");
        if (commission &&
            (word_begins(words, i, "raporunda") || word_begins(words, i, "raporlarinda")))
            return true;
        if (commission && word_is(words, i, "raporu") && i + 1 == words->count)
            return true;
    }
    return is_body(words, 0) && ends_in_talk(words);
}

/* "KARAR:", "Gereği görüşülüp düşünüldü", "Meclisimizce yapılan görüşme sonucunda;" */
static bool opens_council(const struct scan *scan, const struct words *words) {
    if (words->count == 0)
        return false;
    if (word_is(words, 0, "karar") && (word_gap(words, 1) & GAP_COLON))
        return true;
    for (size_t i = 0; i < 3; i++)
        if (word_is(words, i, "geregi") &&
            (word_begins(words, i + 1, "dusunul") || word_begins(words, i + 1, "gorusul")))
            return true;
    bool council = line_opens_council(words);
    for (size_t i = 0; i < 6 && i < words->count; i++) {
        enum heard heard = hear_council(scan, words, i);
        if (heard == HEARD_ANOTHER)
            return false;
        council = council || (heard == HEARD_COUNCIL && ends_in_talk(words));
    }
    if (!council)
        return false;
    /* A commission's report may go on like this, too. */
    return scan->voice != VOICE_COMMISSION || !word_is(words, 0, "yapilan") ||
           word_begins(words, 1, "oylama") || word_begins(words, 3, "oylama");
}

static bool opens_article(const struct words *words) {
    return word_is(words, 0, "madde") && word_number(words, 1) > 0;
}

static void scan_turn(struct scan *scan, enum voice voice, size_t line, size_t word) {
    scan->voice = voice;
    scan->since_line = line;
    scan->since_word = word;
}

static bool closes_quote(const struct words *words, size_t i) {
    static const char *const verbs[] = {"denilmekte", "denilmis",      "denmekte",
                                        "denildi",    "belirtilmekte", NULL};
    const char *text = word_text(words, i);
    return (*text == 'd' || *text == 'b') && word_begins_any(words, i, verbs);
}

/* The end of a letter or report without "denilmektedir": "arz ederim", "Raporu okundu". */
static bool ends_paper(const struct words *words, size_t i) {
    static const char *const verbs[] = {"ederi", "olunu", "ve", NULL};
    return word_is(words, i, "arz") && word_begins_any(words, i + 1, verbs);
}

/* The commission's report as the council's matter: "Raporu okundu", "komisyon raporunun kabulüne".
 * A commission speaks of "raporumuz". */
static bool is_read_out(const struct words *words, size_t first, size_t i) {
    bool heading = i + 1 == words->count && !(word_gap(words, i + 1) & GAP_DOT);
    if (!word_begins(words, i, "rapor") || word_begins(words, i, "raporumuz") || heading)
        return false;
    for (size_t j = i; j > first && j + 3 > i; j--)
        if (word_begins(words, j - 1, "komisyon"))
            return !word_begins(words, i, "raporunda");
    static const char *const read[] = {"okun", "gorusul", "oylan", "kabulune", "kabul", NULL};
    bool plain = i == first || (word_gap(words, i) & (GAP_COMMA | GAP_SEMICOLON | GAP_COLON));
    return plain && (word_begins_any(words, i + 1, read) || word_begins_any(words, i + 3, read));
}

/* The floor's vote: "yapılan oylamada", "oya sunuldu", "mevcudun oybirliği". */
static bool is_floor(const struct words *words, size_t i) {
    static const char *const cues[] = {"oylama", "oylan", "mevcudun", "katilanlarin", NULL};
    return word_begins_any(words, i, cues) ||
           (word_is(words, i, "oya") && word_begins(words, i + 1, "sun"));
}

/* ---- weighing ---- */

/* "kabul edildi (oybirliği ile)": the rest of the sentence behind the verb. */
static enum outcome manner_behind(const struct words *words, size_t i) {
    size_t end = i + 6 < words->count ? i + 6 : words->count;
    for (; i < end && !(word_gap(words, i) & GAP_DOT); i++)
        if (is_vote(words, i))
            return vote_manner_at(words, i, NULL);
    return OUTCOME_UNKNOWN;
}

/* Is word i of the line part of what somebody else is quoted with? */
static bool is_quoted(const struct scan *scan, size_t line, size_t i) {
    return scan->quoted &&
           (line < scan->quoted_line || (line == scan->quoted_line && i < scan->quoted_word));
}

/* Who speaks at a word of a sentence, and the last vote before it that is not somebody else's. */
struct speech {
    enum voice speaker, before; /* `before` speaks again behind "komisyonca görülen" */
    bool council_here;          /* named in this sentence, not only above it */
    bool ours;                  /* "komisyonumuz" is */
    bool other;                 /* the vote that comes now is somebody else's */
    bool cited;                 /* namely an earlier decision's */
    size_t own;                 /* since this word nobody else's */
    bool mixed;                 /* there was another manner before */
    enum outcome manner;
};

/* "teklifin gündeme alınmasına … karar verildi": a vote, but not the one on the matter. */
static bool is_on_agenda(const struct words *words, const struct candidate *candidate) {
    for (size_t i = candidate->first; i + 1 < candidate->end; i++)
        if (word_is(words, i, "gundeme") && word_begins(words, i + 1, "alinmasi"))
            return true;
    return false;
}

static int weigh(const struct scan *scan, const struct candidate *candidate,
                 const struct speech *speech) {
    static const int by_voice[] = {[VOICE_NONE] = 0,
                                   [VOICE_LETTER] = -2,
                                   [VOICE_COMMISSION] = -9,
                                   [VOICE_RULES] = -3,
                                   [VOICE_COUNCIL] = 3};
    const struct words *words = &scan->page->lines[candidate->line].words;
    bool voted = candidate->manner != OUTCOME_UNKNOWN;
    int score =
        by_voice[speech->speaker] + (speech->speaker == VOICE_COUNCIL && speech->council_here);
    if (speech->speaker == VOICE_LETTER && voted)
        score += 2; /* a department does not vote */
    if (scan->truncated && (scan->voice == VOICE_LETTER || scan->voice == VOICE_COMMISSION))
        score -= 9; /* its end, and with it the council's word, is cut off */
    if (!is_quoted(scan, candidate->line, candidate->end - 1))
        score += 2;
    else /* an opener of the council's outweighs that somebody is quoted further down */
        score -= scan->voice == VOICE_COUNCIL ? 2 : 5;
    score -= is_on_agenda(words, candidate) ? 2 : 0;
    return score + words->items[candidate->end - 1].capitals + voted;
}

static void consider(struct scan *scan, struct candidate candidate) {
    /* Of equals the later one: votes on the agenda come before the vote on the matter. */
    int accepted = scan->truncated ? SCORE_PLAIN : SCORE_ACCEPTED;
    if (candidate.score >= accepted && candidate.score >= scan->best.score)
        scan->best = candidate;
}

static void speech_switch(struct speech *speech, enum voice speaker, size_t i) {
    speech->speaker = speech->before = speaker;
    speech->other = false;
    speech->own = i;
}

static void speech_interrupt(struct speech *speech) {
    if (speech->speaker != VOICE_COMMISSION)
        speech->before = speech->speaker;
    speech->speaker = VOICE_COMMISSION;
    speech->other = true;
}

/* "A’nın oybirliği ile, B’nin oyçokluğu ile kabulüne": what is not accepted unanimously as a whole
 * is accepted by majority. A vote on the agenda or in a commission is no part of it. */
static void speech_vote(struct speech *speech, const struct words *words, size_t first, size_t i) {
    enum outcome manner = vote_manner_at(words, i, NULL);
    bool differs = speech->manner != OUTCOME_UNKNOWN && speech->manner != manner;
    for (size_t j = first; j < i && differs; j++)
        differs = !word_is(words, j, "gundeme") && !word_begins(words, j, "komisyon");
    speech->mixed = speech->mixed || differs;
    speech->manner = differs ? OUTCOME_MAJORITY : manner;
}

static void speech_hear(struct speech *speech, const struct scan *scan, const struct words *words,
                        size_t first, size_t i) {
    enum heard council = hear_council(scan, words, i);
    size_t end;
    if (council == HEARD_COUNCIL) {
        bool same = speech->speaker == VOICE_COUNCIL && !speech->other;
        speech_switch(speech, VOICE_COUNCIL, same ? speech->own : i);
        speech->council_here = true;
    } else if (council == HEARD_ANOTHER || is_body(words, i) || is_earlier_decision(words, i)) {
        speech->ours = speech->ours || word_begins(words, i, "komisyonumuz");
        speech->cited = is_earlier_decision(words, i);
        speech_interrupt(speech);
    } else if (is_participle(words, i) || (speech->other && speech->cited &&
                                           speech->before == VOICE_COUNCIL && resumes(words, i))) {
        if (speech->other)
            speech->own = i;
        speech->speaker = speech->before;
        speech->other = false;
    } else if (closes_quote(words, i)) {
        speech_switch(speech, VOICE_NONE, i);
    } else if (is_read_out(words, first, i) ||
               (speech->speaker != VOICE_COMMISSION && is_floor(words, i))) {
        speech_switch(speech, VOICE_COUNCIL, speech->own);
    } else if (!speech->other && vote_manner_at(words, i, &end) != OUTCOME_UNKNOWN &&
               !is_their_vote(words, end)) {
        speech_vote(speech, words, first, i);
    }
}

/* "oybirliği ile", "oy birliğiyle kabulüne" as the last words, up to word i. */
static bool ends_in_vote(const struct words *words, size_t i) {
    static const char *const results[] = {"kabul", "kabulu", "kabulune", NULL};
    i -= word_is_any(words, i, results);
    i -= word_is(words, i, "ile");
    return is_vote(words, i) || is_vote(words, i - 1) || is_vote(words, i - 8);
}

/* "İl Müdürlüğünce reddedilmiştir": somebody else is named as the one who did it. */
static bool is_anothers(const struct words *words, size_t i) {
    static const char *const offices[] = {"lugunce", "liginca", "ligince", "tarafindan", NULL};
    for (size_t j = i; j > 0 && j + 3 > i && !word_begins(words, i, "cekil"); j--)
        for (size_t k = 0; offices[k]; k++)
            if (word_ends(words, j - 1, offices[k]))
                return !word_begins(words, j - 2, "meclis") && !word_begins(words, j - 2, "uye");
    return false;
}

/* "… Komisyonuna havalesine." as the last word. */
static bool ends_in_action(const struct words *words, size_t i) {
    static const char *const actions[] = {"havalesine",  "reddine",       "iadesine",
                                          "tehirine",    "secilmelerine", "secilmesine",
                                          "cekilmesine", "ertelenmesine", NULL};
    bool ends = (word_gap(words, i + 1) & (GAP_DOT | GAP_CLOSE)) != 0; /* not a list's comma */
    return ends && (word_is_any(words, i, actions) ||
                    (word_is(words, i, "havale") && word_begins(words, i - 1, "komisyon")));
}

/* What a commission decided on the matter, up to the verb at word i. */
static enum outcome read_report(const struct words *words, size_t first, size_t i) {
    struct action action = {.found = OUTCOME_UNKNOWN};
    action_read(&action, words, i - first > CLAUSE_WORDS ? i - CLAUSE_WORDS : first, i + 1);
    return action_outcome(&action);
}

/* Weighs every final verb of one sentence, and "… Meclisimizce oybirliği ile." without one. */
static void scan_sentence(struct scan *scan, size_t line, size_t first, size_t end) {
    const struct words *words = &scan->page->lines[line].words;
    struct speech speech = {.speaker = scan->voice, .before = scan->voice, .own = first};
    for (size_t i = first; i < end; i++) {
        speech_hear(&speech, scan, words, first, i);
        bool voted = speech.manner != OUTCOME_UNKNOWN;
        if (scan->voice == VOICE_COMMISSION && verb_is_reported(words, i))
            scan->reported = read_report(words, first, i);
        bool bare = i + 1 == end && ((voted && ends_in_vote(words, i)) || ends_in_action(words, i));
        if (!bare && (!verb_is_final(words, i) || (!voted && is_anothers(words, i))))
            continue;
        struct candidate candidate = {.line = line,
                                      .first = first,
                                      .own = speech.own,
                                      .end = i + 1,
                                      .since_line = scan->since_line,
                                      .since_word = scan->since_word,
                                      .alone =
                                          scan->voice != VOICE_NONE && scan->voice != VOICE_COUNCIL,
                                      .mixed = speech.mixed,
                                      .manner = speech.manner};
        if (candidate.manner == OUTCOME_UNKNOWN)
            candidate.manner = manner_behind(words, i + 1);
        candidate.score = weigh(scan, &candidate, &speech);
        consider(scan, candidate);
        if (speech.speaker == VOICE_COMMISSION && !speech.cited)
            scan->reported = read_report(words, first, i);
    }
    bool settled = scan->voice == VOICE_COUNCIL || scan->voice == VOICE_COMMISSION;
    if (speech.ours && !speech.council_here && !settled)
        scan_turn(scan, VOICE_COMMISSION, line, first);
    else if ((speech.council_here && scan->voice == VOICE_NONE) ||
             (speech.before == VOICE_COUNCIL && scan->voice == VOICE_COMMISSION))
        scan_turn(scan, VOICE_COUNCIL, line, first);
}

/* Has the council just spoken? What follows is tables and attachments. */
static bool has_spoken(const struct scan *scan, size_t line, size_t first) {
    return scan->best.score >= SCORE_PLAIN && scan->best.line == line && scan->best.first == first;
}

static void scan_line(struct scan *scan, size_t line) {
    const struct words *words = &scan->page->lines[line].words;
    if (opens_council(scan, words))
        scan_turn(scan, VOICE_COUNCIL, line, 0);
    else if (opens_commission(words))
        scan_turn(scan, VOICE_COMMISSION, line, 0);
    else if (scan->voice != VOICE_COUNCIL && opens_article(words))
        scan_turn(scan, VOICE_RULES, line, 0);
    else if (line_opens_letter(words))
        scan_turn(scan, VOICE_LETTER, line, 0);
    for (size_t first = 0; first < words->count;) {
        size_t end = words_sentence_end(words, first);
        scan_sentence(scan, line, first, end);
        for (size_t i = first; i < end; i++)
            if (closes_quote(words, i) || ends_paper(words, i))
                scan_turn(scan, VOICE_NONE, line, i + 1);
        if (has_spoken(scan, line, first))
            scan_turn(scan, VOICE_NONE, line, end);
        first = end;
    }
}

/* The last line in which a quotation is closed. */
static void find_quotes(struct scan *scan) {
    for (size_t line = 0; line < scan->page->count; line++) {
        const struct words *words = &scan->page->lines[line].words;
        for (size_t i = 0; i < words->count && scan->page->lines[line].role == LINE_BODY; i++)
            if (closes_quote(words, i)) {
                scan->quoted = true;
                scan->quoted_line = line;
                scan->quoted_word = i;
            }
    }
}

/* ---- what was decided ---- */

/* Does the sentence that begins line `line` go on from the line before: "…,", "… reddine"? */
static bool continues(const struct scan *scan, size_t line, size_t end) {
    const struct words *words = &scan->page->lines[line].words;
    const struct words *above = &scan->page->lines[line - 1].words;
    unsigned gap = word_gap(above, above->count);
    if (scan->page->lines[line - 1].role != LINE_BODY || strchr(above->source, '\t') ||
        (gap & (GAP_DOT | GAP_END | GAP_COLON)))
        return false;
    return (gap & (GAP_COMMA | GAP_SEMICOLON)) || end <= 6 || !word_capital(words, 0);
}

/* The line in which the clause begins, and its first word there. */
static size_t clause_begin(const struct scan *scan, size_t *ret_word) {
    size_t line = scan->best.line, from = scan->best.first, end = scan->best.end;
    while (from == 0 && line > scan->best.since_line && scan->best.line - line < CLAUSE_LINES &&
           continues(scan, line, end)) {
        const struct words *above = &scan->page->lines[--line].words;
        for (size_t next; (next = words_sentence_end(above, from)) < above->count;)
            from = next;
        end = above->count;
    }
    *ret_word = from;
    return line;
}

/* Are the objections the matter itself, and not what came in while it was on display? */
static bool is_objection(const struct decision *decision) {
    char *subject = turkish_fold(decision->subject ? decision->subject : "");
    bool found = strstr(subject, "itiraz") != NULL;
    free(subject);
    return found;
}

static enum outcome outcome_of(const struct scan *scan) {
    struct action action = {.found = OUTCOME_UNKNOWN};
    size_t first, line = clause_begin(scan, &first);
    for (; line < scan->best.line; line++, first = 0)
        action_read(&action, &scan->page->lines[line].words, first,
                    scan->page->lines[line].words.count);
    action_read(&action, &scan->page->lines[line].words, first, scan->best.end);
    enum outcome outcome = action_outcome(&action);
    if (outcome == OUTCOME_UNKNOWN && action.objected && is_objection(scan->decision))
        return OUTCOME_REJECTED;
    if (outcome == OUTCOME_UNKNOWN && action.report && !action.accepted)
        outcome = scan->reported;
    return outcome != OUTCOME_UNKNOWN ? outcome : scan->best.manner;
}

static bool votes_any(const struct votes *votes) {
    return votes->in_favour >= 0 || votes->against >= 0 || votes->abstained >= 0;
}

/* What the first did not say. */
static void votes_fill(struct votes *votes, const struct votes *more) {
    votes->named = votes->named || (more->named && votes->against < 0);
    votes->in_favour = votes->in_favour < 0 ? more->in_favour : votes->in_favour;
    votes->against = votes->against < 0 ? more->against : votes->against;
    votes->abstained = votes->abstained < 0 ? more->abstained : votes->abstained;
}

static const struct votes no_votes = {-1, -1, -1, false};

static const struct words *body_words(const struct scan *scan, size_t line) {
    bool body = line < scan->page->count && scan->page->lines[line].role == LINE_BODY;
    return body ? &scan->page->lines[line].words : NULL;
}

static int votes_sum(int a, int b) {
    return a < 0 ? b : b < 0 ? a : a + b;
}

/* A table "Parti | Kabul | Ret" whose head is the line behind the result: the sum over its rows, or
 * what the row with the total says. */
static void votes_table(const struct scan *scan, struct votes *votes) {
    size_t line = scan->best.line + 1;
    const struct words *head = body_words(scan, line), *row;
    struct votes sum = no_votes, here;
    while (head && (row = body_words(scan, ++line)) && votes_read_rows(head, row, &here)) {
        if (word_begins(row, 0, "toplam") || word_begins(row, 0, "genel")) {
            sum = here;
            break;
        }
        sum.in_favour = votes_sum(sum.in_favour, here.in_favour);
        sum.against = votes_sum(sum.against, here.against);
        sum.abstained = votes_sum(sum.abstained, here.abstained);
    }
    votes_fill(votes, &sum);
}

/* "Kabul: 42", "Ret oyu verenler: …" on the lines below, or a table of two rows. */
static void votes_below(const struct scan *scan, struct votes *votes) {
    static const char *const kinds[] = {"kabul", "ret",    "red", "cekimser", "evet", "hayir",
                                        "oy",    "oylama", "a",   "muhalif",  NULL};
    struct votes below = no_votes;
    for (size_t i = scan->best.line + 1; i <= scan->best.line + VOTE_LINES; i++) {
        const struct words *words = body_words(scan, i), *next = body_words(scan, i + 1);
        struct votes here = no_votes;
        if (!words || !word_begins_any(words, 0, kinds))
            break;
        if (!next || !votes_read_rows(words, next, &here))
            votes_read(words, 0, words->count, &here);
        if (!votes_any(&here))
            break;
        votes_fill(&below, &here);
    }
    votes_fill(votes, &below);
}

/* In the clause itself, else behind it, else in what the council said before it. */
static struct votes votes_of(const struct scan *scan) {
    const struct candidate *best = &scan->best;
    const struct words *words = &scan->page->lines[best->line].words;
    struct votes votes = no_votes, rest = no_votes;
    size_t first, line = clause_begin(scan, &first);
    for (; line < best->line; line++, first = 0)
        votes_read(&scan->page->lines[line].words, first, scan->page->lines[line].words.count,
                   &votes);
    votes_read(words, best->own, best->end, &votes);
    votes_read(words, best->end, words->count, &rest);
    votes_fill(&votes, &rest);
    votes_table(scan, &votes);
    votes_below(scan, &votes);
    if (votes_any(&votes) || best->alone)
        return votes;
    size_t since = best->since_line == best->line ? best->since_word : 0;
    if (best->since_line < best->line && scan->page->lines[best->line].words.count == best->end)
        for (line = best->since_line; line < best->line && best->line - line < CLAUSE_LINES; line++)
            if (scan->page->lines[line].role == LINE_BODY)
                votes_read(&scan->page->lines[line].words,
                           line == best->since_line ? best->since_word : 0,
                           scan->page->lines[line].words.count, &votes);
    votes_read(words, since, best->first, &votes);
    return votes;
}

static void read_votes(const struct scan *scan, struct page *page, struct decision *decision) {
    struct votes votes = votes_of(scan);
    decision->votes_for = votes.in_favour;
    decision->votes_against = votes.against;
    decision->abstentions = votes.abstained;
    if (votes_any(&votes))
        page_rate(page, INTAKE_VOTES, votes.named ? SURE_LIKELY : SURE_CERTAIN);
    if (decision->outcome == OUTCOME_UNKNOWN && votes.in_favour > votes.against)
        decision->outcome = votes.against > 0    ? OUTCOME_MAJORITY
                            : votes.against == 0 ? OUTCOME_UNANIMOUS
                                                 : OUTCOME_UNKNOWN;
}

/* A verb in nobody's voice and without a vote is the result only where the text ends with it. */
static bool is_found(const struct scan *scan) {
    size_t behind = 0;
    if (scan->best.score > SCORE_ACCEPTED)
        return true;
    for (size_t i = scan->best.line + 1; i < scan->page->count && behind <= FEW_WORDS; i++)
        if (scan->page->lines[i].role == LINE_BODY)
            behind += scan->page->lines[i].words.count;
    return scan->best.score == SCORE_ACCEPTED && behind <= FEW_WORDS;
}

/* "… yapılmasına OY", "BİRLİĞİ İLE KARAR", "VERİLDİ.": the formula in pieces. */
static bool breaks_formula(const struct words *above, const struct words *below) {
    static const char *const manners[] = {"birlig", "coklu", "cogunlu", NULL};
    static const char *const given[] = {"veril", "alin", NULL};
    size_t last = above->count - 1;
    if (above->count == 0 || below->count == 0 || word_gap(above, above->count))
        return false;
    return (word_is(above, last, "oy") && word_begins_any(below, 0, manners)) ||
           (word_is(above, last, "karar") && word_begins_any(below, 0, given)) ||
           (word_is(above, last, "kabul") && word_begins(below, 0, "edil"));
}

static void join_formula(struct page *page) {
    for (size_t line = 0, next; line + 1 < page->count; line = next) {
        next = line + 1;
        while (page->lines[line].role == LINE_BODY && next < page->count &&
               breaks_formula(&page->lines[line].words, &page->lines[next].words) &&
               page_join(page, line))
            next++;
    }
}

void outcome_read(struct page *page, struct decision *decision) {
    struct scan scan = {.page = page, .decision = decision, .truncated = decision->truncated};
    if (decision->municipality)
        scan.municipality = turkish_fold(decision->municipality);
    join_formula(page);
    find_quotes(&scan);
    for (size_t line = 0; line < page->count; line++)
        if (page->lines[line].role == LINE_BODY)
            scan_line(&scan, line);
    free(scan.municipality);
    if (!is_found(&scan)) {
        page_warn(page, "the council's result is not in this text");
        return;
    }
    decision->outcome = outcome_of(&scan);
    read_votes(&scan, page, decision);
    page_rate(page, INTAKE_OUTCOME,
              decision->outcome == OUTCOME_UNKNOWN || scan.best.mixed ? SURE_GUESSED
              : scan.best.score >= SCORE_PLAIN                        ? SURE_CERTAIN
                                                                      : SURE_LIKELY);
    if (scan.best.mixed)
        page_warn(page, "a part of it was voted unanimously, another one by majority");
    if (decision->outcome == OUTCOME_UNKNOWN)
        page_warn(page, "there is a result, but not how it was voted");
}
