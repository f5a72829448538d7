/* Districts and neighbourhoods, where they are meant as places. */
#include <stdlib.h>
#include <string.h>

#include "intake/parts.h"
#include "text/turkish.h"

struct district {
    const char *folded, *name;
};
static const struct district districts[] = {
    {"bodrum", "Bodrum"},     {"dalaman", "Dalaman"},         {"datca", "Datça"},
    {"fethiye", "Fethiye"},   {"kavaklidere", "Kavaklıdere"}, {"koycegiz", "Köyceğiz"},
    {"marmaris", "Marmaris"}, {"mentese", "Menteşe"},         {"milas", "Milas"},
    {"ortaca", "Ortaca"},     {"seydikemer", "Seydikemer"},   {"ula", "Ula"},
    {"yatagan", "Yatağan"},
};

static bool is_blank(const struct words *words, size_t i) {
    return !(word_gap(words, i) & ~(unsigned)GAP_SPACE);
}

/* A district's name before one of these is a street's, a park's or a club's. */
static bool is_named_thing(const struct words *words, size_t i) {
    static const char *const things[] = {
        "cadde", "sokak",  "sokag", "bulvar",  "mahalle", "mah",      "cad",  "sok",
        "blv",   "apart",  "otel",  "hotel",   "cami",    "kale",     "spor", "fk",
        "kulub", "parki",  "park",  "meydani", "lise",    "plaza",    "avm",  "havalimani",
        "kati",  "katlar", "sk",    "sitesi",  "muze",    "gazetesi", NULL};
    return is_blank(words, i) && word_begins_any(words, i, things);
}

/* "Dalaman Tarım A.Ş.", "Milas Süt Ltd. Şti.": a company's name goes on up to these. */
static bool is_in_company(const struct words *words, size_t i) {
    for (size_t j = i + 1; j < i + 7 && word_gap(words, j) == GAP_SPACE && word_capital(words, j);
         j++)
        if ((word_is(words, j, "a") && word_is(words, j + 1, "s")) || word_is(words, j, "ltd") ||
            word_is(words, j, "limited") || word_is(words, j, "anonim"))
            return true;
    return false;
}

/* “Fethiye Şehitleri Caddesi”: in quotes it is all one name, up to the street. */
static bool is_in_quoted_name(const struct words *words, size_t i) {
    if (!(word_gap(words, i) & GAP_QUOTE))
        return false;
    for (size_t j = i + 1; j < i + 6 && j < words->count && word_gap(words, j) == GAP_SPACE; j++)
        if (is_named_thing(words, j))
            return true;
    return false;
}

/* "Ayşe MENTEŞE": a surname in capitals behind a name that is not; "Sayın Ali Milas". */
static bool is_surname(const struct words *words, size_t i) {
    static const char *const before[] = {"ilcesi", "ili",    "il",          "ve",         "ile",
                                         "mugla",  "ilimiz", "belediyemiz", "buyuksehir", NULL};
    static const char *const titles[] = {"sayin", "sn", "dr", "av", "uyesi", "baskani", NULL};
    if (i == 0 || word_gap(words, i) != GAP_SPACE || !word_capital(words, i - 1) ||
        words->items[i - 1].capitals || word_is_any(words, i - 1, before) ||
        word_begins(words, i + 1, "ilce"))
        return false;
    return words->items[i].capitals || (i > 1 && word_is_any(words, i - 2, titles));
}

/* "Datçaya", "Milastaki": a name with a case ending, its apostrophe left out. A sentence may begin
 * with a common word: "Bodrumda otopark vardır". */
static bool is_declined(const struct words *words, size_t i, const char *name) {
    static const char *const endings[] = {"da",   "de",   "ta",   "te",   "dan", "den",
                                          "tan",  "ten",  "ya",   "ye",   "nin", "nun",
                                          "daki", "deki", "taki", "teki", NULL};
    static const char *const behind_consonant[] = {"a", "e", "in", "un", NULL};
    size_t length = strlen(name);
    bool inner = i > 0 && !(word_gap(words, i) & (GAP_DOT | GAP_END | GAP_QUOTE | GAP_COLON));
    if (!word_begins(words, i, name) || !inner)
        return false;
    const char *ending = word_text(words, i) + length;
    for (size_t j = 0; endings[j]; j++)
        if (strcmp(ending, endings[j]) == 0)
            return true;
    for (size_t j = 0; behind_consonant[j] && !strchr("ae", name[length - 1]); j++)
        if (strcmp(ending, behind_consonant[j]) == 0)
            return true;
    return false;
}

