/* Power cuts, from a recorded run.
 *
 *     crash TRACE BOX BEFORE AFTER WORK OLD NEW RANDOM SHARE [TRUST NEXT NEXT-DIGEST] [--no-fsync]
 *
 * TRACE is strace's record of a run that worked on BOX (an absolute path); the folders BEFORE and
 * AFTER are copies of BOX before and after it; in each the state folder is BOX/state. Replays the
 * run on a model that knows what was synced, and at every operation builds crash states into WORK
 * (RANDOM of them by chance, besides the plain ones), and tries one of SHARE. The real start-up
 * must find the set OLD or NEW on each ("none": nothing), and NEW where the run had reported
 * success; on every eighth the release NEXT must go in. Equal states are tried once. --no-fsync
 * takes the syncs out of the record, and ends at the first thing that it finds wrong: it must find
 * one. Prints what is wrong and a line of counts; 0: all is well, 1: not, 2: the record cannot be
 * replayed. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "crash/model.h"
#include "crash/trace.h"
#include "prove/run.h"
#include "prove/tree.h"

#define FILES_MAX 1024
#define WRONG_MAX 5
#define SEEN_SIZE (1u << 18) /* a power of two, well over the states of a run */

/* An open file of the recorded process; node NULL: not in the box. */
struct opened {
    struct node *node;
    size_t at;
    bool appends;
};

struct replay {
    const char *box;
    char work[FILE_PATH_MAX], state[FILE_PATH_MAX];
    struct expectation expected;
    unsigned long random, share;
    bool no_fsync;
    struct model *model;
    struct opened files[FILES_MAX];
    bool reported; /* something was written on the standard output */
    uint64_t *seen;
    unsigned long operations, built, states, wrong, seed;
};

static void give_up(const struct call *call, const char *why) {
    fprintf(stderr, "crash: cannot replay %s: %s\n", call->name, why);
    exit(2);
}

/* ---- crash states ---- */

static bool seen_before(struct replay *r, uint64_t fingerprint) {
    fingerprint ^= r->reported; /* the same files must show more once success is reported */
    fingerprint += fingerprint == 0;
    size_t at = fingerprint % SEEN_SIZE;
    while (r->seen[at] && r->seen[at] != fingerprint)
        at = (at + 1) % SEEN_SIZE;
    bool before = r->seen[at] != 0;
    r->seen[at] = fingerprint;
    return before;
}

static void try_state(struct replay *r, const struct crash *crash) {
    char why[512] = "";
    if (seen_before(r, model_crash(r->model, crash, NULL)) || r->built++ % r->share)
        return;
    model_crash(r->model, crash, r->work);
    bool thorough = r->states++ % 8 == 0;
    if (startup_holds(r->state, &r->expected, r->reported, thorough, why))
        return;
    if (r->wrong++ < WRONG_MAX)
        printf("# operation %lu, data %d, names %d, seed %llu: %s\n", r->operations, crash->data,
               crash->names, (unsigned long long)crash->seed, why);
}

