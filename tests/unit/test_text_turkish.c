#include <stdlib.h>

#include "unit/check.h"

#include "text/turkish.h"

struct pair {
    const char *in, *out;
};

static void check_pairs(const struct pair *pairs, size_t count, char *(*map)(const char *)) {
    for (size_t i = 0; i < count; i++) {
        char *got = map(pairs[i].in);
        assert_string_equal(got, pairs[i].out);
        free(got);
    }
}
#define CHECK_PAIRS(pairs, map) check_pairs(pairs, sizeof pairs / sizeof *pairs, map)

static void case_follows_turkish(void **state) {
    (void)state;
    const struct pair upper[] = {{"", ""},
                                 {"Işık iç", "IŞIK İÇ"},
                                 {"muğla büyükşehir", "MUĞLA BÜYÜKŞEHİR"},
                                 {"hâl 2²", "HÂL 2²"}};
    const struct pair lower[] = {{"IŞIK İÇ", "ışık iç"},
                                 {"OYBİRLİĞİ", "oybirliği"},
                                 {"ÇĞÖŞÜÂÎÛ", "çğöşüâîû"},
                                 {"ДОМ", "дом"}};
    CHECK_PAIRS(upper, turkish_upper);
    CHECK_PAIRS(lower, turkish_lower);
}

static void fold_is_for_comparison(void **state) {
    (void)state;
    const struct pair folded[] = {
        {"", ""},
        {"I ı İ i", "i i i i"},
        {"ŞÇĞÖÜ şçğöü", "scgou scgou"},
        {"Kâğıt, îmâ, sûret", "kagit, ima, suret"},
        {"i\xCC\x87lçe", "ilce"}, /* i + U+0307 */
        {"s\xCC\xA7"
         "ehir",
         "sehir"}, /* s + U+0327 */
        {"bele\xC2\xAD"
         "diye",
         "belediye"}, /* soft hyphen */
        {"a \t\n\xC2\xA0\xE2\x80\x83"
         "b ",
         "a b "}, /* NBSP, em space */
        {"Café Åse", "cafe ase"},
        {"Дом ΣΑ", "дом σα"},
        {"5393’ün", "5393’un"},
    };
    CHECK_PAIRS(folded, turkish_fold);
}

static void order_is_the_turkish_alphabet(void **state) {
    (void)state;
    static const char *const sorted[] = {
        "",        "- b",   "Akyaka",  "âlim",     "Bodrum",    "cami",  "çay",
        "Dalaman", "Datça", "gaz",     "ğ",        "hal",       "Islak", "iç",
        "İzmir",   "Karar", "Karar 9", "Karar 10", "öz",        "Q",     "Rize",
        "şehir",   "ta",    "Ula",     "ürün",     "Zonguldak", "3",     "21"};
    size_t count = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            int order = turkish_compare(sorted[i], sorted[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    assert_int_equal(turkish_compare("Milas", "Milas"), 0);
    assert_int_not_equal(turkish_compare("Milas", "milas"), 0);
    assert_true(turkish_compare("007", "8") < 0);
}

static void counts_take_their_suffix(void **state) {
    (void)state;
    const struct {
        int count;
        const char *text;
    } cases[] = {{0, "0’ı"},           {1, "1’i"},
                 {2, "2’si"},          {3, "3’ü"},
                 {4, "4’ü"},           {5, "5’i"},
                 {6, "6’sı"},          {7, "7’si"},
                 {8, "8’i"},           {9, "9’u"},
                 {10, "10’u"},         {12, "12’si"},
                 {20, "20’si"},        {30, "30’u"},
                 {39, "39’u"},         {40, "40’ı"},
                 {50, "50’si"},        {60, "60’ı"},
                 {70, "70’i"},         {80, "80’i"},
                 {90, "90’ı"},         {100, "100’ü"},
                 {1000, "1000’i"},     {1310, "1310’u"},
                 {20000, "20.000’i"},  {999999, "999.999’u"},
                 {100003, "100.003’ü"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[32];
        turkish_count_of(cases[i].count, text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
    char tiny[4];
    turkish_count_of(123456, tiny, sizeof tiny);
    assert_string_equal(tiny, "123");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_follows_turkish),
        cmocka_unit_test(fold_is_for_comparison),
        cmocka_unit_test(order_is_the_turkish_alphabet),
        cmocka_unit_test(counts_take_their_suffix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
