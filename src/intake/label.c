#include "intake/label.h"

#include <string.h>

#include "intake/value.h"

/* How plain a label must be: with a colon (or in a cell of its own), or by itself too. */
enum { WITH_COLON, LOOSE };

struct known {
    const char *words;
    unsigned kind;
    int loose;
};

/* Labels that are not composed of "karar", "no" and "tarih". Longer ones before those that they
 * begin with. */
static const struct known known[] = {
    {"birlesim tarihi", LABEL_MEETING, LOOSE},
    {"birlesim baskani", LABEL_PEOPLE, WITH_COLON},
    {"birlesim no", LABEL_SITTING, LOOSE},
    {"birlesimi", LABEL_SITTING, WITH_COLON},
    {"birlesim", LABEL_SITTING, LOOSE},
    {"belge sayisi", LABEL_OTHER, WITH_COLON},
    {"belge no", LABEL_OTHER, WITH_COLON},
    {"baskan", LABEL_PEOPLE, WITH_COLON},
    {"donemi", LABEL_SITTING, WITH_COLON},
    {"donem", LABEL_SITTING, LOOSE},
    {"dosya numarasi", LABEL_OTHER, LOOSE},
    {"dosya no", LABEL_OTHER, LOOSE},
    {"divan katipleri", LABEL_PEOPLE, WITH_COLON},
    {"divan", LABEL_PEOPLE, WITH_COLON},
    {"eklenme tarihi", LABEL_OTHER, LOOSE},
    {"esas no", LABEL_OTHER, LOOSE},
    {"evrak numarasi", LABEL_OTHER, LOOSE},
    {"evrak tarihi", LABEL_OTHER, LOOSE},
    {"evrak no", LABEL_OTHER, LOOSE},
    {"gorusulen konu", LABEL_SUBJECT, WITH_COLON},
    {"guncelleme tarihi", LABEL_OTHER, LOOSE},
    {"gundem sira no", LABEL_OTHER, LOOSE},
    {"gundem madde no", LABEL_OTHER, LOOSE},
    {"gundem no", LABEL_OTHER, LOOSE},
    {"gundem konusu", LABEL_SUBJECT, WITH_COLON},
    {"gundemin", LABEL_SUBJECT, WITH_COLON},
    {"gundem maddesi", LABEL_SUBJECT, WITH_COLON},
    {"gundem", LABEL_SUBJECT | LABEL_AGENDA, WITH_COLON},
    {"hazir bulunmayanlar", LABEL_PEOPLE, WITH_COLON},
    {"hazir bulunanlar", LABEL_PEOPLE, WITH_COLON},
    {"ilan tarihi", LABEL_OTHER, LOOSE},
    {"izinli olanlar", LABEL_PEOPLE, WITH_COLON},
    {"izinliler", LABEL_PEOPLE, WITH_COLON},
    {"kararin konusu", LABEL_SUBJECT, WITH_COLON},
    {"kararin ozu", LABEL_SUBJECT, WITH_COLON},
    {"kararin ozeti", LABEL_SUBJECT, WITH_COLON},
    {"karar konusu", LABEL_SUBJECT, WITH_COLON},
    {"karar ozu", LABEL_SUBJECT, WITH_COLON},
    {"katilmayan uyeler", LABEL_PEOPLE, WITH_COLON},
    {"katilan uyeler", LABEL_PEOPLE, WITH_COLON},
    {"katilanlar katilmayanlar", LABEL_PEOPLE, WITH_COLON},
    {"katilmayanlar", LABEL_PEOPLE, WITH_COLON},
    {"katilanlar", LABEL_PEOPLE, WITH_COLON},
    {"katip uyeler", LABEL_PEOPLE, WITH_COLON},
    {"katipler", LABEL_PEOPLE, WITH_COLON},
    {"katip", LABEL_PEOPLE, WITH_COLON},
    {"konunun ozu", LABEL_SUBJECT, WITH_COLON},
    {"konunun ozeti", LABEL_SUBJECT, WITH_COLON},
    {"konu ozeti", LABEL_SUBJECT, WITH_COLON},
    {"konu ozu", LABEL_SUBJECT, WITH_COLON},
    {"konusu ve ozu", LABEL_SUBJECT, WITH_COLON},
    {"konusu ve ozeti", LABEL_SUBJECT, WITH_COLON},
    {"konu basligi", LABEL_SUBJECT, WITH_COLON},
    {"konusu", LABEL_SUBJECT, LOOSE},
    {"konu", LABEL_SUBJECT, LOOSE},
    {"mazeretli olanlar", LABEL_PEOPLE, WITH_COLON},
    {"mazeretliler", LABEL_PEOPLE, WITH_COLON},
    {"meclis baskani", LABEL_PEOPLE, WITH_COLON},
    {"meclis katipleri", LABEL_PEOPLE, WITH_COLON},
    {"meclis uyeleri", LABEL_PEOPLE, WITH_COLON},
    {"meclis toplanti tarihi", LABEL_MEETING, LOOSE},
    {"meclis tarihi", LABEL_MEETING, LOOSE},
    {"oturum tarihi", LABEL_MEETING, LOOSE},
    {"oturum baskani", LABEL_PEOPLE, WITH_COLON},
    {"oturum no", LABEL_SITTING, LOOSE},
    {"oturumu", LABEL_SITTING, WITH_COLON},
    {"oturum", LABEL_SITTING, LOOSE},
    {"ozeti", LABEL_SUBJECT, WITH_COLON},
    {"ozu", LABEL_SUBJECT, WITH_COLON},
    {"rapor no", LABEL_OTHER, LOOSE},
    {"saat", LABEL_OTHER, WITH_COLON},
    {"sayi", LABEL_WEAK, WITH_COLON},
    {"teklif no", LABEL_OTHER, LOOSE},
    {"teklifin ozu", LABEL_SUBJECT, WITH_COLON},
    {"talebin ozu", LABEL_SUBJECT, WITH_COLON},
    {"teklifin konusu", LABEL_SUBJECT, WITH_COLON},
    {"toplanti tarihi ve saati", LABEL_MEETING, LOOSE},
    {"toplanti tarih ve saati", LABEL_MEETING, LOOSE},
    {"toplanti gunu ve saati", LABEL_MEETING, LOOSE},
    {"toplanti tarihi", LABEL_MEETING, LOOSE},
    {"toplanti tarih", LABEL_MEETING, LOOSE},
    {"toplanti gunu", LABEL_MEETING, LOOSE},
    {"toplanti saati", LABEL_OTHER, LOOSE},
    {"toplanti yeri", LABEL_OTHER, WITH_COLON},
    {"toplanti turu", LABEL_OTHER, WITH_COLON},
    {"toplanti ayi", LABEL_OTHER, WITH_COLON},
    {"toplanti yili", LABEL_OTHER, WITH_COLON},
    {"toplanti baskani", LABEL_PEOPLE, WITH_COLON},
    {"toplanti donemi", LABEL_SITTING, WITH_COLON},
    {"toplanti no", LABEL_SITTING, LOOSE},
    {"toplantinin tarihi", LABEL_MEETING, LOOSE},
    {"toplantida bulunmayanlar", LABEL_PEOPLE, WITH_COLON},
    {"toplantida bulunanlar", LABEL_PEOPLE, WITH_COLON},
    {"toplantiya katilmayanlar", LABEL_PEOPLE, WITH_COLON},
    {"toplantiya katilanlar", LABEL_PEOPLE, WITH_COLON},
    {"uyeler", LABEL_PEOPLE, WITH_COLON},
    {"yayin tarihi", LABEL_OTHER, LOOSE},
    {"yayinlanma tarihi", LABEL_OTHER, LOOSE},
};