static void try_states(struct replay *r) {
    static const struct crash plain[] = {
        {SURVIVE_NONE, SURVIVE_NONE, 0},  {SURVIVE_ALL, SURVIVE_ALL, 0},
        {SURVIVE_NONE, SURVIVE_ALL, 0},   {SURVIVE_ALL, SURVIVE_NONE, 0},
        {SURVIVE_EMPTY, SURVIVE_ALL, 0},  {SURVIVE_TORN, SURVIVE_ALL, 0},
        {SURVIVE_RANDOM, SURVIVE_ALL, 0},
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        try_state(r, &plain[i]);
    for (unsigned long i = 0; i < r->random; i++) {
        struct crash crash = {.data = i % 3 ? SURVIVE_RANDOM : SURVIVE_TORN,
                              .names = i % 4 ? SURVIVE_RANDOM : SURVIVE_TORN,
                              .seed = ++r->seed};
        try_state(r, &crash);
    }
}

/* ---- the record ---- */

static const char *text_of(const struct call *call, int index) {
    return index < call->count ? buf_string(&call->arguments[index].text) : "";
}

/* The path in the box, "" for the box itself; NULL: it is elsewhere. ".." goes up by name. */
static const char *in_box(const struct replay *r, const char *path, char ret[FILE_PATH_MAX]) {
    char clean[FILE_PATH_MAX] = "";
    size_t length = 0, box = strlen(r->box);
    while (*path) {
        size_t part = strcspn(path, "/");
        if (part == 2 && strncmp(path, "..", 2) == 0) {
            char *slash = strrchr(clean, '/');
            length = slash ? (size_t)(slash - clean) : 0;
            clean[length] = '\0';
        } else if (part && !(part == 1 && *path == '.')) {
            length +=
                (size_t)snprintf(clean + length, sizeof clean - length, "/%.*s", (int)part, path);
        }
        path += part + (path[part] == '/');
    }
    if (strncmp(clean, r->box, box) != 0 || (clean[box] && clean[box] != '/'))
        return NULL;
    snprintf(ret, FILE_PATH_MAX, "%s", clean[box] ? clean + box + 1 : "");
    return ret;
}

/* "AT_FDCWD<\x2f…>" or "7<…>": the folder's path as strace saw it. */
static void folder_of(const char *descriptor, char ret[FILE_PATH_MAX]) {
    const char *at = strchr(descriptor, '<');
    size_t length = 0;
    for (at = at ? at + 1 : ""; *at && *at != '>' && length < FILE_PATH_MAX - 1; length++) {
        unsigned byte;
        if (at[0] == '\\' && sscanf(at, "\\x%2x", &byte) == 1) {
            ret[length] = (char)byte;
            at += 4;
        } else {
            ret[length] = *at++;
        }
    }
    ret[length] = '\0';
}

/* The path in argument `index`, relative to the folder in argument `folder` (-1: there is none). */
static const char *path_at(const struct replay *r, const struct call *call, int folder, int index,
                           char ret[FILE_PATH_MAX]) {
    char base[FILE_PATH_MAX] = "", whole[FILE_PATH_MAX * 2];
    const char *path = text_of(call, index);
    if (*path != '/' && folder >= 0)
        folder_of(text_of(call, folder), base);
    snprintf(whole, sizeof whole, "%s/%s", base, path);
    return in_box(r, *path == '/' ? path : whole, ret);
}

static struct opened *file_of(struct replay *r, const struct call *call, int index) {
    long fd = strtol(text_of(call, index), NULL, 10);
    return fd >= 0 && fd < FILES_MAX ? &r->files[fd] : NULL;
}

static void replay_open(struct replay *r, const struct call *call, int folder) {
    char path[FILE_PATH_MAX];
    const char *flags = text_of(call, folder + 2);
    struct opened *opened = &r->files[call->result % FILES_MAX];
    *opened = (struct opened){0};
    if (!path_at(r, call, folder, folder + 1, path))
        return;
    if (!model_find(r->model, path) &&
        (!strstr(flags, "O_CREAT") || !model_create(r->model, path, false)))
        give_up(call, path);
    *opened = (struct opened){.node = model_find(r->model, path),
                              .appends = strstr(flags, "O_APPEND") != NULL};
    if (strstr(flags, "O_TRUNC") && model_size(opened->node))
        model_truncate(r->model, opened->node, 0);
}

static void replay_write(struct replay *r, const struct call *call) {
    struct opened *file = file_of(r, call, 0);
    if (strtol(text_of(call, 0), NULL, 10) == 1)
        r->reported = true;
    if (!file || !file->node)
        return;
    bool placed = strcmp(call->name, "pwrite64") == 0;
    size_t at = placed ? strtoull(text_of(call, 3), NULL, 10) : file->at;
    if (file->appends)
        at = model_size(file->node);
    size_t count = (size_t)call->result;
    if (call->arguments[1].text.len < count)
        give_up(call, "the record does not hold all bytes");
    model_write(r->model, file->node, at, buf_string(&call->arguments[1].text), count);
    if (!placed)
        file->at = at + count;
}

/* The offset in argument `index`, "[N]", or where the file stands, which then moves on. */
static size_t take_offset(struct opened *file, const struct call *call, int index) {
    const char *text = text_of(call, index);
    if (*text == '[')
        return strtoull(text + 1, NULL, 10);
    file->at += (size_t)call->result;
    return file->at - (size_t)call->result;
}

static void replay_copy(struct replay *r, const struct call *call) {
    struct opened *from = file_of(r, call, 0), *to = file_of(r, call, 2);
    if (!to || !to->node)
        return;
    if (!from || !from->node)
        give_up(call, "from a file that is not in the box");
    size_t source = take_offset(from, call, 1), target = take_offset(to, call, 3);
    if (call->result)
        model_write(r->model, to->node, target, model_bytes(from->node) + source,
                    (size_t)call->result);
}

static void replay_name(struct replay *r, const struct call *call) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    const char *name = call->name;
    bool at = strstr(name, "at") != NULL; /* mkdirat, unlinkat, renameat */
    bool good = true;
    const char *path = path_at(r, call, at ? 0 : -1, at ? 1 : 0, from);
    if (strncmp(name, "rename", 6) == 0) {
        const char *target = path_at(r, call, at ? 2 : -1, at ? 3 : 1, to);
        if (!path != !target)
            give_up(call, "a rename into or out of the box");
        good = !path || model_rename(r->model, path, target);
    } else if (path && strncmp(name, "mkdir", 5) == 0) {
        good = model_create(r->model, path, true);
    } else if (path) {
        good = model_remove(r->model, path);
    }
    if (!good)
        give_up(call, from);
}

static void replay_place(struct replay *r, const struct call *call) {
    struct opened *file = file_of(r, call, 0);
    if (!file || !file->node)
        return;
    if (strcmp(call->name, "lseek") == 0)
        file->at = (size_t)call->result;
    else if (strcmp(call->name, "read") == 0)
        file->at += (size_t)call->result;
    else if (strcmp(call->name, "ftruncate") == 0)
        model_truncate(r->model, file->node, strtoull(text_of(call, 1), NULL, 10));
    else if (strcmp(call->name, "close") == 0)
        file->node = NULL;
    else if (!r->no_fsync) /* fsync, fdatasync */
        model_sync(r->model, file->node);
}

