/* What looks like personal data, and what only looks a little like it. The numbers are made up;
 * those of identity and IBAN have right check digits. */
#include "unit/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/personal.h"

/* "identity number 123*****950; …" */
static char *found_in(const char *text) {
    struct personal_list list = {0};
    struct buf out = {0};
    personal_find(text, &list);
    for (size_t i = 0; i < list.count; i++) {
        assert_true(list.items[i].start < list.items[i].end);
        assert_true(list.items[i].end <= strlen(text));
        buf_format(&out, "%s%s ", i ? "; " : "", personal_name(list.items[i].kind));
        personal_mask(text, &list.items[i], &out);
    }
    personal_list_clear(&list);
    buf_byte(&out, '\0');
    return buf_take(&out);
}

static void check(const char *text, const char *expected) {
    char *found = found_in(text);
    if (strcmp(found, expected) != 0)
        fail_msg("'%s': '%s', not '%s'", text, found, expected);
    free(found);
}

static void identity_numbers_are_found(void **state) {
    (void)state;
    static const char *const texts[] = {
        "T.C. kimlik no: 12345678950",
        "12345678950",
        "(12345678950)",
        "T.C.12345678950 numaralı",
        "Kimlik No:12345678950'nin",
        "No12345678950Ahmet",
        "123 456 789 50 kimlik numaralı",
        "123.456.789.50",
        "123-456-789-50",
        "12345 678950",
        "1234 5678 950",
        "1 2 3 4 5 6 7 8 9 5 0",
        "123\xC2\xA0"
        "456\xC2\xA0"
        "789\xC2\xA0"
        "50",
        "12345678950, 5393 sayılı",
        "12345678950.",
        "12345678950-Ahmet",
        "2015 yılında 12345678950",
        "5393 sayılı 12345678950",
        "tablo\t12345678950\t250,00",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], "identity number 123*****950");
    /* of full width, with narrow blanks, with dashes, with blanks of no width */
    check("\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF15\uFF10",
          "identity number 123*****950");
    check("123\u202F456\u202F789\u202F50", "identity number 123*****950");
    check("123\u2013456\u2013789\u201350", "identity number 123*****950");
    check("123\u200B456\u200B789\u200B50", "identity number 123*****950");
    check("12345678950 ile 10000000146",
          "identity number 123*****950; identity number 100*****146");
}

static void other_numbers_are_none(void **state) {
    (void)state;
    static const char *const texts[] = {
        "12345678951",  /* the last check digit */
        "12345678960",  /* the other one */
        "00000000000",  /* no identity number begins with 0 */
        "112345678950", /* within a longer run */
        "123456789501",
        "12345678950-301.01-2015-756", /* file numbers */
        "64061556-12345678950",
        "2015/12345678950",
        "22170348-301.01-E.12345678950",
        "E-12345678950-105.04",
        "12.345.678.950", /* amounts */
        "12.345.678.950,00 TL",
        "12345678950,25",
        "12345678950 TL",
        "₺12345678950",
        "12 345 678 950 TL",
        "12345678950 m²",
        "14 05 2015 123", /* a date and a number */
        "101, 102, 103, 104 parseller",
        "123 456 789 50 60", /* a row of a table */
        "101 ada 5 parsel, 7.485,46 m²",
        "279.196.035,00 TL",
        "1/25.000 ölçekli",
        "5393 sayılı Kanunun 18/e maddesi",
        "64061556-301.01-2015-756",
        "09/07/2015 tarih ve 255 sayılı",
        "10:30 05.07.2015",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], "");
}