/* ---- composed labels: "Meclis Karar No", "KARAR NO/TARİH", "Kararın Tarih ve Sayısı" ---- */

/* Do words i - 1 and i stand together as in a label? */
static bool is_joined(const struct words *words, size_t i) {
    return (word_gap(words, i) & (unsigned)~(GAP_SPACE | GAP_DOT | GAP_SLASH | GAP_DASH)) == 0;
}

static unsigned part_of(const struct words *words, size_t i) {
    static const char *const numbers[] = {"no",   "nosu", "numarasi", "numara",        "sayisi",
                                          "sayi", "nu",   "kararno",  "kararnumarasi", NULL};
    static const char *const dates[] = {"tarihi", "tarih", "gunu", "karartarihi", NULL};
    if (word_is_any(words, i, numbers))
        return LABEL_NUMBER;
    return word_is_any(words, i, dates) ? LABEL_DATE : 0;
}

static size_t skip_any(const struct words *words, size_t i, size_t first,
                       const char *const *texts) {
    while (word_is_any(words, i, texts) && (i == first || is_joined(words, i)))
        i++;
    return i;
}

/* `full` is set by the word "karar" anywhere in it; without it only a date is one ("Tarih"). */
static struct label composed_at(const struct words *words, size_t first) {
    static const char *const council[] = {"belediye", "buyuksehir", "meclis", "meclisi", NULL};
    static const char *const matter[] = {"karar", "karari", "kararin", "kararinin",
                                         "sira",  "ve",     "ile",     NULL};
    struct label label = {.first = first};
    size_t i = skip_any(words, first, first, council);
    for (bool more = true; more;) {
        size_t next = skip_any(words, i, first, matter);
        for (size_t j = i; j < next; j++)
            label.full = label.full || word_begins(words, j, "karar");
        bool wide = !label.kind && word_gap(words, next) == GAP_CELL; /* "Karar      No" */
        bool joined = next == first || wide || is_joined(words, next);
        unsigned part = joined ? part_of(words, next) : 0;
        more = part != 0 && !(label.kind & part);
        if (more) {
            label.full = label.full || word_begins(words, next, "karar"); /* "KararNo" */
            label.kind |= part;
            label.value = i = next + 1;
        }
    }
    if (!label.full && label.kind == LABEL_NUMBER && label.value == first + 1 &&
        (word_is(words, first, "no") || word_is(words, first, "numarasi") ||
         word_is(words, first, "sayisi")))
        label.kind = LABEL_WEAK;
    else if (!label.full && label.kind != LABEL_DATE)
        label.kind = 0;
    if (!label.full && label.value > first + 1) /* "Meclis Tarihi" stands in the list */
        label.kind = 0;
    return label;
}

