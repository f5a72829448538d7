/* Every single bit of a release flipped, every length to which a file can be cut, every file gone:
 * what `meclis-sync update` makes of it.
 *
 *     flips BASE TRUST RELEASE DIGEST WORK K/N
 *
 * BASE is the state folder before, DIGEST the set's that RELEASE brings, WORK an empty folder for
 * the work, K/N the share of the cases: those whose number leaves K when divided by N. Manifest,
 * signature and the snapshot where nothing but it leads to the set: exit 4 and the old set. Any
 * other file: that, or 0 and exactly the new set. Prints what is wrong, then one line of counts. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "prove/run.h"
#include "prove/tree.h"

#define WRONG_MAX 20 /* that are told one by one */
#define NEW_MAX 4

struct proof {
    const char *base, *trust, *digest;
    const char *state, *release; /* in WORK */
    struct digest old;           /* of what is shown before */
    struct digest new[NEW_MAX];  /* of what was found to be the new set: by delta, by snapshot */
    size_t new_count;
    bool has_deltas, fresh;
    unsigned long share, shares, number;
    unsigned long cases, refused, taken, wrong;
};

/* What is shown: pointers and generations. status.json may tell of the refusal. */
static struct digest shown(const char *state) {
    static const char *const parts[] = {"current", "previous", "generations"};
    struct digest_stream stream;
    digest_begin(&stream);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct digest digest = tree_digest(tree_path(state, parts[i]));
        digest_add(&stream, digest.bytes, sizeof digest.bytes);
    }
    return digest_end(&stream);
}

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static void begin_again(const struct proof *proof) {
    tree_remove(proof->state);
    tree_copy(proof->base, proof->state);
}

/* Exactly the new set: the same bytes as once before, or else the real start-up finds it. */
static bool is_new(struct proof *proof, const struct digest *now) {
    char why[512];
    struct expectation expected = {.old_digest = proof->digest, .new_digest = proof->digest};
    for (size_t i = 0; i < proof->new_count; i++)
        if (digest_equal(&proof->new[i], now))
            return true;
    if (startup_holds(proof->state, &expected, true, false, why)) {
        if (proof->new_count < NEW_MAX)
            proof->new[proof->new_count++] = *now;
        return true;
    }
    printf("# %s\n", why);
    return false;
}

/* May it end with this code? `must` is the one that it has to be, or 0 where two are allowed. */
static bool acceptable(struct proof *proof, const struct outcome *outcome, int must) {
    struct digest now = shown(proof->state);
    bool old = digest_equal(&now, &proof->old);
    if (outcome->code == 0 && must == 0) {
        proof->taken++;
        bool good = is_new(proof, &now);
        begin_again(proof);
        return good;
    }
    proof->refused++;
    if (old && outcome->code == (must ? must : 4))
        return true;
    begin_again(proof);
    return false;
}

static void run_case(struct proof *proof, const char *name, const char *what, size_t at, int must) {
    struct outcome outcome = run_sync(proof->state, proof->trust, "update", proof->release);
    proof->cases++;
    if (acceptable(proof, &outcome, must))
        return;
    if (proof->wrong++ < WRONG_MAX)
        printf("# %s, %s %zu: exit %d: %.200s\n", name, what, at, outcome.code, outcome.err);
}

static bool is_mine(struct proof *proof) {
    return proof->number++ % proof->shares == proof->share;
}

static void flip_bits(struct proof *proof, const char *name, struct buf *content, int must) {
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(proof->release, name));
    for (size_t bit = 0; bit < content->len * 8; bit++) {
        if (!is_mine(proof))
            continue;
        char *byte = &content->data[bit / 8];
        *byte = (char)(*byte ^ 1 << bit % 8);
        tree_write(path, content->data, content->len);
        run_case(proof, name, "bit", bit, must);
        *byte = (char)(*byte ^ 1 << bit % 8);
    }
    tree_write(path, content->data, content->len);
}

static void cut(struct proof *proof, const char *name, const struct buf *content, int must) {
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "%s", tree_path(proof->release, name));
    for (size_t length = 0; length < content->len; length++)
        if (is_mine(proof)) {
            tree_write(path, content->data, length);
            run_case(proof, name, "cut to", length, must);
        }
    unlink(path);
    /* a folder without a manifest is no release: that is "could not get it" */
    run_case(proof, name, "gone", 0, strcmp(name, "manifest.json") == 0 ? 3 : must);
    tree_write(path, content->data, content->len);
}

/* Only the snapshot that the manifest names is of any use, and not even that where a delta fits. */
static bool leads_to_the_set(const struct proof *proof, const char *name) {
    struct buf manifest = tree_read(tree_path(proof->release, "manifest.json"));
    bool named = begins(name, "snapshot-") && strstr(buf_string(&manifest), name);
    buf_free(&manifest);
    return named && (proof->fresh || !proof->has_deltas);
}

static void try_file(struct proof *proof, const char *name) {
    bool strict = begins(name, "manifest.json") || leads_to_the_set(proof, name);
    struct buf content = tree_read(tree_path(proof->release, name));
    flip_bits(proof, name, &content, strict ? 4 : 0);
    cut(proof, name, &content, strict ? 4 : 0);
    buf_free(&content);
}

/* What is whole goes in; so the proof can fail. */
static void whole_goes_in(struct proof *proof) {
    struct outcome outcome = run_sync(proof->state, proof->trust, "update", proof->release);
    struct digest now = shown(proof->state);
    if (outcome.code != 0 || !is_new(proof, &now)) {
        printf("# the release itself is not taken: exit %d: %s\n", outcome.code, outcome.err);
        proof->wrong++;
    }
    begin_again(proof);
}

static void try_release(struct proof *proof) {
    char **names;
    size_t count;
    struct err err = {0};
    if (folder_names(proof->release, &names, &count, &err) != ERR_OK)
        exit(2);
    for (size_t i = 0; i < count; i++)
        proof->has_deltas = proof->has_deltas || begins(names[i], "delta-");
    whole_goes_in(proof);
    for (size_t i = 0; i < count; i++)
        try_file(proof, names[i]);
    folder_names_free(names, count);
    whole_goes_in(proof);
}

int main(int argc, char **argv) {
    struct proof proof = {0};
    if (argc != 7 || sscanf(argv[6], "%lu/%lu", &proof.share, &proof.shares) != 2 ||
        proof.share >= proof.shares || sodium_init() < 0) {
        fprintf(stderr, "usage: flips BASE TRUST RELEASE DIGEST WORK K/N\n");
        return 2;
    }
    char state[FILE_PATH_MAX], release[FILE_PATH_MAX];
    snprintf(state, sizeof state, "%s", tree_path(argv[5], "state"));
    snprintf(release, sizeof release, "%s", tree_path(argv[5], "release"));
    proof.base = argv[1];
    proof.trust = argv[2];
    proof.digest = argv[4];
    proof.state = state;
    proof.release = release;
    proof.fresh = access(tree_path(proof.base, "current"), F_OK) != 0;
    tree_copy(argv[1], state);
    tree_copy(argv[3], release);
    proof.old = shown(state);
    try_release(&proof);
    printf("%lu cases: %lu refused, %lu taken, %lu wrong\n", proof.cases, proof.refused,
           proof.taken, proof.wrong);
    return proof.wrong != 0;
}
