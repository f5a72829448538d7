/* Pairs of neighbouring words: '_' where a line must not part them, ' ' where it may. */
#include <string.h>

#include "unit/check.h"

#include "text/nobreak.h"

static const char *const pairs[] = {
    /* a number and its word */
    "50_m²",
    "42.018,08_m2",
    "728,38_M²",
    "24,0_ha",
    "1.250_TL",
    "4,21_TL",
    "1.250_lira",
    "(45.000.000,00)_liralık",
    "5393_sayılı",
    "5393_Sayılı",
    "5393_SAYILI",
    "64061556-301.01-2015-756_sayılı",
    "30/06/2015_tarih",
    "2686_ada",
    "24_parsel",
    "74._madde",
    "74._Maddesi",
    "18._maddesinin",
    "2._fıkra",
    "27’nci_maddesi",
    "8'inci_Maddesi",
    "1/1000_ölçekli",
    "12_nolu",
    "2015/255_sayılı",
    "9_Temmuz",
    "18_Haziran",
    "9_TEMMUZ",
    "3_üye",
    "%50_oranında",
    "14.30_da",
    "WeGO2 projesi",
    "2015 yükümlülüklerinin",
    "2015 Muğla",
    "2015 Performans",
    "2015 YILI",
    "2015. Belediye",
    "24, parsel",
    "24; parsel",
    "255 Dr.",
    /* a word and its number */
    "Temmuz_2015",
    "Temmuz_2015’te",
    "temmuz_2015",
    "AĞUSTOS_2015",
    "No:_12",
    "No_12",
    "no_12",
    "NO:_7",
    "Tel:_0252",
    "Madde_74",
    "MADDE_1-",
    "geçici_1’inci",
    "Geçici_2",
    "ek_1",
    "mükerrer_44",
    "sayfa_3",
    "Sayı_:",
    "md._5",
    "belediye 5393",
    "ve 2015",
    "tarih 30",
    "eder. 2015",
    "WeGO2 2015",
    /* parts of a number, signs */
    "25_000",
    "1/25_000",
    "1_250_000",
    "%_10",
    "₺_5",
    "50_%",
    "1.250_₺",
    "§_12",
    "50 %10",
    "12 34",
    "2015 2016",
    /* punctuation on the wrong side */
    "sonra_…",
    "karar_)",
    "karar_,",
    "karar_.",
    "dedi_:",
    "(_karar",
    "“_karar",
    "karar_”",
    "karar_’",
    "ilçe_–",
    "ilçe_-",
    "– ilçe",
    "- madde",
    "karar -5",
    "dedi ’Karar’",
    "Ş.’ nin",
    "karar_…mıştır",
    /* names */
    "Dr._Osman",
    "Av._Ayşe",
    "Prof._Dr.",
    "Doç._Dr.",
    "M._Kemal",
    "M.K._Atatürk",
    "İ._Hakkı",
    "T.C._Muğla",
    "Osman GÜRÜN",
    "VERİLDİ. Belediye",
    "vb. gibi",
    "vd. Ali",
    "a. Osman",
    /* letters */
    "(n)_bendi",
    "n_bendi",
    "(b)_Bendi",
    "a)_konu",
    "ç)_konu",
    "(n) konu",
    "10_x",
    "x_20",
    "×_20",
    "o gün",
    "(a ve",
    /* nothing to keep together */
    "belediye meclisi",
    "Muğla Büyükşehir",
    "ve ile",
    "İl Millî",
    "kararı’nın gereği",
    "",
    "a b",
};

/* The words of the pair are parted by its first space, or by its first '_' before that. */
static bool is_right(const char *pair) {
    size_t left = strcspn(pair, " _");
    if (!pair[left])
        return true;
    const char *right = pair + left + 1;
    size_t bytes = strcspn(right, " _");
    return words_stay_together(pair, left, right, bytes) == (pair[left] == '_');
}

static void pairs_are_kept_and_parted(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!is_right(pairs[i])) {
            print_message("wrong: %s\n", pairs[i]);
            wrong++;
        }
    assert_int_equal(wrong, 0);
    assert_false(words_stay_together("", 0, "5", 1));
    assert_false(words_stay_together("5", 1, "", 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_kept_and_parted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
