#include "unit/check.h"

#include "store/catalogue.h"
#include "unit/store_helper.h"

/* `days` days with 1 to 5 decisions each, newest days last; every 7th number is a tombstone.
 * Returns how many decisions there are without them. */
static int fill(struct library *library, int days) {
    struct err err = {0};
    int number = 0, kept = 0;
    OK(library_begin(library, &err));
    for (int day = 0; day < days; day++)
        for (int i = 0; i <= day % 5; i++) {
            int date = (2015 + day / 300) * 10000 + (day / 25 % 12 + 1) * 100 + day % 25 + 1;
            struct decision decision = sample(date, ++number, "Konu", "Metin");
            decision.votes_for = number;
            text_list_add(&decision.districts, "Bodrum");
            text_list_add(&decision.districts, "Ula");
            kept += number % 7 != 0;
            if (number % 7 == 0) {
                decision_clear(&decision);
                decision = tombstone(date, number, "KVKK");
            }
            add(library, decision);
        }
    OK(library_commit(library, &err));
    return kept;
}

static struct catalogue *open_filled(void **state, int days, int *ret_kept) {
    struct err err = {0};
    struct library *library;
    struct catalogue *catalogue;
    OK(library_open_scratch("/nonexistent", &library, &err));
    *ret_kept = fill(library, days);
    publish(state, library, 7);
    library_close(library);
    OK(catalogue_open(*state, &catalogue, &err));
    assert_int_equal(catalogue_info(catalogue)->count, *ret_kept);
    return catalogue;
}

static void assert_older(const struct decision_row *a, const struct decision_row *b) {
    int order = date_compare(a->date, b->date);
    assert_true(order > 0 || (order == 0 && a->number > b->number));
}

static void windows_show_every_row_once_in_order(void **state) {
    struct err err = {0};
    int total, seen = 0;
    struct catalogue *catalogue = open_filled(state, 120, &total);
    static const int sizes[] = {1, 2, 7, 40};
    struct decision_row last = {0}, rows[40];
    for (int round = 0; seen < total; round++) {
        int count = 0, want = sizes[round % 4];
        OK(catalogue_rows(catalogue, seen, want, rows, &count, &err));
        assert_int_equal(count, want < total - seen ? want : total - seen);
        for (int i = 0; i < count; i++) {
            if (seen + i > 0)
                assert_older(&last, &rows[i]);
            last = rows[i];
            assert_int_equal(catalogue_index(catalogue, rows[i].id), seen + i);
            assert_string_equal(rows[i].districts, "Bodrum, Ula");
            assert_string_equal(rows[i].department, "");
            assert_int_equal(rows[i].votes_for, rows[i].number);
            assert_int_equal(rows[i].votes_against, -1);
            assert_int_not_equal(rows[i].number % 7, 0);
        }
        catalogue_rows_clear(rows, count);
        seen += count;
    }
    int count = -1;
    OK(catalogue_rows(catalogue, total, 5, rows, &count, &err));
    assert_int_equal(count, 0);
    OK(catalogue_rows(catalogue, -1, 5, rows, &count, &err));
    assert_int_equal(count, 0);
    catalogue_close(catalogue);
}

static void sittings_add_up(void **state) {
    int total, sum = 0, unanimous = 0;
    struct catalogue *catalogue = open_filled(state, 400, &total);
    size_t count;
    const struct sitting *sittings = catalogue_sittings(catalogue, &count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(sittings[i].first, sum);
        assert_true(i == 0 || date_compare(sittings[i - 1].date, sittings[i].date) > 0);
        sum += sittings[i].count;
        unanimous += sittings[i].unanimous;
    }
    assert_int_equal(sum, total);
    assert_true(unanimous > total / 2 && unanimous < total);
    catalogue_close(catalogue);
}

