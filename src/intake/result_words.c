#include "intake/result_words.h"

#include <string.h>

/* ---- words ---- */

/* Letters that are taken for one another where text was read off a picture: I l 1, O 0. */
static char spoilt(char c) {
    return c == 'l' || c == '1' ? 'i' : (char)(c == '0' ? 'o' : c);
}

static bool begins_spoilt(const char *text, const char *wanted) {
    for (; *wanted; text++, wanted++)
        if (spoilt(*text) != spoilt(*wanted))
            return false;
    return true;
}

/* The letters of a few words from i on as one word: "oy birligi", "o y b i r l i g i", "oyb1rl1g1"
 * are all "oybirligi". Returns the index of the last word that is needed for `count` letters. */
static size_t squeeze(const struct words *words, size_t i, char *out, size_t count) {
    const unsigned joints = GAP_SPACE | GAP_DASH | GAP_DOT;
    size_t length = 0, last = i;
    for (; i < words->count && length < count; i++) {
        if (i > last && (word_gap(words, i) & ~joints))
            break;
        for (const char *at = word_text(words, i); *at && length < count; at++)
            out[length++] = *at;
        last = i;
    }
    out[length] = '\0';
    return last;
}

/* Behind the vote's last letters, where digits or blanks part them: "OYB1RL1Ğ1", "B İ R L İ Ğ İ".
 */
static size_t manner_end(const struct words *words, size_t last) {
    bool spaced = strlen(word_text(words, last)) == 1;
    while (last + 1 < words->count &&
           (word_gap(words, last + 1) == 0 || (spaced && strlen(word_text(words, last + 1)) == 1)))
        last++;
    return last + 1;
}

enum outcome vote_manner_at(const struct words *words, size_t i, size_t *ret_end) {
    static const struct {
        const char *word;
        enum outcome manner;
    } manners[] = {{"oybirlig", OUTCOME_UNANIMOUS},
                   {"oycoklu", OUTCOME_MAJORITY},
                   {"oycogunlu", OUTCOME_MAJORITY}};
    const char *word = word_text(words, i);
    if (*word == 'i' || *word == 'e' || *word == 'm') {
        if (ret_end)
            *ret_end = i + 1;
        return word_begins(words, i, "ittifakla")     ? OUTCOME_UNANIMOUS
               : word_is(words, i, "muttefikan")      ? OUTCOME_UNANIMOUS
               : word_begins(words, i, "ekseriyetle") ? OUTCOME_MAJORITY
                                                      : OUTCOME_UNKNOWN;
    }
    if (*word == 'c' && word_begins(words, i, "cogunlu")) { /* "salt çoğunluğu ile" */
        static const char *const of[] = {"salt", "oylarin", "iki", "mutlak", "nitelikli", NULL};
        if (ret_end)
            *ret_end = i + 1;
        return word_is_any(words, i - 1, of) ? OUTCOME_MAJORITY : OUTCOME_UNKNOWN;
    }
    if ((*word != 'o' && *word != '0') || (word[1] && word[1] != 'y'))
        return OUTCOME_UNKNOWN;
    for (size_t j = 0; j < sizeof manners / sizeof *manners; j++) {
        char text[16];
        size_t last = squeeze(words, i, text, strlen(manners[j].word));
        if (!begins_spoilt(text, manners[j].word))
            continue;
        if (ret_end)
            *ret_end = manner_end(words, last);
        return manners[j].manner;
    }
    return OUTCOME_UNKNOWN;
}

/* ---- verbs ---- */

/* "edilmiş plan", "edilmiş sayılır": the bare form is an adjective where a word follows at once. */
static bool stands_alone(const struct words *words, size_t i) {
    return i + 1 >= words->count || word_gap(words, i + 1) != GAP_SPACE;
}

/* Does it end as a finished verb does: "-di", "-tu", "-miştir", "-diler", "-muş"? Most words do
 * not.
 */
static bool may_be_finished(const struct words *words, size_t i) {
    size_t length = word_length(words, i);
    const char *end = word_text(words, i) + length;
    char last = length < 2 ? '\0' : spoilt(end[-1]);
    if (last == 'i' || last == 'u')
        return end[-2] == 'd' || end[-2] == 't';
    return last == 'r' || last == 's';
}

