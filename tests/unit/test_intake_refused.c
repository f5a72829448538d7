/* What cannot be a decision is refused in one clear line; what only looks odd is taken safely. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/file.h"
#include "base/mem.h"
#include "intake/format.h"
#include "intake/reader.h"
#include "text/utf8.h"
#include "unit/intake_helper.h"

#define GOOD                                                                                       \
    "Karar No: 5\nKarar Tarihi: 09/07/2015\nKONUSU: Park\nMeclisimizce oybirliği ile karar "      \
    "verildi."

static void refusals_name_file_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t bytes; /* 0: strlen */
        const char *reason;
    } cases[] = {
        {"", 0, "no text"},
        {"  \n\xC2\xA0\r\n\t ", 0, "no text"},
        {"\xEF\xBB\xBF", 0, "no text"},
        {"Karar Tarihi: 09/07/2015\nKONUSU: Park\nMetin.", 0, "no decision number"},
        {"Karar No: bila\nKarar Tarihi: 09/07/2015\nMetin.", 0, "no decision number"},
        {"Karar No: 0\nKarar Tarihi: 09/07/2015\nMetin.", 0, "no decision number"},
        {"Karar No: 123456\nKarar Tarihi: 09/07/2015\nMetin.", 0, "no decision number"},
        {"Karar No: 5\nKONUSU: Park\nMali Hizmetler Dairesi Başkanlığı’nın 30/06/2015 tarih ve 7 "
         "sayılı yazısında;",
         0, "no decision date"},
        {"Karar No: 5\nKarar Tarihi: 31/02/2015\nKONUSU: Park\nMetin.", 0, "31/02/2015"},
        {"Karar No: 5\nKarar Tarihi: 31 Kasım 2015\nKONUSU: Park\nMetin.", 0, "31 Kasım 2015"},
        {"Karar No: 5\nKarar Tarihi: 09/07/2015\nKONUSU: Çocuk parkı, Oybirli\xF0i", 0,
         "not UTF-8 text throughout (line 3)"},
        {"\xC0\xAF overlong", 0, "not UTF-8"},
        {"\xFF\xFE"
         "K\0a\0\0\xD8",
         8, "damaged UTF-16 text (line 1)"},
        {"PK\x03\x04\0\0binary", 12, "damaged"},
        {"\x01\x02\x03\x04 x", 0, "not a text file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct intake_result result = {.decision = {.number = 4711}};
        struct err err = {0};
        size_t bytes = cases[i].bytes ? cases[i].bytes : strlen(cases[i].text);
        enum err_code code = read_bytes("dir/page.txt", cases[i].text, bytes, &result, &err);
        if (code != ERR_REFUSED || !strstr(err.text, cases[i].reason))
            print_message("# %zu: %s, not %s\n", i, err.text, cases[i].reason);
        assert_int_equal(code, ERR_REFUSED);
        assert_non_null(strstr(err.text, cases[i].reason));
        assert_memory_equal(err.text, "dir/page.txt: ", 14);
        assert_null(strchr(err.text, '\n'));
        assert_int_equal(result.decision.number, 4711); /* untouched */
    }
}

static void odd_bytes_are_cleaned(void **state) {
    (void)state;
    static const char *const texts[] = {
        "\xEF\xBB\xBF" GOOD,
        "Karar No: 5\r\nKarar Tarihi: 09/07/2015\r\nKONUSU: Park\r\nMeclisimizce oybirliği ile "
        "karar "
        "verildi.\r\n",
        "Ka\xC2\xADrar No:\t5\n\n\nKarar  Tarihi\xC2\xA0:\xC2\xA0"
        "09/07/2015\nKONUSU:\xE2\x80\x8B "
        "Park\xE2\x80\xAE\nMeclisimizce  oybirliği ile karar verildi.",
        "Karar No: 5\x0CKarar Tarihi: 09/07/2015\xE2\x80\xA8KONUSU: Park\vMeclisimizce "
        "oybirlig\xCC\x86i "
        "ile karar verildi.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct intake_result result;
        struct err err = {0};
        assert_int_equal(read_bytes("a.txt", texts[i], strlen(texts[i]), &result, &err), ERR_OK);
        assert_int_equal(result.decision.number, 5);
        assert_string_equal(result.decision.subject, "Park");
        assert_string_equal(result.decision.body, "Meclisimizce oybirliği ile karar verildi.");
        assert_int_equal(result.decision.outcome, OUTCOME_UNANIMOUS);
        assert_int_equal(result.warnings.count, 0);
        intake_result_clear(&result);
    }
}

