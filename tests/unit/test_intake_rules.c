/* The traps of real pages, a line or two each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/mem.h"
#include "unit/intake_helper.h"

#define HEAD "T.C.\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\nM E C L İ S   K A R A R I\n"
#define NUMBERED HEAD "Karar No: 5\nKarar Tarihi: 09/07/2015\n"
#define SUBJECT NUMBERED "KONUSU:\nKonunun görüşülmesi\n"

static struct intake_result read_text(const char *text) {
    struct intake_result result;
    struct err err = {0};
    enum err_code code = read_bytes("page.txt", text, strlen(text), &result, &err);
    if (code != ERR_OK)
        print_message("# %s\n# in: %s\n", err.text, text);
    assert_int_equal(code, ERR_OK);
    return result;
}

static void check_text(const char *text, const char *got, const char *wanted) {
    if (!got || !wanted ? got != wanted : strcmp(got, wanted) != 0)
        print_message("# in: %s\n", text);
    if (!wanted) {
        assert_null(got);
        return;
    }
    assert_non_null(got);
    assert_string_equal(got, wanted);
}

static void numbers_and_dates_in_every_form(void **state) {
    (void)state;
    static const char *const heads[] = {
        "Karar No       :255                \nKarar Tarihi :09/07/2015   ",
        "Karar No      : 255\nKarar Tarihi 09/07/2015",
        " Karar No:255\nKarar Tarihi :09/07/2015 1",
        "Karar No:255\nKarar Tarihi :09/07/20151",
        "Karar No\n:255\nKarar Tarihi\n\n: 9.7.2015",
        "Karar No\n\n: 2015-255\nKarar Tarihi: 9 TEMMUZ 2015",
        "Karar No\nKarar Tarihi\n:255\n:09/07/2015",
        "Karar No\n255\nKarar Tarihi\n09.07.2015",
        "Karar Numarası : 255\nKarar Tarihi: 9 Temmuz 2015 Perşembe",
        "Karar No: 255/2015      Karar Tarihi: 09.07.2015",
        "Gündem No: 3      Karar No: 255\nToplantı Tarihi: 09.07.2015",
        "Dosya No:144\nKarar No:255\nTarih: 09/07/2015",
        "KARAR TARİHİ: 2015-07-09\nKARAR NO: 255",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct buf text = {0};
        buf_format(&text, HEAD "%s\nKONUSU:\nBir konunun görüşülmesi\nMetin.", heads[i]);
        struct intake_result result = read_text(text.data);
        assert_int_equal(result.decision.number, 255);
        assert_int_equal(result.decision.year, 2015);
        assert_int_equal(date_number(result.decision.date), 20150709);
        check_text(text.data, result.decision.subject, "Bir konunun görüşülmesi");
        check_text(text.data, result.decision.body, "Metin.");
        intake_result_clear(&result);
        buf_free(&text);
    }
}

static void the_number_may_follow_the_text(void **state) {
    (void)state;
    struct intake_result result =
        read_text("KARŞIYAKA BELEDİYE MECLİSİ KARARI\nKARAR TARİHİ: 04.05.2016\nKONU: Park\n"
                  "Meclisimizce oybirliği ile karar verildi.\nKARAR NO: 77");
    assert_int_equal(result.decision.number, 77);
    assert_string_equal(result.decision.municipality, "Karşıyaka Belediyesi");
    assert_string_equal(result.decision.body, "Meclisimizce oybirliği ile karar verildi.");
    intake_result_clear(&result);
}

static enum err_code read_named(const char *name, const char *text, struct intake_result *ret) {
    struct err err = {0};
    return read_bytes(name, text, strlen(text), ret, &err);
}

static void number_and_date_may_be_in_the_name(void **state) {
    (void)state;
    static const char dated[] = "Karar Tarihi: 09/07/2015\nKONUSU: Park\nMetin.";
    static const char numbered[] = "Karar No: 5\nKONUSU: Park\nMetin.";
    struct intake_result result;
    /* a number, or part of something else? */
    assert_int_equal(read_named("2015-07-09-255.txt", dated, &result), ERR_REFUSED);
    assert_int_equal(read_named("karar-255.txt", dated, &result), ERR_REFUSED);
    assert_int_equal(read_named("karar-2014-255.txt", dated, &result), ERR_REFUSED);
    assert_int_equal(read_named("a/karar-2015-255.txt", dated, &result), ERR_OK);
    assert_int_equal(result.decision.number, 255);
    assert_string_equal(result.decision.source, "karar-2015-255.txt");
    assert_int_equal(result.warnings.count, 2); /* and no result */
    intake_result_clear(&result);
    assert_int_equal(read_named("2015-07-09.txt", numbered, &result), ERR_OK);
    assert_int_equal(date_number(result.decision.date), 20150709);
    intake_result_clear(&result);
}