static const char *known_district(const struct words *words, size_t i) {
    if (!word_capital(words, i))
        return NULL;
    for (size_t j = 0; j < sizeof districts / sizeof *districts; j++)
        if (word_is(words, i, districts[j].folded) || is_declined(words, i, districts[j].folded))
            return is_named_thing(words, i + 1) || is_in_quoted_name(words, i) ||
                           is_in_company(words, i) || is_surname(words, i)
                       ? NULL
                       : districts[j].name;
    return NULL;
}

bool word_is_district(const struct words *words, size_t i) {
    return i < words->count && known_district(words, i) != NULL;
}

static void add_name(struct text_list *list, const struct words *words, size_t first, size_t end) {
    char *slice = words_slice(words, first, end), *name = title_case(slice);
    list_add_some(list, name);
    free(name);
    free(slice);
}

/* ---- other districts ---- */

/* First word of a name of one word that ends before word `end`, with a number before it ("19
 * Mayıs"); `end` where there is none. */
static size_t district_begin(const struct words *words, size_t end) {
    static const char *const others[] = {"ilgili", "her",     "bu",       "tum",        "diger",
                                         "ilimiz", "ilin",    "sayili",   "on",         "ilimizin",
                                         "merkez", "merkezi", "belediye", "buyuksehir", "ve",
                                         "ile",    "ili",     "il",       "ilinin",     NULL};
    size_t name = end - 1;
    if (end == 0 || !word_capital(words, name) || words->items[name].digits ||
        word_is_any(words, name, others) || (word_gap(words, name) & GAP_APOSTROPHE))
        return end;
    bool day = name > 0 && words->items[name - 1].digits && is_blank(words, name) &&
               word_number(words, name - 1) <= 31 && word_is(words, name, "mayis");
    return name - day;
}

static void add_district(const struct words *words, size_t end, struct decision *decision) {
    size_t first = district_begin(words, end);
    if (first < end && !known_district(words, end - 1))
        add_name(&decision->districts, words, first, end);
}

/* Is word i a name in a list that ends in "ilçeleri": "Efeler, Söke ve Kuşadası ilçelerinde"? */
static bool is_listed(const struct words *words, size_t i) {
    for (size_t next = i + 1; next < i + 40; next++) {
        if (is_blank(words, next) && word_begins(words, next, "ilceler"))
            return true;
        bool comma = word_gap(words, next) == (GAP_COMMA | GAP_SPACE);
        bool joined =
            is_blank(words, next) && (word_is(words, next, "ve") || word_is(words, next, "ile"));
        next += joined;
        if ((!comma && !joined) || !word_capital(words, next))
            return false;
    }
    return false;
}

/* ---- neighbourhoods ---- */

/* "Yeni Mahalle Mahallesi" */
static bool is_in_name(const struct words *words, size_t i) {
    return word_is(words, i, "mahalle") && word_begins(words, i + 1, "mahallesi");
}

static bool ends_name(const struct words *words, size_t i) {
    static const char *const stops[] = {"ve",   "ile",    "il",        "ili",          "ilinin",
                                        "koyu", "bu",     "sinirlari", "sinirlarinda", "bulunan",
                                        "ada",  "parsel", "muglanin",  "mugla",        "her",
                                        "ayni", "sayili", "nolu",      "buyuksehir",   NULL};
    return !word_capital(words, i) || words->items[i].digits || word_begins(words, i, "ilce") ||
           word_begins(words, i, "beledi") ||
           (word_begins(words, i, "mahalle") && !is_in_name(words, i)) ||
           word_is_any(words, i, stops);
}

/* "15 Temmuz", "75. Yıl": the number that belongs to a name which begins at word `first`. */
static size_t with_number(const struct words *words, size_t first) {
    static const char *const dated[] = {"yil",   "ocak",    "subat",  "mart",    "nisan",
                                        "mayis", "haziran", "temmuz", "agustos", "eylul",
                                        "ekim",  "kasim",   "aralik", NULL};
    const unsigned joints = GAP_SPACE | GAP_DOT;
    bool number = first > 0 && words->items[first - 1].digits &&
                  !(word_gap(words, first) & ~joints) && word_is_any(words, first, dated);
    return first - number;
}

