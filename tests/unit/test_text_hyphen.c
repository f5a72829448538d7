/* Words as a dictionary of spelling would print them: '-' a break with a hyphen, '|' one without,
 * and '+' for a hyphen of the word's own. */
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "text/hyphen.h"

static const char *const words[] = {
    /* plain syllables; a first or last letter never stands alone */
    "ara-ba",
    "oku-la",
    "ev",
    "bir",
    "iki",
    "üç",
    "ve",
    "ile",
    "ana",
    "ova",
    "ada",
    "okul",
    "il-çe",
    "be-le-di-ye",
    "be-le-di-ye-miz",
    "mec-lis",
    "ka-rar",
    "ka-ra-rı",
    "ka-rar-la-rı-nın",
    "baş-kan",
    "baş-kan-lı-ğı",
    "top-lan-tı",
    "bir-le-şim",
    "otu-rum",
    "gün-dem",
    "ko-nu",
    "ko-nu-su",
    "ma-hal-le",
    "ma-hal-le-si",
    "so-kak",
    "cad-de",
    "mey-dan",
    "köy",
    "kent",
    "kent-le-rin",
    "va-tan-daş",
    "hem-şeh-ri-le-ri-miz",
    "yö-ne-tim",
    "yö-net-me-lik",
    "mad-de",
    "mad-de-si-nin",
    "fık-ra",
    "bent",
    "ben-di",
    "ka-nun",
    "ka-nu-nu",
    "büt-çe",
    "ge-lir",
    "gi-der",
    "ta-ri-fe",
    "üc-ret",
    "ver-gi",
    "ih-ti-yaç",
    "hiz-met",
    "fa-a-li-yet",
    "fa-a-li-yet-le-rin-de",
    "ku-rum",
    "ku-ru-lu-şu",
    "öde-nek",
    "öde-me",
    "uy-gu-la-ma",
    "uy-gun-luk",
    "gö-rü-şül-me-si",
    "gö-rüş",
    "öne-ri",
    "öner-ge",
    "yet-ki-li",
    "kı-lın-ma-sı",
    "yü-küm-lü-lük-le-rin",
    "ger-çek-leş-ti-ri-le-bi-lir",
    "alın-ma-sı",
    "ya-pıl-ma-sı-na",
    "ve-ril-miş-tir",
    "sağ-lan-ma-sı-na",
    "ge-re-ğin-ce",
    "ge-re-ği",
    "doğ-ru",
    "do-ğal",
    "yağ-mur",
    "da-ğı",
    "ço-ğun-luk",
    "oy-bir-li-ği",
    "oy-çok-lu-ğu",
    "red-di-ne",
    "ha-va-le-si-ne",
    "ia-de-si",
    "te-hir",
    "ge-ri",
    "çe-kil-me",
    "üye",
    "üye-lik",
    "üye-ler",
    "ya-sa",
    "iş-let-me",
    /* three consonants in a row, and words that begin with two */
    "Türk-çe",
    "Türk-ler",
    "sarp-lık",
    "kork-mak",
    "ilk-ba-har",
    "üst-len-mek",
    "kırk-lar",
    "prog-ram",
    "kont-rol",
    "elekt-rik",
    "plan",
    "pla-nı",
    "plan-la-ma",
    "kre-di",
    "tren",
    "spor",
    "spor-cu",
    "stan-dart",
    "stra-te-ji",
    "trans-fer",
    "kli-nik",
    "grup",
    "gru-bu",
    "bro-şür",
    "fran-sız",
    "tram-vay",
    "alt-ya-pı",
    "as-falt-la-ma",
    "port-re",
    "rönt-gen",
    "kamp-lar",
    "in-san",
    "ins-pek-tör",
    "or-ga-ni-zas-yon",
    "ulus-la-ra-ra-sı",
    "komp-leks",
    "elekt-ro-nik",
    "in-ter-net",
    "tek-no-lo-ji-le-ri-nin",
    "en-teg-ras-yon",
    /* between two vowels */
    "sa-at",
    "sa-a-ti",
    "ma-aş",
    "şi-ir",
    "ai-le",
    "ai-le-ler",
    "şa-ir",
    "fa-iz",
    "ma-il",
    "ta-ah-hüt",
    "mü-ca-de-le",
    "ma-li-ye",
    "re-is",
    "ka-na-at",
    "ci-ha-zı",
    "da-i-re",
    "da-i-re-si",
    "me-mu-ri-yet",
    "mü-ra-ca-at",
    "te-mi-nat",
    "mü-dür-lü-ğü",
    "in-şa-at",
    "zi-ra-at",
    "ce-ma-at",
    "ka-bu-le",
    "ai-dat",
    "du-a-yen",
    "ti-yat-ro",
    "kay-na-ğı",
    /* â î û are vowels */
    "kâ-ğıt",
    "kâ-tip",
    "kâr",
    "hâ-li",
    "mil-lî",
    "mil-lî-leş-me",
    "res-mî-dir",
    "sü-kût",
    "dük-kân",
    "hü-kû-met",
    "im-kân",
    "ik-lim",
    "âlim",
    "mah-kûm-lar",
    /* capitals; few of them may be an abbreviation */
    "İs-tan-bul",
    "İz-mir",
    "Muğ-la",
    "Bod-rum",
    "Fet-hi-ye",
    "Mar-ma-ris",
    "Or-ta-ca",
    "Ula",
    "Ya-ta-ğan",
    "Da-la-man",
    "Köy-ce-ğiz",
    "Sey-di-ke-mer",
    "Ka-vak-lı-de-re",
    "İl",
    "İç-me-su-yu",
    "BE-LE-Dİ-YE",
    "BÜ-YÜK-ŞE-HİR",
    "OY-BİR-Lİ-Ğİ",
    "KO-MİS-YO-NU",
    "İS-TAN-BUL",
    "KARAR",
    "MUSKİ",
    "TÜBİTAK",
    "TBMM",
    "KVKK",
    "TL",
    "WeGO",
    "GmbH",
    "kWh",
    /* an apostrophe: behind it, with no hyphen */
    "Muğ-la’|nın",
    "Muğ-la'|nın",
    "An-ka-ra’|dan",
    "İs-tan-bul’|da-ki",
    "Bod-rum’a",
    "Ali’|yi",
    "Baş-kan-lı-ğı’|nın",
    "Ka-nu-nu’|nun",
    "MUSKİ’|nin",
    "WeGO’|nun",
    "Mec-lis’e",
    "’be-le-di-ye’",
    "K’den",
    "’nın",
    /* punctuation, and a hyphen of its own */
    "(be-le-di-ye-nin)",
    "“Be-le-di-ye,",
    "ka-rar.",
    "ka-rar…”",
    "e+be-le-di-ye-ci-lik",
    "e+Dev-let",
    "ve/ve-ya",
    "İmar+İs-kân",
    /* never: figures, addresses, other scripts */
    "2015",
    "2015/255",
    "30/06/2015",
    "1.250,00",
    "18/e",
    "22nolu",
    "3üncü",
    "27’nci",
    "4,21TL",
    "m²",
    "bilgi@mugla",
    "www.mugla.bel.tr",
    "https://mugla/kararlar",
    "mugla.bel.tr/meclis",
    "ad_soyad",
    "naïve",
    "Köln+ß",
    "Москва",
    "日本語",
    "",
    "’",
    "é",
};

