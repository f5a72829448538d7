#include "sync/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/storage.h"

/* The folder's own name must survive a power cut too. */
static enum err_code make_folder(const char *state, struct err *err) {
    char parent[FILE_PATH_MAX];
    if (file_exists(state))
        return ERR_OK;
    enum err_code code = folder_make(state, err);
    if (code == ERR_OK)
        code = path_join(parent, state, "..", err);
    return code == ERR_OK ? file_sync(parent, err) : code;
}

enum err_code lock_take(const char *state, bool make, int *ret_fd, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = make ? make_folder(state, err) : ERR_OK;
    if (code == ERR_OK)
        code = path_join(path, state, "lock", err);
    if (code != ERR_OK)
        return storage_failed(code, err);
    if (!file_exists(state))
        return err_set(err, ERR_MISSING, "%s: no such folder; run update", state);
    /* reading is enough for a lock, and all that a sandbox may have */
    int fd = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return storage_failed(err_errno(err, "cannot open the lock", path), err);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        code = errno == EWOULDBLOCK
                   ? err_set(err, ERR_MISSING,
                             "%s: another meclis-sync is at work here; try again when it is done",
                             state)
                   : storage_failed(err_errno(err, "cannot lock", path), err);
        close(fd);
        return code;
    }
    *ret_fd = fd;
    return ERR_OK;
}
