/* The field of work that a subject belongs to, by the words in it.
 *
 * Every word of the table that a subject has speaks for its field with a weight: what a council
 * does (to name, to elect, to set a tariff) outweighs what it does it to, and a department's or a
 * commission's name is no evidence. The heaviest field wins, of equals the one named first. */
#include <stdlib.h>
#include <string.h>

#include "intake/parts.h"

/* Of a subject that runs to pages the beginning will do. */
#define SUBJECT_WORDS 400

enum area {
    AREA_OTHER,
    AREA_ZONING,
    AREA_BUDGET,
    AREA_PROPERTY,
    AREA_TARIFF,
    AREA_NAMING,
    AREA_TRANSPORT,
    AREA_ENVIRONMENT,
    AREA_STAFF,
    AREA_ELECTION,
    AREA_FOREIGN,
    AREAS
};

static const char *const area_names[AREAS] = {
    [AREA_OTHER] = "diğer",       [AREA_ZONING] = "imar",          [AREA_BUDGET] = "bütçe",
    [AREA_PROPERTY] = "taşınmaz", [AREA_TARIFF] = "tarife",        [AREA_NAMING] = "isim verme",
    [AREA_TRANSPORT] = "ulaşım",  [AREA_ENVIRONMENT] = "çevre",    [AREA_STAFF] = "personel",
    [AREA_ELECTION] = "seçim",    [AREA_FOREIGN] = "dış ilişkiler"};

/* Beginnings of words in folded letters; the last word of several may go on, "=" at the end says
 * that it may not. */
struct rule {
    const char *words;
    enum area area;
    int weight;
};
static const struct rule rules[] = {
    {"kardes kent", AREA_FOREIGN, 9},
    {"kardes sehir", AREA_FOREIGN, 9},
    {"uluslararasi", AREA_FOREIGN, 6},
    {"yurt disi", AREA_FOREIGN, 6},
    {"yurtdisi", AREA_FOREIGN, 6},
    {"dunya yerel yonetim", AREA_FOREIGN, 9},
    {"dunya belediye", AREA_FOREIGN, 9},
    {"avrupa birligi", AREA_FOREIGN, 5},

    {"isim veril", AREA_NAMING, 9},
    {"isminin", AREA_NAMING, 8},
    {"isimlerinin", AREA_NAMING, 8},
    {"adinin veril", AREA_NAMING, 9},
    {"adinin degis", AREA_NAMING, 9},
    {"adi veril", AREA_NAMING, 9},
    {"ad veril", AREA_NAMING, 9},
    {"adlandir", AREA_NAMING, 9},
    {"isimlendir", AREA_NAMING, 9},

    {"secim", AREA_ELECTION, 8},
    {"secil", AREA_ELECTION, 8},

    {"imar plan", AREA_ZONING, 7},
    {"nazim imar", AREA_ZONING, 7},
    {"uygulama imar", AREA_ZONING, 7},
    {"plan degisikli", AREA_ZONING, 7},
    {"plan not", AREA_ZONING, 7},
    {"plan revizyon", AREA_ZONING, 7},
    {"revizyon plan", AREA_ZONING, 7},
    {"duzeni plan", AREA_ZONING, 9},
    {"olcekli", AREA_ZONING, 6},
    {"parselasyon", AREA_ZONING, 7},
    {"planina itiraz", AREA_ZONING, 7},
    {"yapilasma", AREA_ZONING, 4},
    {"kentsel donusum", AREA_ZONING, 6},
    {"imar", AREA_ZONING, 3},

    {"tarife", AREA_TARIFF, 8},
    {"ucret", AREA_TARIFF, 6},
    {"harc=", AREA_TARIFF, 5},
    {"harclar", AREA_TARIFF, 5},
    {"katilim pay", AREA_TARIFF, 4},

    {"butce", AREA_BUDGET, 6},
    {"odenek", AREA_BUDGET, 6},
    {"kesin hesap", AREA_BUDGET, 7},
    {"kesin hesab", AREA_BUDGET, 7},
    {"kesinhesap", AREA_BUDGET, 7},
    {"borclan", AREA_BUDGET, 7},
    {"kredi", AREA_BUDGET, 6},
    {"sermaye", AREA_BUDGET, 6},
    {"hisse", AREA_BUDGET, 3},
    {"tahvil", AREA_BUDGET, 6},

    {"kadro", AREA_STAFF, 8},
    {"personel", AREA_STAFF, 7},
    {"memur", AREA_STAFF, 5},
    {"sozlesmeli", AREA_STAFF, 4},
    {"ikramiye", AREA_STAFF, 7},

    {"kamulastir", AREA_PROPERTY, 6},
    {"tasinmaz", AREA_PROPERTY, 5},
    {"gayrimenkul", AREA_PROPERTY, 5},
    {"kiraya", AREA_PROPERTY, 5},
    {"kiralan", AREA_PROPERTY, 5},
    {"kiralama", AREA_PROPERTY, 5},
    {"tahsis", AREA_PROPERTY, 5},
    {"takas", AREA_PROPERTY, 6},
    {"trampa", AREA_PROPERTY, 6},
    {"irtifak", AREA_PROPERTY, 6},
    {"arsa", AREA_PROPERTY, 4},
    {"parsel", AREA_PROPERTY, 3},
    {"hibe", AREA_PROPERTY, 2},
    {"satis", AREA_PROPERTY, 3},
    {"satil", AREA_PROPERTY, 3},
    {"devredil", AREA_PROPERTY, 3},

    {"toplu tasima", AREA_TRANSPORT, 5},
    {"toplu ulasim", AREA_TRANSPORT, 5},
    {"ulasim", AREA_TRANSPORT, 4},
    {"guzergah", AREA_TRANSPORT, 5},
    {"otobus", AREA_TRANSPORT, 4},
    {"minibus", AREA_TRANSPORT, 4},
    {"dolmus", AREA_TRANSPORT, 4},
    {"taksi", AREA_TRANSPORT, 4},
    {"servis arac", AREA_TRANSPORT, 4},
    {"trafik", AREA_TRANSPORT, 4},
    {"otopark", AREA_TRANSPORT, 3},
    {"otogar", AREA_TRANSPORT, 3},
    {"terminal", AREA_TRANSPORT, 3},

    {"atik su", AREA_ENVIRONMENT, 3},
    {"kati atik", AREA_ENVIRONMENT, 5},
    {"atik", AREA_ENVIRONMENT, 4},
    {"cevre", AREA_ENVIRONMENT, 3},
    {"agac", AREA_ENVIRONMENT, 4},
    {"gurultu", AREA_ENVIRONMENT, 4},
    {"geri donusum", AREA_ENVIRONMENT, 4},
    {"iklim", AREA_ENVIRONMENT, 4},
    {"temiz enerji", AREA_ENVIRONMENT, 3},
};

