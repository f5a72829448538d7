/* backup.json: what a backup holds. */
#ifndef PUBLISH_BACKUP_LIST_H
#define PUBLISH_BACKUP_LIST_H

#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"

#define BACKUP_LIST_NAME "backup.json"
#define BACKUP_FILES_MAX 2100 /* a thousand keysets and what else there is */
#define BACKUP_NAME 96

struct backup_file {
    char name[BACKUP_NAME]; /* relative to the backup; of the four kinds of backup.h only */
    uint64_t size;
    struct digest digest;
};

struct backup_list {
    int64_t made;              /* seconds since 1970 */
    char library[BACKUP_NAME]; /* one of the files */
    char trust[BACKUP_NAME];   /* where the trust folder stood, relative to the library's folder */
    struct backup_file *files; /* freed by backup_list_clear */
    size_t count;
};

void backup_list_clear(struct backup_list *list);

/* Adds the file `name` of the folder, with its size and digest as they are on the disk. */
enum err_code backup_list_add(struct backup_list *list, const char *folder, const char *name,
                              struct err *err) CHECKED;
enum err_code backup_list_save(const struct backup_list *list, const char *folder,
                               struct err *err) CHECKED;
/* ERR_MISSING: no backup there; ERR_REFUSED: the list is damaged. Clear it in any case. */
enum err_code backup_list_load(const char *folder, struct backup_list *ret,
                               struct err *err) CHECKED;
/* Reads every file, from the disk and not from memory. ERR_REFUSED: missing, cut or changed. */
enum err_code backup_list_check(const struct backup_list *list, const char *folder,
                                struct err *err) CHECKED;

#endif
