#include "unit/check.h"

#include <sys/stat.h>

#include "decision/canonical.h"
#include "unit/store_helper.h"

static void assert_same(const struct decision *a, const struct decision *b) {
    struct buf left = {0}, right = {0};
    decision_canonical(a, &left);
    decision_canonical(b, &right);
    assert_int_equal(left.len, right.len);
    assert_memory_equal(left.data, right.data, left.len);
    buf_free(&left);
    buf_free(&right);
}

static void every_field_comes_back(void **state) {
    struct err err = {0};
    struct library *library;
    struct decision in = full_sample(), out = decision_empty();
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    OK(library_add(library, &in, &err));
    assert_int_equal(in.id, INT64_C(2015070900255));
    library_close(library);

    OK(library_open(in_folder(state, "library.db"), false, &library, &err));
    OK(library_find(library, 2015, 255, &out, &err));
    assert_same(&in, &out);
    assert_string_equal(out.source, "karar-2015-255.txt");
    assert_string_equal(out.citations[1].article, "mükerrer 44");
    decision_clear(&out);
    assert_int_equal(library_find(library, 2015, 256, &out, &err), ERR_MISSING);
    library_close(library);
    decision_clear(&in);
}

static void absent_stays_absent(void **state) {
    struct err err = {0};
    struct library *library;
    struct decision in = sample(20160105, 1, "", ""), out = decision_empty();
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    OK(library_add(library, &in, &err));
    OK(library_find(library, 2016, 1, &out, &err));
    assert_same(&in, &out);
    assert_null(out.department);
    assert_int_equal(out.votes_for, -1);
    assert_int_equal(out.districts.count, 0);
    decision_clear(&in);
    decision_clear(&out);
    library_close(library);
}

/* The canonical bytes must tell apart whatever differs in a published field. */
static void each_field_changes_the_canonical_bytes(void **state) {
    (void)state;
    struct decision base = full_sample();
    struct buf reference = {0};
    decision_canonical(&base, &reference);
    for (int i = 0; i < 13; i++) {
        struct decision other = decision_copy(&base);
        char **texts[] = {&other.subject,      &other.body,         &other.department,
                          &other.file_number,  &other.sitting,      &other.subject_area,
                          &other.municipality, &other.source_sha256};
        if (i < 8) {
            free(*texts[i]);
            *texts[i] = i % 2 ? mem_string("") : NULL;
        }
        other.votes_against = i == 8 ? -1 : other.votes_against;
        other.truncated = i == 9 ? false : other.truncated;
        other.citations[0].paragraph = i == 10 ? 1 : 0;
        if (i == 11)
            text_list_add(&other.areas, "1");
        if (i == 12)
            text_list_add(&other.annexes, "annex");
        struct buf bytes = {0};
        decision_canonical(&other, &bytes);
        assert_false(bytes.len == reference.len &&
                     memcmp(bytes.data, reference.data, bytes.len) == 0);
        buf_free(&bytes);
        decision_clear(&other);
    }
    free(base.source);
    base.source = mem_string("/home/somebody/secret.txt");
    struct buf bytes = {0};
    decision_canonical(&base, &bytes);
    assert_int_equal(bytes.len, reference.len);
    assert_memory_equal(bytes.data, reference.data, bytes.len);
    buf_free(&bytes);
    buf_free(&reference);
    decision_clear(&base);
}

static void an_unsound_record_is_refused_and_leaves_no_trace(void **state) {
    struct err err = {0};
    struct library *library;
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    OK(library_begin(library, &err));
    add(library, sample(20160105, 1, "bir", "metin"));
    for (int i = 0; i < 6; i++) {
        struct decision wrong = sample(20160105, 2, "iki", "metin");
        wrong.year = i == 0 ? 1899 : wrong.year;
        wrong.number = i == 1 ? 100000 : wrong.number;
        wrong.date.day = i == 2 ? 32 : wrong.date.day;
        wrong.subject[0] = i == 3 ? '\n' : 'i';
        wrong.body[0] = i == 4 ? '\xff' : 'm';
        if (i == 5) /* found only after the row itself was written */
            decision_add_citation(&wrong, &(struct citation){.law = 0});
        assert_int_equal(library_add(library, &wrong, &err), ERR_REFUSED);
        assert_int_equal(wrong.id, 0);
        decision_clear(&wrong);
    }
    struct decision twice = sample(20160203, 1, "aynı sayı", "metin"), found = decision_empty();
    assert_int_equal(library_add(library, &twice, &err), ERR_REFUSED);
    decision_clear(&twice);
    OK(library_commit(library, &err));
    OK(library_find(library, 2016, 1, &found, &err));
    assert_string_equal(found.subject, "bir");
    assert_int_equal(library_find(library, 2016, 2, &found, &err), ERR_MISSING);
    decision_clear(&found);
    library_close(library);
}