static bool has_words(const struct words *words, size_t i, const char *sequence) {
    while (*sequence) {
        size_t length = strcspn(sequence, " =");
        const char *word = word_text(words, i);
        if (strncmp(word, sequence, length) != 0 || (sequence[length] && word[length] != '\0'))
            return false;
        sequence += length + (sequence[length] != '\0');
        i++;
    }
    return true;
}

/* "İmar ve Şehircilik Dairesi", "Ulaşım Komisyonu", "Çevre Kanunu": the word at i is part of such a
 * name. */
static bool names_body(const struct words *words, size_t i) {
    static const char *const bodies[] = {"dairesi",  "daire",  "mudurlug", "komisyon", "birligi",
                                         "bakanlig", "kanunu", "birim",    NULL};
    for (size_t j = i; j < i + 8 && j < words->count && word_gap(words, j + 1) == GAP_SPACE; j++) {
        for (size_t k = 0; bodies[k]; k++)
            if (word_begins(words, j + 1, bodies[k]))
                return true;
        if (!word_is(words, j + 1, "ve") && !word_capital(words, j + 1))
            return false;
    }
    return false;
}

const char *subject_area_of(const char *subject) {
    struct words words = words_read(subject);
    int weights[AREAS] = {0};
    size_t first[AREAS] = {0};
    for (size_t i = 0; i < words.count && i < SUBJECT_WORDS; i++)
        for (size_t j = 0; j < sizeof rules / sizeof *rules; j++) {
            const struct rule *rule = &rules[j];
            if (*rule->words != *word_text(&words, i) || !has_words(&words, i, rule->words) ||
                names_body(&words, i))
                continue;
            if (!weights[rule->area])
                first[rule->area] = i;
            if (rule->weight > weights[rule->area])
                weights[rule->area] = rule->weight;
        }
    enum area best = AREA_OTHER;
    for (enum area area = AREA_OTHER + 1; area < AREAS; area++)
        if (weights[area] > weights[best] ||
            (weights[area] == weights[best] && weights[area] && first[area] < first[best]))
            best = area;
    words_free(&words);
    return area_names[best];
}
