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

/* A district's name before one of these is a street's or a park's. */
static bool names_something_else(const struct words *words, size_t i) {
    static const char *const things[] = {"cadde", "sokak", "sokag", "bulvar", "mahalle", "mah",
                                         "cad",   "sok",   "blv",   "apart",  "otel",    NULL};
    for (size_t j = 0; things[j]; j++)
        if (word_begins(words, i, things[j]) && !(word_gap(words, i) & ~(unsigned)GAP_SPACE))
            return true;
    return false;
}

/* "Ayşe MENTEŞE": a surname in capitals behind a name that is not. */
static bool is_surname(const struct words *words, size_t i) {
    static const char *const before[] = {"ilcesi", "ili", "il", "ve", "ile", NULL};
    return i > 0 && words->items[i].capitals && word_gap(words, i) == GAP_SPACE &&
           word_capital(words, i - 1) && !words->items[i - 1].capitals &&
           !word_is_any(words, i - 1, before) && !word_begins(words, i + 1, "ilce");
}

static const char *known_district(const struct words *words, size_t i) {
    if (!word_capital(words, i))
        return NULL;
    for (size_t j = 0; j < sizeof districts / sizeof *districts; j++)
        if (word_is(words, i, districts[j].folded))
            return names_something_else(words, i + 1) || is_surname(words, i) ? NULL
                                                                              : districts[j].name;
    return NULL;
}

static void add_name(struct text_list *list, const struct words *words, size_t first, size_t end) {
    char *slice = words_slice(words, first, end), *name = title_case(slice);
    list_add_some(list, name);
    free(name);
    free(slice);
}

/* "Söke ilçesi": any other capitalised word before "ilçesi". */
static void read_district(const struct words *words, size_t i, struct decision *decision) {
    static const char *const others[] = {"ilgili", "her",    "bu", "tum",      "diger",  "ilimiz",
                                         "ilin",   "sayili", "on", "ilimizin", "merkez", NULL};
    size_t name = i - 1;
    if (i > 1 && (word_gap(words, i - 1) & GAP_APOSTROPHE))
        name--; /* "Bodrum’un ilçesi" is nothing of the kind, but "Muğla’nın Ula" is found alone */
    if (name != i - 1 || !word_capital(words, name) || words->items[name].digits ||
        (word_gap(words, i) & ~(unsigned)GAP_SPACE) || word_is_any(words, name, others))
        return;
    if (!known_district(words, name))
        add_name(&decision->districts, words, name, i);
}

/* ---- neighbourhoods ---- */

static bool ends_name(const struct words *words, size_t i) {
    static const char *const stops[] = {
        "ve",           "ile",     "il",     "ili", "ilinin", "koyu",     "bu",    "sinirlari",
        "sinirlarinda", "bulunan", "merkez", "ada", "parsel", "muglanin", "mugla", NULL};
    return !word_capital(words, i) || words->items[i].digits || word_begins(words, i, "ilce") ||
           word_begins(words, i, "beledi") || word_begins(words, i, "mahalle") ||
           word_is_any(words, i, stops);
}

/* The capitalised words before "Mahallesi" at word i. In a line of capitals every word is one, so
 * there only the last word counts unless something plainly stands before the name. */
static void read_neighbourhood(const struct words *words, size_t i, struct decision *decision) {
    size_t first = i;
    bool bounded = false;
    while (first > 0 && i - first < 4 && !bounded) {
        bool gap = word_gap(words, first) != GAP_SPACE;
        bool district = first - 1 < i - 1 && known_district(words, first - 1);
        bounded = gap || district || ends_name(words, first - 1);
        if (!bounded)
            first--;
    }
    bounded = bounded || first == 0;
    if (first == i)
        return;
    bool shouted = words->items[i].capitals;
    if (i - first > 3 || (shouted && !bounded) || (shouted && i - first > 2))
        first = i - 1;
    add_name(&decision->neighbourhoods, words, first, i);
}

static bool is_neighbourhood(const struct words *words, size_t i) {
    return word_begins(words, i, "mahallesi") ||
           (word_is(words, i, "mah") && (word_gap(words, i + 1) & GAP_DOT));
}

void places_read(const struct words *words, struct decision *decision) {
    for (size_t i = 0; i < words->count; i++) {
        const char *name = known_district(words, i);
        if (name)
            list_add_some(&decision->districts, name);
        else if (i > 0 && word_begins(words, i, "ilcesi"))
            read_district(words, i, decision);
        else if (i > 0 && is_neighbourhood(words, i))
            read_neighbourhood(words, i, decision);
    }
}
