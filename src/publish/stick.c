#include "publish/stick.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "bundle/stick.h"
#include "publish/release.h"

#define FILES_MAX 64 /* of a release: manifest, keysets, snapshot, deltas */
#define BLOCK 131072
#define SLACK 262144 /* bytes that folders and allocation tables may take */

/* ---- the folder ---- */

static enum err_code find_names(const char *stick, char **names, size_t count, char *ret,
                                struct err *err) {
    const char *found = STICK_FOLDER;
    int matches = 0;
    for (size_t i = 0; i < count; i++)
        if (stick_is_folder(names[i])) {
            found = names[i];
            matches++;
        }
    if (matches > 1)
        return err_set(err, ERR_REFUSED,
                       "%s: holds two folders called " STICK_FOLDER "; delete one of them", stick);
    enum err_code code = path_join(ret, stick, found, err);
    struct stat st;
    if (code == ERR_OK && matches && (lstat(ret, &st) != 0 || !S_ISDIR(st.st_mode)))
        code = err_set(err, ERR_REFUSED, "%s: is no folder; delete it", ret);
    return code;
}

enum err_code stick_folder(const char *stick, char *ret, struct err *err) {
    char **names = NULL;
    size_t count = 0;
    enum err_code code = folder_names(stick, &names, &count, err);
    if (code == ERR_MISSING)
        return err_set(err, code, "%s: there is no such folder; is the stick in, and mounted?",
                       stick);
    if (code == ERR_OK)
        code = find_names(stick, names, count, ret, err);
    folder_names_free(names, count);
    return code;
}

/* ---- what goes onto it ---- */

struct file {
    char name[80];
    uint64_t size;
    struct digest digest;
};

/* The files of the release in the order in which they are renamed: the manifest last. */
struct copying {
    const char *release, *folder;
    struct file files[FILES_MAX];
    size_t count;
};

static enum err_code add_file(struct copying *copying, const char *name, struct err *err) {
    char path[FILE_PATH_MAX];
    enum err_code code = path_join(path, copying->release, name, err);
    if (code != ERR_OK)
        return code;
    if (copying->count == FILES_MAX || strlen(name) >= sizeof copying->files->name)
        return err_set(err, ERR_REFUSED, "%s: more files than a release has", copying->release);
    struct file *file = &copying->files[copying->count];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return err_errno(err, "cannot open", path);
    code = digest_fd(fd, path, &file->digest, &file->size, err);
    close(fd);
    memcpy(file->name, name, strlen(name) + 1);
    copying->count += code == ERR_OK;
    return code;
}

static bool ends_with(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcmp(name + length - tail, ending) == 0;
}

/* Keysets, the snapshot and the deltas that lead to it. Signatures sort behind what they sign and
 * go before it. */
static bool is_part(const char *name, const struct manifest *manifest) {
    char delta[48];
    snprintf(delta, sizeof delta, "-%" PRId64 ".zst", manifest->serial);
    return strcmp(name, manifest->snapshot.file) == 0 ||
           (strncmp(name, "delta-", 6) == 0 && ends_with(name, delta)) ||
           (strncmp(name, "keyset.", 7) == 0 &&
            (ends_with(name, ".json") || ends_with(name, ".minisig")));
}

static enum err_code add_files(struct copying *copying, const struct manifest *manifest,
                               struct err *err) {
    char **names = NULL;
    size_t count = 0;
    enum err_code code = folder_names(copying->release, &names, &count, err);
    for (size_t i = count; code == ERR_OK && i > 0; i--)
        if (is_part(names[i - 1], manifest))
            code = add_file(copying, names[i - 1], err);
    folder_names_free(names, count);
    if (code == ERR_OK)
        code = add_file(copying, MANIFEST_SIGNATURE_NAME, err);
    return code == ERR_OK ? add_file(copying, MANIFEST_NAME, err) : code;
}

/* ---- writing ---- */

