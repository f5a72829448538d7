/* State folders whose path is so long that some name in them does not fit any more: at every length
 * the command fails with a word about it and changes nothing, or works. */
#include "unit/sync_helper.h"

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
    const struct CMUnitTest tests[] = {IN_WORLD(every_length_works_or_is_refused_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
