/* Recognition case by case, from tables of readable text: outcomes.txt and its neighbours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/file.h"
#include "base/mem.h"
#include "decision/law.h"
#include "intake/parts.h"
#include "intake/recognise.h"
#include "text/turkish.h"
#include "unit/intake_helper.h"

#define HEAD                                                                                       \
    "MUĞLA BÜYÜKŞEHİR BELEDİYESİ\nMECLİS KARARI\nKarar No: 5\nKarar Tarihi: 09/07/2015\n"  \
    "KONUSU:\nKonunun görüşülmesi\n"

/* ---- what was recognised, as a line of text ---- */

static void put_vote(struct buf *out, int votes) {
    if (votes < 0)
        buf_text(out, " -");
    else
        buf_format(out, " %d", votes);
}

static void put_outcome(const struct decision *decision, struct buf *out) {
    buf_text(out, outcome_name(decision->outcome));
    put_vote(out, decision->votes_for);
    put_vote(out, decision->votes_against);
    put_vote(out, decision->abstentions);
}

static void put_citations(const struct decision *decision, struct buf *out) {
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *citation = &decision->citations[i];
        buf_format(out, "%s%d", i ? ", " : "", citation->law);
        if (*citation->article)
            buf_format(out, "/%s", citation->article);
        if (citation->paragraph)
            buf_format(out, "/%d", citation->paragraph);
        if (*citation->item)
            buf_format(out, "(%s)", citation->item);
    }
    if (!decision->citation_count)
        buf_text(out, "-");
}

static void put_letter(const struct decision *decision, struct buf *out) {
    buf_format(out, "%s | %s", decision->department ? decision->department : "-",
               decision->file_number ? decision->file_number : "-");
}

static void put_list(const struct text_list *list, struct buf *out) {
    for (size_t i = 0; i < list->count; i++)
        buf_format(out, "%s%s", i ? ", " : "", list->items[i]);
    if (!list->count)
        buf_text(out, "-");
}

static void put_places(const struct decision *decision, struct buf *out) {
    put_list(&decision->districts, out);
    buf_text(out, " | ");
    put_list(&decision->neighbourhoods, out);
}

static void put_measures(const struct decision *decision, struct buf *out) {
    put_list(&decision->amounts, out);
    buf_text(out, " | ");
    put_list(&decision->areas, out);
    buf_text(out, " | ");
    put_list(&decision->scales, out);
}

typedef void put_function(const struct decision *decision, struct buf *out);

/* ---- one case ---- */

/* Appends the case's text with its tabs put back. */
static void put_text(struct buf *out, const char *from, const char *to) {
    static const char tab[] = "⇥";
    while (from < to)
        if (strncmp(from, tab, sizeof tab - 1) == 0) {
            buf_byte(out, '\t');
            from += sizeof tab - 1;
        } else {
            buf_byte(out, *from++);
        }
}

static void recognise_case(put_function *put, const char *from, const char *to, struct buf *out) {
    struct document document = document_empty();
    struct intake_set set = {0};
    struct intake_result result;
    struct err err = {0};
    buf_text(&document.lines, HEAD);
    put_text(&document.lines, from, to);
    enum err_code code = recognise("case.txt", &document, &set, &err);
    if (intake_only(code, &set, &result, &err) == ERR_OK) {
        put(&result.decision, out);
        intake_result_clear(&result);
    } else {
        buf_text(out, err.text);
    }
    document_clear(&document);
}

/* An area is of the subject alone. */
static void describe_case(put_function *put, const char *from, const char *to, struct buf *out) {
    if (put) {
        recognise_case(put, from, to, out);
        return;
    }
    char *subject = mem_slice(from, (size_t)(to - from) - 1);
    buf_text(out, subject_area_of(subject));
    free(subject);
}

/* ---- the tables ---- */

static size_t wrong;

static void check_case(put_function *put, const char *from, const char *to, const char *wanted) {
    struct buf got = {0};
    describe_case(put, from, to, &got);
    size_t length = strcspn(wanted, "\n");
    if (got.len != length || strncmp(got.data, wanted, length) != 0) {
        print_message("# in: %.*s# got:    %s\n# wanted: %.*s\n", (int)(to - from), from,
                      buf_string(&got), (int)length, wanted);
        wrong++;
    }
    buf_free(&got);
}