static bool warns(const char *text, const char *words) {
    struct intake_result result;
    struct err err = {0};
    assert_int_equal(read_bytes("a.txt", text, strlen(text), &result, &err), ERR_OK);
    bool found = false;
    for (size_t i = 0; i < result.warnings.count; i++)
        found = found || strstr(result.warnings.items[i], words);
    intake_result_clear(&result);
    return found;
}

static void doubts_are_warnings(void **state) {
    (void)state;
    assert_true(
        warns(GOOD "\nBir \x01 im, uzun bir metinde tek bir denetim imi: atılır.", "control"));
    assert_true(warns(GOOD " \xEF\xBF\xBD", "lost"));
    assert_true(warns("Karar No: 5\nKarar Tarihi: 09/07/2015\nKONUSU: Park\nMetin.", "result"));
    assert_true(warns("Karar No: 5\nKarar Tarihi: 09/07/2015\nMetin.", "no subject"));
    assert_true(
        warns("Karar No: 5\nKarar Tarihi: 09/07/2015\nToplantı Tarihi: 10/07/2015\nKONUSU: A\nB",
              "sitting's date"));
    assert_true(warns("Karar No: 5\nKarar Tarihi: 09/07/2015\nTarih: 10/07/2015\nKONUSU: A\nB",
                      "two dates"));
    assert_true(warns("Karar No: 5\nKarar No: 6\nKarar Tarihi: 09/07/2015\nKONUSU: A\nB",
                      "two decision numbers"));
    assert_true(warns("Karar No: 2014-5\nKarar Tarihi: 09/07/2015\nKONUSU: A\nB", "of 2014"));
    assert_true(warns("Karar No: 5\nKarar Tarihi: 09/07/2015", "no text"));
}

static bool is_taken(const char *name) {
    enum name_kind kind = format_name_kind(name);
    return kind == NAME_DOCUMENT || kind == NAME_ARCHIVE;
}

