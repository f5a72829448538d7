/* The small JSON files of the state folder, each member of each damaged in turn; and where copies
 * come from, when it is odd. */
#include "unit/sync_helper.h"

#include <sys/socket.h>
#include <sys/un.h>

#include "base/json.h"
#include "sync/built.h"
#include "sync/chain.h"
#include "sync/net_record.h"
#include "sync/record.h"

/* What a file may hold in place of a member that is right. */
static json_t *damage_of(int kind, const json_t *right) {
    static char long_text[9000];
    memset(long_text, 'x', sizeof long_text - 1);
    switch (kind) {
    case 0:
        return NULL; /* the member is absent */
    case 1:
        return json_true();
    case 2:
        return json_string(long_text);
    default:
        return json_is_integer(right) ? json_integer(-1) : json_string("");
    }
}

static void save(const json_t *object, const char *path) {
    char *text = json_dumps(object, 0);
    write_text(path, text, strlen(text));
    free(text);
}

typedef bool loads(const char *folder);

/* Each damage of each member: it must not load. `sound` names what is no damage,
 * "member:kind …". */
static void each_damage(const char *folder, const char *name, loads *load, const char *sound) {
    char path[FILE_PATH_MAX];
    assert_int_equal(path_join(path, folder, name, NULL), ERR_OK);
    json_t *right = json_load_file(path, 0, NULL);
    const char *key;
    json_t *value;
    assert_true(load(folder));
    json_object_foreach(right, key, value) {
        for (int kind = 0; kind < 4; kind++) {
            char both[32];
            snprintf(both, sizeof both, "%s:%d", key, kind);
            json_t *wrong = json_copy(right), *damage = damage_of(kind, value);
            if (damage)
                json_object_set_new(wrong, key, damage);
            else
                json_object_del(wrong, key);
            save(wrong, path);
            if (load(folder) != (strstr(sound, both) != NULL))
                fail_msg("%s: \"%s\" damaged (%d)", name, key, kind);
            json_decref(wrong);
        }
    }
    write_text(path, "{", 1);
    assert_false(load(folder));
    save(right, path);
    assert_true(load(folder));
    json_decref(right);
}

static bool record_loads(const char *folder) {
    struct trust_record record;
    struct err err = {0};
    enum err_code code = trust_record_load(folder, &record, &err);
    assert_true(code == ERR_OK || code == ERR_REFUSED);
    return code == ERR_OK;
}

static bool net_loads(const char *folder) {
    struct net_record record;
    net_record_load(folder, &record);
    return record.failures == 3;
}

static bool part_loads(const char *folder) {
    struct inbox_part part;
    return inbox_part_load(folder, &part);
}

static bool built_loads(const char *folder) {
    struct built built;
    enum err_code code = built_load(folder, &built);
    assert_true(code == ERR_OK || code == ERR_REFUSED);
    return code == ERR_OK;
}

static void a_damaged_member_damages_the_file(void **state) {
    struct world *w = *state;
    struct err err = {0};
    OK(folder_make(w->state, &err));
    OK(trust_record_save(w->state, &(struct trust_record){.keyset = 1, .serial = 2}, &err));
    each_damage(w->state, "trust.json", record_loads, "date:0");
    struct net_record record = {.failures = 3, .url = "https://a/", .etag = "\"e\""};
    OK(net_record_save(w->state, &record, &err));
    each_damage(w->state, INBOX_NET_NAME, net_loads, "url:3 etag:3 error:3");
    struct inbox_part part = {.url = "https://a/", .file = "f", .etag = "\"e\""};
    OK(inbox_part_save(w->state, &part, &err));
    each_damage(w->state, "part.json", part_loads, "");
    char *text = built_text(&(struct built){.size = 7});
    write_text(at(w, "state/" BUILT_NAME), text, strlen(text));
    free(text);
    each_damage(w->state, BUILT_NAME, built_loads, "");
}

