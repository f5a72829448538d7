/* The council's result.
 *
 * A page quotes other voices before the council speaks: a department's letter, a commission's
 * report with a vote of its own, earlier decisions. Behind the result tables or a whole regulation
 * may follow. So every final verb ("karar verildi", "reddedilmiştir" …) is a candidate, and each is
 * weighed by who speaks there; a page on which the council does not speak has no result. */
#include <string.h>

#include "intake/parts.h"

enum voice { VOICE_NONE, VOICE_LETTER, VOICE_COMMISSION, VOICE_COUNCIL };

/* A final verb and what it was weighed. */
struct candidate {
    size_t line, first, end; /* words of the sentence up to and with the verb */
    int score;
    enum outcome manner; /* unanimous, majority, or unknown where no vote is spoken of */
};

struct scan {
    const struct page *page;
    enum voice voice;                /* whose text the lines are now */
    size_t quoted_line, quoted_word; /* the last "denilmektedir": before it others speak */
    bool quoted;
    bool truncated;
    struct candidate best;
};

#define SCORE_ACCEPTED 2
/* A page that is cut off must be plain about it. */
#define SCORE_ACCEPTED_TRUNCATED 5

/* ---- words ---- */

static bool begins_any(const struct words *words, size_t i, const char *const *beginnings) {
    for (; *beginnings; beginnings++)
        if (word_begins(words, i, *beginnings))
            return true;
    return false;
}

/* "edildi", "edilmiştir", "olunmuştur" …: finished, unlike "edilen" and "edilir". */
static bool is_finished(const struct words *words, size_t i, const char *stem) {
    static const char *const ends[] = {"di",     "du",     "ti",  "tu",        "mistir",
                                       "mustur", "mis",    "mus", "mislerdir", "muslardir",
                                       "diler",  "misler", NULL};
    if (!word_begins(words, i, stem))
        return false;
    const char *rest = word_text(words, i) + strlen(stem);
    for (size_t j = 0; ends[j]; j++)
        if (strcmp(rest, ends[j]) == 0)
            return true;
    return false;
}

static bool is_finished_any(const struct words *words, size_t i, const char *const *stems) {
    for (; *stems; stems++)
        if (is_finished(words, i, *stems))
            return true;
    return false;
}

/* "… olup", "… ise de": the sentence goes on, this was not its end. */
static bool goes_on(const struct words *words, size_t i) {
    static const char *const links[] = {"olup", "olan", "ise", "oldugu", "olmasi", "olmakla", NULL};
    return word_is_any(words, i, links);
}

/* Does a final verb end at word i? */
static bool is_final_verb(const struct words *words, size_t i) {
    static const char *const helpers[] = {"edil", "olun", NULL};
    static const char *const nouns[] = {"kabul", "red",    "havale", "iade",
                                        "tehir", "tashih", "ret",    NULL};
    static const char *const verbs[] = {"reddedil", "reddolun", "secil",   "ertelen",
                                        "cekil",    "gonderil", "onaylan", "onan",
                                        "cikaril",  "duzeltil", "edinil",  NULL};
    if (goes_on(words, i + 1))
        return false;
    static const char *const taken[] = {"veril", "alin", "ver", "al", NULL};
    if (word_is(words, i - 1, "karar") && is_finished_any(words, i, taken))
        return true;
    if (word_is_any(words, i - 1, nouns) && is_finished_any(words, i, helpers))
        return true;
    if (word_is(words, i, "sayilmistir") || word_is(words, i, "sayildi"))
        return word_begins(words, i - 1, "edilmis");
    return is_finished_any(words, i, verbs);
}

/* The manner of a vote at word i: "oybirliği", "oy birliği", "OYÇOKLU". */
static enum outcome manner_at(const struct words *words, size_t i) {
    bool parted = word_is(words, i, "oy");
    if (word_begins(words, i, "oybirlig") || (parted && word_begins(words, i + 1, "birlig")))
        return OUTCOME_UNANIMOUS;
    if (word_begins(words, i, "oycoklu") || (parted && word_begins(words, i + 1, "coklu")))
        return OUTCOME_MAJORITY;
    return OUTCOME_UNKNOWN;
}

/* ---- voices ---- */