/* What the model does not know must not happen to a file in the box. */
static void refuse_unknown(struct replay *r, const struct call *call) {
    static const char *const unknown[] = {"copy_file_range",
                                          "sendfile",
                                          "splice",
                                          "fallocate",
                                          "pwritev",
                                          "writev",
                                          "dup",
                                          "dup2",
                                          "dup3",
                                          "linkat",
                                          "link",
                                          "symlinkat",
                                          "symlink"};
    char path[FILE_PATH_MAX];
    bool shared = strcmp(call->name, "mmap") == 0 && strstr(text_of(call, 2), "PROT_WRITE") &&
                  strstr(text_of(call, 3), "MAP_SHARED");
    struct opened *file = file_of(r, call, shared ? 4 : 0);
    bool ours = file && file->node && strchr("0123456789", *text_of(call, shared ? 4 : 0));
    for (int i = 0; i < 4 && !shared; i++)
        ours = ours || (i < call->count && call->arguments[i].is_string &&
                        in_box(r, text_of(call, i), path));
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        shared = shared || strcmp(call->name, unknown[i]) == 0;
    if (shared && ours)
        give_up(call, "the model does not know it");
}

/* True where the call may have changed what a crash leaves. */
static bool replay_call(struct replay *r, const struct call *call) {
    static const char names[] = " mkdir mkdirat unlink unlinkat rmdir rename renameat renameat2 ";
    static const char places[] = " lseek read close ftruncate fsync fdatasync ";
    char padded[40];
    if (call->result < 0)
        return false;
    snprintf(padded, sizeof padded, " %s ", call->name);
    if (strcmp(call->name, "openat") == 0 || strcmp(call->name, "open") == 0)
        replay_open(r, call, call->name[4] ? 0 : -1);
    else if (strcmp(call->name, "write") == 0 || strcmp(call->name, "pwrite64") == 0)
        replay_write(r, call);
    else if (strcmp(call->name, "copy_file_range") == 0)
        replay_copy(r, call);
    else if (strstr(names, padded))
        replay_name(r, call);
    else if (strstr(places, padded))
        replay_place(r, call);
    else
        refuse_unknown(r, call);
    return strcmp(call->name, "read") != 0 && strcmp(call->name, "lseek") != 0;
}

static void replay_all(struct replay *r, FILE *trace) {
    struct call call = {0};
    try_states(r);
    while (!(r->no_fsync && r->wrong) && trace_next(trace, &call)) {
        if (replay_call(r, &call)) {
            r->operations++;
            try_states(r);
        }
        trace_clear(&call);
    }
}

/* The model must end where the real run did, else its crash states are of another program. */
static void compare_end(struct replay *r, const char *after) {
    struct crash all = {SURVIVE_ALL, SURVIVE_ALL, 0};
    model_crash(r->model, &all, r->work);
    struct digest ours = tree_digest(r->work), real = tree_digest(after);
    if (digest_equal(&ours, &real))
        return;
    fprintf(stderr, "crash: the replay does not end where the recorded run did\n");
    exit(2);
}

int main(int argc, char **argv) {
    static struct replay r;
    if (argc > 1 && strcmp(argv[argc - 1], "--no-fsync") == 0) {
        r.no_fsync = true;
        argc--;
    }
    if ((argc != 10 && argc != 13) || sodium_init() < 0) {
        fprintf(stderr, "crash: see the head of tests/crash/replay.c\n");
        return 2;
    }
    /* not the file itself: a child that ends would move the place that we read at */
    struct buf record = tree_read(argv[1]);
    FILE *trace = fmemopen(record.data, record.len, "r");
    if (!trace)
        return 2;
    r.box = argv[2];
    snprintf(r.work, sizeof r.work, "%s", tree_path(argv[5], "box"));
    snprintf(r.state, sizeof r.state, "%s", tree_path(r.work, "state"));
    r.expected = (struct expectation){.old_digest = argv[6], .new_digest = argv[7]};
    if (argc == 13) {
        r.expected.trust = argv[10];
        r.expected.next = argv[11];
        r.expected.next_digest = argv[12];
    }
    r.random = strtoul(argv[8], NULL, 10);
    r.share = strtoul(argv[9], NULL, 10) + !strtoul(argv[9], NULL, 10);
    r.seen = mem_zero(SEEN_SIZE, sizeof *r.seen);
    r.model = model_new();
    model_load(r.model, argv[3]);
    replay_all(&r, trace);
    if (!r.no_fsync)
        compare_end(&r, argv[4]);
    fclose(trace);
    buf_free(&record);
    printf("%lu operations, %lu states, %lu wrong\n", r.operations, r.states, r.wrong);
    return r.wrong != 0;
}
