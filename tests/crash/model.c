#include "crash/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "prove/tree.h"

#define SECTOR 512
#define LIST_STEP 16

/* One name in a folder. */
struct entry {
    char *name;
    struct node *node;
};

struct entries {
    struct entry *items;
    size_t count;
};

/* One thing that was done and not yet synced. To a file: bytes at a place, or a new size (bytes
 * NULL). To a folder: `gone` leaves it and `come` enters it, either may be NULL. */
struct change {
    uint64_t number; /* counted over the whole model: the order in which they were made */
    size_t at, count;
    char *bytes;
    char *gone, *come;
    struct node *node; /* what comes */
    struct node *into; /* gone to that folder, NULL: removed or renamed in its own */
    uint64_t partner;  /* the number of the change there */
};

struct node {
    bool folder;
    struct buf data, synced; /* of a file: as it is, as it is on the disk */
    struct entries names, saved;
    struct change *changes;
    size_t change_count;
    struct node *next; /* of all */
};

struct model {
    struct node *root, *all;
    uint64_t changes;
};

/* ---- entries ---- */

static struct entry *entry_find(const struct entries *list, const char *name) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return &list->items[i];
    return NULL;
}

static void entry_remove(struct entries *list, const char *name) {
    struct entry *entry = entry_find(list, name);
    if (!entry)
        return;
    free(entry->name);
    *entry = list->items[--list->count];
}