/* An earlier decision is spoken of: "Meclisimizin 12.03.2014 tarih ve 85 sayılı kararı". */
static bool cites_decision(const struct words *words, size_t i) {
    for (size_t j = i + 1; j < i + 12; j++)
        if (word_begins(words, j, "sayili"))
            return word_begins(words, j + 1, "karar") || word_begins(words, j + 2, "karar");
    return false;
}

/* "üyelerince", "üyelerinin oybirliği": members who decide, not members who are elected. */
static bool members_vote(const struct words *words, size_t i) {
    return word_is(words, i, "uyelerince") ||
           (word_begins(words, i, "uyeler") && manner_at(words, i + 1) != OUTCOME_UNKNOWN);
}

static bool is_council(const struct words *words, size_t i) {
    static const char *const forms[] = {"meclisimizce", "meclisimizde", "meclisimiz", "meclisce",
                                        "meclisinde",   "meclisince",   NULL};
    static const char *const owners[] = {"meclisimizin", "meclisinin", "meclisin", NULL};
    if (word_is_any(words, i, forms))
        return true;
    if (word_is(words, i, "meclis") && members_vote(words, i + 1))
        return true;
    return word_is_any(words, i, owners) && !cites_decision(words, i);
}

static bool is_commission(const struct words *words, size_t i) {
    static const char *const forms[] = {"komisyonumuzca", "komisyonumuz",      "komisyonunca",
                                        "komisyonca",     "komisyonlarinca",   "komisyonumuzun",
                                        "komisyonumuzda", "komisyonlarimizca", NULL};
    static const char *const suffixes[] = {"nca", "ca", NULL};
    if (!word_begins(words, i, "komisyon"))
        return false;
    if (word_is_any(words, i, forms) || members_vote(words, i + 1))
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

/* Somebody else than the council who decides: a commission, or the council in its day. */
static bool is_other(const struct words *words, size_t i) {
    return is_commission(words, i) || is_earlier_decision(words, i);
}

/* "komisyonumuzca oybirliği ile uygun görülen": behind the participle the sentence is again the
 * speaker's own. */
static bool is_participle(const struct words *words, size_t i) {
    static const char *const ends[] = {"lan",  "len",  "nan",  "nen", "rulen", "dilen", "dugu",
                                       "digi", "tugu", "tigi", "ren", "ran",   NULL};
    if (word_is(words, i, "yapilan") || strlen(word_text(words, i)) < 5)
        return false;
    for (size_t j = 0; ends[j]; j++)
        if (word_ends(words, i, ends[j]) ||
            (strlen(ends[j]) == 4 && strstr(word_text(words, i), ends[j])))
            return true;
    return false;
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
    return false;
}

static bool closes_quote(const struct words *words, size_t i) {
    static const char *const verbs[] = {"denilmekte", "denilmis",      "denmekte",
                                        "denildi",    "belirtilmekte", NULL};
    return begins_any(words, i, verbs);
}

/* ---- weighing ---- */

/* "kabul edildi (oybirliği ile)": the rest of the sentence behind the verb. */
static enum outcome manner_behind(const struct words *words, size_t i) {
    size_t end = i + 6 < words->count ? i + 6 : words->count;
    for (; i < end && !(word_gap(words, i) & GAP_DOT); i++)
        if (manner_at(words, i) != OUTCOME_UNKNOWN)
            return manner_at(words, i);
    return OUTCOME_UNKNOWN;
}

/* Is word i of the line part of what somebody else is quoted with? */
static bool is_quoted(const struct scan *scan, size_t line, size_t i) {
    return scan->quoted &&
           (line < scan->quoted_line || (line == scan->quoted_line && i < scan->quoted_word));
}

static int weigh(const struct scan *scan, const struct candidate *candidate, enum voice speaker,
                 bool spoken_here) {
    static const int by_voice[] = {
        [VOICE_NONE] = 0, [VOICE_LETTER] = -2, [VOICE_COMMISSION] = -9, [VOICE_COUNCIL] = 3};
    const struct words *words = &scan->page->lines[candidate->line].words;
    int score = by_voice[speaker] + (speaker == VOICE_COUNCIL && spoken_here);
    if (!is_quoted(scan, candidate->line, candidate->end - 1))
        score += 2;
    else /* an opener of the council's outweighs that somebody is quoted further down */
        score -= scan->voice == VOICE_COUNCIL ? 2 : 5;
    return score + words->items[candidate->end - 1].capitals +
           (candidate->manner != OUTCOME_UNKNOWN);
}

static void consider(struct scan *scan, struct candidate candidate) {
    /* Of equals the later one: votes on the agenda come before the vote on the matter. */
    int accepted = scan->truncated ? SCORE_ACCEPTED_TRUNCATED : SCORE_ACCEPTED;
    if (candidate.score >= accepted && candidate.score >= scan->best.score)
        scan->best = candidate;
}

/* Who speaks at a word of a sentence, and the last vote before it that is not somebody else's. */
struct speech {
    enum voice speaker, before; /* `before` speaks again behind "komisyonca görülen" */
    bool council_here;          /* named in this sentence, not only above it */
    bool other;                 /* the vote that comes now is somebody else's */
    enum outcome manner;
};

static void speech_hear(struct speech *speech, const struct words *words, size_t i) {
    if (is_council(words, i)) {
        speech->speaker = speech->before = VOICE_COUNCIL;
        speech->council_here = true;
        speech->other = false;
    } else if (is_other(words, i)) {
        if (speech->speaker != VOICE_COMMISSION)
            speech->before = speech->speaker;
        speech->speaker = VOICE_COMMISSION;
        speech->other = true;
    } else if (is_participle(words, i)) {
        speech->speaker = speech->before;
        speech->other = false;
    } else if (!speech->other && manner_at(words, i) != OUTCOME_UNKNOWN) {
        speech->manner = manner_at(words, i);
    }
}

/* "oybirliği ile", "oy birliğiyle" as the last words, up to word i. */
static bool ends_in_vote(const struct words *words, size_t i) {
    size_t vote = i - word_is(words, i, "ile");
    return manner_at(words, vote) != OUTCOME_UNKNOWN ||
           manner_at(words, vote - 1) != OUTCOME_UNKNOWN;
}

/* Weighs every final verb of one sentence, and "… Meclisimizce oybirliği ile." without one. */
static void scan_sentence(struct scan *scan, size_t line, size_t first, size_t end) {
    const struct words *words = &scan->page->lines[line].words;
    struct speech speech = {.speaker = scan->voice, .before = scan->voice};
    for (size_t i = first; i < end; i++) {
        speech_hear(&speech, words, i);
        bool bare = i + 1 == end && speech.speaker == VOICE_COUNCIL && ends_in_vote(words, i);
        if (!bare && !is_final_verb(words, i))
            continue;
        struct candidate candidate = {
            .line = line, .first = first, .end = i + 1, .manner = speech.manner};
        if (candidate.manner == OUTCOME_UNKNOWN)
            candidate.manner = manner_behind(words, i + 1);
        candidate.score = weigh(scan, &candidate, speech.speaker, speech.council_here);
        consider(scan, candidate);
    }
    if (speech.council_here && scan->voice == VOICE_NONE)
        scan->voice = VOICE_COUNCIL;
}

static void scan_line(struct scan *scan, size_t line) {
    const struct words *words = &scan->page->lines[line].words;
    if (line_opens_council(words))
        scan->voice = VOICE_COUNCIL;
    else if (opens_commission(words))
        scan->voice = VOICE_COMMISSION;
    else if (line_opens_letter(words))
        scan->voice = VOICE_LETTER;
    for (size_t first = 0; first < words->count;) {
        size_t end = words_sentence_end(words, first);
        int best = scan->best.score;
        scan_sentence(scan, line, first, end);
        for (size_t i = first; i < end; i++)
            if (closes_quote(words, i))
                scan->voice = VOICE_NONE;
        /* The council has spoken; what follows is tables and attachments. */
        if (scan->best.score > best && scan->best.score >= 5 && scan->best.line == line &&
            scan->best.first == first)
            scan->voice = VOICE_NONE;
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

/* ---- what became of the matter ---- */

/* Words that tell a matter's being sent back from money's being paid back. */
static bool returns_matter(const struct words *words, size_t first, size_t i) {
    static const char *const matters[] = {"dosya", "teklif", "yazi",         "konu",
                                          "evrak", "birim",  "baskanligina", "mudurlugune",
                                          "idare", "talep",  "talebin",      NULL};
    for (size_t j = i; j > first && j + 10 > i; j--)
        if (begins_any(words, j - 1, matters))
            return true;
    return false;
}

/* Does an action ("havalesine", "iade edilmesine", "iade edilmiştir") stand at word i? */
static bool is_action(const struct words *words, size_t i, const char *noun, const char *dative) {
    static const char *const helpers[] = {"edilmesine", "olunmasina", NULL};
    static const char *const stems[] = {"edil", "olun", NULL};
    if (word_is(words, i, dative))
        return true;
    return word_is(words, i, noun) &&
           (word_is_any(words, i + 1, helpers) || is_finished_any(words, i + 1, stems));
}

static bool is_verb(const struct words *words, size_t i, const char *stem) {
    if (!word_begins(words, i, stem))
        return false;
    const char *rest = word_text(words, i) + strlen(stem);
    return is_finished(words, i, stem) || strcmp(rest, "mesine") == 0 ||
           strcmp(rest, "melerine") == 0 || strcmp(rest, "masina") == 0;
}

static enum outcome action_at(const struct words *words, size_t first, size_t i) {
    if (word_is(words, i, "reddine") || is_verb(words, i, "reddedil") ||
        is_verb(words, i, "reddolun") || is_action(words, i, "ret", "retine") ||
        is_action(words, i, "red", "redine"))
        return OUTCOME_REJECTED;
    if (is_action(words, i, "havale", "havalesine"))
        return OUTCOME_REFERRED;
    if (is_verb(words, i, "gonderil"))
        for (size_t j = i; j > first && j + 4 > i; j--)
            if (word_begins(words, j - 1, "komisyon"))
                return OUTCOME_REFERRED;
    if (is_action(words, i, "iade", "iadesine") && returns_matter(words, first, i))
        return OUTCOME_RETURNED;
    if (is_verb(words, i, "cekil") &&
        (word_is(words, i - 1, "geri") || word_is(words, i - 1, "gundemden")))
        return OUTCOME_WITHDRAWN;
    if (is_verb(words, i, "secil") && !word_is(words, i - 1, "yer"))
        return OUTCOME_ELECTED;
    if (is_verb(words, i, "ertelen") || is_action(words, i, "tehir", "tehirine") ||
        is_action(words, i, "tashih", "tashihine") || is_verb(words, i, "edinil") ||
        (word_begins(words, i, "sayil") && word_begins(words, i - 1, "edilmis")) ||
        (word_is(words, i - 1, "gundemden") && is_verb(words, i, "cikaril")))
        return OUTCOME_OTHER;
    return OUTCOME_UNKNOWN;
}

/* "kabulüne", but not of a report that says no. */
static bool is_acceptance(const struct words *words, size_t i) {
    static const char *const forms[] = {"kabulune",      "onaylanmasina", "onanmasina", "tasdikine",
                                        "onaylanmistir", "onaylandi",     NULL};
    bool accepts = word_is_any(words, i, forms) ||
                   (word_is(words, i, "kabul") &&
                    (word_is(words, i + 1, "edilmesine") || is_finished(words, i + 1, "edil")));
    for (size_t j = i; accepts && j > 0 && j + 5 > i; j--)
        if (word_begins(words, j - 1, "rapor"))
            return false;
    return accepts;
}

static enum outcome outcome_of(const struct words *words, const struct candidate *candidate) {
    enum outcome action = OUTCOME_UNKNOWN;
    for (size_t i = candidate->first; i < candidate->end; i++) {
        enum outcome found = action_at(words, candidate->first, i);
        if (found != OUTCOME_UNKNOWN)
            action = found;
        else if (is_acceptance(words, i) && !word_begins(words, i + 1, "edilmis"))
            action = OUTCOME_UNKNOWN;
    }
    return action != OUTCOME_UNKNOWN ? action : candidate->manner;
}

void outcome_read(struct page *page, struct decision *decision) {
    struct scan scan = {.page = page, .truncated = decision->truncated};
    find_quotes(&scan);
    for (size_t line = 0; line < page->count; line++)
        if (page->lines[line].role == LINE_BODY)
            scan_line(&scan, line);
    if (scan.best.score < SCORE_ACCEPTED) {
        page_warn(page, "the council's result is not in this text");
        return;
    }
    const struct words *words = &page->lines[scan.best.line].words;
    decision->outcome = outcome_of(words, &scan.best);
    votes_read(words, scan.best.first, words->count, decision);
    if (decision->outcome == OUTCOME_UNKNOWN && decision->votes_against > 0 &&
        decision->votes_for > decision->votes_against)
        decision->outcome = OUTCOME_MAJORITY;
    if (decision->outcome == OUTCOME_UNKNOWN)
        page_warn(page, "there is a result, but not how it was voted");
}
