/* A file system that remembers what has reached the disk. Files and folders each keep what they
 * hold, what of it was synced, and the operations since; a crash state is built by choosing which
 * of those operations survived. Stricter than ext4: fsync of a file does not save its name, names
 * of one folder may survive in any order. A rename is atomic; moved between two folders, a file may
 * be seen in both, never in none. */
#ifndef CRASH_MODEL_H
#define CRASH_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;
struct node;

struct model *model_new(void);
/* Takes over what is in the folder `path`, as synced. */
void model_load(struct model *model, const char *path);

/* Paths are relative to the root, "" is the root itself; NULL: there is none. */
struct node *model_find(struct model *model, const char *path);

/* Operations. False: it cannot be done, so the model and the recorded run have parted. */
bool model_create(struct model *model, const char *path, bool folder);
bool model_remove(struct model *model, const char *path);
bool model_rename(struct model *model, const char *from, const char *to);
void model_write(struct model *model, struct node *node, size_t at, const void *bytes,
                 size_t count);
void model_truncate(struct model *model, struct node *node, size_t size);
void model_sync(struct model *model, struct node *node);
size_t model_size(const struct node *node);
const char *model_bytes(const struct node *node); /* until the next change */

/* What of the unsynced survives. */
enum survival {
    SURVIVE_NONE,
    SURVIVE_ALL,
    SURVIVE_EMPTY,  /* data: the new size and none of the bytes */
    SURVIVE_TORN,   /* data: up to some byte; names: up to some operation */
    SURVIVE_RANDOM, /* data: some sectors of 512 bytes; names: some operations */
};

struct crash {
    enum survival data, names;
    uint64_t seed;
};

/* Builds the state into the folder `path`, which is emptied; with NULL only tells its fingerprint,
 * equal for equal states. */
uint64_t model_crash(const struct model *model, const struct crash *crash, const char *path);

#endif