static void files_of_other_kinds(void **state) {
    (void)state;
    struct intake_result result;
    struct err err = {0};
    assert_true(is_taken("a/karar.txt"));
    assert_true(is_taken("KARAR.TXT"));
    static const char *const taken[] = {"a.pdf", "a.DOC", "a.tif", "a.b.zip", "karar.xhtml"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_true(is_taken(taken[i]));
    static const char *const others[] = {"a.css", "a", "~$a.docx", ".txt", "a.txt/b", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(is_taken(others[i]));
    assert_int_equal(read_file("/nowhere/a.txt", &result, &err), ERR_MISSING);
    intake_result_clear(NULL);
}

static void size_has_a_limit(void **state) {
    (void)state;
    struct intake_result result;
    struct err err = {0};
    size_t size = READER_MAX_BYTES + 1;
    char *big = mem_zero(size + 1, 1);
    memset(big, 'a', size);
    assert_int_equal(read_bytes("a.txt", big, size, &result, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "16 MiB"));
    for (size_t i = 0; i < size; i += 2)
        big[i] = '\n';
    assert_int_equal(read_bytes("a.txt", big, size - 1, &result, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "lines"));
    free(big);
}

/* A regulation of a megabyte is a decision like any other. */
static void a_megabyte_is_read(void **state) {
    (void)state;
    struct intake_result result;
    struct err err = {0};
    struct buf text = {0};
    buf_text(&text, GOOD "\n");
    for (int i = 0; text.len < (1 << 20); i++)
        buf_format(
            &text,
            "MADDE %d- 5393 sayılı Kanunun %d. maddesi, %d.%03d,50 TL, X%d Mahallesi, %d ilçesi.\n",
            i, i + 1, i + 1, i % 1000, i, i);
    assert_int_equal(read_bytes("a.txt", text.data, text.len, &result, &err), ERR_OK);
    assert_int_equal(result.decision.outcome, OUTCOME_UNANIMOUS);
    assert_true(strlen(result.decision.body) > 1000000);
    intake_result_clear(&result);
    buf_free(&text);
}

/* Pieces of pages in any order, cut anywhere: never a crash, never a record that breaks its rules.
 */
static void any_text_is_safe(void **state) {
    (void)state;
    static const char *const pieces[] = {"Karar No",
                                         "Karar Tarihi",
                                         ":",
                                         " ",
                                         "\n",
                                         "255",
                                         "09/07/2015",
                                         "31/02/2015",
                                         "KONUSU",
                                         "T.C.",
                                         "MUĞLA BÜYÜKŞEHİR BELEDİYESİ",
                                         "M E C L İ S",
                                         "KARARI",
                                         "DÖNEM:",
                                         "’",
                                         "(",
                                         ")",
                                         "5393 sayılı",
                                         "Kanunu’nun",
                                         "18",
                                         "/e",
                                         ". maddesi",
                                         "maddesinin",
                                         "1. ve 2. fıkraları",
                                         "bendi",
                                         "geçici",
                                         "ve",
                                         "Meclisimizce",
                                         "komisyonumuzca",
                                         "OYBİRLİĞİ",
                                         "İLE",
                                         "KARAR VERİLDİ",
                                         ".",
                                         "reddine",
                                         "kabul",
                                         "ret",
                                         "5",
                                         "beş",
                                         "ilçesi",
                                         "Ula",
                                         "Mahallesi",
                                         "TL",
                                         "m²",
                                         "1/5000",
                                         "1.250,00",
                                         "Dairesi Başkanlığı’nın",
                                         "tarih ve",
                                         "sayılı",
                                         "yazısında;",
                                         "Denilmektedir.",
                                         "Kararın devamı için tıklayınız",
                                         "\xCC\x87",
                                         "a) ",
                                         "ğ",
                                         "\xF0\x9F\x8F\x9B",
                                         "madde",
                                         "oy",
                                         "\xE2\x82\xBA",
                                         "(beş)"};
    uint32_t random = 12345;
    for (int round = 0; round < 6000; round++) {
        struct buf text = {0};
        buf_text(&text, round % 3 ? GOOD "\n" : "");
        for (uint32_t left = (random >> 16) % 60; left > 0; left--) {
            random = random * 1664525u + 1013904223u;
            buf_text(&text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
            buf_text(&text, random & 0x8000 ? " " : "");
        }
        random = random * 1664525u + 1013904223u;
        struct intake_result result;
        struct err err = {0};
        if (read_bytes("a.txt", buf_string(&text), text.len, &result, &err) == ERR_OK) {
            const struct decision *decision = &result.decision;
            assert_true(date_valid(decision->date));
            assert_in_range(decision->number, 1, 99999);
            assert_true(utf8_valid(decision->subject, strlen(decision->subject)));
            assert_true(utf8_valid(decision->body, strlen(decision->body)));
            assert_null(strstr(decision->body, "\n\n"));
            assert_null(strchr(decision->subject, '\n'));
            assert_in_range(decision->outcome, 0, OUTCOME_COUNT - 1);
            intake_result_clear(&result);
        } else {
            assert_int_equal(err.code, ERR_REFUSED);
        }
        buf_free(&text);
    }
}

/* A soft hyphen, a control character between a letter and its mark: composed all the same. */
static void what_is_taken_in_is_composed(void **state) {
    (void)state;
    static const char *const texts[] = {"dag\u0306", "dag\u00ad\u0306", "dag\u200b\u0306"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct document document;
        struct err err;
        assert_int_equal(reader_text("page.txt", texts[i], strlen(texts[i]), &document, &err),
                         ERR_OK);
        assert_string_equal(buf_string(&document.lines), "dağ\n");
        document_clear(&document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_in_is_composed),
        cmocka_unit_test(refusals_name_file_and_reason),
        cmocka_unit_test(odd_bytes_are_cleaned),
        cmocka_unit_test(doubts_are_warnings),
        cmocka_unit_test(files_of_other_kinds),
        cmocka_unit_test(size_has_a_limit),
        cmocka_unit_test(a_megabyte_is_read),
        cmocka_unit_test(any_text_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