/* "edildi", "edilmiştir", "olunmuştur" …: finished, unlike "edilen" and "edilir". */
static bool is_finished(const struct words *words, size_t i, const char *stem) {
    static const char *const ends[] = {"di",     "du",        "ti",        "tu",    "mistir",
                                       "mustur", "mislerdir", "muslardir", "diler", "dular",
                                       "misdir", "musdur",    NULL};
    static const char *const bare[] = {"mis", "mus", "misler", NULL};
    const char *text = word_text(words, i);
    if (!begins_spoilt(text, stem))
        return false;
    const char *rest = text + strlen(stem);
    for (size_t j = 0; ends[j]; j++)
        if (strlen(rest) == strlen(ends[j]) && begins_spoilt(rest, ends[j]))
            return true;
    for (size_t j = 0; bare[j]; j++)
        if (strcmp(rest, bare[j]) == 0)
            return stands_alone(words, i);
    return false;
}

static bool is_finished_any(const struct words *words, size_t i, const char *const *stems) {
    char first = spoilt(*word_text(words, i));
    for (; *stems; stems++)
        if (spoilt(**stems) == first && is_finished(words, i, *stems))
            return true;
    return false;
}

/* "… olup", "… ise de": the sentence goes on, this was not its end. */
static bool goes_on(const struct words *words, size_t i) {
    static const char *const links[] = {"olup", "olan", "ise", "oldugu", "olmasi", "olmakla", NULL};
    return word_is_any(words, i, links);
}

/* "karar verildi", "kararı … oybirliği ile alınmıştır"; "karar verilmiş olup" is as good. */
static bool is_decided(const struct words *words, size_t i) {
    static const char *const verbs[] = {"veril", "alin", "ver", "al", "veri", NULL};
    bool near = false;
    for (size_t j = i; j > 0 && j + 4 > i; j--)
        near = near || word_is(words, j - 1, "karar") || word_is(words, j - 1, "karari");
    bool told = is_finished_any(words, i, verbs) ||
                (word_is(words, i, "verilmis") &&
                 (word_is(words, i + 1, "olup") || word_is(words, i + 1, "ve") ||
                  word_begins(words, i + 1, "bulunmakta")));
    return (near && told) || (word_is(words, i - 1, "karara") &&
                              (is_finished(words, i, "baglan") || is_finished(words, i, "varil")));
}

bool verb_is_final(const struct words *words, size_t i) {
    static const char *const helpers[] = {"edil", "olun", "edilme", "gor", "gorme", NULL};
    static const char *const views[] = {"gorul", "bulun", "gorulme", "bulunma", NULL};
    static const char *const nouns[] = {"kabul", "red",  "havale", "iade",   "tehir", "tashih",
                                        "ret",   "sevk", "tasdik", "tasvip", NULL};
    static const char *const verbs[] = {
        "reddedil", "reddolun", "secil",   "ertelen",   "cekil",  "gonderil",
        "onaylan",  "onan",     "cikaril", "duzeltil",  "edinil", "kararlastiril",
        "sunul",    "birakil",  "dusurul", "gorusulme", "edin",   NULL};
    if (!may_be_finished(words, i))
        return false;
    if (is_decided(words, i))
        return true;
    if (goes_on(words, i + 1))
        return false;
    if (word_is(words, i - 1, "geri") && is_finished(words, i, "alin"))
        return true;
    if (word_is_any(words, i - 1, nouns) && is_finished_any(words, i, helpers))
        return true;
    if (word_is(words, i - 1, "uygun") && is_finished_any(words, i, views))
        return true;
    if (word_is(words, i, "sayilmistir") || word_is(words, i, "sayildi"))
        return word_begins(words, i - 1, "edilmis");
    return is_finished_any(words, i, verbs);
}

bool verb_is_reported(const struct words *words, size_t i) {
    static const char *const nouns[] = {"karar", "kabul", "red", "ret", "uygun", "havale", NULL};
    static const char *const verbs[] = {"verildigi", "alindigi",  "edildigi",  "olundugu",
                                        "verdigi",   "goruldugu", "bulundugu", NULL};
    return word_is_any(words, i - 1, nouns) && word_begins_any(words, i, verbs);
}

/* ---- actions ---- */

/* The forms of a verb's noun: "edilmesi" waits for a verb, "edilmesine" and "edilmiştir" do not. */
enum form { FORM_NONE, FORM_WAITING, FORM_TOLD };

