#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/letter.h"

static void err_is_one_line_and_gains_context(void **state) {
    (void)state;
    struct err err;
    assert_int_equal(err_set(&err, ERR_REFUSED, "a\nb\x1b[2J%d", 7), ERR_REFUSED);
    assert_string_equal(err.text, "a b [2J7");
    assert_int_equal(err_add(&err, "import %s", "x"), ERR_REFUSED);
    assert_string_equal(err.text, "import x: a b [2J7");
    for (int i = 0; i < 50; i++)
        err_add(&err, "a context of some length %d", i);
    assert_true(strlen(err.text) < sizeof err.text);
}

static void a_failed_call_says_what_to_do(void **state) {
    (void)state;
    static const struct {
        int error;
        enum err_code code;
        const char *text;
    } cases[] = {
        {ENOENT, ERR_MISSING, "cannot open a/b: No such file or directory"},
        {ENOTDIR, ERR_MISSING, "cannot open a/b: Not a directory"},
        {ENOSPC, ERR_STORAGE,
         "cannot open a/b: No space left on device; free some space and try again (disk dolu)"},
        {EDQUOT, ERR_STORAGE,
         "cannot open a/b: Disk quota exceeded; free some space and try again (disk dolu)"},
        {EROFS, ERR_STORAGE,
         "cannot open a/b: Read-only file system; mount it writable, and replace a card that has "
         "made itself read-only"},
        {EACCES, ERR_STORAGE, "cannot open a/b: Permission denied; check that this user may do so"},
        {EIO, ERR_STORAGE, "cannot open a/b: Input/output error; check the disk or the card"},
        {EINVAL, ERR_STORAGE, "cannot open a/b: Invalid argument"},
    };
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        errno = cases[i].error;
        assert_int_equal(err_errno(&err, "cannot open", "a/b"), cases[i].code);
        assert_string_equal(err.text, cases[i].text);
    }
}

/* What is wrong in an err's text would be missing from status.json and from the report. */
static void err_is_clean_utf8(void **state) {
    (void)state;
    static const struct {
        const char *raw, *clean;
    } cases[] = {
        {"Muğla – € 😀", "Muğla – € 😀"},
        {"a\xfe.txt", "a?.txt"},
        {"x\302\23331mred\177", "x  31mred "},
        {"\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xe0\x80\xaf", "?? ??? ???? ???"},
        {"\xc4", "?"},
        {"\xf0\x9f\x98", "???"},
    };
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        err_set(&err, ERR_REFUSED, "%s", cases[i].raw);
        assert_string_equal(err.text, cases[i].clean);
    }
    char path[1200] = "";
    for (size_t i = 0; i < 500; i++)
        strcat(path, "ğ");
    for (int shift = 0; shift < 2; shift++) { /* cut between two letters and within one */
        err_set(&err, ERR_MISSING, "%.*s%s", shift, "x", path);
        json_t *text = json_string(err.text);
        assert_non_null(text);
        json_decref(text);
        err_add(&err, "%s", path);
        text = json_string(err.text);
        assert_non_null(text);
        json_decref(text);
    }
}

static void control_characters_are_known(void **state) {
    (void)state;
    static const char *const plain[] = {"", "Muğla ₺ … – ’", "\u00A0\u202F\u2060"};
    static const char *const none[] = {
        "a\x1B[31m", "a\nb", "\x7F", "\xC2\x85", "\xC2\x9B[31m", "a\u202Eb",    "\u2028",
        "\u2066a",   "\xFF", "\xC3", "\xC0\x80", "\t",           "\xED\xA0\x80"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_true(letters_plain(plain[i], ""));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (letters_plain(none[i], ""))
            fail_msg("case %zu", i);
    assert_true(letters_plain("a\n\tb", "\n\t"));
    assert_false(letters_plain("a\xC2\x9B", "\n\t"));
    struct err err = {0};
    (void)!err_set(&err, ERR_MISSING, "a\u202Etxt.exe\xC2\x9B[b");
    assert_true(letters_plain(err.text, ""));
}

static void buf_grows_from_nothing(void **state) {
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_string(&buf), "");
    for (int i = 0; i < 1000; i++)
        buf_format(&buf, "%d,", i);
    assert_int_equal(buf.len, 3890);
    assert_int_equal(strlen(buf.data), buf.len);
    buf_clear(&buf);
    assert_string_equal(buf_string(&buf), "");
    buf_free(&buf);
    assert_null(buf_room(&buf, SIZE_MAX - 4));
    assert_true(buf.failed);
    buf_text(&buf, "nothing");
    assert_int_equal(buf.len, 0);
    assert_null(buf_take(&buf));
}

static void files_are_replaced_whole(void **state) {
    (void)state;
    char folder[] = "/tmp/meclis-test-XXXXXX", path[FILE_PATH_MAX], deep[FILE_PATH_MAX];
    assert_non_null(mkdtemp(folder));
    struct err err = {0};
    assert_int_equal(path_join(deep, folder, "a/b/c", &err), ERR_OK);
    assert_int_equal(folder_make(deep, &err), ERR_OK);
    assert_int_equal(folder_make(deep, &err), ERR_OK);
    assert_int_equal(path_join(path, deep, "file", &err), ERR_OK);
    struct buf content = {0};
    assert_int_equal(file_read(path, 100, &content, &err), ERR_MISSING);
    assert_int_equal(file_write(path, "one", 3, &err), ERR_OK);
    assert_int_equal(file_write(path, "second", 6, &err), ERR_OK);
    assert_int_equal(file_read(path, 6, &content, &err), ERR_OK);
    assert_string_equal(content.data, "second");
    assert_int_equal(file_read(path, 5, &content, &err), ERR_REFUSED);
    assert_string_equal(content.data, "second");
    buf_free(&content);
    char **names;
    size_t count;
    assert_int_equal(folder_names(deep, &names, &count, &err), ERR_OK);
    assert_int_equal(count, 1); /* no temporary file is left */
    folder_names_free(names, count);
    assert_int_equal(folder_make(path, &err), ERR_STORAGE);
    char inside[FILE_PATH_MAX];
    assert_int_equal(path_join(inside, path, "folder", &err), ERR_OK);
    assert_int_equal(folder_make(inside, &err), ERR_STORAGE); /* never "could not get it" */
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
    assert_false(file_exists(folder));
}

