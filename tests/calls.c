/* Every call of the system failed, once, and from then on every one of its kind: see prove/fault.h.
 * The functions of libc that ask the kernel are put before libc's own, for our code and for the
 * libraries. (tests/script/sync_faults.sh does it from outside, to the shipped program.) */
#undef _FORTIFY_SOURCE /* its inline functions have the same names */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "prove/fault.h"

enum kind { OPEN, READ, WRITE, SEEK, STAT, CLOSE, SYNC, NAMES, LOCK, THREAD, NET };

/* libc's own function of that name. */
#define REAL(type, name, parameters)                                                               \
    static type(*real) parameters;                                                                 \
    if (!real)                                                                                     \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

/* A function that fails with `failure` where it must, else is libc's. */
#define CALL(kind, failure, type, name, parameters, arguments)                                     \
    type name parameters;                                                                          \
    type name parameters {                                                                         \
        REAL(type, name, parameters);                                                              \
        return fault_now(kind) ? failure : real arguments;                                         \
    }

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define CALL_OPEN(name)                                                                            \
    int name(const char *path, int flags, ...) {                                                   \
        REAL(int, name, (const char *, int, ...));                                                 \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = mode_of(flags, rest);                                                        \
        va_end(rest);                                                                              \
        return fault_now(OPEN) ? -1 : real(path, flags, mode);                                     \
    }
CALL_OPEN(open)
CALL_OPEN(open64)

int openat(int folder, const char *path, int flags, ...) {
    REAL(int, openat, (int, const char *, int, ...));
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return fault_now(OPEN) ? -1 : real(folder, path, flags, mode);
}

/* It is closed all the same. */
int close(int fd) {
    REAL(int, close, (int));
    bool fails = fault_now(CLOSE);
    int error = errno, result = real(fd);
    if (!fails)
        return result;
    errno = error;
    return -1;
}

int pthread_create(pthread_t *ret, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *data) {
    REAL(int, pthread_create, (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *));
    return fault_now(THREAD) ? EAGAIN : real(ret, attributes, run, data);
}

CALL(READ, -1, ssize_t, read, (int fd, void *to, size_t count), (fd, to, count))
CALL(READ, -1, ssize_t, pread, (int fd, void *to, size_t count, off_t at), (fd, to, count, at))
CALL(READ, -1, ssize_t, pread64, (int fd, void *to, size_t count, off64_t at), (fd, to, count, at))
CALL(WRITE, -1, ssize_t, write, (int fd, const void *from, size_t count), (fd, from, count))
CALL(WRITE, -1, ssize_t, pwrite, (int fd, const void *from, size_t count, off_t at),
     (fd, from, count, at))
CALL(WRITE, -1, ssize_t, pwrite64, (int fd, const void *from, size_t count, off64_t at),
     (fd, from, count, at))
CALL(WRITE, -1, int, ftruncate, (int fd, off_t size), (fd, size))
CALL(WRITE, -1, int, ftruncate64, (int fd, off64_t size), (fd, size))
CALL(WRITE, -1, ssize_t, copy_file_range,
     (int from, off64_t *from_at, int to, off64_t *to_at, size_t count, unsigned flags),
     (from, from_at, to, to_at, count, flags))
CALL(SEEK, -1, off_t, lseek, (int fd, off_t at, int whence), (fd, at, whence))
CALL(STAT, -1, int, stat, (const char *path, struct stat *ret), (path, ret))
CALL(STAT, -1, int, fstat, (int fd, struct stat *ret), (fd, ret))
CALL(STAT, -1, int, fstat64, (int fd, struct stat64 *ret), (fd, ret))
CALL(STAT, -1, int, fstatat, (int folder, const char *path, struct stat *ret, int flags),
     (folder, path, ret, flags))
CALL(SYNC, -1, int, fsync, (int fd), (fd))
CALL(SYNC, -1, int, fdatasync, (int fd), (fd))
CALL(NAMES, -1, int, rename, (const char *from, const char *to), (from, to))
CALL(NAMES, -1, int, mkdir, (const char *path, mode_t mode), (path, mode))
CALL(NAMES, -1, int, unlink, (const char *path), (path))
CALL(NAMES, -1, int, remove, (const char *path), (path))
CALL(NAMES, -1, int, nftw,
     (const char *path, int (*visit)(const char *, const struct stat *, int, struct FTW *),
      int depth, int flags),
     (path, visit, depth, flags))
CALL(NAMES, -1, int, scandir,
     (const char *path, struct dirent ***ret, int (*wanted)(const struct dirent *),
      int (*order)(const struct dirent **, const struct dirent **)),
     (path, ret, wanted, order))
CALL(NAMES, NULL, DIR *, fdopendir, (int fd), (fd))
CALL(LOCK, -1, int, flock, (int fd, int operation), (fd, operation))
CALL(NET, -1, int, socket, (int family, int type, int protocol), (family, type, protocol))
CALL(NET, -1, ssize_t, recv, (int fd, void *to, size_t count, int flags), (fd, to, count, flags))
CALL(NET, -1, ssize_t, send, (int fd, const void *from, size_t count, int flags),
     (fd, from, count, flags))

int main(int argc, char **argv) {
    /* a file system that cannot do it says EXDEV */
    static const int errors[] = {EIO, ENOSPC, EINTR, EXDEV};
    return fault_prove(argc, argv, errors, 4);
}