/* A call on the stick that failed. */
static enum err_code stick_failed(struct err *err, const char *what, const char *path) {
    if (errno == EROFS || errno == EACCES || errno == EPERM)
        return err_set(err, ERR_STORAGE,
                       "%s: the stick is write-protected: move its switch, or take another one "
                       "(bellek yazmaya karşı korumalı)",
                       path);
    if (errno == ENOSPC)
        return err_set(err, ERR_STORAGE,
                       "%s: the stick is full: delete something, or take another one (bellek dolu)",
                       path);
    return err_set(err, ERR_STORAGE, "%s %s: %s; was the stick pulled? Try another one", what, path,
                   strerror(errno));
}

/* Everything must fit beside what is there: the old release stays until the new one is whole. */
static enum err_code check_space(const struct copying *copying, struct err *err) {
    struct statvfs st;
    if (statvfs(copying->folder, &st) != 0)
        return stick_failed(err, "cannot look at", copying->folder);
    uint64_t unit = st.f_frsize ? st.f_frsize : 4096, need = SLACK;
    for (size_t i = 0; i < copying->count; i++)
        need += (copying->files[i].size + unit - 1) / unit * unit;
    uint64_t have = (uint64_t)st.f_bavail * unit;
    if (need <= have)
        return ERR_OK;
    return err_set(err, ERR_STORAGE,
                   "%s: needs %" PRIu64 " KiB and %" PRIu64 " KiB are free: delete something, or "
                   "take another stick (bellekte yer yok)",
                   copying->folder, need / 1024, have / 1024);
}

static enum err_code make_folder(const char *folder, struct err *err) {
    struct stat st;
    if (mkdir(folder, 0755) == 0 || (errno == EEXIST && lstat(folder, &st) == 0))
        return ERR_OK;
    return stick_failed(err, "cannot make the folder", folder);
}

static enum err_code copy_bytes(int from, int to, const char *path, struct err *err) {
    char *block = malloc(BLOCK);
    enum err_code code = block ? ERR_OK : err_set(err, ERR_STORAGE, "%s: out of memory", path);
    for (ssize_t got = 1; code == ERR_OK && got != 0;) {
        got = read(from, block, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = err_errno(err, "cannot read the release for", path);
        else if (file_write_all(to, block, (size_t)got, path, err) != ERR_OK)
            code = stick_failed(err, "cannot write", path);
    }
    free(block);
    /* a failed fsync is final */
    if (code == ERR_OK && fsync(to) != 0)
        code = stick_failed(err, "cannot sync", path);
    return code;
}

static enum err_code temporary_path(const struct copying *copying, const char *name, char *ret,
                                    struct err *err) {
    char temporary[96];
    snprintf(temporary, sizeof temporary, "%s.tmp", name);
    return path_join(ret, copying->folder, temporary, err);
}

static enum err_code copy_file(const struct copying *copying, const char *name, struct err *err) {
    char source[FILE_PATH_MAX], path[FILE_PATH_MAX];
    enum err_code code = path_join(source, copying->release, name, err);
    if (code == ERR_OK)
        code = temporary_path(copying, name, path, err);
    if (code != ERR_OK)
        return code;
    int from = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (from < 0)
        return err_errno(err, "cannot open", source);
    (void)!unlink(path);
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (to < 0) {
        code = stick_failed(err, "cannot create", path);
    } else {
        code = copy_bytes(from, to, path, err);
        if (close(to) != 0 && code == ERR_OK)
            code = stick_failed(err, "cannot close", path);
    }
    close(from);
    return code;
}

static enum err_code rename_all(const struct copying *copying, struct err *err) {
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < copying->count; i++) {
        code = temporary_path(copying, copying->files[i].name, from, err);
        if (code == ERR_OK)
            code = path_join(to, copying->folder, copying->files[i].name, err);
        if (code == ERR_OK && rename(from, to) != 0)
            code = stick_failed(err, "cannot rename to", to);
    }
    return code;
}

static void remove_temporaries(const struct copying *copying) {
    char path[FILE_PATH_MAX];
    for (size_t i = 0; i < copying->count; i++)
        if (temporary_path(copying, copying->files[i].name, path, NULL) == ERR_OK)
            (void)!unlink(path);
}