/* A case ends in its line "=> …"; blank lines and remarks stand between cases. */
static void check_table(const char *name, put_function *put) {
    char path[FILE_PATH_MAX];
    const char *root = getenv("ROOT");
    snprintf(path, sizeof path, "%s/tests/unit/%s", root ? root : ".", name);
    struct buf table = {0};
    struct err err = {0};
    assert_int_equal(file_read(path, 1 << 20, &table, &err), ERR_OK);
    const char *at = strstr(buf_string(&table), "\n\n"), *from = NULL;
    size_t count = 0;
    wrong = 0;
    for (at = at ? at + 1 : ""; *at; at += strcspn(at, "\n") + 1) {
        if (strncmp(at, "=> ", 3) == 0) {
            assert_non_null(from);
            check_case(put, from, at, at + 3);
            from = NULL;
            count++;
        } else if (!from && *at != '\n' && *at != '#') {
            from = at;
        }
    }
    assert_true(count >= 20);
    if (wrong)
        print_message("# %zu of %zu cases of %s\n", wrong, count, name);
    assert_int_equal(wrong, 0);
    buf_free(&table);
}

static void outcomes(void **state) {
    (void)state;
    check_table("outcomes.txt", put_outcome);
}

static void citations(void **state) {
    (void)state;
    check_table("citations.txt", put_citations);
}

static void letters(void **state) {
    (void)state;
    check_table("letters.txt", put_letter);
}

static void places(void **state) {
    (void)state;
    check_table("places.txt", put_places);
}

static void measures(void **state) {
    (void)state;
    check_table("measures.txt", put_measures);
}

static void areas(void **state) {
    (void)state;
    check_table("areas.txt", NULL);
}

/* ---- what tables do not show ---- */

static void laws_are_found_by_their_names(void **state) {
    (void)state;
    size_t count = 0;
    for (int law = 1; law < 10000; law++) {
        if (!law_name(law))
            continue;
        char *name = turkish_fold(law_name(law));
        *strrchr(name, ' ') = '\0';
        assert_int_equal(law_find(name), law);
        free(name);
        count++;
    }
    assert_true(count >= 30);
    assert_int_equal(law_find("2015 yili devlet ihale"), 2886);
    assert_int_equal(law_find("ozdevlet ihale"), 0);
    assert_int_equal(law_find(""), 0);
}

static struct intake_result recognised(const char *text) {
    struct document document = document_empty();
    struct intake_set set = {0};
    struct intake_result result;
    struct err err = {0};
    buf_format(&document.lines, HEAD "%s\n", text);
    enum err_code code = recognise("case.txt", &document, &set, &err);
    assert_int_equal(intake_only(code, &set, &result, &err), ERR_OK);
    document_clear(&document);
    return result;
}

static void fields_are_rated(void **state) {
    (void)state;
    struct intake_result plain = recognised(
        "Fen İşleri Dairesi Başkanlığının 01.02.2015 tarih ve 12-E.4 sayılı yazısında; Ula İlçesi "
        "için 5393 sayılı Kanun. Denilmektedir.\n"
        "Meclisimizce 40 kabul, 3 ret oyu ile OYÇOKLUĞU İLE KARAR VERİLDİ.");
    static const enum intake_field fields[] = {INTAKE_OUTCOME,    INTAKE_VOTES,
                                               INTAKE_DEPARTMENT, INTAKE_FILE_NUMBER,
                                               INTAKE_CITATIONS,  INTAKE_DISTRICTS};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_int_equal(plain.sure[fields[i]], SURE_CERTAIN);
    intake_result_clear(&plain);
    struct intake_result weak =
        recognised("Fen İşleri Dairesi Başkanlığı\nUla için Belediye Kanunu okundu.\n"
                   "Kabulüne Ali VELİ’nin ret oyuna karşı oyçokluğu ile karar verildi.");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_int_equal(weak.sure[fields[i]],
                         fields[i] == INTAKE_FILE_NUMBER ? SURE_ABSENT : SURE_LIKELY);
    intake_result_clear(&weak);
    struct intake_result silent = recognised("Metin.");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_int_equal(silent.sure[fields[i]], SURE_ABSENT);
    intake_result_clear(&silent);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes),
        cmocka_unit_test(citations),
        cmocka_unit_test(letters),
        cmocka_unit_test(places),
        cmocka_unit_test(measures),
        cmocka_unit_test(areas),
        cmocka_unit_test(laws_are_found_by_their_names),
        cmocka_unit_test(fields_are_rated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