static enum form verb_form(const struct words *words, size_t i, const char *stem) {
    static const char *const told[] = {"mesine", "melerine", "masina", "malarina", NULL};
    static const char *const waiting[] = {"mesi", "meleri", "masi", "malari", NULL};
    if (!word_begins(words, i, stem))
        return FORM_NONE;
    const char *rest = word_text(words, i) + strlen(stem);
    for (size_t j = 0; told[j]; j++)
        if (strcmp(rest, told[j]) == 0)
            return FORM_TOLD;
    for (size_t j = 0; waiting[j]; j++)
        if (strcmp(rest, waiting[j]) == 0)
            return FORM_WAITING;
    return is_finished(words, i, stem) && !goes_on(words, i + 1) ? FORM_TOLD : FORM_NONE;
}

/* "havale edilmesine", or the noun itself: "havalesine", "havalesi". */
static enum form noun_form(const struct words *words, size_t i, const char *noun,
                           const char *possessed) {
    size_t length = strlen(possessed);
    if (word_begins(words, i, possessed)) {
        const char *rest = word_text(words, i) + length;
        if (strcmp(rest, "ne") == 0)
            return FORM_TOLD;
        if (!*rest)
            return FORM_WAITING;
    }
    if (!word_is(words, i, noun))
        return FORM_NONE;
    if (i + 1 == words->count && word_begins(words, i - 1, "komisyon"))
        return FORM_TOLD; /* "… Komisyonuna havale" and no more */
    enum form form = verb_form(words, i + 1, "edil");
    return form != FORM_NONE ? form : verb_form(words, i + 1, "olun");
}

/* Does a word with one of these beginnings stand among the `reach` words before word i? */
static bool near_before(const struct words *words, size_t first, size_t i, size_t reach,
                        const char *const *beginnings) {
    for (size_t j = i; j > first && j + reach > i; j--)
        if (word_begins_any(words, j - 1, beginnings))
            return true;
    return false;
}

/* "uygun görülmemiştir", "uygun bulunmadığına", "kabul edilmemesine". */
static enum form refusal_form(const struct words *words, size_t i) {
    static const char *const views[] = {"gorul", "bulun", "ol", NULL};
    const char *rest = "";
    if (word_is(words, i - 1, "uygun")) {
        for (size_t j = 0; views[j] && !*rest; j++)
            if (word_begins(words, i, views[j]))
                rest = word_text(words, i) + strlen(views[j]);
    } else if (word_is(words, i - 1, "kabul") && word_begins(words, i, "edil")) {
        rest = word_text(words, i) + strlen("edil");
    } else if (word_is(words, i - 1, "kabul") && word_begins(words, i, "gor")) {
        rest = word_text(words, i) + strlen("gor");
    }
    static const char *const told[] = {"memistir", "mamistir", "medi",     "madi", "medigine",
                                       "madigina", "memesine", "mamasina", NULL};
    for (size_t j = 0; told[j]; j++)
        if (strcmp(rest, told[j]) == 0)
            return FORM_TOLD;
    bool waits = strcmp(rest, "medigi") == 0 || strcmp(rest, "madigi") == 0 ||
                 strcmp(rest, "memesi") == 0 || strcmp(rest, "mamasi") == 0;
    return waits ? FORM_WAITING : FORM_NONE;
}

static enum form best_form(enum form a, enum form b) {
    return a > b ? a : b;
}

static enum form rejection_form(const struct words *words, size_t i) {
    enum form form = best_form(verb_form(words, i, "reddedil"), verb_form(words, i, "reddolun"));
    form = best_form(form, noun_form(words, i, "red", "reddi"));
    form = best_form(form, noun_form(words, i, "ret", "redi"));
    form = best_form(form, noun_form(words, i, "ret", "reti"));
    if (word_is(words, i, "yer") && word_begins(words, i + 1, "olmadigi"))
        return FORM_NONE;
    return best_form(form, refusal_form(words, i));
}

static enum form referral_form(const struct words *words, size_t first, size_t i) {
    static const char *const commission[] = {"komisyon", NULL};
    static const char *const council[] = {"meclise", "meclisimize", NULL};
    enum form form = noun_form(words, i, "havale", "havalesi");
    if (near_before(words, first, i, 3, council)) /* the mayor brings it */
        return FORM_NONE;
    enum form sent =
        best_form(verb_form(words, i, "gonderil"), noun_form(words, i, "sevk", "sevki"));
    sent = best_form(sent, verb_form(words, i, "iletil"));
    return near_before(words, first, i, 4, commission) ? best_form(form, sent) : form;
}

