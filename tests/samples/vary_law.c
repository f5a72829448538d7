/* How a legal ground may be written. */
#include "samples/vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Articles of the laws in use stand as text in law_reference, so they are kept in one table. */
#define ARTICLES_MAX 99
static const char *const items[] = {"a", "b", "c", "ç", "d", "e", "f", "g", "ğ", "h", "m", "n"};

static const struct {
    int law;
    const char *name; /* NULL: "sayılı Kanun" alone */
} laws[] = {
    {5393, "Belediye Kanunu"},
    {5393, "Belediye Kanunu"},
    {5393, "Belediye Kanunu"},
    {5216, "Büyükşehir Belediyesi Kanunu"},
    {5216, "Büyükşehir Belediyesi Kanunu"},
    {3194, "İmar Kanunu"},
    {5018, "Kamu Mali Yönetimi ve Kontrol Kanunu"},
    {2464, "Belediye Gelirleri Kanunu"},
    {2886, "Devlet İhale Kanunu"},
    {2942, "Kamulaştırma Kanunu"},
    {2863, "Kültür ve Tabiat Varlıklarını Koruma Kanunu"},
    {657, "Devlet Memurları Kanunu"},
    {6360, NULL},
    {4046, NULL},
    {2872, "Çevre Kanunu"},
    {6183, "Amme Alacaklarının Tahsil Usulü Hakkında Kanun"},
};

/* "nci", "üncü" …: the suffix of the ordinal. */
static const char *ordinal(int number) {
    static const char *const ones[] = {"",     "inci", "nci", "üncü", "üncü",
                                       "inci", "ncı",  "nci", "inci", "uncu"};
    static const char *const tens[] = {"",    "uncu", "nci",  "uncu", "ıncı",
                                       "nci", "ıncı", "inci", "inci", "ıncı"};
    return number % 10 ? ones[number % 10] : tens[number / 10 % 10];
}

struct ground {
    struct prng *prng;
    const char *apostrophe;
    struct buf *out;
    struct law_phrase *phrase;
    size_t count;
    int law;
};

/* The article is kept behind the phrase's text: see vary_law. */
static void refer(struct ground *ground, const char *article, int paragraph, const char *item) {
    if (ground->count < SAMPLE_REFERENCES)
        ground->phrase->references[ground->count++] =
            (struct law_reference){ground->law, article, paragraph, item};
}

static const char *const numbers[ARTICLES_MAX + 1] = {
    "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13", "14",
    "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29",
    "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44",
    "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59",
    "60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "70", "71", "72", "73", "74",
    "75", "76", "77", "78", "79", "80", "81", "82", "83", "84", "85", "86", "87", "88", "89",
    "90", "91", "92", "93", "94", "95", "96", "97", "98", "99"};
static const struct {
    const char *written, *article;
} specials[] = {
    {"geçici 1", "geçici 1"},
    {"Geçici 2", "geçici 2"},
    {"geçici 9", "geçici 9"},
    {"ek 1", "ek 1"},
    {"Ek 3", "ek 3"},
    {"ek 26", "ek 26"},
    {"mükerrer 44", "mükerrer 44"},
    {"Mükerrer 35", "mükerrer 35"},
};

/* "18. maddesi", "18’inci maddesi", "18 inci maddesi", "18inci maddesi". */
static void put_article(struct ground *ground, const char *written, int number) {
    static const char *const joints[] = {"’", "'", " ", ""};
    uint32_t form = prng_below(ground->prng, 8);
    if (form < 4)
        buf_format(ground->out, " %s. %s", written, form == 0 ? "Maddesi" : "maddesi");
    else
        buf_format(ground->out, " %s%s%s maddesi", written,
                   form == 4 ? ground->apostrophe : joints[form - 4], ordinal(number));
}

static void put_special(struct ground *ground) {
    size_t at = prng_below(ground->prng, sizeof specials / sizeof *specials);
    const char *digits = strchr(specials[at].article, ' ') + 1;
    put_article(ground, specials[at].written, atoi(digits));
    refer(ground, specials[at].article, 0, "");
}