/* "KARAR : 255", "KARAR 255 –": the word alone, where nothing but number and date follow. */
static struct label bare_at(const struct words *words, size_t first) {
    int number, year;
    struct label none = {0};
    if (!word_is(words, first, "karar") || (word_gap(words, first + 1) & GAP_OPEN))
        return none;
    size_t used = number_at(words, first + 1, &number, &year), end = first + 1 + used;
    if (!used)
        return none;
    struct date date;
    size_t date_words;
    bool alone = end == words->count ||
                 (word_gap(words, end) & (GAP_CELL | GAP_COLON | GAP_DASH)) ||
                 date_at(words, end, &date, &date_words) == DATE_VALID;
    if (!alone)
        return none;
    return (struct label){LABEL_NUMBER, true, first, first + 1, false};
}

/* "1-8/172.-" before a text: month, item and number in one. */
static struct label item_number_at(const struct words *words, size_t first) {
    int number, year;
    const unsigned marks = GAP_DOT | GAP_DASH;
    if (number_at(words, first, &number, &year) != 3 ||
        (word_gap(words, first + 3) & marks) != marks)
        return (struct label){0};
    return (struct label){LABEL_NUMBER, true, first, first + 3, true};
}

/* "2018/66 SAYILI KARAR:", "12 NOLU MECLİS KARARI" where nothing goes on with the sentence. */
static struct label ranked_at(const struct words *words, size_t first) {
    static const char *const ranks[] = {"sayili", "nolu", "numarali", NULL};
    int number, year;
    size_t i = first + number_at(words, first, &number, &year);
    if (i == first || !word_is_any(words, i, ranks))
        return item_number_at(words, first);
    i += 1 + word_is(words, i + 1, "meclis");
    bool karar = word_is(words, i, "karar") || word_is(words, i, "karari");
    bool ends =
        i + 1 == words->count || (word_gap(words, i + 1) & (GAP_COLON | GAP_DASH | GAP_CELL));
    if (!karar || !ends)
        return (struct label){0};
    return (struct label){LABEL_NUMBER, true, first, i + 1, true};
}