static void subjects_in_every_form(void **state) {
    (void)state;
    static const char letter[] =
        "Fen İşleri Daire Başkanlığı’nın 01.02.2015 tarih ve 12-301-E.4 sayılı yazısında;\n"
        "Yol yapılacaktır. İş yazın biter. Denilmektedir.";
    static const struct {
        const char *head, *subject;
        bool warned;
    } cases[] = {
        {"KONUSU:\nYol yapılması\n", "Yol yapılması", false},
        {"KONUSU: Yol yapılması\n", "Yol yapılması", false},
        {"KONUSU Yol yapılması\n", "Yol yapılması", false},
        {"KONUSU\n:Yol yapılması\n", "Yol yapılması", false},
        {"KONU: Yol yapılması\n", "Yol yapılması", false},
        {"Gündem\nYol yapılması\n", "Yol yapılması", false},
        {"KONUSU: ULA İLÇESİ’NDE YOL\n", "ULA İLÇESİ’NDE YOL", false},
        {"KONUSU:\na) Yol,\nç) Köprü,\nğ) Tünel\n", "a) Yol, ç) Köprü, ğ) Tünel", false},
        {"KONUSU:\n", "Yol yapılacaktır", true},
        {"", "Yol yapılacaktır", true},
        {"Yol yapılması hususunun görüşülmesi\n", "Yol yapılması hususunun görüşülmesi", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0};
        buf_format(&text, NUMBERED "%s%s\nMeclisimizce oybirliği ile karar verildi.", cases[i].head,
                   letter);
        struct intake_result result = read_text(text.data);
        check_text(text.data, result.decision.subject, cases[i].subject);
        assert_int_equal(result.warnings.count, cases[i].warned);
        assert_memory_equal(result.decision.body, letter, sizeof letter - 1);
        check_text(text.data, result.decision.department, "Fen İşleri Daire Başkanlığı");
        check_text(text.data, result.decision.file_number, "12-301-E.4");
        intake_result_clear(&result);
        buf_free(&text);
    }
}

static void heads_with_more_in_them(void **state) {
    (void)state;
    struct intake_result result =
        read_text("Meclis Canlı\nMeclis Karar Detay\nT.C.\nMUĞLA\nBÜYÜKŞEHİR BELEDİYE BAŞKANLIĞI\n"
                  "MECLİS KARARI\nDÖNEM: 7  BİRLEŞİM: 3  OTURUM: 1\nToplantı Saati: 14:00\n"
                  "Karar No: 5\nKarar Tarihi: 09/07/2015\nKONUSU: Park\nMetin.");
    assert_string_equal(result.decision.municipality, "Muğla Büyükşehir Belediyesi");
    assert_string_equal(result.decision.sitting, "Dönem 7, Birleşim 3, Oturum 1");
    assert_int_equal(result.removed.count, 2);
    assert_string_equal(result.decision.body, "Metin.");
    intake_result_clear(&result);
}

struct outcome_case {
    const char *text, *outcome;
    int in_favour, against, abstained;
};

static void check_outcome(const struct outcome_case *wanted) {
    struct buf text = {0};
    buf_format(&text, SUBJECT "%s", wanted->text);
    struct intake_result result = read_text(text.data);
    const struct decision *decision = &result.decision;
    check_text(wanted->text, outcome_name(decision->outcome), wanted->outcome);
    if (decision->votes_for != wanted->in_favour || decision->votes_against != wanted->against ||
        decision->abstentions != wanted->abstained)
        print_message("# in: %s\n", wanted->text);
    assert_int_equal(decision->votes_for, wanted->in_favour);
    assert_int_equal(decision->votes_against, wanted->against);
    assert_int_equal(decision->abstentions, wanted->abstained);
    intake_result_clear(&result);
    buf_free(&text);
}

#define OPENER "Meclisimizce yapılan görüşme sonucunda;\n"
#define REPORT                                                                                           \
    "İmar ve Bayındırlık Komisyonu’nun 05/07/2015 tarih ve 12 sayılı raporunda; teklifin uygun " \
    "olduğuna komisyonumuzca oybirliği ile karar verilmiştir. "