/* Words that tell a matter's being sent back from money's being paid back. */
static enum form return_form(const struct words *words, size_t first, size_t i) {
    static const char *const matters[] = {
        "dosya", "teklif",       "yazi",        "konu",       "evrak",     "birim",
        "rapor", "baskanligina", "mudurlugune", "baskanliga", "mudurluge", "idare",
        "talep", "talebin",      "makam",       "komisyon",   NULL};
    enum form form = noun_form(words, i, "iade", "iadesi");
    return form != FORM_NONE && near_before(words, first, i, 10, matters) ? form : FORM_NONE;
}

static enum form withdrawal_form(const struct words *words, size_t first, size_t i) {
    static const char *const matters[] = {"teklif", "onerge",  "konu", "madde",
                                          "talep",  "talebin", NULL};
    if (word_is(words, i - 1, "geri") && near_before(words, first, i, 6, matters) &&
        verb_form(words, i, "alin") != FORM_NONE)
        return verb_form(words, i, "alin");
    if (!word_is(words, i - 1, "geri") && !word_is(words, i - 1, "gundemden"))
        return FORM_NONE;
    if ((word_is(words, i, "cekmesi") || word_is(words, i, "cekmeleri")) &&
        (word_is(words, i + 1, "uzerine") || word_ends(words, i + 1, "iyle")))
        return FORM_TOLD;
    if (word_is(words, i, "cekildiginden") || word_is(words, i, "cektiginden") ||
        (word_begins(words, i, "cekildigi") && word_begins(words, i + 1, "bildiril")))
        return FORM_TOLD;
    return verb_form(words, i, "cekil");
}

/* "tehirine", "gündemden çıkarılmasına", "bilgi edinildi", "sehven … düzeltilmesine" … */
static enum form other_form(const struct words *words, size_t first, size_t i) {
    static const char *const slips[] = {"sehven", "maddi", "yanlis", "hata", NULL};
    static const char *const sittings[] = {"toplanti", "birlesim", "oturum", NULL};
    enum form form = best_form(verb_form(words, i, "ertelen"), verb_form(words, i, "edinil"));
    if (word_begins(words, i - 1, "bilgi"))
        form = best_form(form, verb_form(words, i, "edin"));
    form = best_form(form, noun_form(words, i, "tehir", "tehiri"));
    form = best_form(form, noun_form(words, i, "tashih", "tashihi"));
    if (word_begins(words, i, "sayil") && word_begins(words, i - 1, "edilmis"))
        form = best_form(form, verb_form(words, i, "sayil"));
    if (word_is(words, i - 1, "gundemden"))
        form = best_form(form,
                         best_form(verb_form(words, i, "cikaril"), verb_form(words, i, "dusurul")));
    if (word_begins(words, i - 1, "bilgi"))
        form = best_form(form, verb_form(words, i, "sunul"));
    if (word_begins(words, i, "duzeltil") && near_before(words, first, i, 30, slips))
        form = best_form(form, verb_form(words, i, "duzeltil"));
    if (word_begins(words, i, "birakil") && near_before(words, first, i, 3, sittings))
        form = best_form(form, verb_form(words, i, "birakil"));
    bool idle = word_is(words, i - 1, "yer") && word_is(words, i, "olmadigina");
    return idle ? FORM_TOLD : form;
}

static enum form election_form(const struct words *words, size_t i) {
    return word_is(words, i - 1, "yer") ? FORM_NONE : verb_form(words, i, "secil");
}

/* What is told of at word i, if anything, and in which form. */
static enum outcome action_at(const struct words *words, size_t first, size_t i, enum form *ret) {
    static const char *const partly[] = {"kismen", NULL};
    if ((*ret = rejection_form(words, i)) != FORM_NONE)
        return near_before(words, first, i, 3, partly) ? OUTCOME_UNKNOWN : OUTCOME_REJECTED;
    if ((*ret = referral_form(words, first, i)) != FORM_NONE)
        return OUTCOME_REFERRED;
    if ((*ret = return_form(words, first, i)) != FORM_NONE)
        return OUTCOME_RETURNED;
    if ((*ret = withdrawal_form(words, first, i)) != FORM_NONE)
        return OUTCOME_WITHDRAWN;
    if ((*ret = election_form(words, i)) != FORM_NONE)
        return OUTCOME_ELECTED;
    return (*ret = other_form(words, first, i)) != FORM_NONE ? OUTCOME_OTHER : OUTCOME_UNKNOWN;
}