static void bank_accounts_are_found(void **state) {
    (void)state;
    static const char *const texts[] = {
        "TR330006100519786457841326",
        "IBAN: TR33 0006 1005 1978 6457 8413 26",
        "TR 33 0006 1005 1978 6457 8413 26.",
        "tr33 0006 1005 1978 6457 8413 26",
        "TR33-0006-1005-1978-6457-8413-26",
        "IBANTR33\xC2\xA0"
        "0006\xC2\xA0"
        "1005\xC2\xA0"
        "1978\xC2\xA0"
        "6457\xC2\xA0"
        "8413\xC2\xA0"
        "26",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], "IBAN TR33*****26");
    check("TR\u202F33\u202F0006\u20091005\u20101978 6457 8413 2\uFF16", "IBAN TR33*****26");
    check("TR34 0006 1005 1978 6457 8413 26", "");
    check("TR33 0006 1005 1978 6457 8413 2", "");
    check("TR33 0006 1005 1978 6457 8413 267", "");
    check("330006100519786457841326", "");
}

static void phone_numbers_are_found(void **state) {
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"0532 123 45 67", "phone number 0532*****67"},
        {"05321234567", "phone number 0532*****67"},
        {"0532 1234567", "phone number 0532*****67"},
        {"0532-123-45-67", "phone number 0532*****67"},
        {"0532.123.45.67", "phone number 0532*****67"},
        {"0 532 123 45 67", "phone number 0532*****67"},
        {"0(532) 123 45 67", "phone number 0532*****67"},
        {"0 (252) 214 48 48", "phone number 0252*****48"},
        {"(0252) 214 48 48", "phone number 0252*****48"},
        {"(0 252) 214 48 48", "phone number 0252*****48"},
        {"(252) 214 48 48", "phone number 2522*****48"},
        {"+90 532 123 45 67", "phone number 9053*****67"},
        {"+905321234567", "phone number 9053*****67"},
        {"+90 (252) 214 48 48", "phone number 9025*****48"},
        {"0090 532 123 45 67", "phone number 0090*****67"},
        {"532 123 45 67", "phone number 5321*****67"},
        {"GSM: 5321234567", "phone number 5321*****67"},
        {"Tel: 252 214 48 48", "phone number 2522*****48"},
        {"0252 214 48 48-49", "phone number 0252*****48"},
        {"0532 123 45 67 0533 765 43 21", "phone number 0532*****67; phone number 0533*****21"},
        {"0532\u2011123\u201145\u201167", "phone number 0532*****67"},
        {"444 48 01", ""},
        {"0800 123 45 67", ""},
        {"0444 123 45 67", ""},
        {"5321234567", ""},
        {"252 214 48 48 parseller", ""},
        {"101 532 123 45 67", ""},
        {"532 123 45 67 101", ""},
        {"2015/0532 123 45 67", ""},
        {"301.0532.123.45.67", ""},
        {"05321234567,50 TL", ""},
        {"9 Temmuz 2015", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].text, cases[i].expected);
}