static void a_tombstone_is_not_there(void **state) {
    struct err err = {0};
    int total;
    struct catalogue *catalogue = open_filled(state, 30, &total);
    struct decision decision = decision_empty();
    int64_t gone = INT64_C(2015010400007);
    assert_int_equal(catalogue_index(catalogue, gone), -1);
    assert_int_equal(catalogue_decision(catalogue, gone, &decision, &err), ERR_MISSING);
    OK(catalogue_decision(catalogue, gone + 1, &decision, &err));
    assert_int_equal(decision.number, 8);
    assert_string_equal(decision.body, "Metin");
    decision_clear(&decision);
    assert_int_equal(catalogue_index(catalogue, -1), -1);
    catalogue_close(catalogue);
}

static void one_and_none(void **state) {
    struct err err = {0};
    struct library *library;
    struct catalogue *catalogue;
    struct decision_row rows[4];
    struct decision decision = decision_empty();
    size_t sittings;
    int count = -1;
    OK(library_open_scratch("/nonexistent", &library, &err));
    publish(state, library, 1);
    OK(catalogue_open(*state, &catalogue, &err));
    assert_int_equal(catalogue_info(catalogue)->count, 0);
    catalogue_sittings(catalogue, &sittings);
    assert_int_equal(sittings, 0);
    OK(catalogue_rows(catalogue, 0, 4, rows, &count, &err));
    assert_int_equal(count, 0);
    catalogue_close(catalogue);

    add(library, full_sample());
    publish(state, library, 2);
    library_close(library);
    OK(catalogue_open(*state, &catalogue, &err));
    const struct catalogue_info *info = catalogue_info(catalogue);
    assert_int_equal(info->serial, 2);
    assert_int_equal(info->issued, 1437647000);
    assert_string_equal(info->municipality, "Muğla Büyükşehir Belediyesi");
    assert_int_equal(strlen(info->digest), 64);
    OK(catalogue_rows(catalogue, 0, 4, rows, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].outcome, OUTCOME_MAJORITY);
    assert_string_equal(rows[0].subject, "Ağaç Dikimi “ÖRNEK”");
    assert_int_equal(rows[0].votes_against, 0);
    OK(catalogue_decision(catalogue, rows[0].id, &decision, &err));
    assert_string_equal(decision.citations[1].item, "ç");
    decision_clear(&decision);
    catalogue_rows_clear(rows, count);
    OK(catalogue_search(catalogue, "agac ornek", 4, rows, &count, &err));
    assert_int_equal(count, 1);
    catalogue_rows_clear(rows, count);
    OK(catalogue_search(catalogue, " ", 4, rows, &count, &err));
    assert_int_equal(count, 0);
    catalogue_close(catalogue);
}

/* ---- state folders that are not as they should be ---- */

static void refused(void **state, enum err_code code, const char *words) {
    struct err err = {0};
    struct catalogue *catalogue = NULL;
    enum err_code got = catalogue_open(*state, &catalogue, &err);
    if (got != code || catalogue || !strstr(err.text, words))
        fail_msg("%d instead of %d, '%s' in: %s", got, code, words, err.text);
}

static void put(void **state, const char *name, const void *bytes, size_t count) {
    assert_int_equal(file_write(in_folder(state, name), bytes, count, NULL), ERR_OK);
}

static void a_broken_state_is_said_in_words(void **state) {
    static const char *const pointers[] = {
        "",         "\n", "x\n",   "0\n",  "-1\n",
        "01\n",     "1",  "1\n\n", "1 \n", "99999999999999999999\n",
        "../../1\n"};
    char nowhere[] = "/nonexistent/state", *pointer_to_it = nowhere;
    refused((void **)&pointer_to_it, ERR_MISSING, "no current generation");
    refused(state, ERR_MISSING, "no current generation");
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
        put(state, "current", pointers[i], strlen(pointers[i]));
        refused(state, ERR_REFUSED, "not the serial");
    }
    put(state, "current", "1\n\0", 3);
    refused(state, ERR_REFUSED, "not the serial");
    put(state, "current", "9223372036854775807\n", 20);
    refused(state, ERR_MISSING, "is missing");
    char big[200];
    memset(big, '1', sizeof big);
    put(state, "current", big, sizeof big);
    refused(state, ERR_REFUSED, "larger");
    assert_int_equal(file_remove_tree(in_folder(state, "current"), NULL), ERR_OK);
    assert_int_equal(folder_make(in_folder(state, "current"), NULL), ERR_OK);
    refused(state, ERR_REFUSED, "not a regular file");
}