/* "reddine ilişkin", "reddi yönündeki", "“… görülmemiştir” şeklindeki": somebody proposes it. */
static bool is_proposed(const struct words *words, size_t i) {
    static const char *const links[] = {"iliskin", "dair",     "yonun",         "yonel",
                                        "seklin",  "icerikli", "dogrultusunda", NULL};
    return word_begins_any(words, i, links);
}

static bool is_acceptance(const struct words *words, size_t i) {
    static const char *const forms[] = {
        "kabulune",  "onaylanmasina", "onanmasina", "tasdikine",           "onaylanmistir",
        "onaylandi", "kabulu",        "kabuluyle",  "kararlastirilmistir", "kararlastirildi",
        NULL};
    if (is_proposed(words, i + 1) || is_proposed(words, i + 2))
        return false;
    if (word_is_any(words, i, forms))
        return true;
    if (word_is(words, i, "uygun"))
        return is_finished(words, i + 1, "gorul") || is_finished(words, i + 1, "bulun");
    return word_is(words, i, "kabul") &&
           (word_is(words, i + 1, "edilmesine") || is_finished(words, i + 1, "edil") ||
            is_finished(words, i + 1, "olun"));
}

/* Returns whether something was told of at word i. */
static bool action_tell(struct action *action, const struct words *words, size_t first, size_t i) {
    static const char *const objections[] = {"itiraz", NULL};
    enum form form;
    enum outcome found = action_at(words, first, i, &form);
    if (found == OUTCOME_UNKNOWN)
        return false;
    size_t next = i + 1 + word_begins(words, i + 1, "edil");
    bool proposed = is_proposed(words, next);
    if (form == FORM_WAITING && word_is(words, next, "ile"))
        form = FORM_TOLD; /* "itirazların reddi ile" */
    if (proposed || form == FORM_WAITING) {
        action->proposed = found;
        action->binding = proposed;
    } else if (found == OUTCOME_REJECTED && action->proposed == OUTCOME_REJECTED) {
        action->accepted = true; /* the refusal is refused */
        action->proposed = action->found = OUTCOME_UNKNOWN;
    } else {
        bool objection = found == OUTCOME_REJECTED && near_before(words, first, i, 6, objections);
        action->objected = action->objected || objection;
        bool follows = found == OUTCOME_OTHER && action->found == OUTCOME_WITHDRAWN;
        if (!follows && (!objection || !action->accepted))
            action->found = found;
    }
    return true;
}

/* A commission's report, not one on the year's work or on the ground. */
static bool is_report(const struct words *words, size_t i) {
    static const char *const others[] = {"faaliyet", "denetim", "etud", "aciklama", "etut", NULL};
    return (word_begins(words, i, "rapor") && !word_begins_any(words, i - 1, others)) ||
           word_is(words, i, "komisyondan");
}

void action_read(struct action *action, const struct words *words, size_t first, size_t end) {
    static const char *const reports[] = {"rapor", NULL};
    size_t since = first; /* behind what was told of last */
    for (size_t i = first; i < end; i++) {
        action->report = action->report || is_report(words, i);
        if (word_is(words, i, "aksine")) /* of the report */
            action->accepted = true;
        if (word_is(words, i, "olumsuz") &&
            (word_begins(words, i + 1, "rapor") || word_begins(words, i + 2, "rapor"))) {
            action->proposed = OUTCOME_REJECTED;
            action->binding = true;
        }
        if (action_tell(action, words, first, i))
            since = i + 1;
        if (!is_acceptance(words, i) || word_begins(words, i + 1, "edilmis"))
            continue;
        if (action->proposed != OUTCOME_UNKNOWN) {
            action->found = action->proposed;
            action->proposed = OUTCOME_UNKNOWN;
        } else if (!near_before(words, since, i, 6, reports)) {
            action->found = OUTCOME_UNKNOWN;
            action->accepted = true;
        }
    }
}

enum outcome action_outcome(const struct action *action) {
    bool held = action->binding && !action->accepted && action->found == OUTCOME_UNKNOWN;
    return held ? action->proposed : action->found;
}