/* The capitalised words before "Mahallesi" at word i. In a line of capitals every word is one, so
 * there only the last word counts unless something plainly stands before the name. Returns the
 * first word of the name, `i` where there is none. Just before it `marks` may stand. */
static size_t neighbourhood_begin(const struct words *words, size_t i, unsigned marks,
                                  bool shouted) {
    size_t first = i;
    bool bounded = false;
    while (first > 0 && i - first < 4 && !bounded) {
        unsigned allowed = GAP_SPACE | (first == i ? marks : 0);
        bool gap = (word_gap(words, first) & ~allowed) || !word_gap(words, first);
        bool inner = first < i;
        bool district = inner && known_district(words, first - 1);
        bool centre = inner && word_is(words, first - 1, "merkez");
        bounded = gap || district || centre || ends_name(words, first - 1);
        if (!bounded)
            first--;
    }
    bounded = bounded || first == 0;
    if (first == i)
        return i;
    if (i - first > 3 || (shouted && !bounded) || (shouted && i - first > 2))
        first = i - 1;
    return with_number(words, first);
}

/* "A, B ve C mahalleleri": the names before the last one, from the front. */
static void read_listed(const struct words *words, size_t i, struct decision *decision) {
    struct {
        size_t first, end;
    } names[32];
    size_t count = 0, end = i;
    bool shouted =
        words->items[i].capitals && word_is(words, i - 2, "ve") && words->items[i - 2].capitals;
    while (count < sizeof names / sizeof *names) {
        size_t first = neighbourhood_begin(words, end, GAP_QUOTE | GAP_COMMA, shouted);
        if (first == end)
            break;
        names[count].first = first;
        names[count++].end = end;
        bool joined = first > 1 && is_blank(words, first) &&
                      (word_is(words, first - 1, "ve") || word_is(words, first - 1, "ile"));
        if (!joined && !(word_gap(words, first) & GAP_COMMA))
            break;
        end = first - joined;
    }
    while (count-- > 0)
        add_name(&decision->neighbourhoods, words, names[count].first, names[count].end);
}

static bool is_neighbourhood(const struct words *words, size_t i) {
    static const char *const nameable[] = {"yeni",  "orta",  "asagi", "yukari",
                                           "buyuk", "kucuk", "eski",  NULL};
    const unsigned ends = GAP_DOT | GAP_COMMA;
    if (word_begins(words, i, "mahallesi"))
        return true;
    if (word_is(words, i, "mah") || word_is(words, i, "mh"))
        return word_capital(words, i) || (word_gap(words, i + 1) & ends);
    return word_is(words, i, "mahalle") && word_capital(words, i) && !is_in_name(words, i) &&
           word_is_any(words, i - 1, nameable);
}

static void read_neighbourhood(const struct words *words, size_t i, struct decision *decision) {
    if (word_begins(words, i, "mahalleler")) {
        read_listed(words, i, decision);
    } else if (is_neighbourhood(words, i)) {
        size_t first = neighbourhood_begin(words, i, GAP_QUOTE, words->items[i].capitals);
        if (first < i)
            add_name(&decision->neighbourhoods, words, first, i);
    }
}

/* "Menteşe" alone may be many things; "ilçesi" says that it is a district. */
static enum sureness sureness_at(const struct words *words, size_t i) {
    return word_begins(words, i + 1, "ilce") ? SURE_CERTAIN : SURE_LIKELY;
}

enum sureness places_read(const struct words *words, struct decision *decision) {
    enum sureness sure = SURE_ABSENT;
    for (size_t i = 0; i < words->count; i++) {
        const char *name = known_district(words, i);
        size_t count = decision->districts.count;
        if (name)
            list_add_some(&decision->districts, name);
        else if (word_capital(words, i) && is_listed(words, i))
            add_district(words, i + 1, decision);
        else if (i > 0 && is_blank(words, i) &&
                 (word_begins(words, i, "ilcesi") || word_begins(words, i, "ilcemiz")))
            add_district(words, i, decision);
        else if (i > 0 && *word_text(words, i) == 'm')
            read_neighbourhood(words, i, decision);
        if (decision->districts.count > count)
            sure = sure == SURE_LIKELY || !name ? sure : sureness_at(words, i);
        if (decision->districts.count > count && !name)
            sure = sure == SURE_LIKELY ? sure : SURE_CERTAIN;
    }
    return sure;
}