static bool collect(const struct decision *decision, void *data) {
    buf_format(data, "%d/%d ", decision->year, decision->number);
    return true;
}

static bool stop_at_once(const struct decision *decision, void *data) {
    collect(decision, data);
    return false;
}

static void a_correction_keeps_the_id_and_is_a_revision(void **state) {
    struct err err = {0};
    struct library *library;
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    add(library, full_sample());
    struct decision mended = sample(20150710, 255, "Düzeltilmiş", "Metin."), out = decision_empty();
    OK(library_replace(library, &mended, &err));
    OK(library_find(library, 2015, 255, &out, &err));
    assert_int_equal(out.id, INT64_C(2015070900255));
    assert_int_equal(out.revision, 2);
    assert_int_equal(out.date.day, 10);
    assert_int_equal(out.citation_count, 0);
    decision_clear(&out);
    mended.number = 256;
    assert_int_equal(library_replace(library, &mended, &err), ERR_MISSING);
    decision_clear(&mended);
    library_close(library);
}

static void the_list_is_newest_first(void **state) {
    struct err err = {0};
    struct library *library;
    struct buf seen = {0};
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    add(library, sample(20150709, 9, "a", "a"));
    add(library, sample(20150709, 10, "b", "b"));
    add(library, sample(20160105, 1, "c", "c"));
    add(library, sample(20150611, 11, "d", "d"));
    add(library, tombstone(20150709, 12, "KVKK"));
    OK(library_each(library, 0, collect, &seen, &err));
    assert_string_equal(seen.data, "2016/1 2015/10 2015/9 2015/11 ");
    buf_clear(&seen);
    OK(library_each(library, 2015, stop_at_once, &seen, &err));
    assert_string_equal(seen.data, "2015/10 ");
    buf_free(&seen);
    library_close(library);
}

static void undone_is_undone(void **state) {
    struct err err = {0};
    struct library *library;
    struct decision out = decision_empty();
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    OK(library_begin(library, &err));
    add(library, sample(20160105, 1, "bir", "metin"));
    library_undo(library);
    assert_int_equal(library_find(library, 2016, 1, &out, &err), ERR_MISSING);
    OK(library_begin(library, &err));
    add(library, sample(20160105, 2, "iki", "metin"));
    library_close(library);
    OK(library_open(in_folder(state, "library.db"), false, &library, &err));
    assert_int_equal(library_find(library, 2016, 2, &out, &err), ERR_MISSING);
    int64_t serial = -1;
    OK(library_serial(library, &serial, &err));
    assert_int_equal(serial, 0);
    OK(library_set_serial(library, INT64_C(5000000000), &err));
    OK(library_serial(library, &serial, &err));
    assert_int_equal(serial, INT64_C(5000000000));
    library_close(library);
}

static void a_scratch_copy_leaves_the_file_alone(void **state) {
    struct err err = {0};
    struct library *library;
    struct decision out = decision_empty();
    struct buf before = {0}, after = {0};
    const char *path = in_folder(state, "library.db");
    OK(library_open_scratch(path, &library, &err));
    add(library, sample(20160105, 1, "bir", "metin"));
    library_close(library);
    assert_false(file_exists(path));
    OK(library_open(path, true, &library, &err));
    add(library, sample(20160105, 1, "bir", "metin"));
    library_close(library);
    OK(file_read(path, 1 << 20, &before, &err));
    OK(library_open_scratch(path, &library, &err));
    add(library, sample(20160105, 2, "iki", "metin"));
    OK(library_find(library, 2016, 1, &out, &err));
    decision_clear(&out);
    library_close(library);
    OK(file_read(path, 1 << 20, &after, &err));
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_free(&before);
    buf_free(&after);
}

static void what_is_no_library_is_refused(void **state) {
    struct err err = {0};
    struct library *library = NULL;
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s", in_folder(state, "library.db"));
    assert_int_equal(library_open(path, false, &library, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "there is no library"));
    OK(file_write(path, "", 0, &err));
    assert_int_equal(library_open(path, false, &library, &err), ERR_REFUSED);
    OK(file_write(path, "Karar No :255, and no database at all", 37, &err));
    assert_int_equal(library_open(path, true, &library, &err), ERR_REFUSED);
    assert_int_equal(library_open(*state, true, &library, &err), ERR_REFUSED);
    OK(file_remove_tree(path, &err));
    struct snapshot_info info = {.serial = 1, .municipality = "M"};
    OK(library_open_scratch(path, &library, &err));
    OK(library_snapshot(library, path, &info, &err));
    library_close(library);
    assert_int_equal(library_open(path, true, &library, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "not a library"));
}