static void entry_set(struct entries *list, const char *name, struct node *node) {
    entry_remove(list, name);
    list->items = mem_grow(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = (struct entry){mem_string(name), node};
}

static void entries_clear(struct entries *list) {
    while (list->count)
        free(list->items[--list->count].name);
    free(list->items);
    *list = (struct entries){0};
}

static void entries_copy(struct entries *to, const struct entries *from) {
    entries_clear(to);
    for (size_t i = 0; i < from->count; i++)
        entry_set(to, from->items[i].name, from->items[i].node);
}

/* ---- nodes ---- */

static struct node *node_new(struct model *model, bool folder) {
    struct node *node = mem_zero(1, sizeof *node);
    node->folder = folder;
    node->next = model->all;
    model->all = node;
    return node;
}

static struct change *change_add(struct model *model, struct node *node) {
    node->changes = mem_grow(node->changes, node->change_count + 1, sizeof *node->changes);
    struct change *change = &node->changes[node->change_count++];
    *change = (struct change){.number = ++model->changes};
    return change;
}

static void change_free(struct change *change) {
    free(change->bytes);
    free(change->gone);
    free(change->come);
}

struct model *model_new(void) {
    struct model *model = mem_zero(1, sizeof *model);
    model->root = node_new(model, true);
    return model;
}

static void load(struct model *model, struct node *folder, const char *path) {
    char **names, inner[FILE_PATH_MAX];
    size_t count;
    if (folder_names(path, &names, &count, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        char **below;
        size_t below_count;
        snprintf(inner, sizeof inner, "%s/%s", path, names[i]);
        bool is_folder = folder_names(inner, &below, &below_count, NULL) == ERR_OK;
        if (is_folder)
            folder_names_free(below, below_count);
        struct node *node = node_new(model, is_folder);
        entry_set(&folder->names, names[i], node);
        if (is_folder) {
            load(model, node, inner);
            continue;
        }
        node->data = tree_read(inner);
        buf_add(&node->synced, buf_string(&node->data), node->data.len);
    }
    entries_copy(&folder->saved, &folder->names);
    folder_names_free(names, count);
}

void model_load(struct model *model, const char *path) {
    load(model, model->root, path);
}

/* The folder that holds the path's last part, which goes into *ret_name. */
static struct node *find_folder(struct model *model, const char *path, const char **ret_name) {
    struct node *node = model->root;
    char part[256];
    for (const char *slash; node && (slash = strchr(path, '/')); path = slash + 1) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
        struct entry *entry = entry_find(&node->names, part);
        node = entry && entry->node->folder ? entry->node : NULL;
    }
    *ret_name = path;
    return node;
}

struct node *model_find(struct model *model, const char *path) {
    const char *name;
    struct node *folder = find_folder(model, path, &name);
    if (!*name)
        return folder;
    struct entry *entry = folder ? entry_find(&folder->names, name) : NULL;
    return entry ? entry->node : NULL;
}

size_t model_size(const struct node *node) {
    return node->data.len;
}

const char *model_bytes(const struct node *node) {
    return buf_string(&node->data);
}

/* ---- operations ---- */

static void enter(struct model *model, struct node *folder, const char *gone, const char *come,
                  struct node *node) {
    struct change *change = change_add(model, folder);
    change->gone = gone ? mem_string(gone) : NULL;
    change->come = come ? mem_string(come) : NULL;
    change->node = node;
    if (gone)
        entry_remove(&folder->names, gone);
    if (come)
        entry_set(&folder->names, come, node);
}

bool model_create(struct model *model, const char *path, bool is_folder) {
    const char *name;
    struct node *folder = find_folder(model, path, &name);
    if (!folder || !*name || entry_find(&folder->names, name))
        return false;
    enter(model, folder, NULL, name, node_new(model, is_folder));
    return true;
}

bool model_remove(struct model *model, const char *path) {
    const char *name;
    struct node *folder = find_folder(model, path, &name);
    if (!folder || !entry_find(&folder->names, name))
        return false;
    enter(model, folder, name, NULL, NULL);
    return true;
}

bool model_rename(struct model *model, const char *from, const char *to) {
    const char *old_name, *new_name;
    struct node *source = find_folder(model, from, &old_name);
    struct node *target = find_folder(model, to, &new_name);
    struct entry *entry = source ? entry_find(&source->names, old_name) : NULL;
    if (!entry || !target)
        return false;
    struct node *node = entry->node;
    if (source == target) {
        enter(model, source, old_name, new_name, node);
        return true;
    }
    enter(model, target, NULL, new_name, node);
    enter(model, source, old_name, NULL, NULL);
    struct change *left = &source->changes[source->change_count - 1];
    left->into = target;
    left->partner = left->number - 1;
    return true;
}

static void apply_bytes(struct buf *data, const struct change *change, size_t count) {
    static const char zeros[SECTOR];
    size_t end = change->at + count;
    while (data->len < end)
        buf_add(data, zeros, end - data->len < SECTOR ? end - data->len : SECTOR);
    if (change->bytes)
        memcpy(data->data + change->at, change->bytes, count);
    else
        data->len = change->at;
}

void model_write(struct model *model, struct node *node, size_t at, const void *bytes,
                 size_t count) {
    struct change *change = change_add(model, node);
    change->at = at;
    change->count = count;
    change->bytes = mem_slice(bytes, count);
    apply_bytes(&node->data, change, count);
}

void model_truncate(struct model *model, struct node *node, size_t size) {
    struct change *change = change_add(model, node);
    change->at = size;
    apply_bytes(&node->data, change, 0);
}

/* A name that is synced out of its folder is safe where it went. */
static void save_partner(struct node *folder, uint64_t number) {
    for (size_t i = 0; i < folder->change_count; i++) {
        struct change *change = &folder->changes[i];
        if (change->number != number)
            continue;
        entry_set(&folder->saved, change->come, change->node);
        change_free(change);
        memmove(change, change + 1, (folder->change_count - i - 1) * sizeof *change);
        folder->change_count--;
        return;
    }
}

void model_sync(struct model *model, struct node *node) {
    (void)model;
    for (size_t i = 0; i < node->change_count; i++) {
        if (node->changes[i].into)
            save_partner(node->changes[i].into, node->changes[i].partner);
        change_free(&node->changes[i]);
    }
    node->change_count = 0;
    if (node->folder) {
        entries_copy(&node->saved, &node->names);
        return;
    }
    buf_clear(&node->synced);
    buf_add(&node->synced, buf_string(&node->data), node->data.len);
}

/* ---- crash states ---- */

struct builder {
    const struct crash *crash;
    const struct model *model;
    struct digest_stream stream;
    bool write;
};

/* A number that depends on nothing but the seed and `what` (splitmix64). */
static uint64_t roll(const struct crash *crash, uint64_t what) {
    uint64_t x = crash->seed * 0x9e3779b97f4a7c15u + what * 0xd1342543de82ef95u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static bool survives(const struct crash *crash, const struct model *model, uint64_t number) {
    switch (crash->names) {
    case SURVIVE_NONE:
        return false;
    case SURVIVE_TORN:
        return number <= roll(crash, 1) % (model->changes + 1);
    case SURVIVE_RANDOM:
        return roll(crash, number) & 1;
    default:
        return true;
    }
}

static bool is_pending(const struct node *folder, uint64_t number) {
    for (size_t i = 0; i < folder->change_count; i++)
        if (folder->changes[i].number == number)
            return true;
    return false;
}

static void choose_names(const struct builder *b, const struct node *folder, struct entries *ret) {
    entries_copy(ret, &folder->saved);
    for (size_t i = 0; i < folder->change_count; i++) {
        const struct change *change = &folder->changes[i];
        bool kept = survives(b->crash, b->model, change->number);
        if (kept && change->into && is_pending(change->into, change->partner))
            kept = survives(b->crash, b->model, change->partner); /* never in neither */
        if (!kept)
            continue;
        if (change->gone)
            entry_remove(ret, change->gone);
        if (change->come)
            entry_set(ret, change->come, change->node);
    }
}

static void tear(const struct builder *b, const struct node *file, struct buf *data) {
    size_t whole = (size_t)(roll(b->crash, file->changes[0].number) % file->change_count);
    for (size_t i = 0; i <= whole; i++) {
        const struct change *change = &file->changes[i];
        size_t count = change->count;
        if (i == whole && count)
            count = (size_t)(roll(b->crash, change->number) % (count + 1));
        apply_bytes(data, change, count);
    }
}

static void mix_sectors(const struct builder *b, const struct node *file, struct buf *data) {
    static const char zeros[SECTOR];
    uint64_t first = file->changes[0].number;
    /* the size is one that the file has had */
    size_t size = roll(b->crash, first) % 4 ? file->data.len : data->len;
    while (data->len < size)
        buf_add(data, zeros, size - data->len < SECTOR ? size - data->len : SECTOR);
    if (data->len > size)
        data->len = size;
    for (size_t at = 0; at < size && at < file->data.len; at += SECTOR) {
        size_t end = at + SECTOR < size ? at + SECTOR : size;
        end = end < file->data.len ? end : file->data.len;
        if (roll(b->crash, first * 131071 + at) & 1)
            memcpy(data->data + at, file->data.data + at, end - at);
    }
}

static void choose_data(const struct builder *b, const struct node *file, struct buf *data) {
    static const char zeros[SECTOR];
    const struct buf *from = b->crash->data == SURVIVE_ALL ? &file->data : &file->synced;
    buf_add(data, buf_string(from), from->len);
    if (!file->change_count)
        return;
    switch (b->crash->data) {
    case SURVIVE_EMPTY:
        while (data->len < file->data.len)
            buf_add(data, zeros,
                    file->data.len - data->len < SECTOR ? file->data.len - data->len : SECTOR);
        break;
    case SURVIVE_TORN:
        tear(b, file, data);
        break;
    case SURVIVE_RANDOM:
        mix_sectors(b, file, data);
        break;
    default:
        break;
    }
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void build(struct builder *b, const struct node *node, const char *path) {
    if (!node->folder) {
        struct buf data = {0};
        choose_data(b, node, &data);
        digest_add(&b->stream, "file", 5);
        digest_add(&b->stream, &data.len, sizeof data.len);
        digest_add(&b->stream, buf_string(&data), data.len);
        if (b->write)
            tree_write(path, buf_string(&data), data.len);
        buf_free(&data);
        return;
    }
    struct entries names = {0};
    char inner[FILE_PATH_MAX] = "";
    choose_names(b, node, &names);
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, by_name);
    digest_add(&b->stream, "folder", 7);
    if (b->write)
        tree_make(path);
    for (size_t i = 0; i < names.count; i++) {
        digest_add(&b->stream, names.items[i].name, strlen(names.items[i].name) + 1);
        if (b->write)
            snprintf(inner, sizeof inner, "%s/%s", path, names.items[i].name);
        build(b, names.items[i].node, inner);
    }
    digest_add(&b->stream, "end", 4);
    entries_clear(&names);
}

uint64_t model_crash(const struct model *model, const struct crash *crash, const char *path) {
    struct builder builder = {.crash = crash, .model = model, .write = path != NULL};
    digest_begin(&builder.stream);
    if (path)
        tree_remove(path);
    build(&builder, model->root, path);
    struct digest digest = digest_end(&builder.stream);
    uint64_t fingerprint;
    memcpy(&fingerprint, digest.bytes, sizeof fingerprint);
    return fingerprint;
}