static void a_broken_database_is_said_in_words(void **state) {
    struct err err = {0};
    struct library *library;
    struct buf good = {0};
    const char *name = "generations/7/decisions.db";
    OK(library_open_scratch("/nonexistent", &library, &err));
    fill(library, 40);
    publish(state, library, 7);
    OK(file_read(in_folder(state, name), 1 << 24, &good, &err));
    struct buf garbage = {0};
    for (int i = 0; i < 20000; i++)
        buf_byte(&garbage, (char)(i * 7919 >> 3));
    put(state, name, "", 0);
    refused(state, ERR_REFUSED, "not a released set");
    put(state, name, garbage.data, garbage.len);
    refused(state, ERR_REFUSED, "decisions.db");
    struct catalogue *catalogue = NULL;
    for (size_t size = 1; size < good.len; size += good.len / 23) {
        put(state, name, good.data, size);
        if (catalogue_open(*state, &catalogue, &err) == ERR_OK) { /* the cut is behind the tables */
            struct decision_row rows[100];
            int count;
            if (catalogue_rows(catalogue, 0, 100, rows, &count, &err) == ERR_OK)
                catalogue_rows_clear(rows, count);
            catalogue_close(catalogue);
        }
    }
    put(state, name, good.data, good.len);
    OK(generation_point(*state, "current", 8, &err));
    refused(state, ERR_MISSING, "generation 8 is missing");
    OK(folder_make(in_folder(state, "generations/8"), &err));
    put(state, "generations/8/decisions.db", good.data, good.len);
    refused(state, ERR_REFUSED, "has the serial 7");
    library_close(library);
    OK(file_remove_tree(in_folder(state, "generations/8/decisions.db"), &err));
    OK(library_open(in_folder(state, "generations/8/decisions.db"), true, &library, &err));
    library_close(library);
    refused(state, ERR_REFUSED, "not a released set");
    buf_free(&good);
    buf_free(&garbage);
}

static void odd_folder_names_are_opened(void **state) {
    struct err err = {0};
    struct library *library;
    struct catalogue *catalogue;
    char odd[FILE_PATH_MAX], *odd_state = odd;
    snprintf(odd, sizeof odd, "%s", in_folder(state, "a b?c#d%41&e=ğ'\""));
    OK(library_open_scratch("/nonexistent", &library, &err));
    fill(library, 3);
    OK(folder_make(odd, &err));
    publish((void **)&odd_state, library, 1);
    library_close(library);
    OK(catalogue_open(odd, &catalogue, &err));
    catalogue_close(catalogue);
}

static void pointers_are_written_and_read(void **state) {
    struct err err = {0};
    int64_t serial = 0;
    assert_int_equal(generation_pointer(*state, "previous", &serial, &err), ERR_MISSING);
    OK(generation_point(*state, "previous", INT64_MAX, &err));
    OK(generation_pointer(*state, "previous", &serial, &err));
    assert_true(serial == INT64_MAX);
    OK(generation_point(*state, "previous", 12, &err));
    OK(generation_pointer(*state, "previous", &serial, &err));
    assert_true(serial == 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(windows_show_every_row_once_in_order),
        WITH_FOLDER(sittings_add_up),
        WITH_FOLDER(a_tombstone_is_not_there),
        WITH_FOLDER(one_and_none),
        WITH_FOLDER(a_broken_state_is_said_in_words),
        WITH_FOLDER(a_broken_database_is_said_in_words),
        WITH_FOLDER(odd_folder_names_are_opened),
        WITH_FOLDER(pointers_are_written_and_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