/* ---- does a value follow? ---- */

/* "BAŞKAN: Gündemin birinci maddesine geçiyoruz." is a speech. */
static bool is_speech(const struct words *words, size_t i) {
    size_t names = 0, others = 0;
    for (; i < words->count; i++) {
        names += words->items[i].capital;
        others += !words->items[i].capital && !words->items[i].digits;
    }
    return others > names + 2 || (others >= 4 && others * 2 > names);
}

static bool value_follows(const struct words *words, const struct label *label, bool loose) {
    size_t i = label->value;
    unsigned gap = word_gap(words, i);
    struct date date;
    size_t used;
    if (gap & (GAP_COLON | GAP_CELL))
        return !(label->kind & LABEL_PEOPLE) || !is_speech(words, i);
    if (i == words->count) /* "Karar No: 246 Gündem No", and the value on the next line */
        return label->first == 0 || (word_gap(words, label->first) & GAP_CELL) ||
               (loose && i > label->first + 1 && words->items[label->first - 1].digits);
    if (label->kind & LABEL_SUBJECT) /* "KONUSU Bodrum İlçesi …", not "Konusu olan …" */
        return loose && label->first == 0 &&
               (word_capital(words, i) || (words->items[0].capitals && words->items[i].digits)) &&
               (words->items[0].capitals ||
                (words->items[0].capital && i == 1 && word_is(words, 0, "konusu"))) &&
               !word_begins(words, i, "meclis");
    if (label->kind & LABEL_WEAK)
        return false;
    bool counted = label->first > 0 && words->items[label->first - 1].digits &&
                   (word_gap(words, label->first) & GAP_DOT); /* "7. DÖNEM 3. BİRLEŞİM" */
    if (!loose || (gap & GAP_OPEN) || ((label->kind & LABEL_SITTING) && counted))
        return false;
    if (label->kind & (LABEL_DATE | LABEL_MEETING))
        return date_at(words, i, &date, &used) != DATE_NONE ||
               ((label->kind & LABEL_NUMBER) && words->items[i].digits);
    return words->items[i].digits;
}

/* "GÜNDEM 5:", "GÜNDEM MADDESİ 5 -", "Gündem: 5": the item's number belongs to the label. */
static void take_item_number(const struct words *words, struct label *label) {
    size_t i = label->value;
    bool bound = word_is(words, label->first, "gundemin"); /* "Gündemin 5. maddesi:" alone */
    if ((!bound && !word_is(words, label->first, "gundem")) || word_number(words, i) < 0)
        return;
    if (bound && !(word_is(words, i + 1, "maddesi") && (word_gap(words, i + 2) & GAP_COLON)))
        return;
    size_t next = i + 1 + (word_is(words, i + 1, "madde") || word_is(words, i + 1, "maddesi"));
    const unsigned marks = GAP_COLON | GAP_DASH | GAP_CLOSE | GAP_CELL | GAP_DOT | GAP_SLASH;
    label->kind &= (unsigned)~LABEL_AGENDA;
    if (next == words->count)
        label->kind = LABEL_OTHER;
    else if (word_gap(words, next) & marks)
        label->value = next;
}

/* "ÖZETİ: … oybirliği ile karar verildi." is the text, not what it is about. */
static bool is_told_summary(const struct words *words, size_t first) {
    static const char *const ends[] = {"verildi", "verilmistir", "edildi", "edilmistir", NULL};
    return word_is(words, first, "ozeti") && word_is_any(words, words->count - 1, ends);
}

static struct label known_at(const struct words *words, size_t first) {
    const char *text = word_text(words, first);
    for (size_t j = 0; j < sizeof known / sizeof *known; j++) {
        if (known[j].words[0] != text[0])
            continue;
        struct label label = {.kind = known[j].kind, .first = first};
        size_t length = words_match(words, first, known[j].words);
        label.value = first + length;
        if (!length || is_told_summary(words, first))
            continue;
        take_item_number(words, &label);
        if (label.value > first + length || value_follows(words, &label, known[j].loose == LOOSE))
            return label;
    }
    return (struct label){0};
}