static void put_items(struct ground *ground, int number) {
    uint32_t first = prng_below(ground->prng, 5), second = 6 + prng_below(ground->prng, 6);
    put_article(ground, numbers[number], number);
    if (prng_chance(ground->prng, 30)) {
        buf_format(ground->out, "nin (%s) ve (%s) bentleri", items[first], items[second]);
        refer(ground, numbers[number], 0, items[first]);
        refer(ground, numbers[number], 0, items[second]);
        return;
    }
    bool deep = prng_chance(ground->prng, 25);
    buf_format(ground->out, "nin %s(%s) bendi", deep ? "birinci fıkrasının " : "", items[first]);
    refer(ground, numbers[number], deep, items[first]);
}

static void put_paragraphs(struct ground *ground, int number) {
    put_article(ground, numbers[number], number);
    switch (prng_below(ground->prng, 3)) {
    case 0:
        buf_text(ground->out, "nin 2. fıkrası");
        refer(ground, numbers[number], 2, "");
        break;
    case 1:
        buf_text(ground->out, "nin üçüncü fıkrası");
        refer(ground, numbers[number], 3, "");
        break;
    default:
        buf_text(ground->out, "nin 1. ve 2. fıkraları");
        refer(ground, numbers[number], 1, "");
        refer(ground, numbers[number], 2, "");
    }
}

static void put_slash(struct ground *ground, int number) {
    const char *item = *PRNG_PICK(ground->prng, items);
    bool brackets = prng_chance(ground->prng, 25);
    buf_format(ground->out, brackets ? " %d/(%s) maddesi" : " %d/%s maddesi", number, item);
    refer(ground, numbers[number], 0, item);
}

static void put_two(struct ground *ground, int number) {
    int other = number + prng_between(ground->prng, 1, 8);
    buf_format(ground->out, " %d. ve %d. maddeleri", number, other);
    refer(ground, numbers[number], 0, "");
    refer(ground, numbers[other], 0, "");
}

/* "5393 Sayılı Belediye Kanunu’nun". */
static void put_law(struct ground *ground) {
    static const char *const words[] = {"sayılı", "sayılı", "Sayılı", "SAYILI"};
    size_t at = prng_below(ground->prng, sizeof laws / sizeof *laws);
    const char *word = *PRNG_PICK(ground->prng, words), *name = laws[at].name;
    bool glued = prng_chance(ground->prng, 40);
    ground->law = laws[at].law;
    buf_format(ground->out, "%d %s", ground->law, word);
    if (!name || prng_chance(ground->prng, 15))
        buf_format(ground->out, " Kanun%sun", glued ? "" : ground->apostrophe);
    else if (name[strlen(name) - 1] == 'u')
        buf_format(ground->out, " %s%snun", name, glued ? "" : ground->apostrophe);
    else
        buf_format(ground->out, " %s%sun", name, glued ? "" : ground->apostrophe);
}

static void put_ground(struct ground *ground) {
    put_law(ground);
    int number = prng_between(ground->prng, 3, 90);
    switch (prng_below(ground->prng, 10)) {
    case 0:
        put_special(ground);
        break;
    case 1:
    case 2:
        put_slash(ground, number);
        break;
    case 3:
    case 4:
    case 5:
        put_items(ground, number);
        break;
    case 6:
        put_paragraphs(ground, number);
        break;
    case 7:
        put_two(ground, number);
        break;
    default:
        put_article(ground, numbers[number], number);
        refer(ground, numbers[number], 0, "");
    }
}

char *vary_law(struct prng *prng, const char *apostrophe, struct law_phrase *ret) {
    struct buf out = {0};
    *ret = (struct law_phrase){0};
    struct ground ground = {.prng = prng, .apostrophe = apostrophe, .out = &out, .phrase = ret};
    put_ground(&ground);
    int first = ground.law;
    if (ground.count <= 2 && prng_chance(prng, 25)) {
        size_t used = out.len, kept = ground.count;
        buf_text(&out, prng_chance(prng, 50) ? " ile " : " ve ");
        put_ground(&ground);
        if (ground.law == first) { /* one law twice would be said in another way */
            out.data[out.len = used] = '\0';
            memset(&ret->references[kept], 0, (SAMPLE_REFERENCES - kept) * sizeof *ret->references);
        }
    }
    ret->text = buf_take(&out);
    if (!ret->text)
        abort();
    return (char *)ret->text;
}
