#include "sync/stick.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/manifest.h"
#include "bundle/stick.h"

#define ENTRIES_MAX 4096 /* of a folder that are looked at: somebody else filled it */
#define PLACE_MAX 300

/* What the search has found. */
struct search {
    int folder;                /* the first release's, or -1 */
    int found;                 /* how many there are */
    int empty;                 /* folders of the right name without a manifest */
    int odd;                   /* things of that name that are no folders */
    int unread;                /* errno of what hindered reading a folder to its end, or 0 */
    char places[2][PLACE_MAX]; /* of the first two, for people */
};

static bool holds_manifest(int folder) {
    struct stat st;
    return fstatat(folder, MANIFEST_NAME, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static int open_inside(int folder, const char *name) {
    return openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

static void look_at(struct search *search, int folder, const char *above, const char *name) {
    int inner = open_inside(folder, name);
    if (inner < 0) {
        search->odd += errno == ENOTDIR || errno == ELOOP;
        return;
    }
    if (!holds_manifest(inner)) {
        search->empty++;
        close(inner);
        return;
    }
    if (search->found < 2)
        snprintf(search->places[search->found], PLACE_MAX, "%.100s%s%.100s", above,
                 *above ? "/" : "", name);
    if (search->found++)
        close(inner);
    else
        search->folder = inner;
}

/* Looks through the open folder, which it closes; and, from the top, through the folders in it. */
static void look_through(struct search *search, int folder, const char *above, bool top) {
    DIR *dir = fdopendir(folder);
    if (!dir) {
        search->unread = errno;
        close(folder);
        return;
    }
    for (int i = 0; i < ENTRIES_MAX; i++) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry && errno)
            search->unread = errno;
        if (!entry)
            break;
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        int inner = -1;
        if (stick_is_folder(name))
            look_at(search, folder, above, name);
        else if (top && (inner = open_inside(folder, name)) >= 0)
            look_through(search, inner, name, false);
    }
    closedir(dir);
}

static enum err_code judge(const struct search *search, const char *path, struct err *err) {
    if (search->unread)
        return err_set(err, search->unread == ENOMEM ? ERR_STORAGE : ERR_MISSING,
                       "%s: cannot be read to its end: %s; try again, or another stick", path,
                       strerror(search->unread));
    if (search->found == 1)
        return ERR_OK;
    if (search->found > 1)
        return err_set(err, ERR_MISSING,
                       "%s: two releases in it, %s and %s: leave one stick, or one folder "
                       "(iki ayrı veri klasörü var, yalnızca birini bırakın)",
                       path, search->places[0], search->places[1]);
    if (search->odd)
        return err_set(
            err, ERR_REFUSED,
            "%s: what is called " STICK_FOLDER " there is no folder; copy the release anew", path);
    if (search->empty)
        return err_set(err, ERR_MISSING,
                       "%s: the " STICK_FOLDER " folder there holds no " MANIFEST_NAME
                       "; copy the whole release again",
                       path);
    return err_set(err, ERR_MISSING,
                   "%s: no release in it (no " MANIFEST_NAME ", and no " STICK_FOLDER
                   " folder); check the stick (bellekte karar verisi yok)",
                   path);
}

enum err_code stick_open(const char *path, int *ret_folder, struct err *err) {
    struct search search = {.folder = -1};
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return err_set(err, ERR_MISSING, "%s: cannot open this folder: %s", path, strerror(errno));
    if (holds_manifest(folder)) {
        *ret_folder = folder;
        return ERR_OK;
    }
    look_through(&search, folder, "", true);
    enum err_code code = judge(&search, path, err);
    if (code == ERR_OK)
        *ret_folder = search.folder;
    else if (search.folder >= 0)
        close(search.folder);
    return code;
}