/* "K O N U S U :", "K A R A R  N O :". */
static struct label spaced_at(const struct words *words, size_t first) {
    static const struct {
        const char *letters;
        unsigned kind;
    } spaced[] = {{"konusu", LABEL_SUBJECT},
                  {"konu", LABEL_SUBJECT},
                  {"kararno", LABEL_NUMBER},
                  {"karartarihi", LABEL_DATE},
                  {"toplantitarihi", LABEL_MEETING}};
    for (size_t j = 0; j < sizeof spaced / sizeof *spaced; j++) {
        const char *letters = spaced[j].letters;
        size_t i = first;
        while (*letters && word_text(words, i)[0] == *letters && !word_text(words, i)[1] &&
               (i == first || !(word_gap(words, i) & (unsigned)~(GAP_SPACE | GAP_CELL)))) {
            letters++;
            i++;
        }
        if (!*letters && (i == words->count || (word_gap(words, i) & (GAP_COLON | GAP_CELL))))
            return (struct label){spaced[j].kind, strncmp(spaced[j].letters, "karar", 5) == 0,
                                  first, i, false};
    }
    return (struct label){0};
}

struct label label_at(const struct words *words, size_t i) {
    static const char firsts[] = "bdeghikmnorstuy"; /* of the labels' first letters */
    const char *text = word_text(words, i);
    if (*text >= '0' && *text <= '9')
        return i == 0 ? ranked_at(words, i) : (struct label){0};
    if (!*text || !strchr(firsts, *text))
        return (struct label){0};
    struct label label = text[1] ? known_at(words, i) : spaced_at(words, i);
    if (label.kind)
        return label;
    label = composed_at(words, i);
    if (label.kind && value_follows(words, &label, true))
        return label;
    return bare_at(words, i);
}

struct label label_begin(const struct words *words) {
    struct label label = label_at(words, 0);
    bool item = !label.kind && strlen(word_text(words, 0)) <= 3 &&
                (word_gap(words, 1) & (GAP_DASH | GAP_CLOSE | GAP_DOT));
    if (!item)
        return label;
    label = label_at(words, 1);
    return label.full && (label.kind & LABEL_NUMBER) ? label : (struct label){0};
}

struct label label_next(const struct words *words, size_t i) {
    for (; i < words->count; i++) {
        struct label label = label_at(words, i);
        if (label.kind)
            return label;
    }
    return (struct label){.first = words->count, .value = words->count};
}

/* Does nothing but a number, a date or both stand from the label's value up to the line's end? */
static bool is_only_value(const struct words *words, const struct label *label) {
    int number, year;
    struct date date;
    size_t i = label->value, used = 0;
    while (i < words->count) {
        bool value = date_at(words, i, &date, &used) != DATE_NONE ||
                     (used = number_at(words, i, &number, &year)) > 0;
        if (!value && (i == label->value || word_number(words, i) >= 0 || words->count - i > 3))
            return false;
        i += value ? used : 1;
    }
    return i > label->value;
}

/* "Karar No" ends a sentence's line: a dot, a bracket or a cell's bound stands before it. */
static bool stands_apart(const struct words *words, size_t i) {
    return i == 0 || (word_gap(words, i) & (GAP_DOT | GAP_OPEN | GAP_CELL | GAP_END)) != 0;
}

struct label label_late(const struct words *words, size_t *ret_first) {
    size_t tail = words->count > 9 ? words->count - 9 : 1;
    struct label label = label_at(words, 0);
    for (size_t i = tail; !label.full && i < words->count; i++)
        if (stands_apart(words, i))
            label = label_at(words, i);
    bool plain =
        label.full && (label.kind & (LABEL_NUMBER | LABEL_DATE)) && is_only_value(words, &label);
    bool marked = (word_gap(words, label.value) & (GAP_COLON | GAP_CELL)) || words->count <= 5;
    *ret_first = label.first;
    return plain && marked ? label : (struct label){0};
}

unsigned label_whole(const struct words *words, size_t first, size_t end) {
    struct label label = composed_at(words, first);
    if (label.kind && label.value == end)
        return label.kind;
    for (size_t j = 0; j < sizeof known / sizeof *known; j++) {
        size_t length = words_match(words, first, known[j].words);
        if (length && first + length == end)
            return known[j].kind;
    }
    return 0;
}