static void a_fifo_does_not_block(void **state) {
    (void)state;
    char folder[] = "/tmp/meclis-test-XXXXXX", path[FILE_PATH_MAX];
    assert_non_null(mkdtemp(folder));
    struct err err = {0};
    assert_int_equal(path_join(path, folder, "fifo", &err), ERR_OK);
    assert_int_equal(mkfifo(path, 0600), 0);
    struct buf content = {0};
    assert_int_equal(file_read(path, 100, &content, &err), ERR_REFUSED);
    assert_int_equal(file_read(folder, 100, &content, &err), ERR_REFUSED);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

static void times_are_read_strictly(void **state) {
    (void)state;
    int64_t wall = 0;
    assert_true(clock_parse("2015-07-23T10:42:00Z", &wall));
    char text[CLOCK_TEXT];
    clock_text(wall, text);
    assert_string_equal(text, "2015-07-23T10:42:00Z");
    struct local_time local = clock_local(wall);
    assert_int_equal(local.hour, 13);
    assert_int_equal(local.weekday, 3); /* a Thursday */
    const char *wrong[] = {
        "",   "2015-07-23", "2015-02-31T10:42:00Z", "2015-07-23T10:42:00Z ", "2015-7-23T10:42:00Z",
        "now"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(clock_parse(wrong[i], &wall));
}

static void a_fake_clock_stands_still(void **state) {
    (void)state;
    struct clock clock;
    struct err err;
    setenv("MECLIS_CLOCK", "2038-01-19T03:14:08Z", 1);
    assert_int_equal(clock_init(&clock, &err), ERR_OK);
    assert_int_equal(clock_wall(&clock), INT64_C(2147483648));
    clock_advance(&clock, 1500000);
    assert_int_equal(clock_wall(&clock), INT64_C(2147483649));
    assert_int_equal(clock_mono(&clock), 1500000);
    setenv("MECLIS_CLOCK", "yesterday", 1);
    assert_int_equal(clock_init(&clock, &err), ERR_USAGE);
    unsetenv("MECLIS_CLOCK");
}

static void a_clock_is_never_before_its_floor(void **state) {
    (void)state;
    struct clock clock = {.fake = true}; /* a board without a battery: 1970 */
    assert_true(clock_known(&clock));
    clock_raise(&clock, 1437628500);
    assert_int_equal(clock_wall(&clock), 1437628500);
    assert_false(clock_known(&clock));
    clock_raise(&clock, 5); /* it only rises */
    assert_int_equal(clock_wall(&clock), 1437628500);
    clock_advance(&clock, INT64_C(1437628501) * 1000000);
    assert_int_equal(clock_wall(&clock), 1437628501);
    assert_true(clock_known(&clock));
    struct err err;
    unsetenv("MECLIS_CLOCK");
    assert_int_equal(clock_init(&clock, &err), ERR_OK);
    assert_true(clock.floor > 1437628500); /* that of the build */
    assert_true(clock_known(&clock));
}

static void digests_match_published_vectors(void **state) {
    (void)state;
    char hex[DIGEST_HEX];
    struct digest digest = digest_bytes("abc", 3), again;
    digest_hex(&digest, hex);
    assert_string_equal(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assert_true(digest_parse(hex, &again));
    assert_true(digest_equal(&digest, &again));
    hex[0] = 'B';
    assert_false(digest_parse(hex, &again));
    assert_false(digest_parse("00", &again));
    digest_sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void json_is_read_strictly(void **state) {
    (void)state;
    struct err err;
    json_t *object = NULL;
    const char *wrong[] = {"", "[]", "{\"a\":1,\"a\":2}", "{} x", "{\"a\":\"\xff\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(json_read(wrong[i], strlen(wrong[i]), "x", &object, &err), ERR_REFUSED);
    const char *good = "{\"n\": 5, \"s\": \"ğ\"}";
    assert_int_equal(json_read(good, strlen(good), "x", &object, &err), ERR_OK);
    int64_t n = -1;
    const char *s = NULL;
    assert_true(json_get_integer(object, "n", 0, 5, &n));
    assert_false(json_get_integer(object, "n", 0, 4, &n));
    assert_false(json_get_text(object, "n", &s));
    assert_true(json_get_text(object, "s", &s));
    assert_string_equal(s, "ğ");
    char *pretty = json_pretty(object);
    assert_string_equal(pretty, "{\n  \"n\": 5,\n  \"s\": \"ğ\"\n}\n");
    free(pretty);
    json_decref(object);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(err_is_one_line_and_gains_context),
        cmocka_unit_test(a_failed_call_says_what_to_do),
        cmocka_unit_test(err_is_clean_utf8),
        cmocka_unit_test(control_characters_are_known),
        cmocka_unit_test(buf_grows_from_nothing),
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(a_fifo_does_not_block),
        cmocka_unit_test(times_are_read_strictly),
        cmocka_unit_test(a_fake_clock_stands_still),
        cmocka_unit_test(a_clock_is_never_before_its_floor),
        cmocka_unit_test(digests_match_published_vectors),
        cmocka_unit_test(json_is_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