/* A status is only for people: what is odd in it is left out. */
static void a_damaged_status_says_what_it_can(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct status status = {.serial = 3, .count = 9, .error_count = STATUS_ERRORS_MAX};
    OK(folder_make(w->state, &err));
    for (size_t i = 0; i < STATUS_ERRORS_MAX; i++)
        snprintf(status.errors[i].text, sizeof status.errors[i].text, "error %d", (int)i);
    memcpy(status.errors[0].text, "half a letter \xc3", 16);
    OK(status_save(w->state, &status, &err));
    json_t *object = json_load_file(at(w, "state/status.json"), 0, NULL);
    json_t *errors = json_object_get(object, "errors");
    assert_string_equal(json_string_value(json_object_get(json_array_get(errors, 0), "text")),
                        "unreadable");
    json_array_extend(errors, errors);
    json_object_set_new(object, "state", json_string("dreaming"));
    json_object_set_new(object, "digest", damage_of(2, NULL));
    json_object_set_new(object, "newest", json_true());
    json_object_set_new(object, "issued", json_string("yesterday"));
    save(object, at(w, "state/status.json"));
    json_decref(object);
    status_load(w->state, &status);
    assert_int_equal(status.serial, 3);
    assert_int_equal(status.count, 9);
    assert_int_equal(status.error_count, STATUS_ERRORS_MAX);
    assert_int_equal(status.phase, STATUS_IDLE);
    assert_string_equal(status.digest, "");
    struct err what = {.code = ERR_STORAGE, .text = "one more"};
    status_add_error(&status, 7, &what);
    assert_int_equal(status.error_count, STATUS_ERRORS_MAX);
    assert_string_equal(status.errors[STATUS_ERRORS_MAX - 1].text, "one more");
}

/* ---- what cannot be copied ---- */

static enum err_code ask(struct source *source, const char *name, uint64_t max, int *ret_fd,
                         struct err *err) {
    struct source_want want = {.name = name, .max = max, .absent = ERR_MISSING};
    return source_file(source, &want, ret_fd, err);
}