static void snapshot_of(struct library *library, const char *path, struct snapshot_info *info,
                        struct buf *ret) {
    struct err err = {0};
    struct stat st;
    OK(library_snapshot(library, path, info, &err));
    OK(file_read(path, 1 << 24, ret, &err));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0644);
}

/* The same content gives the same bytes, in whatever order it was put in. */
static void a_snapshot_depends_on_the_content_alone(void **state) {
    struct err err = {0};
    struct library *forward, *backward;
    struct snapshot_info one = {.serial = 3, .issued = 1437647000, .municipality = "Muğla"},
                         two = one;
    OK(library_open_scratch("/nonexistent", &forward, &err));
    OK(library_open_scratch("/nonexistent", &backward, &err));
    for (int i = 1; i <= 200; i++) {
        add(forward, sample(20150101 + i % 28, i, "Konu", "Metin"));
        add(backward, sample(20150101 + (201 - i) % 28, 201 - i, "Konu", "Metin"));
    }
    add(backward, full_sample());
    add(forward, full_sample());
    struct buf a = {0}, b = {0};
    snapshot_of(forward, in_folder(state, "a.db"), &one, &a);
    snapshot_of(backward, in_folder(state, "b.db"), &two, &b);
    assert_int_equal(one.count, 201);
    assert_int_equal(date_number(one.newest), 20150709);
    assert_true(digest_equal(&one.set_digest, &two.set_digest));
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    buf_free(&a);
    buf_free(&b);
    library_close(forward);
    library_close(backward);
}

static void search_finds_words_and_numbers(void **state) {
    static const struct {
        const char *query, *expected;
    } cases[] = {
        {"255", "2015/255 2016/3 "},
        {"2015/255", "2015/255 2016/3 "},
        {"2016/255", ""},
        {"255 ", "2015/255 2016/3 "},
        {"25", "2016/3 2015/255 "},
        {"25 ", ""},
        {"ağaç", "2016/3 2015/255 "},
        {"AGAC", "2016/3 2015/255 "},
        {"su", "2016/4 2016/3 "},
        {"su ", "2016/3 "},
        {"dikim ağa", "2015/255 "},
        {"IĞDIR", "2016/4 "},
        {"ığdır'da sunum", "2016/4 "},
        {"olmayan", ""},
        {"", ""},
        {"   ", ""},
        {"!?’“", ""},
        {"%", ""},
        {"' OR 1=1 --", ""},
        {"kurulmuş", "2016/4 "},
    };
    struct err err = {0};
    struct library *library;
    OK(library_open(in_folder(state, "library.db"), true, &library, &err));
    add(library, sample(20150709, 255, "Ağaç Dikimi", "Metin."));
    add(library, sample(20160105, 3, "Ağaçlandırma ve SU", "2015/255 sayılı karar."));
    add(library, sample(20160105, 4, "Sunum", "Iğdır’da kurulmuştur."));
    add(library, tombstone(20160105, 5, "KVKK"));
    struct buf seen = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&seen);
        OK(library_search(library, cases[i].query, 10, collect, &seen, &err));
        if (strcmp(buf_string(&seen), cases[i].expected) != 0)
            fail_msg("'%s' gave '%s'", cases[i].query, buf_string(&seen));
    }
    buf_clear(&seen);
    OK(library_search(library, "255", 1, collect, &seen, &err));
    assert_string_equal(seen.data, "2015/255 ");
    buf_free(&seen);
    library_close(library);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(every_field_comes_back),
        WITH_FOLDER(absent_stays_absent),
        cmocka_unit_test(each_field_changes_the_canonical_bytes),
        WITH_FOLDER(an_unsound_record_is_refused_and_leaves_no_trace),
        WITH_FOLDER(a_correction_keeps_the_id_and_is_a_revision),
        WITH_FOLDER(the_list_is_newest_first),
        WITH_FOLDER(undone_is_undone),
        WITH_FOLDER(a_scratch_copy_leaves_the_file_alone),
        WITH_FOLDER(what_is_no_library_is_refused),
        WITH_FOLDER(a_snapshot_depends_on_the_content_alone),
        WITH_FOLDER(search_finds_words_and_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
