/* State folders whose path is so long that some name in them does not fit any more: at every length
 * the command fails with a word about it and changes nothing, or works. */
#include "unit/sync_helper.h"

#include "sync/chain.h"
#include "sync/net_record.h"
#include "sync/record.h"

#define STEP 200 /* letters of a folder's name */

/* A folder below the world's with a path of that many bytes. */
static void make_deep(const struct world *w, size_t length, char ret[FILE_PATH_MAX]) {
    struct err err = {0};
    size_t at = (size_t)snprintf(ret, FILE_PATH_MAX, "%s", w->folder);
    while (at < length) {
        size_t part = length - at - 1 > STEP + 1 ? STEP : length - at - 1;
        ret[at++] = '/';
        memset(ret + at, 'd', part);
        at += part;
        ret[at] = '\0';
    }
    OK(folder_make(ret, &err));
}

static bool allowed(enum err_code code, const struct err *err) {
    return code == ERR_OK ||
           ((code == ERR_USAGE || code == ERR_STORAGE || code == ERR_MISSING) && *err->text);
}

static bool try_length(struct world *w, size_t length) {
    struct err err = {0}, damage = {0};
    struct state after;
    enum apply_verdict verdict;
    make_deep(w, length, w->state);
    enum err_code code = update(w, "r1", &verdict, &err);
    enum err_code second = update(w, "r2", &verdict, &err);
    assert_true(allowed(code, &err) && allowed(second, &err));
    assert_int_equal(code == ERR_OK, second == ERR_OK);
    if (code == ERR_OK)
        current_is_sound(w, 2);
    else
        assert_int_equal(pointer(w, "current"), 0);
    assert_int_equal(update_check(w->state, &after, &damage, &err) == ERR_OK, code == ERR_OK);
    assert_int_equal(update_back(w->state, &after, &err) == ERR_OK, code == ERR_OK);
    OK(file_remove_tree(w->state, &err));
    return code == ERR_OK;
}

static void must_be(bool fits, enum err_code code, const struct err *err) {
    assert_int_equal(code, fits ? ERR_OK : ERR_USAGE);
    assert_true(fits || *err->text);
}

/* The files beside the sets, in a folder whose path ends in many "/.": it exists, and at some
 * length their names do not fit behind it. */
static bool small_files_fit(struct world *w, size_t length) {
    char path[FILE_PATH_MAX];
    struct err err = {0};
    struct trust_record record = {0};
    struct net_record net = {.asked = (int64_t)length}; /* what is the same is not written */
    struct inbox_part part = {.url = "https://a/", .file = "f", .etag = "\"e\""}, back;
    struct state state = {.path = path};
    struct status status = {.held = (int64_t)length};
    struct verified_keyset *keyset = NULL;
    size_t begin = (size_t)snprintf(path, sizeof path, "%s", w->folder);
    for (size_t i = begin; i < length; i++)
        path[i] = (i - begin) % 2 ? '.' : '/';
    path[length] = '\0';
    size_t room = FILE_PATH_MAX - 1 - length - (path[length - 1] != '/');
    must_be(room >= strlen("trust.json.tmp"), trust_record_save(path, &record, &err), &err);
    must_be(room >= strlen("trust.json"), trust_record_load(path, &record, &err), &err);
    must_be(room >= strlen("status.json.tmp"), status_save(path, &status, &err), &err);
    status_load(path, &status);
    status_refresh(&status, &state, 7);
    must_be(room >= strlen(INBOX_NET_NAME ".tmp"), net_record_save(path, &net, &err), &err);
    net_record_load(path, &net);
    must_be(room >= strlen("part.json.tmp"), inbox_part_save(path, &part, &err), &err);
    bool some = inbox_part_load(path, &back);
    assert_true(some == (room >= strlen("part.json.tmp")) || room == strlen("part.json"));
    must_be(room >= strlen("inbox"), inbox_prepare(path, &err), &err);
    must_be(room >= strlen("inbox/ready.tmp"), inbox_finish(path, &err), &err);
    (void)inbox_waits(path);
    inbox_part_forget(path);
    inbox_trim(path);
    must_be(room >= strlen("inbox"), inbox_clear_surely(path, &err), &err);
    enum err_code code = chain_load(w->trust, path, &keyset, &err);
    if (code == ERR_OK)
        verified_keyset_free(keyset);
    state_collect(path);
    assert_int_equal(state_load(path, &state, &err) == ERR_OK, room >= strlen("trust.json"));
    return code == ERR_OK;
}

static void small_files_fit_or_are_refused(void **state) {
    struct world *w = *state;
    int fitted = 0;
    for (size_t length = 4040; length < FILE_PATH_MAX - 1; length++)
        fitted += small_files_fit(w, length);
    assert_in_range(fitted, 10, 54);
}

/* SQLite takes paths of about 500 bytes, this house and the system 4096. */
static void every_length_works_or_is_refused_whole(void **state) {
    struct world *w = *state;
    int worked = 0;
    release_to(w, "r1");
    release_to(w, "r2");
    for (size_t length = 440; length < 530; length++)
        worked += try_length(w, length);
    assert_in_range(worked, 10, 80);
    for (size_t length = 4000; length < 4094; length++)
        assert_false(try_length(w, length));
}

int main(void) {
    const struct CMUnitTest tests[] = {IN_WORLD(every_length_works_or_is_refused_whole),
                                       IN_WORLD(small_files_fit_or_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