static char *without_marks(const char *marked) {
    struct buf word = {0};
    for (const char *at = marked; *at; at++)
        if (*at != '-' && *at != '|')
            buf_byte(&word, *at == '+' ? '-' : *at);
    char *text = buf_take(&word);
    return text ? text : calloc(1, 1);
}

static char *divided(const char *word) {
    struct hyphen_break breaks[HYPHEN_BREAKS_MOST];
    size_t count = hyphen_breaks(word, strlen(word), breaks), at = 0;
    struct buf out = {0};
    for (size_t i = 0; i <= count; i++) {
        size_t end = i < count ? breaks[i].at : strlen(word);
        assert_true(end >= at && end <= strlen(word));
        for (; at < end; at++)
            buf_byte(&out, word[at] == '-' ? '+' : word[at]);
        if (i < count)
            buf_byte(&out, breaks[i].hyphen ? '-' : '|');
    }
    char *text = buf_take(&out);
    return text ? text : calloc(1, 1);
}

static void words_are_divided_as_they_are_spelt(void **state) {
    (void)state;
    size_t wrong = 0;
    assert_true(sizeof words / sizeof *words >= 150);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *word = without_marks(words[i]), *got = divided(word);
        if (strcmp(got, words[i]) != 0) {
            print_message("%s instead of %s\n", got, words[i]);
            wrong++;
        }
        free(word);
        free(got);
    }
    assert_int_equal(wrong, 0);
}

static void what_is_no_word_has_no_breaks(void **state) {
    (void)state;
    struct hyphen_break breaks[HYPHEN_BREAKS_MOST];
    char many[10001];
    for (size_t i = 0; i < sizeof many - 1; i++)
        many[i] = i % 2 ? 'a' : 'b';
    many[sizeof many - 1] = '\0';
    assert_int_equal(hyphen_breaks(many, sizeof many - 1, breaks), 0);
    assert_int_equal(hyphen_breaks(many, 64, breaks), 31);
    assert_int_equal(hyphen_breaks(many, 65, breaks), 0);
    assert_int_equal(hyphen_breaks("\xff\xfe karar", 8, breaks), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_divided_as_they_are_spelt),
        cmocka_unit_test(what_is_no_word_has_no_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
