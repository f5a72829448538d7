/* state/inbox/: the quarantine in which a release arrives. Emptied when the next one is asked
 * for, but for two things:
 *
 *     net.json     what sync knows of the server (sync/net_record)
 *     part.json    names the one transfer that may be resumed, and that file stays too
 *
 * `ready` is written last, when a release in it is whole. All of it is the fetching process's to
 * write, so nothing in it is believed. */
#ifndef SYNC_INBOX_H
#define SYNC_INBOX_H

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"

#define INBOX_NET_NAME "net.json"

enum err_code inbox_path(char ret[FILE_PATH_MAX], const char *state, struct err *err) CHECKED;

/* Makes the folder where there is none, and removes what is left of earlier runs but for a transfer
 * that may be resumed. ERR_STORAGE. */
enum err_code inbox_prepare(const char *state, struct err *err) CHECKED;
/* The same where it is only tidying: failures are left to the next run. */
void inbox_trim(const char *state);
/* When a release was taken over: also what might have been resumed goes. */
void inbox_clear(const char *state);
enum err_code inbox_clear_surely(const char *state, struct err *err) CHECKED; /* ERR_STORAGE */

/* A release has arrived whole, and waits in it for `apply`; until this is said the inbox holds only
 * what an interrupted run left. ERR_STORAGE. */
enum err_code inbox_finish(const char *state, struct err *err) CHECKED;
/* True also where nobody can tell now: `apply` then says what fails. */
bool inbox_waits(const char *state);

/* A new empty file in one of our folders, whatever stood there before; path is for messages. */
enum err_code inbox_create(const char *folder, const char *name, char path[FILE_PATH_MAX],
                           int *ret_fd, struct err *err) CHECKED;

/* The transfer that may be resumed. */
#define INBOX_TEXT 1200
struct inbox_part {
    char url[INBOX_TEXT]; /* of the file */
    char file[64];        /* its name in the inbox */
    char etag[256];       /* strong, as the server gave it */
};
/* False: there is none, or what is written there makes no sense. */
bool inbox_part_load(const char *folder, struct inbox_part *ret);
enum err_code inbox_part_save(const char *folder, const struct inbox_part *part,
                              struct err *err) CHECKED;
void inbox_part_forget(const char *folder);

#endif