static void addresses_of_persons_are_found(void **state) {
    (void)state;
    static const char *const found[] = {
        "Emirbeyazıt Mahallesi Atatürk Caddesi No: 12/3 Menteşe adresinde ikamet eden Ahmet YILMAZ",
        "Emirbeyazıt Mah. 123 Sok. No:5 D:2 adresinde oturan vatandaşımızın talebi",
        "Ayşe DEMİR'in Emirbeyazıt Mah. Gül Sk. No 7 Menteşe",
        "EMİRBEYAZIT MAHALLESİ GÜL SOKAK NO:7 ADRESİNDE İKAMET EDEN",
        "Emirbeyazıt Köyü No: 14 adresinde mukim",
    };
    static const char *const none[] = {
        "Emirbeyazıt Mahallesi 101 ada 5 parsel",
        "Emirbeyazıt Mahallesi Atatürk Caddesi No: 12 adresindeki Belediye Hizmet Binası",
        "Emirbeyazıt Mahallesi 123. Sokağa Ahmet YILMAZ isminin verilmesi",
        "Atatürk Bulvarı No: 5'te bulunan taşınmazın kiraya verilmesi",
        "Muğla MUSKİ Genel Müdürlüğü, Atatürk Bulvarı No: 5",
        "Karar No: 255",
        "ikamet eden vatandaşların 12 nolu otobüs hattı",
        "Gündem No: 5\nEmirbeyazıt Mahallesi Gül Sokak",
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        char *text = found_in(found[i]);
        if (strncmp(text, "address ", 8) != 0 || !strstr(text, "*****"))
            fail_msg("'%s': '%s'", found[i], text);
        free(text);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check(none[i], "");
    check(found[0], "address Emirbe*****");
}

static struct digest digest_of(const char *text, char key_byte) {
    struct personal_list list = {0};
    struct digest key;
    memset(key.bytes, key_byte, sizeof key.bytes);
    personal_find(text, &list);
    assert_int_equal(list.count, 1);
    struct digest digest = personal_digest(text, &list.items[0], &key);
    personal_list_clear(&list);
    return digest;
}

/* The same number in other clothes is the same; another number or key is not. */
static void a_finding_has_a_digest(void **state) {
    (void)state;
    struct digest a = digest_of("12345678950", 1), b = digest_of("No: 123 456 789 50", 1),
                  c = digest_of("10000000146", 1), d = digest_of("12345678950", 2),
                  e = digest_of("123\u00A0456\u2009789 5\uFF10", 1);
    assert_true(digest_equal(&a, &b));
    assert_true(digest_equal(&a, &e));
    assert_false(digest_equal(&a, &c));
    assert_false(digest_equal(&a, &d));
}

static void a_text_is_masked(void **state) {
    (void)state;
    static const struct {
        const char *text, *masked;
    } cases[] = {{"", ""},
                 {"Karar 255", "Karar 255"},
                 {"No 12345678950, tel 0532 123 45 67.", "No 123*****950, tel 0532*****67."},
                 {"TR330006100519786457841326", "TR33*****26"},
                 {"Gül Sk. No:5 D:2 ikamet eden 12345678950", NULL},
                 {"Orta Mah. 12345678950 Gül Sk. No:5 ikamet eden", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *masked = personal_masked(cases[i].text);
        if (cases[i].masked)
            assert_string_equal(masked, cases[i].masked);
        assert_null(strstr(masked, "12345678950"));
        assert_null(strstr(masked, "Sk. No:5"));
        free(masked);
    }
}

/* Any bytes, cut anywhere: nothing is read outside of the text. */
static void any_text_is_read(void **state) {
    (void)state;
    static const char seed[] =
        "TR 33 0006 No: 12345678950 (0252) 214-48/48 Mah. Gül Sok. No:5 "
        "ikamet \xC2\xA0 \xE2\x82\xBA \uFF11\uFF12\u202F\u2013\u3000 1 2 3 4 5 6 7 8 9 5 0 +90 5\n";
    unsigned random = 1;
    for (int round = 0; round < 20000; round++) {
        char *text = mem_slice(seed, sizeof seed - 1);
        for (int i = 0; i < 12; i++) {
            random = random * 1103515245u + 12345u;
            char *at = &text[(random >> 8) % (sizeof seed - 1)];
            *at = i % 3 ? seed[(random >> 16) % (sizeof seed - 1)] : (char)(random >> 24 | 1);
        }
        text[(random >> 4) % (sizeof seed - 1)] = '\0';
        char *cut = mem_string(text); /* so that a sanitizer sees its end */
        free(found_in(cut));
        free(personal_masked(cut));
        free(cut);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity_numbers_are_found),
        cmocka_unit_test(other_numbers_are_none),
        cmocka_unit_test(bank_accounts_are_found),
        cmocka_unit_test(phone_numbers_are_found),
        cmocka_unit_test(addresses_of_persons_are_found),
        cmocka_unit_test(a_finding_has_a_digest),
        cmocka_unit_test(a_text_is_masked),
        cmocka_unit_test(any_text_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