/* All that the stick's file system still keeps in memory, names and tables too. */
static enum err_code sync_stick(const char *folder, struct err *err) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return stick_failed(err, "cannot open", folder);
    enum err_code code = ERR_OK;
    if (fsync(fd) != 0 || syncfs(fd) != 0)
        code = stick_failed(err, "cannot sync", folder);
    close(fd);
    return code;
}

static bool is_ours(const struct copying *copying, const char *name) {
    for (size_t i = 0; i < copying->count; i++)
        if (strcmp(copying->files[i].name, name) == 0)
            return true;
    return false;
}

/* Older snapshots and deltas, which may hold what was retracted since, and what interrupted runs
 * left. Nothing else in the folder is touched. */
static bool is_old(const struct copying *copying, const char *name) {
    static const char *const kinds[] = {"snapshot-", "delta-", "keyset.", MANIFEST_NAME};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return !is_ours(copying, name);
    return false;
}

static enum err_code remove_old(const struct copying *copying, struct err *err) {
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    enum err_code code = folder_names(copying->folder, &names, &count, err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        if (!is_old(copying, names[i]))
            continue;
        code = path_join(path, copying->folder, names[i], err);
        if (code == ERR_OK && unlink(path) != 0)
            code = stick_failed(err, "cannot remove", path);
    }
    folder_names_free(names, count);
    return code;
}

/* ---- reading it back ---- */

/* From the stick and not from memory: what was synced is dropped from the page cache first. */
static enum err_code read_back(const struct copying *copying, const struct file *file,
                               struct err *err) {
    char path[FILE_PATH_MAX];
    struct digest digest;
    uint64_t size = 0;
    enum err_code code = path_join(path, copying->folder, file->name, err);
    if (code != ERR_OK)
        return code;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return stick_failed(err, "cannot open", path);
    (void)!posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    if (digest_fd(fd, path, &digest, &size, err) != ERR_OK)
        code = stick_failed(err, "cannot read back", path);
    else if (size != file->size || !digest_equal(&digest, &file->digest))
        code = err_set(err, ERR_STORAGE,
                       "%s: the stick gives back other bytes than were written: it is broken, take "
                       "another one (bellek bozuk)",
                       path);
    close(fd);
    return code;
}

static enum err_code check_all(const struct copying *copying, const struct verified_keyset *keyset,
                               const char *scratch, struct err *err) {
    struct manifest found;
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < copying->count; i++)
        code = read_back(copying, &copying->files[i], err);
    return code == ERR_OK ? release_check(keyset, copying->folder, scratch, &found, err) : code;
}

/* ---- all of it ---- */

static enum err_code write_all(const struct copying *copying, struct err *err) {
    enum err_code code = make_folder(copying->folder, err);
    if (code == ERR_OK)
        code = check_space(copying, err);
    for (size_t i = 0; code == ERR_OK && i < copying->count; i++)
        code = copy_file(copying, copying->files[i].name, err);
    if (code == ERR_OK) /* the files are on the stick before any of them gets its name */
        code = sync_stick(copying->folder, err);
    if (code == ERR_OK)
        code = rename_all(copying, err);
    if (code != ERR_OK) {
        remove_temporaries(copying);
        return code;
    }
    code = sync_stick(copying->folder, err);
    if (code == ERR_OK)
        code = remove_old(copying, err);
    return code == ERR_OK ? sync_stick(copying->folder, err) : code;
}

enum err_code stick_write(const struct verified_keyset *keyset, const char *release,
                          const char *folder, const char *scratch, struct err *err) {
    struct verified_manifest *manifest = NULL;
    struct copying *copying = calloc(1, sizeof *copying);
    if (!copying)
        return err_set(err, ERR_STORAGE, "%s: out of memory", folder);
    copying->release = release;
    copying->folder = folder;
    enum err_code code = release_manifest(keyset, release, release, &manifest, err);
    if (code == ERR_OK)
        code = add_files(copying, verified_manifest(manifest), err);
    if (code == ERR_OK)
        code = write_all(copying, err);
    if (code == ERR_OK)
        code = check_all(copying, keyset, scratch, err);
    verified_manifest_free(manifest);
    free(copying);
    return code;
}