static void the_result_is_the_councils(void **state) {
    (void)state;
    static const struct outcome_case cases[] = {
        {OPENER "Parkın yapılmasına OYBİRLİĞİ İLE KARAR VERİLDİ.", "unanimous", -1, -1, -1},
        {"Teklif Meclisimizce oy birliği ile kabul edilmiştir.", "unanimous", -1, -1, -1},
        {"Parkın yapılması Meclisimizce oy birliği ile.", "unanimous", -1, -1, -1},
        {"Yapılan oylama sonucunda teklif oybirliğiyle kabul edildi.", "unanimous", -1, -1, -1},
        {REPORT "Denilmektedir.\n" OPENER "Raporun kabulüne OYÇOKLUĞU İLE KARAR VERİLDİ.",
         "majority", -1, -1, -1},
        {REPORT "Denilmektedir.\nKararın devamı için tıklayınız", "unknown", -1, -1, -1},
        {REPORT "Kararın devamı için tıklayınız.", "unknown", -1, -1, -1},
        {REPORT, "unknown", -1, -1, -1},
        {"Meclisimizin 12.03.2014 tarih ve 85 sayılı kararı ile oybirliğiyle kabul edilmiştir. "
         "Denilmektedir.",
         "unknown", -1, -1, -1},
        {OPENER "Komisyonumuzca oybirliği ile uygun görülen teklifin kabulüne Meclisimizce "
                "OYÇOKLUĞU İLE KARAR VERİLMİŞTİR.",
         "majority", -1, -1, -1},
        {OPENER "Yönetmeliğin kabulüne Meclisimizce OYBİRLİĞİ İLE KARAR VERİLDİ.\nMADDE 1- Kurul "
                "oyçokluğu ile karar verir.\nMADDE 2- Talep kurulca reddedilir.",
         "unanimous", -1, -1, -1},
        {"Gündeme alınması oybirliği ile kabul edildi.\n" OPENER
         "Parkın yapılmasına OYÇOKLUĞU İLE KARAR VERİLDİ.",
         "majority", -1, -1, -1},
        {OPENER "Teklifin reddine OYBİRLİĞİ İLE KARAR VERİLDİ.", "rejected", -1, -1, -1},
        {OPENER "Teklif oyçokluğu ile REDDEDİLMİŞTİR.", "rejected", -1, -1, -1},
        {OPENER "Talebin reddine ilişkin komisyon raporunun oybirliği ile kabulüne karar verildi.",
         "rejected", -1, -1, -1},
        {OPENER "İtirazların reddine, planın onaylanmasına OYBİRLİĞİ İLE KARAR VERİLDİ.",
         "unanimous", -1, -1, -1},
        {OPENER "Konunun İmar ve Bayındırlık Komisyonuna havalesine oybirliği ile karar verildi.",
         "referred", -1, -1, -1},
        {"Konu Meclisimizce Plan ve Bütçe Komisyonuna havale edilmiştir.", "referred", -1, -1, -1},
        {OPENER "Dosyanın ilgili birime iadesine oybirliği ile karar verildi.", "returned", -1, -1,
         -1},
        {OPENER "Teminat bedelinin iadesine oybirliği ile karar verildi.", "unanimous", -1, -1, -1},
        {OPENER "Teklifin geri çekilmesine oybirliği ile karar verildi.", "withdrawn", -1, -1, -1},
        {OPENER "Yapılan gizli oylamada adaylar komisyon üyeliğine seçilmişlerdir.", "elected", -1,
         -1, -1},
        {OPENER "Komisyon üyelerinin seçilmelerine oybirliği ile karar verildi.", "elected", -1, -1,
         -1},
        {OPENER "Konunun tehirine oybirliği ile karar verildi.", "other", -1, -1, -1},
        {OPENER "Bütçenin kabul edilmiş sayılmasına oybirliği ile karar verildi.", "other", -1, -1,
         -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_outcome(&cases[i]);
}

static void votes_are_counted(void **state) {
    (void)state;
    static const struct outcome_case cases[] = {
        {OPENER "Kabulüne, 5 ret oyuna karşı 42 kabul oyu ile OYÇOKLUĞU İLE KARAR VERİLDİ.",
         "majority", 42, 5, -1},
        {OPENER "Kabulüne, 42 kabul, 5 ret ve 1 çekimser oyla OYÇOKLUĞU İLE KARAR VERİLDİ.",
         "majority", 42, 5, 1},
        {OPENER "Kabulüne OYÇOKLU İLE KARAR VERİLDİ. (Kabul: 42, Ret: 5, Çekimser: 1)", "majority",
         42, 5, 1},
        {OPENER "Kabulüne beş red oyuna karşılık kırk iki kabul oyu ile oy çokluğu ile karar "
                "verildi.",
         "majority", 42, 5, -1},
        {OPENER "Kabulüne 12 (on iki) üyenin ret oyuna karşı OYÇOKLUĞU İLE KARAR VERİLDİ.",
         "majority", -1, 12, -1},
        {OPENER "Kabulüne, A Partisi 30 kabul, B Partisi 5 ret, C Partisi 2 ret oyu ile OYÇOKLUĞU "
                "İLE KARAR VERİLDİ.",
         "majority", 30, 7, -1},
        {OPENER "Kabulüne, üyelerden Ali ÖRNEK, Ayşe DENEME ve Can NUMUNE’nin ret oyuna karşı "
                "oyçokluğu ile karar verildi.",
         "majority", -1, 3, -1},
        {OPENER "Teklifin reddine, 30 ret oyuna karşı 12 kabul oyu ile karar verildi.", "rejected",
         12, 30, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_outcome(&cases[i]);
}

static void citations_name_article_and_item(void **state) {
    (void)state;
    static const struct {
        const char *text, *citations;
    } cases[] = {
        {"5393 Sayılı Belediye Kanunu’nun 74. Maddesi", "5393/74/0/"},
        {"5393 SAYILI Kanunun 18. maddesinin (n) bendi", "5393/18/0/n"},
        {"5393 sayılı Kanun'un 18/e maddesi", "5393/18/0/e"},
        {"5393 sayılı Kanunun 75/d uyarınca", "5393/75/0/d"},
        {"3194 sayılı İmar Kanununun 8'inci maddesi", "3194/8/0/"},
        {"5018 sayılı Kanunun 27’nci maddesi, 81 inci maddesi, 3üncü maddesi",
         "5018/27/0/ 5018/81/0/ 5018/3/0/"},
        {"6360 sayılı Kanunun geçici 1’inci maddesi", "6360/geçici 1/0/"},
        {"2464 sayılı Kanunun mükerrer 44. maddesi", "2464/mükerrer 44/0/"},
        {"5393 sayılı Kanunun 49. maddesinin 1. ve 2. fıkraları", "5393/49/1/ 5393/49/2/"},
        {"5393 sayılı Kanunun 18 inci maddesinin birinci fıkrasının (ç) bendi", "5393/18/1/ç"},
        {"5216 sayılı Büyükşehir Belediyesi Kanununun 7. maddesinin (b) ve (c) bentleri ile 14. "
         "maddesi",
         "5216/7/0/b 5216/7/0/c 5216/14/0/"},
        {"5393 sayılı Kanunun 14, 15 ve 18. maddeleri", "5393/14/0/ 5393/15/0/ 5393/18/0/"},
        {"5216 ve 5393 sayılı Kanunlar", "5216//0/ 5393//0/"},
        {"5393 sayılı Kanun. 5393 sayılı Kanunun 18. maddesi", "5393/18/0/"},
        {"5393 sayılı Kanun ve Yönetmeliğinin 5. maddesi", "5393//0/"},
        {"85 sayılı Meclis kararı, 301 ada 5 sayılı parsel, 123 sayılı yazının 3. maddesi", ""},
        {"644 sayılı Kanun Hükmünde Kararnamenin 2. maddesi", ""},
        {"Birinci ve ikinci fıkra gereğince, sözleşmenin 4. maddesi", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0}, got = {0};
        buf_format(&text, SUBJECT "%s gereğince.", cases[i].text);
        struct intake_result result = read_text(text.data);
        for (size_t j = 0; j < result.decision.citation_count; j++) {
            const struct citation *citation = &result.decision.citations[j];
            buf_format(&got, "%s%d/%s/%d/%s", j ? " " : "", citation->law, citation->article,
                       citation->paragraph, citation->item);
        }
        check_text(cases[i].text, buf_string(&got), cases[i].citations);
        intake_result_clear(&result);
        buf_free(&text);
        buf_free(&got);
    }
}

static char *joined(const struct text_list *list) {
    struct buf out = {0};
    for (size_t i = 0; i < list->count; i++)
        buf_format(&out, "%s%s", i ? "|" : "", list->items[i]);
    return out.data ? buf_take(&out) : mem_string("");
}

static void places_are_places(void **state) {
    (void)state;
    static const struct {
        const char *text, *districts, *neighbourhoods;
    } cases[] = {
        {"Bodrum İlçesi, Gümbet Mahallesi’nde", "Bodrum", "Gümbet"},
        {"Ula’nın, Milas ve DATÇA ilçeleri", "Ula|Milas|Datça", ""},
        {"Ulaşım Dairesi, Ortacalı, Fethiyespor, ula", "", ""},
        {"Söke ilçesi ile ilgili ilçesi", "Söke", ""},
        {"MENTEŞE İLÇESİ EMİRBEYAZIT MAHALLESİ 1203 ADA", "Menteşe", "Emirbeyazıt"},
        {"Bodrum Caddesi ile Ayşe MENTEŞE", "", ""},
        {"Milas İlçesi Yeni Köy Mahallesi ve Ören Mahallesinde", "Milas", "Yeni Köy|Ören"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0};
        buf_format(&text, SUBJECT "%s.", cases[i].text);
        struct intake_result result = read_text(text.data);
        char *districts = joined(&result.decision.districts);
        char *neighbourhoods = joined(&result.decision.neighbourhoods);
        check_text(cases[i].text, districts, cases[i].districts);
        check_text(cases[i].text, neighbourhoods, cases[i].neighbourhoods);
        free(districts);
        free(neighbourhoods);
        intake_result_clear(&result);
        buf_free(&text);
    }
}

static void measures_are_decimal_text(void **state) {
    (void)state;
    static const struct {
        const char *text, *amounts, *areas, *scales;
    } cases[] = {
        {"279.196.035,00 TL, 4,21TL, ₺34.000.000,00", "279196035.00|4.21|34000000.00", "", ""},
        {"1.500.000,00 (Birmilyonbeşyüzbin)", "1500000.00", "", ""},
        {"(45.000.000,00) liralık, 1250 TL", "45000000.00|1250.00", "", ""},
        {"7.485,46 m², 42.018,08 m2, 728,38M², 340.08 m2, 2824,14 m2", "",
         "7485.46|42018.08|728.38|340.08|2824.14", ""},
        {"24,0 ha", "", "240000.00", ""},
        {"1/5000, 1/5.000, 1/25 000, 1/1000 ölçekli", "", "", "1/5000|1/25000|1/1000"},
        {"%50, 09/07/2015, 12.03.2015, 2015-756, 5 (beş) üye, 1/3 hisse", "", "", ""},
        {"0,05 TL ve 0,5 m2", "0.05", "0.50", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0};
        buf_format(&text, SUBJECT "%s.", cases[i].text);
        struct intake_result result = read_text(text.data);
        char *amounts = joined(&result.decision.amounts), *areas = joined(&result.decision.areas);
        char *scales = joined(&result.decision.scales);
        check_text(cases[i].text, amounts, cases[i].amounts);
        check_text(cases[i].text, areas, cases[i].areas);
        check_text(cases[i].text, scales, cases[i].scales);
        free(amounts);
        free(areas);
        free(scales);
        intake_result_clear(&result);
        buf_free(&text);
    }
}

static void likeness_is_of_the_shorter_text(void **state) {
    (void)state;
    struct intake_result full = read_text(SUBJECT "Bir iki üç dört beş altı yedi sekiz dokuz on.");
    struct intake_result part = read_text(SUBJECT "Bir iki üç dört.");
    struct intake_result other = read_text(NUMBERED "KONUSU: Başka bir şey\nElma armut kiraz.");
    assert_true(intake_likeness(&full.decision, &part.decision) > 0.99);
    assert_true(intake_likeness(&part.decision, &full.decision) > 0.99);
    assert_true(intake_likeness(&full.decision, &other.decision) < 0.5);
    struct decision empty = decision_empty();
    assert_true(intake_likeness(&empty, &full.decision) < 0.01);
    intake_result_clear(&full);
    intake_result_clear(&part);
    intake_result_clear(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_dates_in_every_form),
        cmocka_unit_test(the_number_may_follow_the_text),
        cmocka_unit_test(number_and_date_may_be_in_the_name),
        cmocka_unit_test(subjects_in_every_form),
        cmocka_unit_test(heads_with_more_in_them),
        cmocka_unit_test(the_result_is_the_councils),
        cmocka_unit_test(votes_are_counted),
        cmocka_unit_test(citations_name_article_and_item),
        cmocka_unit_test(places_are_places),
        cmocka_unit_test(measures_are_decimal_text),
        cmocka_unit_test(likeness_is_of_the_shorter_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