static void only_regular_files_are_copied(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct source *source = NULL;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char long_name[300] = "";
    int fd = -1, listening = socket(AF_UNIX, SOCK_STREAM, 0);
    memset(long_name, 'n', sizeof long_name - 1);
    release_to(w, "release");
    OK(folder_make(at(w, "into"), &err));
    snprintf(address.sun_path, sizeof address.sun_path, "%s", at(w, "release/socket"));
    assert_int_equal(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(mkfifo(at(w, "release/fifo"), 0600), 0);
    assert_int_equal(symlink("/etc/passwd", at(w, "release/link")), 0);
    OK(copy_open(at(w, "release"), at(w, "into"), &source, &err));
    assert_int_equal(ask(source, "socket", 9, &fd, &err), ERR_REFUSED);
    assert_int_equal(ask(source, "fifo", 9, &fd, &err), ERR_REFUSED);
    assert_int_equal(ask(source, "link", 9, &fd, &err), ERR_REFUSED);
    assert_int_equal(ask(source, "nothing", 9, &fd, &err), ERR_MISSING);
    assert_int_equal(ask(source, long_name, 9, &fd, &err), ERR_MISSING);
    assert_int_equal(ask(source, "manifest.json", 9, &fd, &err), ERR_REFUSED);
    assert_int_equal(fd, -1);
    source_close(source, NULL);
    source_close(NULL, NULL);
    char long_path[FILE_PATH_MAX + 1] = "";
    memset(long_path, '/', FILE_PATH_MAX);
    assert_int_equal(copy_open(at(w, "release"), long_path, &source, &err), ERR_USAGE);
    close(listening);
}

/* A source that hands out whatever descriptor it is told. */
struct fixed_source {
    struct source base;
    int fd;
};

static enum err_code fixed_file(struct source *base, const struct source_want *want, int *ret_fd,
                                struct err *err) {
    (void)want;
    (void)err;
    *ret_fd = ((struct fixed_source *)base)->fd;
    return ERR_OK;
}

static void a_text_is_read_within_its_bounds(void **state) {
    struct world *w = *state;
    static const struct source_ops ops = {.file = fixed_file};
    struct fixed_source source = {.base.ops = &ops};
    struct source_want want = {.name = "text", .max = 4};
    struct err err = {0};
    struct buf text = {0};
    write_text(at(w, "text"), "12345", 5);
    source.fd = open(at(w, "text"), O_RDONLY);
    assert_int_equal(source_text(&source.base, &want, &text, NULL, &err), ERR_REFUSED);
    source.fd = open(at(w, "text"), O_WRONLY);
    assert_int_equal(source_text(&source.base, &want, &text, NULL, &err), ERR_STORAGE);
    source.fd = -1; /* need not come again */
    bool same = false;
    OK(source_text(&source.base, &want, &text, &same, &err));
    assert_true(same);
    assert_int_equal(text.len, 0);
}

/* ---- sticks ---- */

static void a_stick_is_searched_within_bounds(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct source *source = NULL;
    char path[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    release_to(w, "stick/meclis-kiosk");
    release_to(w, "stick/a/meclis-kiosk");
    release_to(w, "stick/b/meclis-kiosk");
    assert_int_equal(copy_open(at(w, "stick"), at(w, "into"), &source, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, "two releases in it"));
    snprintf(folder, sizeof folder, "%s", at(w, "crowd"));
    OK(folder_make(folder, &err));
    for (int i = 0; i < 4200; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        OK(path_join(path, folder, name, &err));
        int fd = open(path, O_WRONLY | O_CREAT, 0600);
        assert_true(fd >= 0 && close(fd) == 0);
    }
    assert_int_equal(copy_open(folder, at(w, "into"), &source, &err), ERR_MISSING);
    OK(folder_make(at(w, "odd"), &err));
    write_text(at(w, "odd/meclis-kiosk"), "x", 1);
    assert_int_equal(copy_open(at(w, "odd"), at(w, "into"), &source, &err), ERR_REFUSED);
}

/* ---- the state folder ---- */

static void what_stands_in_the_way_is_named(void **state) {
    struct world *w = *state;
    struct err err = {0};
    int fd = -1;
    OK(folder_make(at(w, "state/lock"), &err));
    assert_int_equal(lock_take(w->state, false, &fd, &err), ERR_STORAGE);
    OK(folder_make(at(w, "state/inbox/part.json"), &err));
    OK(folder_make(at(w, "state/inbox/f/deep"), &err));
    char path[FILE_PATH_MAX];
    write_text(at(w, "notrust"), "x", 1);
    assert_int_equal(inbox_create(at(w, "notrust"), "name", path, &fd, &err), ERR_STORAGE);
    assert_false(inbox_waits(w->state));
    assert_int_equal(symlink("ready", at(w, "state/inbox/ready")), 0); /* to itself */
    assert_true(inbox_waits(w->state));
    inbox_clear(w->state);
    assert_int_equal(count_names(at(w, "state/inbox")), 0);
    assert_false(inbox_waits(w->state));
    assert_false(inbox_waits(at(w, "notrust")));
}

static void a_manifest_that_was_exchanged_is_not_believed(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct state loaded;
    release_to(w, "release");
    OK(update(w, "release", NULL, &err));
    struct buf text = read_whole(at(w, "state/generations/1/manifest.json"));
    OK(state_load(w->state, &loaded, &err));
    assert_true(loaded.current.has_manifest);
    buf_text(&text, "\n");
    write_text(at(w, "state/generations/1/manifest.json"), text.data, text.len);
    OK(state_load(w->state, &loaded, &err));
    assert_false(loaded.current.has_manifest);
    OK(state_check(&loaded, &loaded.current, &err)); /* the set itself is sound */
    loaded.current.has_manifest = false;
    OK(folder_make(at(w, "state/generations/2"), &err));
    struct buf database = read_whole(at(w, "state/generations/1/decisions.db"));
    write_text(at(w, "state/generations/2/decisions.db"), database.data, database.len);
    loaded.current.serial = 2;
    assert_int_equal(state_check(&loaded, &loaded.current, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "the database of another serial"));
    buf_free(&text);
    buf_free(&database);
}

/* A link to itself cannot be opened, and is not absent: nobody can tell whether the set is sound.
 */
static void what_cannot_be_read_now_is_no_damage(void **state) {
    struct world *w = *state;
    struct err err = {0}, damage = {0};
    struct state loaded;
    release_to(w, "release");
    OK(update(w, "release", NULL, &err));
    const char *path = at(w, "state/generations/1/" BUILT_NAME);
    assert_int_equal(symlink(path, path), 0);
    OK(state_load(w->state, &loaded, &err));
    assert_true(loaded.current.pointed && loaded.current.unreadable);
    assert_int_equal(state_check(&loaded, &loaded.current, &err), ERR_STORAGE);
    assert_int_equal(update_check(w->state, &loaded, &damage, &err), ERR_REFUSED);
    assert_int_equal(pointer(w, "current"), 1);
    assert_int_equal(unlink(path), 0);
    current_is_sound(w, 1);
}

/* JSON holds UTF-8 alone; an address of other bytes is never written. */
static void other_bytes_are_not_written(void **state) {
    struct world *w = *state;
    struct err err = {0};
    struct net_record record = {.url = "https://\xff/"};
    struct inbox_part part = {.url = "https://\xff/", .file = "f", .etag = "\"e\""};
    OK(folder_make(w->state, &err));
    assert_int_equal(net_record_save(w->state, &record, &err), ERR_STORAGE);
    assert_int_equal(inbox_part_save(w->state, &part, &err), ERR_STORAGE);
    assert_int_equal(count_names(w->state), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_damaged_member_damages_the_file),
        IN_WORLD(a_damaged_status_says_what_it_can),
        IN_WORLD(only_regular_files_are_copied),
        IN_WORLD(a_text_is_read_within_its_bounds),
        IN_WORLD(a_stick_is_searched_within_bounds),
        IN_WORLD(what_stands_in_the_way_is_named),
        IN_WORLD(a_manifest_that_was_exchanged_is_not_believed),
        IN_WORLD(what_cannot_be_read_now_is_no_damage),
        IN_WORLD(other_bytes_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
