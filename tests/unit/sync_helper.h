/* For the tests of sync/ and of the publisher's releases: a publisher with keys and a library, and
 * a kiosk's state folder. */
#ifndef UNIT_SYNC_HELPER_H
#define UNIT_SYNC_HELPER_H

#include "unit/store_helper.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/trust.h"
#include "publish/release.h"
#include "sync/copy.h"
#include "sync/inbox.h"
#include "sync/lock.h"
#include "sync/status.h"
#include "sync/update.h"

#define NAME "Muğla Büyükşehir Belediyesi"
#define ISSUED 1437628500

/* `folder` holds everything: trust/, library.db, state/ and the releases. */
struct world {
    char *folder;
    char state[FILE_PATH_MAX], trust[FILE_PATH_MAX];
    struct secret_key root, publish;
    struct verified_keyset *keyset;
    struct library *library;
    int decisions; /* in the library */
};

/* A path in the world's folder; one of four buffers in turn. */
static inline const char *at(const struct world *w, const char *name) {
    static char paths[4][FILE_PATH_MAX];
    static int next;
    char *path = paths[next++ % 4];
    assert_int_equal(path_join(path, w->folder, name, NULL), ERR_OK);
    return path;
}

static inline void write_text(const char *path, const char *text, size_t count) {
    struct err err = {0};
    OK(file_write(path, text, count, &err));
}

static inline struct buf read_whole(const char *path) {
    struct buf content = {0};
    struct err err = {0};
    OK(file_read(path, 1 << 26, &content, &err));
    return content;
}

/* Makes a trust folder of these two keys. */
static inline struct verified_keyset *make_trust(const struct world *w, const char *name,
                                                 const char *municipality,
                                                 const struct secret_key *root,
                                                 const struct secret_key *publish) {
    struct err err = {0};
    struct keyset keyset = {
        .version = 1, .threshold = 1, .root.count = 1, .publish.count = 1, .expires = 2000000000};
    struct buf text = {0}, signature = {0};
    struct verified_keyset *verified = NULL;
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    snprintf(keyset.municipality, sizeof keyset.municipality, "%s", municipality);
    secret_public(root, &keyset.root.items[0]);
    secret_public(publish, &keyset.publish.items[0]);
    OK(keyset_write(&keyset, &text, &err));
    OK(secret_sign(root, text.data, text.len, "", &signature, &err));
    snprintf(folder, sizeof folder, "%s", at(w, name));
    OK(folder_make(folder, &err));
    OK(path_join(path, folder, "keyset.1.json", &err));
    write_text(path, text.data, text.len);
    OK(path_join(path, folder, "keyset.1.json.minisig", &err));
    write_text(path, signature.data, signature.len);
    OK(trust_load(folder, &verified, &err));
    buf_free(&text);
    buf_free(&signature);
    return verified;
}

static inline void add_decision(struct world *w) {
    char subject[64];
    snprintf(subject, sizeof subject, "ÖRNEK konu %d", ++w->decisions);
    struct decision decision =
        sample(20150100 + w->decisions, w->decisions, subject, "Bir metin.\nBir metin daha.");
    decision.municipality = mem_string(NAME);
    add(w->library, decision);
}

/* The next release, into the folder `name`; with one decision more than the last. */
static inline enum err_code try_release(struct world *w, const char *name,
                                        const struct secret_key *key,
                                        const struct verified_keyset *keyset, const char *trust,
                                        struct manifest *ret, struct err *err) {
    add_decision(w);
    struct release_order order = {.library = w->library,
                                  .key = key,
                                  .keyset = keyset,
                                  .trust = trust,
                                  .out = at(w, name),
                                  .issued = ISSUED + w->decisions,
                                  .expires = ISSUED + 3000000};
    return release_make(&order, ret, err);
}

static inline struct manifest release_to(struct world *w, const char *name) {
    struct err err = {0};
    struct manifest manifest;
    OK(try_release(w, name, &w->publish, w->keyset, w->trust, &manifest, &err));
    return manifest;
}

static inline int world_make(void **state) {
    struct world *w = mem_zero(1, sizeof *w);
    struct err err = {0};
    w->folder = mem_string("/tmp/meclis-test-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    assert_true(sodium_init() >= 0);
    secret_generate(&w->root);
    secret_generate(&w->publish);
    w->keyset = make_trust(w, "trust", NAME, &w->root, &w->publish);
    snprintf(w->trust, sizeof w->trust, "%s", at(w, "trust"));
    snprintf(w->state, sizeof w->state, "%s", at(w, "state"));
    OK(library_open(at(w, "library.db"), true, &w->library, &err));
    *state = w;
    return 0;
}

static inline int world_free(void **state) {
    struct world *w = *state;
    library_close(w->library);
    verified_keyset_free(w->keyset);
    enum err_code code = file_remove_tree(w->folder, NULL);
    free(w->folder);
    free(w);
    return code == ERR_OK ? 0 : -1;
}

/* `update DIR`, as the program has it. */
static inline enum err_code update_from_folder(const char *state, const char *trust,
                                               const char *from, struct state *ret_state,
                                               enum apply_verdict *ret_verdict, struct err *err) {
    char inbox[FILE_PATH_MAX];
    struct source *source = NULL;
    enum err_code code = inbox_path(inbox, state, err);
    if (code == ERR_OK)
        code = copy_open(from, inbox, &source, err);
    if (code != ERR_OK)
        return code;
    struct update_order order = {
        .state = state, .trust = trust, .source = source, .mode = UPDATE_WHOLE};
    code = update_take(&order, ret_state, ret_verdict, err);
    source_close(source, NULL);
    if (code == ERR_OK)
        inbox_clear(state);
    return code;
}

static inline enum err_code update(struct world *w, const char *name, enum apply_verdict *ret,
                                   struct err *err) {
    struct state state;
    enum apply_verdict verdict = APPLY_CURRENT;
    enum err_code code = folder_make(w->state, err);
    if (code == ERR_OK)
        code = update_from_folder(w->state, w->trust, at(w, name), &state, &verdict, err);
    if (ret)
        *ret = verdict;
    if (code == ERR_OK) /* as the program does when it has written status.json */
        state_collect(w->state);
    return code;
}

static inline int64_t pointer(const struct world *w, const char *name) {
    int64_t serial = 0;
    return generation_pointer(w->state, name, &serial, NULL) == ERR_OK ? serial : 0;
}

/* The full check of what is current says that it is sound. */
static inline void current_is_sound(const struct world *w, int64_t serial) {
    struct err err = {0};
    struct state state;
    OK(state_load(w->state, &state, &err));
    assert_int_equal(state.current.serial, serial);
    assert_true(state.current.has_manifest);
    OK(state_check(&state, &state.current, &err));
}

static inline int count_names(const char *folder) {
    char **names;
    size_t count;
    struct err err = {0};
    OK(folder_names(folder, &names, &count, &err));
    folder_names_free(names, count);
    return (int)count;
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_make, world_free)

#endif
